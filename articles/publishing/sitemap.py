"""The sitemap (sitemaps.org 0.9): every page that search engines may list, with the day on which it last changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max, QuerySet
from django.urls import reverse
from lxml import etree

from articles.audiences import Audience
from articles.publishing.listing import Rows, indexed, lately_retracted, page_address, site_url

NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES: Final = 50_000  # of one file, by the protocol
PLAIN_PAGES: Final = ("articles:home", "articles:list", "articles:topics", "articles:glossary", "articles:policy")
MEDIA_TYPE: Final = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Place:
    """An address and, where it is known, when what is there last changed."""

    address: str
    modified: datetime.datetime | None = None


def files(most: int = MOST_ADDRESSES) -> int:
    """How many there are; the first also holds the pages that are no articles."""
    articles = indexed().count() + lately_retracted().count()
    return max(1, -(-articles // _per_file(most)))


def places(number: int, most: int = MOST_ADDRESSES) -> list[Place]:
    """What the file of this number, from 1 on, lists; nothing beyond the last."""
    size = _per_file(most)
    start = (number - 1) * size
    first = [Place(f"{site_url()}{reverse(name)}") for name in PLAIN_PAGES] if number == 1 else []
    return [*first, *(place for row in _rows(start, size) for place in row)]


def _per_file(most: int) -> int:
    """Articles, each with a page for each audience, and room for the plain pages."""
    return max(1, (most - len(PLAIN_PAGES)) // len(Audience))


def _rows(start: int, size: int) -> Iterator[list[Place]]:
    """Live pages by the age of their publication, so that files keep what they list; then what was lately retracted (S18)."""
    live = _values(indexed())[start : start + size]
    yield from map(_pages, live)
    if len(live) < size:
        beyond = max(0, start - indexed().count()) if start else 0
        yield from map(_pages, _values(lately_retracted())[beyond : beyond + size - len(live)])


def _values(rows: Rows) -> QuerySet[Any, tuple[str, list[str], datetime.datetime]]:
    return rows.order_by("pk").values_list("article__slug", "audiences", "modified")


def _pages(row: tuple[str, list[str], datetime.datetime]) -> list[Place]:
    slug, audiences, modified = row
    return [Place(page_address(slug, name), modified) for name in Audience if name in audiences]


def newest() -> datetime.datetime | None:
    found = [rows.aggregate(at=Max("modified"))["at"] for rows in (indexed(), lately_retracted())]
    return max(filter(None, found), default=None)


def urlset(listed: Sequence[Place]) -> bytes:
    """UTF-8, with an XML declaration."""
    return _written("urlset", "url", listed)


def index(number: int) -> bytes:
    """Of so many files."""
    return _written("sitemapindex", "sitemap", [Place(f"{site_url()}/sitemap-{n}.xml") for n in range(1, number + 1)])


def _written(root_tag: str, tag: str, listed: Sequence[Place]) -> bytes:
    root = etree.Element(_named(root_tag), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs know no default namespace
    for place in listed:
        row = etree.SubElement(root, _named(tag))
        etree.SubElement(row, _named("loc")).text = place.address
        if place.modified:
            at = place.modified.astimezone(datetime.UTC).isoformat(timespec="seconds")
            etree.SubElement(row, _named("lastmod")).text = at
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _named(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
