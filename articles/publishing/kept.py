"""Works as the publisher's style writes them, kept in the database from when their record is saved.

Pages for readers take from here only what is sealed, so that nobody who changes a row changes a published list. What others take away,
and what `verify --pages` compares stored pages with, is made without these rows, from the version alone (`bibliography.in_style`).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Reference, WrittenReference
from articles.publishing import bibliography
from articles.references.cited import Cited, content
from articles.references.formatting import Style, made_with
from articles.retention.machines import WRITING_KEPT

AT_ONCE = 100
# While hosts are updated, two releases write each in its way; neither takes away what the other wrote just now.
KEPT_AFTER_ANOTHER = datetime.timedelta(days=WRITING_KEPT)


def in_style(works: Iterable[Cited], language: str) -> dict[str, str]:
    """For each key the work as the publisher's style writes it: HTML of `i b sup sub`. One query, and reading writes nothing:
    what is not kept yet is written for this page.
    """
    style = Style(settings.REFERENCE_STYLE)
    contents = {work.key: (content(work.csl, work.identifiers), work) for work in works}
    if not contents:
        return {}
    kept = WrittenReference.objects.of((one for one, _work in contents.values()), made_with(style, language))
    missing = [work for one, work in contents.values() if one not in kept]
    return {
        **{key: kept[one] for key, (one, _work) in contents.items() if one in kept},
        **bibliography.in_style(missing, style, language),
    }


def sealed_in_style(works: Iterable[Cited], style: Style, language: str) -> dict[str, str]:
    """The same for pages for readers, of rows that bear our seal alone. What is missing is written, and kept for the next time."""
    return Sealed()(works, style, language)


class Sealed:
    """`sealed_in_style` for many versions: what is kept of their works, given by language, is read in a query for each language."""

    def __init__(self, before: Iterable[tuple[str, Iterable[Cited]]] = ()) -> None:
        self._known: dict[tuple[str, str], str] = {}
        # By identity, with the work itself, so that no other takes its place in memory: to work a digest out costs more than to read it.
        self._contents: dict[int, tuple[Cited, str]] = {}
        asked: dict[str, list[str]] = defaultdict(list)
        for language, works in before:
            asked[language] += map(self._content, works)
        for language, contents in asked.items():
            self._read(contents, made_with(Style(settings.REFERENCE_STYLE), language))

    def __call__(self, works: Iterable[Cited], style: Style, language: str) -> dict[str, str]:
        made_by = made_with(style, language)
        wanted = {work.key: (self._content(work), work) for work in works}
        if missing := self._missing(wanted.values(), made_by):
            self._read(missing, made_by)
        if missing := self._missing(wanted.values(), made_by):
            written = bibliography.in_style(missing.values(), style, language)
            made = {one: written[work.key] for one, work in missing.items()}
            _add(made, made_by)
            self._known |= {(made_by, one): html for one, html in made.items()}
        return {key: self._known[made_by, one] for key, (one, _work) in wanted.items()}

    def _missing(self, wanted: Iterable[tuple[str, Cited]], made_by: str) -> dict[str, Cited]:
        return {one: work for one, work in wanted if (made_by, one) not in self._known}

    def _read(self, contents: Iterable[str], made_by: str) -> None:
        kept = WrittenReference.objects.sealed(contents, made_by)
        self._known |= {(made_by, one): html for one, html in kept.items()}

    def _content(self, work: Cited) -> str:
        if id(work) not in self._contents:
            self._contents[id(work)] = (work, content(work.csl, work.identifiers))
        return self._contents[id(work)][1]


def keep(works: Iterable[Cited], language: str) -> None:
    """Write those that were never written. It may run twice at once."""
    style = Style(settings.REFERENCE_STYLE)
    made_by = made_with(style, language)
    wanted = {content(work.csl, work.identifiers): work for work in works}
    missing = {one: wanted[one] for one in wanted.keys() - WrittenReference.objects.of(wanted, made_by).keys()}
    written = bibliography.in_style(missing.values(), style, language)
    _add({one: written[work.key] for one, work in missing.items()}, made_by)


def _add(html: Mapping[str, str], made_by: str) -> None:
    """In an order that all writers share, so that none waits for another in a circle; over a row that somebody has changed."""
    rows = [WrittenReference(content=one, made_with=made_by, html=html[one]) for one in sorted(html)]
    for row in rows:
        row.seal = row.worked_out_seal()
    key, rest = ["content", "made_with"], ["html", "seal"]
    WrittenReference.objects.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=rest)


def references_unwritten() -> list[int]:
    """Works of the library that are not written yet in the publisher's style, in a language in which articles are."""
    rows = WrittenReference.objects.filter(content=OuterRef("content"))
    is_written = [Exists(rows.filter(made_with=made_by)) for made_by in _in_use()]
    return list(Reference.objects.exclude(*is_written).order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])


def write_reference(pk: int) -> None:
    """Under the digest of its row too: one that a former release worked out in another way would be found unwritten for ever."""
    reference = Reference.objects.get(pk=pk)
    contents = {reference.content, content(reference.csl, reference.identifiers)}
    for language in _languages():
        html = in_style([reference], language)[reference.key]
        _add(dict.fromkeys(contents, html), made_with(Style(settings.REFERENCE_STYLE), language))


def writings_out_of_use() -> list[int]:
    """One thing to do, if there are any of a former style, language or release."""
    return [0] if _out_of_use().exists() else []


def forget_writings(_pk: int) -> None:
    _out_of_use().delete()


def _out_of_use() -> QuerySet[WrittenReference]:
    old = WrittenReference.objects.filter(made_at__lt=timezone.now() - KEPT_AFTER_ANOTHER)
    return old.exclude(made_with__in=_in_use())


def _in_use() -> set[str]:
    return {made_with(Style(settings.REFERENCE_STYLE), language) for language in _languages()}


def _languages() -> list[str]:
    return sorted({"en", *Article.objects.order_by().values_list("language", flat=True).distinct()})
