"""From what the desk has to what the API for work answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles import flagging, models
from articles.audiences import Audience
from articles.text.blocks import Block, blocks
from workflows.api import shapes
from workflows.models import DraftTask, Review
from workflows.reviews.standing import standing_of


def article(row: Any) -> dict[str, Any]:
    """Of a row of `articles.views.article_list.described`."""
    return {
        "id": row.uuid,
        "slug": row.slug,
        "title": row.title,
        "question": row.question,
        "language": row.language,
        "audiences": row.declared_audiences,
        "status": row.newest_status or shapes.Standing.DRAFT,
        "version": row.newest_number,
        "revision": row.revision,
        "topic": row.topic.slug if row.topic else None,
        "type": row.type,
        "handling_editor": row.handling_editor.printed_name,
        "co_editors": [one.person.printed_name for one in row.co_editors.all()],
        "review_due": row.review_due,
        "flags_to_answer": row.must_answer,
        "changed_at": row.changed_at,
        "changed_by": row.changed_by or "",
        "archived": row.archived_at is not None,
        "sample": row.is_sample,
        "desk": f"{settings.SITE_URL}{reverse('desk:article', args=[row.pk])}",
    }


def version(row: models.Version) -> shapes.Version:
    return shapes.Version(
        number=row.number,
        status=shapes.Standing(row.status),
        revision=row.revision,
        digest=row.digest,
        title=row.title,
        change_note=row.change_note,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by.printed_name,
        decided_at=row.decided_at,
    )


def task(row: DraftTask, today: datetime.date) -> shapes.Task:
    return shapes.Task(
        what=str(row),
        person=row.person.printed_name,
        due_on=row.due_on,
        late=row.is_late(today),
        done_at=row.done_at,
    )


def text(row: models.Text) -> shapes.Text:
    return shapes.Text(
        article=row.article.uuid,
        audience=Audience(row.audience),
        revision=row.revision,
        summary=row.summary,
        body=row.body,
        description=row.description,
        summary_blocks=_blocks(blocks(row.summary)),
        body_blocks=_blocks(blocks(row.body)),
    )


def _blocks(found: Iterable[Block]) -> list[shapes.Block]:
    return [
        shapes.Block(
            key=one.key,
            kind=one.kind,
            level=one.level,
            html=one.html,
            text=one.text,
            headings=list(one.headings),
            within=one.within,
        )
        for one in found
    ]


def contributor(row: models.Contributor) -> shapes.Contributor:
    names = ("role", "name", "credentials", "affiliation", "orcid", "interests", "funding", "software", "none_of")
    person = row.person.uuid if row.person else None
    return shapes.Contributor(person=person, **{name: getattr(row, name) for name in names})


def reference(row: models.Reference) -> shapes.Reference:
    return shapes.Reference(**_reference(row))


def added_reference(row: models.Reference, said: str) -> shapes.AddedReference:
    return shapes.AddedReference(**_reference(row), said=said)


def _reference(row: models.Reference) -> dict[str, Any]:
    names = ("key", "type", "title", "csl", "doi", "pmid", "pmcid", "isbn", "url", "mark", "marked_on")
    return {
        **{name: getattr(row, name) for name in names},
        "confirmed": row.standing == models.ReferenceStanding.CONFIRMED,
        "merged_into": row.merged_into.key if row.merged_into else None,
    }


def review(row: Review, asked: int, signed: int) -> shapes.Review:
    """How an open one stands by its rule is worked out; of one that is closed its outcome is what counts."""
    found = standing_of(row) if row.is_open else None
    return shapes.Review(
        version=row.version.number,
        board=row.board.name,
        opened_at=row.opened_at,
        due_on=row.due_on,
        closed_at=row.closed_at,
        outcome=row.outcome,
        standing=found.standing if found else "",
        reasons=list(found.reasons) if found else [],
        asked=asked,
        signed=signed,
    )


def flag(row: models.Flag) -> shapes.Flag:
    seen = flagging.seen_flag(row)
    places = [
        shapes.FlagPlace(audience=one.audience, section=one.section, quote=one.quote, block=one.key)
        for one in seen.places
    ]
    return shapes.Flag(
        kind=row.kind,
        severity=row.severity,
        why=str(seen.why),
        places=places,
        answer=row.answer,
        answered_at=row.answered_at,
    )


def level(row: models.TextLevel) -> shapes.Level:
    names = ("audience", "revision", "words", "difficulty", "smog", "why_not", "rules", "measured_at")
    return shapes.Level(**{name: getattr(row, name) for name in names})
