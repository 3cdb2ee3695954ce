"""The parts of a text that are typed on one page, merged together: bottom line, text, description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields

from articles.text.dialect import canonical
from articles.text.merging import Choice, Conflict, Merge, Part, merge, resolved


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody typed, or what is saved, of one text."""

    summary: str = ""
    body: str = ""
    description: str = ""

    def canonical(self) -> Words:
        return Words(canonical(self.summary), canonical(self.body), " ".join(self.description.split()))


@dataclass(frozen=True, slots=True)
class WordsMerge:
    """Conflicts are addressed as "body-0": the part, and the conflict's place in it."""

    summary: Merge
    body: Merge
    description: Merge

    @property
    def conflicts(self) -> Mapping[str, Conflict]:
        return {
            f"{part}-{place}": conflict
            for part in parts()
            for place, conflict in enumerate(getattr(self, part).conflicts)
        }

    def settled(self, choices: Mapping[str, Choice]) -> Words:
        """With a choice for each conflict. Raises `KeyError` with the address of one that has none."""
        summary, body, description = (
            (getattr(self, part), [choices[f"{part}-{place}"] for place, _ in enumerate(getattr(self, part).conflicts)])
            for part in parts()
        )
        return Words(resolved(*summary), resolved(*body), _plain(*description))


def parts() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Words))


def merge_words(base: Words, theirs: Words, mine: Words) -> WordsMerge:
    *html, plain = zip(astuple(base), astuple(theirs), astuple(mine), strict=True)
    summary, body = (merge(*three) for three in html)
    return WordsMerge(summary, body, _merge_plain(*plain))


def _merge_plain(base: str, theirs: str, mine: str) -> Merge:
    if theirs == mine:
        return Merge((Part(base, mine, "both" if mine != base else "nobody"),))
    if base in (theirs, mine):
        return Merge((Part(base, theirs, "theirs") if base == mine else Part(base, mine, "mine"),))
    return Merge((Conflict(base, theirs, mine),))


def _plain(merged: Merge, choices: list[Choice]) -> str:
    if not choices:
        return merged.html
    chosen = choices[0].html(merged.conflicts[0])
    return " ".join(chosen.split())
