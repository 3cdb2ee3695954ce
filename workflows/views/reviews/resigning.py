"""Signing again: what changed since a member signed an earlier version, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.manifest import Manifest
from articles.models import Person, Version
from articles.views.history.comparing import Overview, Part
from workflows.models import SignOff
from workflows.views.reviews.remembered import remembered
from workflows.views.versions.words import Difference, differences, overview_of

# What a signature covers beside the words of the texts.
_BESIDE: tuple[tuple[Promise | str, Callable[[Manifest], Any]], ...] = (
    (_("title"), lambda content: content.title),
    (_("question it answers"), lambda content: content.question),
    (_("whom it applies to"), lambda content: content.applies_to),
    (_("which texts there are"), lambda content: content.audiences),
    (_("description for search engines"), lambda content: [text.description for text in content.texts.values()]),
    (_("who wrote it"), lambda content: (content.contributors, content.funding)),
    (_("references"), lambda content: content.references),
    (_("images"), lambda content: content.images),
    (_("definitions"), lambda content: [replace(term, places=()) for term in content.definitions]),
    (_("evidence search"), lambda content: content.evidence_search),
)


@dataclass(frozen=True)
class Resigning:
    """What a member has to look at who signed `version`: the changed passages, and what else changed by name."""

    version: Version
    parts: tuple[Part, ...]
    overview: Overview
    beside: tuple[Promise | str, ...]


def last_sign_off(person: Person, version: Version) -> SignOff | None:
    """The person's newest one of an earlier version of the article, whatever became of it."""
    earlier = person.sign_offs.filter(version__article=version.article_id, version__number__lt=version.number)
    return earlier.select_related("version").order_by("-version__number", "-pk").first()


def resigning(last: SignOff, version: Version) -> Resigning:
    old = last.version
    parts, overview, beside = remembered("resigning", old.digest, version.digest, make=lambda: _read(old, version))
    return Resigning(old, parts, overview, beside)


def _read(old: Version, new: Version) -> tuple[tuple[Part, ...], Overview, tuple[str, ...]]:
    found = differences(old, new)
    return tuple(_changed_parts(found)), overview_of(found), tuple(map(str, _beside(old, new)))


def _changed_parts(found: Sequence[Difference]) -> Iterator[Part]:
    for difference in found:
        for part in difference.parts:
            if part.has_changes:
                yield replace(part, rows=tuple(row for row in part.rows if row.change))


def _beside(old: Version, new: Version) -> tuple[Promise | str, ...]:
    return tuple(name for name, of in _BESIDE if of(old.content) != of(new.content))


def as_before(last: SignOff, version: Version) -> dict[str, list[str]]:
    """What they looked at then, of what there is now; the verdict is theirs to give anew."""
    signed, there = last.signed, version.content.audiences
    return {
        "scope": list(signed["scope"]),
        "audiences": [audience for audience in signed["audiences"] if audience in there],
    }
