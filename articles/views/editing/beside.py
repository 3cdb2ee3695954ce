"""Another text of the article beside the one that is edited: section by section, with what changed in it meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.together import has_words
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.manifest import FrozenImage
from articles.models import Image, Text
from articles.publishing.passages import Page, Setting
from articles.text.alignment import SECTION_HEADINGS, Section, aligned, sections
from articles.text.citations import numbering
from articles.text.dialect import image_digests
from articles.text.marking import changed_places, marked
from articles.text.tree import Element, Node, parse, serialise
from articles.views.library.reference_rows import ReferenceRow


@dataclass(frozen=True)
class Choice:
    """A text that may stand beside the edited one; without a name, none does."""

    label: str | Promise
    url: str
    current: bool


@dataclass(frozen=True)
class SectionRow:
    """Two sections that go together, or one alone."""

    number: int
    left: str
    right: str
    right_number: int | None


@dataclass(frozen=True)
class Cited:
    number: int
    title: str


@dataclass(frozen=True)
class Beside:
    """The other text as its readers see its words. `changes` counts places since the edited text was last saved."""

    text: Text
    summary: SafeString
    body: SafeString
    description: SafeString
    rows: tuple[SectionRow, ...]
    pairs: str
    cited: tuple[Cited, ...]
    changes: int
    saved: Any
    swap: str


def edit_address(text: Text, beside: Text | None = None) -> str:
    address = reverse("desk:article_edit", args=[text.article_id, text.audience])
    return f"{address}?beside={beside.audience}" if beside else address


def same_page(text: Text, wanted: str) -> str:
    """The editing page again, with what stood beside the text."""
    address = edit_address(text)
    return f"{address}?beside={wanted}" if wanted in Audience else address


def others_of(text: Text) -> list[Text]:
    """The other declared texts that are stored, easiest first."""
    return [other for other in declared_texts(text.article).values() if other.pk and other.pk != text.pk]


def choices(text: Text, others: Sequence[Text], chosen: Text | None) -> list[Choice]:
    none = Choice(_("None"), edit_address(text), chosen is None)
    return [
        none,
        *(Choice(Audience(other.audience).label, edit_address(text, other), other == chosen) for other in others),
    ]


def tab_notes(text: Text, others: Iterable[Text]) -> dict[str, str]:
    """What stands on the tab of each other text: how far it went on since this one was saved, or fell behind it."""
    return {other.audience: _tab_note(text, other) for other in others if has_words(text) and has_words(other)}


def _tab_note(text: Text, other: Text) -> str:
    if other.revision > text.revision:
        former = _state_at(other, text.revision)
        if former is None or not has_words(former):
            return _("written since")
        count = _places(former, other)
        return ngettext("%d change since", "%d changes since", count) % count if count else ""
    former = _state_at(text, other.revision) if text.revision > other.revision else None
    count = _places(former, text) if former and has_words(former) else 0
    return ngettext("%d change behind", "%d changes behind", count) % count if count else ""


def _places(former: Any, text: Text) -> int:
    return sum(changed_places(before, now) for before, now in zip(_parts(former), _parts(text), strict=True))


def _state_at(text: Text, revision: int) -> Any:
    """The text as it was at a revision of the article; None before it was declared."""
    return text.history.filter(revision__lte=revision).order_by("-revision", "-history_id").first()


def _parts(text: Any) -> tuple[str, str, str]:
    return text.summary, text.body, f"<p>{escape(text.description)}</p>" if text.description else ""


def beside(text: Text, other: Text, references: Iterable[ReferenceRow]) -> Beside:
    """The other text next to this one, with what changed in it since this one was saved."""
    former = _compared_with(text, other)
    parts, places = _marked_parts(_parts(former), _parts(other))
    ours, theirs = sections(text.body), sections(other.body)
    pairs = [(pair.left, pair.right) for pair in aligned(text.body, other.body)]
    numbers = numbering([other.summary, other.body])
    page = Page(_setting(other, numbers))
    partners = {right: ours[left] for left, right in pairs if left is not None and right is not None}
    summary, body, description = parts
    return Beside(
        text=other,
        summary=page.decorate(summary, anchors=False),
        body=page.decorate(_with_partners(body, partners, text), anchors=False),
        description=page.decorate(description, anchors=False),
        rows=tuple(_rows(pairs, ours, theirs)),
        pairs=json.dumps(pairs),
        cited=tuple(_cited(numbers, references)),
        changes=places,
        saved=text.history.latest("history_id") if places else None,
        swap=edit_address(other, text),
    )


def _compared_with(text: Text, other: Text) -> Any:
    """Where either text had no words then, all would be new, and nothing is marked."""
    if not has_words(text) or other.revision <= text.revision:
        return other
    former = _state_at(other, text.revision)
    return former if former is not None and has_words(former) else other


def _marked_parts(former: Sequence[str], now: Sequence[str]) -> tuple[list[str], int]:
    """Each part with its changes, which are numbered through."""
    parts: list[str] = []
    places = 0
    for before, after in zip(former, now, strict=True):
        found = marked(before, after, first=places + 1)
        parts.append(found.html)
        places += found.places
    return parts, places


def _setting(text: Text, numbers: Mapping[str, int]) -> Setting:
    words = {"audience": Audience(text.audience).label, "number": text.revision}
    digests = image_digests(text.body)
    images = Image.objects.filter(sha256__in=digests) if digests else []
    return Setting(
        audience=text.audience,
        numbers=numbers,
        marks={},
        stamp=_("%(audience)s · draft, revision %(number)d · not reviewed") % words,
        images={row.sha256: FrozenImage(row.sha256, row.alt, row.caption, row.credit, row.licence) for row in images},
        language=text.article.language,
    )


def _rows(
    pairs: Iterable[tuple[int | None, int | None]], ours: Sequence[Section], theirs: Sequence[Section]
) -> Iterator[SectionRow]:
    for number, (left, right) in enumerate(pairs):
        if left == 0 or right == 0:
            continue
        names = ("" if left is None else ours[left].heading, "" if right is None else theirs[right].heading)
        yield SectionRow(number, *names, right)


def _with_partners(html: str, partners: Mapping[int, Section], text: Text) -> str:
    """A line under each heading names the section of the edited text that goes with it, or says that none does."""
    return serialise(_Partners(partners, text).walk(parse(html)))


class _Partners:
    def __init__(self, partners: Mapping[int, Section], text: Text) -> None:
        self.partners, self.audience, self.number = partners, Audience(text.audience).label, 0

    def walk(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str) or node.tag == "aside":
                yield node
            elif node.tag in SECTION_HEADINGS:
                self.number += 1
                yield replace(node, attributes={"id": f"beside-{self.number}", "data-section": str(self.number)})
                yield self.line()
            elif node.tag == "section":
                yield replace(node, children=tuple(self.walk(node.children)))
            else:
                yield node

    def line(self) -> Element:
        partner = self.partners.get(self.number)
        attributes = {"class": "rb-partner", "data-partner": str(self.number)}
        if partner is None:
            return Element("p", attributes, (_("Nothing in “%s” goes with this section.") % self.audience,))
        return Element("p", attributes, (_("Goes with “%s”") % partner.heading,))


def _cited(numbers: Mapping[str, int], references: Iterable[ReferenceRow]) -> Iterator[Cited]:
    titles = {row.reference.key: row.reference.title for row in references}
    for key, number in numbers.items():
        yield Cited(number, titles.get(key, key))


def context(text: Text, wanted: str, references: Iterable[ReferenceRow]) -> dict[str, Any]:
    """What the editing page needs of the other texts of its article."""
    others = others_of(text)
    chosen = next((other for other in others if other.audience == wanted), None)
    return {
        "audiences": _tabs(text, others, chosen),
        "beside": beside(text, chosen, references) if chosen else None,
        "beside_choices": choices(text, others, chosen) if others else [],
        "sources": [other for other in others if not other.is_empty],
        "has_words": has_words(text),
    }


def _tabs(text: Text, others: Sequence[Text], chosen: Text | None) -> list[dict[str, object]]:
    """A tab for each declared text; what stands beside stays, or becomes the text that one comes from."""
    notes = tab_notes(text, others)
    shown = {other.audience: edit_address(other, _beside_of(other, text, chosen)) for other in [text, *others]}
    return [
        {
            "url": shown.get(name, reverse("desk:article_edit", args=[text.article_id, name])),
            "label": name.label,
            "current": name == text.audience,
            "note": notes.get(name, ""),
        }
        for name in text.article.declared_audiences
    ]


def _beside_of(tab: Text, text: Text, chosen: Text | None) -> Text | None:
    return text if chosen and tab == chosen else chosen
