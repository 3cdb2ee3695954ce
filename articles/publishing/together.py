"""The releases of some articles, made of what is asked of the database and worked out before for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.manifest import CitedReference, Manifest
from articles.publishing import prepared_texts
from articles.publishing.checking import NotRenderable
from articles.publishing.facts import PageFacts
from articles.publishing.gathering import Shown
from articles.publishing.kept import Sealed
from articles.publishing.prepared_texts import Source, Texts
from articles.publishing.preparing import prepare
from articles.publishing.releases import Ready, facts_for, has_pages, releases_of
from articles.publishing.render import as_works, given_by, works_and_pages
from articles.publishing.store import Release


@dataclass(frozen=True)
class _Pages:
    """Of one version: what its pages are made of, which of its texts are kept, and its pages as works."""

    shown: Shown
    manifest: Manifest
    facts: PageFacts
    source: Source
    kept: Texts
    as_works: Mapping[str, CitedReference]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in self.facts.audiences if name not in self.kept)

    @property
    def works(self) -> Sequence[CitedReference]:
        """Those that a style has to write for the missing texts."""
        return self.manifest.references if self.missing else ()


class Together:
    """By article what readers were shown of it last. What is prepared on the way is kept by `keep`, for the next time."""

    def __init__(self, known: Mapping[int, Shown]) -> None:
        self._known = known
        self._pages = {one.shown.publication.article_id: one for one in _pages(known)}
        listed = ((one.manifest.language, [*one.works, *one.as_works.values()]) for one in self._pages.values())
        self._write = Sealed(listed)
        self._made: list[tuple[Source, Texts]] = []

    def releases(self, article: int) -> dict[str, Release]:
        """What every slug of an article is answered with; empty if it was never published. Raises `Refusal`."""
        if article not in self._known:
            return {}
        if article not in self._pages:
            return releases_of(Ready(self._known[article]))
        pages = self._pages[article]
        written = works_and_pages(self._write, pages.works, pages.as_works, pages.manifest.language, pages.facts)
        made = _prepared(pages, written.works)
        releases = releases_of(Ready(pages.shown, pages.facts, written, {**pages.kept, **made}))
        self._made.append((pages.source, made))
        return releases

    def keep(self) -> None:
        """Of articles whose pages were made: what could not be shown is prepared anew the next time."""
        prepared_texts.keep(self._made)


def _pages(known: Mapping[int, Shown]) -> list[_Pages]:
    facts = {
        pk: facts_for(one.publication, around=one.around) for pk, one in known.items() if has_pages(one.publication)
    }
    sources = {pk: prepared_texts.source(known[pk].publication.version, found) for pk, found in facts.items()}
    kept = prepared_texts.kept(sources.values())
    return [
        _Pages(
            shown=known[pk],
            manifest=known[pk].publication.version.content,
            facts=found,
            source=sources[pk],
            kept=kept[sources[pk].version],
            as_works=as_works(known[pk].publication.version.content, found),
        )
        for pk, found in facts.items()
    ]


def _prepared(pages: _Pages, works: Mapping[str, str]) -> Texts:
    """What is not kept. If one cannot be prepared, none is: the release asks for it again, and says what becomes of the article."""
    given = given_by(pages.facts)
    try:
        return {name: prepare(pages.manifest, given, name, works) for name in pages.missing}
    except NotRenderable:
        return {}
