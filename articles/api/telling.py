"""From what is listed to what the API answers."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from articles.api import shapes
from articles.audiences import Audience
from articles.manifest import DISCLOSURES, Byline, CitedReference, FrozenText, Manifest
from articles.models import Basis, Definition, Ending, Publication
from articles.publishing import bibliography, wording
from articles.publishing.cautions import marks_of
from articles.publishing.facts import Notice, ReferenceMark, ReviewStatement, read_review_statement
from articles.publishing.hidden_passages import without_hidden
from articles.publishing.listing import Listed, page_address, site_url
from articles.publishing.releases import ONE_DAY, overdue
from articles.publishing.render import applies_to, description
from articles.references.cited import well_formed
from articles.references.formatting import Style
from articles.text import citations
from articles.text.plain import plain


def article(entry: Listed) -> shapes.Article:
    return shapes.Article(**_article(entry))


def whole_article(entry: Listed) -> shapes.WholeArticle:
    publication, slug = entry.publication, entry.publication.article.slug
    return shapes.WholeArticle(
        **_article(entry),
        contributors=[_contributor(byline) for byline in publication.version.content.contributors],
        review=_review(entry),
        references=_address("references", slug),
        versions=_address("versions", slug),
    )


def _contributor(byline: Byline) -> shapes.Contributor:
    disclosed = {name: None if name in byline.unstated else getattr(byline, name) for name in DISCLOSURES}
    known = {name: getattr(byline, name) for name in ("name", "credentials", "affiliation", "role", "orcid")}
    return shapes.Contributor(**known | disclosed)


def text(entry: Listed, audience: Audience) -> shapes.Text:
    content, slug = entry.publication.version.content, entry.publication.article.slug
    frozen = content.texts[audience]
    numbers = citations.numbering([frozen.summary, frozen.body])
    with translation.override(content.language):
        return shapes.Text(
            **standing(entry),
            audience=audience,
            written_for=str(wording.WRITTEN_FOR[audience]),
            description=description(content, audience),
            page=page_address(slug, audience),
            applies_to=applies_to(content),
            disclaimer=str(wording.DISCLAIMERS[audience]),
            **_words(frozen, numbers, frozenset(entry.hidden)),
            numbers=numbers,
            marks=[_mark(mark, numbers) for mark in marks_of(entry.publication)],
        )


def references(entry: Listed) -> shapes.References:
    content = entry.publication.version.content
    marks = {mark.key: mark for mark in marks_of(entry.publication)}
    used = bibliography.used_in(content)
    with translation.override(content.language):
        words = bibliography.in_style(content.references, Style(settings.REFERENCE_STYLE), content.language)
        written = {made.key: made for made in bibliography.entries(content, {}, {}, marks, words)}
        told = [
            _reference(row, written[row.key], used.get(row.key, ()), marks.get(row.key)) for row in content.references
        ]
    return shapes.References(**standing(entry), references=told)


def versions(entry: Listed) -> shapes.Versions:
    """Those that readers got, the newest first."""
    rows = _read_by_readers(entry.publication)
    return shapes.Versions(
        **standing(entry),
        versions=[_version(row, newer) for row, newer in zip(rows, [None, *rows], strict=False)],
    )


def gone(entry: Listed) -> shapes.Gone:
    publication = entry.publication
    with translation.override(publication.version.content.language):
        words = str(wording.ENDINGS[publication.ended_as])
    told = entry.ending.sentence if entry.ending else ""
    return shapes.Gone(
        article=publication.article.uuid,
        slug=publication.article.slug,
        title=entry.title,
        status=shapes.HowEnded(publication.ended_as),
        ended_at=publication.ended_at,
        notice=" ".join(filter(None, (words, told))),
        superseded_by=_successor(entry),
    )


def term(row: Definition) -> shapes.Term:
    words = row.words
    definitions = {name: str(getattr(words, name)) for name in Audience}
    return shapes.Term(
        key=row.term.key,
        term=words.term,
        sense=words.sense,
        language=words.language,
        definitions={name: found for name, found in definitions.items() if found},
        synonyms=list(words.synonyms),
        abbreviations=list(words.abbreviations),
        signed_as=row.signed_as,
        signed_at=row.signed_at,
        sample=row.term.is_sample,
    )


def standing(entry: Listed) -> dict[str, Any]:
    """The fields of `Standing` (S5). Nobody vouches any more for what was retracted (S18)."""
    publication = entry.publication
    is_vouched_for = publication.basis == Basis.APPROVED and not entry.is_taken_down
    return {
        "article": publication.article.uuid,
        "slug": publication.article.slug,
        "title": entry.title,
        "language": publication.version.content.language,
        "status": entry.status,
        "valid_until": _valid_until(publication),
        "superseded_by": _successor(entry),
        "last_reviewed": publication.last_reviewed if is_vouched_for else None,
        "review_due": publication.review_due,
        "overdue": overdue(publication.review_due, timezone.localdate()),
        "version": publication.version.number,
        "digest": publication.version.digest,
        "modified": entry.modified,
        "sample": publication.article.is_sample,
        "audiences": [name.value for name in Audience if name in publication.audiences],
        "notices": [_notice(notice) for notice in entry.notices],
    }


def _valid_until(publication: Publication) -> datetime.datetime | None:
    """The end of the day on which its review is due; the moment of its end."""
    if publication.ended_at or not publication.review_due:
        return publication.ended_at
    return timezone.make_aware(datetime.datetime.combine(publication.review_due + ONE_DAY, datetime.time()))


def _successor(entry: Listed) -> str | None:
    replaced_by = entry.ending.replaced_by if entry.ending else None
    return _address("article", replaced_by.slug) if replaced_by else None


def _article(entry: Listed) -> dict[str, Any]:
    publication = entry.publication
    content, slug, topic = publication.version.content, publication.article.slug, publication.article.topic
    with translation.override(content.language):
        return {
            **standing(entry),
            "question": content.question,
            "applies_to": applies_to(content),
            "topic": topic.slug if topic else None,
            "subject_codes": publication.article.subject_codes,
            "page": f"{site_url()}{reverse('articles:choose', args=(slug,))}",
            "texts": [_text_link(content, slug, name) for name in Audience if name in publication.audiences],
        }


def _text_link(content: Manifest, slug: str, audience: Audience) -> shapes.TextLink:
    return shapes.TextLink(
        audience=audience,
        written_for=str(wording.WRITTEN_FOR[audience]),
        description=description(content, audience),
        page=page_address(slug, audience),
        text=_address("text", slug, audience),
    )


def _review(entry: Listed) -> shapes.Review | None:
    publication = entry.publication
    if publication.basis != Basis.APPROVED or entry.is_taken_down:
        return None
    told: ReviewStatement = read_review_statement(publication.review_statement)
    signers = [
        shapes.Signer(
            name=signer.name,
            credentials=signer.credentials,
            affiliation=signer.affiliation,
            role=signer.role,
            verdict=signer.verdict,
            signed_on=signer.signed_on,
        )
        for signer in told.signers
    ]
    return shapes.Review(board=told.board, statement=told.statement, signers=signers)


def _words(frozen: FrozenText, numbers: dict[str, int], hidden: frozenset[str]) -> dict[str, Any]:
    summary, body = (without_hidden(part, hidden) for part in (frozen.summary, frozen.body))
    return {
        "summary_html": summary,
        "body_html": body,
        "summary": plain(summary, numbers),
        "body": plain(body, numbers),
    }


def _notice(notice: Notice) -> shapes.Notice:
    return shapes.Notice(
        kind=notice.kind, label=str(wording.NOTICES[notice.kind]), on=notice.on, sentence=notice.sentence
    )


def _mark(mark: ReferenceMark, numbers: dict[str, int]) -> shapes.Mark:
    return shapes.Mark(key=mark.key, number=numbers.get(mark.key), kind=mark.kind, on=mark.on)


def _reference(
    row: CitedReference, entry: bibliography.Entry, used: tuple[str, ...], mark: ReferenceMark | None
) -> shapes.Reference:
    known = well_formed(row.identifiers)
    return shapes.Reference(
        key=row.key,
        type=row.type,
        title=entry.title,
        formatted=entry.plain,
        doi=known.get("doi", ""),
        pmid=known.get("pmid", ""),
        pmcid=known.get("pmcid", ""),
        url=known.get("url", ""),
        evidence=str(entry.evidence),
        audiences=[Audience(name) for name in used],
        mark=mark.kind if mark else None,
        marked_on=mark.on if mark else None,
    )


def _read_by_readers(publication: Publication) -> list[Publication]:
    rows: QuerySet[Publication] = publication.article.publications.exclude(live_from=None)
    approved = rows.exclude(basis=Basis.PENDING).exclude(ended_as=Ending.CANCELLED)
    return list(approved.select_related("version").defer("version__manifest").order_by("-live_from", "-pk"))


def _version(row: Publication, newer: Publication | None) -> shapes.Version:
    assert row.live_from is not None  # `_read_by_readers` asked for nothing else
    return shapes.Version(
        number=row.version.number,
        digest=row.version.digest,
        status=shapes.Status(row.basis),
        what_changed=row.version.change_note,
        last_reviewed=row.last_reviewed,
        live_from=row.live_from,
        ended_at=row.ended_at,
        ended_as=shapes.HowEnded(row.ended_as) if row.ended_as else None,
        superseded_by=newer.version.number if newer else None,
    )


def _address(view: str, *words: str) -> str:
    return f"{site_url()}{reverse(f'api:{view}', args=words)}"
