"""Signing again: what changed since a member signed an earlier version, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.manifest import Manifest
from articles.models import Person, Version
from articles.prepared import prepared
from articles.views.history.comparing import Overview
from workflows.models import SignOff
from workflows.reviews.statement import is_of_a_member
from workflows.views.reviews.remembered import remembered
from workflows.views.versions.words import Difference, differences, overview_of, word_by_word

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
    words: SafeString
    overview: Overview
    beside: tuple[str, ...]


def last_row(person: Person, version: Version) -> SignOff | None:
    """The person's newest sign-off of an earlier version of the article, whatever became of it, and whatever stands in it."""
    return next(iter(_last_sign_offs(person.pk, version.article_id, version.number)), None)


def signature_in(row: SignOff | None) -> SignOff | None:
    """The sign-off, unless its statement is of another kind than a member's: nobody knows then what they looked at."""
    return row if row and is_of_a_member(row.signed) else None


def last_sign_off(person: Person, version: Version) -> SignOff | None:
    """What the person signed last of an earlier version of the article."""
    return signature_in(last_row(person, version))


@prepared
def _last_sign_offs(person: int, article: int, before: int) -> QuerySet[SignOff]:
    earlier = SignOff.objects.filter(person=person, version__article=article, version__number__lt=before)
    return earlier.select_related("version").order_by("-version__number", "-pk")[:1]


def signed_by_members(version: Version) -> list[Version]:
    """The earlier versions that members of its newest review signed last."""
    asked = version.reviews.order_by("-pk")[:1].values("assignments__person")
    earlier = SignOff.objects.filter(version__article=version.article_id, version__number__lt=version.number)
    signed = earlier.filter(person__in=asked).order_by("version__number", "pk").values_list("person", "version")
    return list(Version.objects.in_bulk(set(dict(signed).values())).values())


def resigning(old: Version, new: Version, request: HttpRequest) -> Resigning:
    """Word by word, in two columns or, where the address says so, in one."""
    in_one = str(request.GET.get("view") == "inline")
    read = remembered("resigning", old.digest, new.digest, in_one, make=lambda: _read(old, new, request))
    return Resigning(old, *read)


def _read(old: Version, new: Version, request: HttpRequest) -> tuple[SafeString, Overview, tuple[str, ...]]:
    found = differences(old, new)
    words = word_by_word(old, new, list(_changed_passages(found)), request)
    return words, overview_of(found), tuple(map(str, _beside(old, new)))


def _changed_passages(found: Iterable[Difference]) -> Iterator[Difference]:
    for difference in found:
        if difference.count:
            parts = (replace(part, rows=tuple(row for row in part.rows if row.change)) for part in difference.parts)
            yield replace(difference, parts=tuple(parts))


def _beside(old: Version, new: Version) -> tuple[Promise | str, ...]:
    return tuple(name for name, of in _BESIDE if of(old.content) != of(new.content))


def as_before(last: SignOff, version: Version) -> dict[str, list[str]]:
    """What they looked at then, of what there is now; the verdict is theirs to give anew."""
    signed, there = last.signed, version.content.audiences
    return {
        "scope": list(signed["scope"]),
        "audiences": [audience for audience in signed["audiences"] if audience in there],
    }
