"""Atom feeds (RFC 4287): approved articles, newest change first, and what became of those that were taken down (S18).

An entry is an article, by its UUID for ever: a correction or retraction is a newer state of the same entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from articles import publisher
from articles.audiences import Audience
from articles.models import Ending, Topic
from articles.publishing import wording
from articles.publishing.isolating import isolated
from articles.publishing.jats.elements import LANG, element
from articles.publishing.listing import Listed, Rows, approved, listed, page_address, sample_words, site_url, taken_down
from articles.publishing.render import description

ENTRIES: Final = 50
ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"


def newest(topics: Sequence[int] | None = None) -> list[Listed]:
    """What a feed holds: of all topics, or of these; as many queries for fifty as for one."""
    both = (_of(approved(), topics), _of(taken_down(), topics))
    rows = [row for found in both for row in found.order_by("-modified", "-pk")[:ENTRIES]]
    entries = sorted(listed(rows), key=lambda entry: (entry.modified, entry.publication.pk), reverse=True)
    return entries[:ENTRIES]


def _of(rows: Rows, topics: Sequence[int] | None) -> Rows:
    chosen = rows if topics is None else rows.filter(article__topic__in=topics)
    return chosen.select_related("version", "article__topic")


def feed(entries: Sequence[Listed], *, path: str, topic: Topic | None = None) -> bytes:
    """UTF-8, with an XML declaration. `path` is its own address on this site."""
    address = f"{site_url()}{path}"
    title = f"{isolated(publisher.current().name)}: {isolated(topic.name)}" if topic else publisher.current().name
    root = etree.Element(_named("feed"), nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    root.set(LANG, settings.LANGUAGE_CODE)
    root.extend(
        [
            _element("id", address),
            _element("title", title),
            _element("updated", _moment(max((entry.modified for entry in entries), default=_epoch()))),
            _element("author", _element("name", publisher.current().name)),
            _element("link", rel="self", type="application/atom+xml", href=address),
            _element("link", rel="alternate", type="text/html", href=f"{site_url()}/"),
        ]
    )
    root.extend([_entry(entry) for entry in entries])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _entry(entry: Listed) -> etree._Element:
    publication, content = entry.publication, entry.publication.version.content
    audiences = [name for name in Audience if name in publication.audiences]
    with translation.override(content.language):
        made = _element(
            "entry",
            _element("id", f"urn:uuid:{publication.article.uuid}"),
            _element("title", entry_title(entry)),
            _element("updated", _moment(entry.modified)),
            _element("published", _moment(publication.live_from or entry.modified)),
            *(_element("author", _element("name", byline.name)) for byline in content.contributors),
            _element("summary", summary(entry), type="text"),
        )
        made.extend(_links(entry, audiences))
    made.set(LANG, content.language)
    topic = publication.article.topic
    if topic is not None:
        made.append(_element("category", term=topic.slug, label=topic.name))
    return made


def _links(entry: Listed, audiences: Sequence[Audience]) -> list[etree._Element]:
    """To the easiest text (S1); the others by name."""
    slug, language = entry.publication.article.slug, entry.publication.version.content.language
    relations = ["alternate", *("related" for _other in audiences[1:])]
    return [
        _element(
            "link",
            rel=relation,
            type="text/html",
            hreflang=language,
            title=str(wording.WRITTEN_FOR[audience]),
            href=page_address(slug, audience),
        )
        for relation, audience in zip(relations, audiences, strict=True)
    ]


def entry_title(entry: Listed) -> str:
    """With what must be known before it is opened: taken down (S18), not for patients (S1), a sample (S28)."""
    publication, title = entry.publication, entry.title
    if publication.ended_as in (Ending.RETIRED, Ending.REMOVED):
        title = f"{Ending(publication.ended_as).label}: {title}"
    elif Audience.PATIENT not in publication.audiences:
        title = f"{wording.TITLE_PREFIX[publication.audiences[0]]}: {title}"
    return _("SAMPLE: %(title)s") % {"title": title} if publication.article.is_sample else title


def summary(entry: Listed) -> str:
    """What happened first, then what the article is about, in its signed sentence (S8)."""
    publication = entry.publication
    sample = [sample_words()] if publication.article.is_sample else []
    if entry.is_taken_down:
        told = entry.ending.sentence if entry.ending else ""
        return " ".join(filter(None, [*sample, str(wording.ENDINGS[publication.ended_as]), told]))
    notices = [wording.notice_line(notice.kind, notice.on, notice.sentence) for notice in entry.notices]
    about = description(publication.version.content, publication.audiences[0])
    return " ".join(filter(None, [*sample, *notices, about]))


def _element(tag: str, *children: etree._Element | str, **attributes: str) -> etree._Element:
    return element(_named(tag), *children, **attributes)


def _named(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _moment(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _epoch() -> datetime.datetime:
    return datetime.datetime.fromtimestamp(0, datetime.UTC)
