"""What stands behind the numbers of a text, for whoever reviews it: works, their evidence quotes, and which amounts these name. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.manifest import CitedReference, Manifest
from articles.publishing.bibliography import Entry
from articles.text.claims import Claim, claims
from articles.text.stated import stated


@dataclass(frozen=True)
class Quote:
    """A sentence of the source; `where` is its page or section."""

    words: str
    where: str


@dataclass(frozen=True)
class Amount:
    """A dose, percentage or threshold where the work is cited: whether a quote of it names number and unit, or of which others do."""

    words: str
    is_quoted: bool
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A sentence or row of the text that cites the work."""

    words: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Source:
    """A work of the list, with the amounts of the text that should be in its quotes."""

    entry: Entry
    quotes: tuple[Quote, ...]
    statements: tuple[Statement, ...]


def sources(content: Manifest, audience: str, entries: Sequence[Entry]) -> list[Source]:
    """In the order of the entries; in time proportional to the length of the text."""
    works = {reference.key: reference for reference in content.references}
    named = {key: frozenset(_named(work)) for key, work in works.items()}
    numbers = {entry.key: entry.number for entry in entries}
    text = content.texts[audience]
    told: dict[str, list[Statement]] = {}
    for claim in claims(f"{text.summary}\n{text.body}"):
        for key in claim.keys:
            told.setdefault(key, []).append(_statement(claim, key, named, numbers))
    return [Source(entry, _quotes(works[entry.key]), tuple(told.get(entry.key, ()))) for entry in entries]


def _quotes(work: CitedReference) -> tuple[Quote, ...]:
    return tuple(Quote(one["quote"], one.get("where", "")) for one in work.quotes if one.get("quote"))


def _named(work: CitedReference) -> Iterator[object]:
    return (found.key for quote in _quotes(work) for found in stated(quote.words))


def _statement(claim: Claim, key: str, named: Mapping[str, frozenset[object]], numbers: Mapping[str, int]) -> Statement:
    amounts = tuple(
        Amount(
            words=amount.text,
            is_quoted=amount.key in named.get(key, ()),
            others=tuple(numbers[other] for other in claim.keys if other != key and amount.key in named.get(other, ())),
        )
        for amount in claim.amounts
    )
    return Statement(claim.sentence, tuple(dict.fromkeys(amounts)))
