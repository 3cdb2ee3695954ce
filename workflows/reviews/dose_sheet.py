"""The dose sheet of a version: every quantity of its texts in rows, with what the cited sources say. Pure.

First the doses, the same amount of the same drug in one row; then all other quantities: lab values, thresholds, durations.
Found by rules: what is missing here may still stand in a text.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import rfc8785
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.manifest import CitedReference, Manifest
from articles.text.blocks import Block, blocks
from articles.text.citations import citations
from articles.text.dosing import Dose, DoseRow, doses, side_by_side
from articles.text.dosing.keys import Key
from articles.text.stated import stated, statements

ROUTES = {
    "by mouth": gettext_lazy("by mouth"),
    "under the tongue": gettext_lazy("under the tongue"),
    "into a vein": gettext_lazy("into a vein"),
    "into a muscle": gettext_lazy("into a muscle"),
    "under the skin": gettext_lazy("under the skin"),
    "into a joint": gettext_lazy("into a joint"),
    "epidural": gettext_lazy("epidural"),
    "into the spinal fluid": gettext_lazy("into the spinal fluid"),
    "rectal": gettext_lazy("rectal"),
    "vaginal": gettext_lazy("vaginal"),
    "into the eye": gettext_lazy("into the eye"),
    "into the ear": gettext_lazy("into the ear"),
    "into the nose": gettext_lazy("into the nose"),
    "inhaled": gettext_lazy("inhaled"),
    "on the skin": gettext_lazy("on the skin"),
}


@dataclass(frozen=True)
class Said:
    """What one place of a text says; `block` is its key. Fields are empty where the place does not say them."""

    sentence: str
    block: str
    amount: str = ""
    route: str = ""
    frequency: str = ""
    maximum: str = ""
    population: str = ""
    is_assumed: bool = False

    def content(self) -> dict[str, str]:
        """Without the place, which moves when words elsewhere change."""
        return {
            name: value for name, value in vars(self).items() if value and isinstance(value, str) and name != "block"
        }


@dataclass(frozen=True)
class Support:
    """A reference that is cited where the quantity stands, and what of it supports that; empty if nobody quoted it."""

    reference: str
    title: str
    quote: str = ""
    where: str = ""


@dataclass(frozen=True)
class Row:
    """One quantity. `cells` has what each text says, in the order of the audiences; `differing` names fields told differently.

    `key` stands for all that is shown: a row whose key is the same says the same.
    """

    audiences: tuple[str, ...]
    amount: str
    cells: tuple[tuple[Said, ...], ...]
    supports: tuple[Support, ...] = ()
    drug: str = ""
    limit: str = ""
    is_dose: bool = False
    is_refused: bool = False
    is_missed: bool = False
    differing: tuple[str, ...] = ()

    @cached_property
    def content(self) -> str:
        """Canonical JSON (RFC 8785) of what the row says."""
        data = {
            "drug": self.drug,
            "amount": self.amount,
            "limit": self.limit,
            "not": "yes" if self.is_refused else "",
            "texts": {
                name: [said.content() for said in cell] for name, cell in zip(self.audiences, self.cells, strict=True)
            },
            "sources": [{"reference": support.reference, "quote": support.quote} for support in self.supports],
        }
        return rfc8785.dumps(data).decode()

    @cached_property
    def key(self) -> str:
        """SHA-256 of the content, 64 hex digits."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def name(self) -> str:
        """ "gabapentin, 300 mg" """
        if not self.is_dose:
            return self.amount
        amount = self.amount or _("at most %s") % self.limit
        return f"{self.drug or _('drug not named')}, {_('not: %s') % amount if self.is_refused else amount}"

    @property
    def substance(self) -> tuple[object, ...]:
        """Equal for rows of two versions between which no dose changed: of other quantities the sentences around do not count."""
        return (True, self.key) if self.is_dose else (False, self.amount, self.missing_in)

    @property
    def missing_in(self) -> tuple[str, ...]:
        return tuple(name for name, cell in zip(self.audiences, self.cells, strict=True) if not cell)

    @property
    def is_unlike(self) -> bool:
        """The texts do not agree about the dose, or one of them gives another instead."""
        return bool(self.differing) or self.is_missed


@dataclass(frozen=True)
class DoseSheet:
    audiences: tuple[Audience, ...]
    doses: tuple[Row, ...]
    others: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.doses + self.others

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        return {row.key: row for row in self.rows}


def dose_sheet(manifest: Manifest) -> DoseSheet:
    """In time proportional to the length of the texts."""
    texts = {name: f"{manifest.texts[name].summary}\n{manifest.texts[name].body}" for name in manifest.audiences}
    sources = _Sources(manifest.references, texts)
    found = {name: doses(html) for name, html in texts.items()}
    told = (_of_dose(row, manifest.audiences, sources) for row in side_by_side(list(found.values())))
    others = _others(texts, found, sources)
    return DoseSheet(tuple(Audience(name) for name in texts), tuple(told), tuple(others))


def _of_dose(row: DoseRow, audiences: tuple[str, ...], sources: _Sources) -> Row:
    cells = tuple(tuple(map(_said, cell)) for cell in row.cells)
    return Row(
        audiences=audiences,
        amount=row.amount,
        cells=cells,
        supports=sources.of(cells),
        drug=row.drug,
        limit=row.limit,
        is_dose=True,
        is_refused=any(dose.is_refused for cell in row.cells for dose in cell),
        is_missed=row.is_missed,
        differing=row.differing,
    )


def _said(dose: Dose) -> Said:
    return Said(
        sentence=dose.sentence,
        block=dose.key,
        amount=dose.amount,
        route=dose.route,
        frequency=dose.frequency,
        maximum=dose.maximum,
        population=dose.population,
        is_assumed=dose.is_assumed,
    )


@dataclass
class _Sources:
    """Which references are cited in which block of which text."""

    references: Sequence[CitedReference]
    texts: Mapping[str, str]
    _known: Mapping[str, CitedReference] = field(init=False)
    _cited: Mapping[str, Mapping[str, list[str]]] = field(init=False)

    def __post_init__(self) -> None:
        self._known = {reference.key: reference for reference in self.references}
        self._cited = {name: _cited_in(html) for name, html in self.texts.items()}

    def of(self, cells: Sequence[Sequence[Said]]) -> tuple[Support, ...]:
        """Each quote once; a reference without one is named alone."""
        found = (
            support
            for name, cell in zip(self.texts, cells, strict=True)
            for said in cell
            for key in self._cited[name].get(said.block, ())
            for support in self._supports(key, name, said)
        )
        return tuple(dict.fromkeys(found))

    def _supports(self, key: str, audience: str, said: Said) -> Iterator[Support]:
        """Quotes of this very place, and those that name the amount; the reference alone where there is none."""
        reference = self._known.get(key)
        if reference is None:
            return
        title = str(reference.csl.get("title") or reference.label or key)
        amounts = {found.key for found in stated(said.amount)}
        fitting = [
            quote
            for quote in reference.quotes
            if _is_of(quote, audience, said.block)
            and (quote.get("block") or amounts <= {found.key for found in stated(quote.get("quote", ""))})
        ]
        supports = [
            Support(key, title, quote["quote"], quote.get("where", "")) for quote in fitting if quote.get("quote")
        ]
        yield from supports or [Support(key, title)]


def _is_of(quote: Mapping[str, str], audience: str, block: str) -> bool:
    """A quote that names no place supports every place that cites its reference."""
    return quote.get("audience", "") in ("", audience) and quote.get("block", "") in ("", block)


def _cited_in(html: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for citation in citations(html):
        found[citation.block_key] += citation.keys
    return found


def _others(texts: Mapping[str, str], found: Mapping[str, Sequence[Dose]], sources: _Sources) -> Iterator[Row]:
    """Quantities that no dose holds, in the order in which they come up; equal ones of all texts in one row."""
    places = list(texts)
    rows: dict[Key, tuple[str, list[list[Said]]]] = {}
    for place, (name, html) in enumerate(texts.items()):
        taken = _taken(found[name])
        for block in blocks(html):
            for key, text, sentence in _quantities_of(block, taken.get(block.key, frozenset())):
                _amount, cells = rows.setdefault(key, (text, [[] for _name in places]))
                said = Said(sentence, block.key, amount=text)
                if said not in cells[place]:
                    cells[place].append(said)
    for amount, cells in rows.values():
        told = tuple(map(tuple, cells))
        yield Row(tuple(places), amount, told, sources.of(told))


def _taken(found: Iterable[Dose]) -> Mapping[str, frozenset[Key]]:
    """What of each block stands in a row of the doses already."""
    keys: dict[str, set[Key]] = defaultdict(set)
    for dose in found:
        for said in (dose.amount, dose.frequency, dose.maximum, dose.population):
            keys[dose.key].update(found.key for found in stated(said))
    return {block: frozenset(known) for block, known in keys.items()}


def _quantities_of(block: Block, taken: frozenset[Key]) -> Iterator[tuple[Key, str, str]]:
    for line in statements(block):
        yield from ((found.key, found.text, line) for found in stated(line) if found.key not in taken)
