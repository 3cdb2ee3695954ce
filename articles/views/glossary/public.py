"""The glossary that readers open: signed definitions alone, from A to Z, and which articles use each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Definition, Publication
from articles.text.folding import folded
from articles.text.terms import Wording


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Explained:
    """A term as readers are told it. `letter` is the one that it stands under, "#" for a figure."""

    key: str
    words: Wording
    signed_as: str
    signed_on: object
    used_in: tuple[Link, ...]

    @property
    def letter(self) -> str:
        first = self.order[:1].upper()
        return first if first.isalpha() else "#"

    @property
    def order(self) -> str:
        return folded(self.words.term)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    language = settings.LANGUAGE_CODE.split("-")[0]
    rows = list(Definition.objects.in_force().filter(term__language=language).select_related("term"))
    used = _used()
    terms = sorted(
        (_explained(row, used) for row in rows), key=lambda term: (term.letter, term.order, term.words.sense)
    )
    groups = [(letter, list(found)) for letter, found in groupby(terms, key=attrgetter("letter"))]
    context = {"groups": groups, "is_sample": any(row.term.is_sample for row in rows)}
    return render(request, "articles/reader/glossary.html", context)


def _explained(row: Definition, used: Mapping[str, Iterable[Link]]) -> Explained:
    return Explained(row.term.key, row.words, row.signed_as, row.signed_at, tuple(used.get(row.term.key, ())))


def _used() -> dict[str, dict[Link, None]]:
    """Key of a term → live articles whose texts explain it, by title."""
    live = Publication.objects.live().filter(version__used_definitions__isnull=False)
    rows = live.order_by("version__title", "pk").values_list(
        "version__used_definitions__definition__term__key", "version__title", "article__slug"
    )
    found: dict[str, dict[Link, None]] = {}
    for key, title, slug in rows:
        found.setdefault(key, {})[Link(title, reverse("articles:choose", args=(slug,)))] = None
    return found
