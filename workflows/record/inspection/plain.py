"""The inspection file as JSON: every column of every record, signatures and events byte for byte."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import Any

from articles import publisher
from articles.models import Version
from articles.text.comparison import as_data as changes_as_data
from workflows.models import Review
from workflows.record.inspection import in_words
from workflows.record.inspection.belonging import columns
from workflows.record.inspection.gathering import Compared, Inspection, Rows
from workflows.record.sentences import Line, lines_of

FORMAT = "1"


def as_json(found: Inspection) -> str:
    return json.dumps(as_data(found), ensure_ascii=False, indent=1, default=_written) + "\n"


def _written(value: Any) -> str:
    return str(value.isoformat()) if isinstance(value, (datetime.date, datetime.time)) else str(value)


def as_data(found: Inspection) -> dict[str, Any]:
    article = found.article
    return {
        "inspection_file": FORMAT,
        "publisher": publisher.current().name,
        "made_at": found.made_at,
        "made_for": str(found.for_whom.uuid),
        "article": {"uuid": article.uuid, "address": article.slug, "title": article.title, "sample": article.is_sample},
        "faults": [{"record": fault.record, "what": fault.what} for fault in found.faults],
        "people": [_person(pk, person) for pk, person in sorted(found.people.items())],
        "versions": [_version(found, version) for version in found.versions],
        "comparisons": [_comparison(one) for one in found.comparisons],
        "reviews": [_review(found, review) for review in found.reviews],
        "sign_offs": [{**_row(one.row), "key_id": one.row.key.key_id, "holds": one.holds} for one in found.signed],
        "keys": [_row(key) for key in found.keys],
        "disclosures": [
            {**_row(row), "in_words": asdict(said)}
            for row, said in zip(found.disclosures, in_words.declared(found), strict=True)
        ],
        "terms_on_boards": [_row(row) for row in found.terms],
        "revisions": [_revision(row) for row in found.revisions],
        "events": [_event(line) for line in lines_of(found.events)],
        "events_of_boards": [_event(line) for line in lines_of(found.board_events)],
        "messages": [
            {"kind": m.kind, "person": m.person_id, "made": m.created_at, "sent": m.sent_at} for m in found.messages
        ],
        "records": {rows.table.name: _rows(rows) for rows in found.records},
    }


def _version(found: Inspection, version: Version) -> dict[str, Any]:
    return {
        **_row(version),
        "manifest": version.manifest,
        "wording_suggested": [asdict(one) for one in in_words.suggested(found, version)],
        "rules_chosen": [asdict(one) for one in in_words.chosen(found, version)],
    }


def _review(found: Inspection, review: Review) -> dict[str, Any]:
    return {
        **_row(review),
        "board_name": review.board.name,
        "rule_in_words": review.rule.in_words(),
        "rule": in_words.rule_of(found, review),
        "reviews_on_paper": [asdict(one) for one in in_words.on_paper(found, review)],
        "dose_sheet": [asdict(one) for one in in_words.dose_rows(found, review)],
        "checklists": [asdict(one) for one in in_words.checked(found, review)],
    }


def _person(pk: int, person: Any) -> dict[str, Any]:
    """What readers see of people, never how to reach them."""
    return {
        "id": pk,
        "uuid": person.uuid,
        "printed_name": person.printed_name,
        "credentials": person.credentials,
        "affiliation": person.affiliation,
        "active": person.is_active,
    }


def _row(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in columns(type(row))}


def _rows(rows: Rows) -> list[dict[str, Any]]:
    return [_row(row) for row in rows.rows]


def _comparison(one: Compared) -> dict[str, Any]:
    names = {"from": one.before, "to": one.after, "audience": one.audience, "part": one.part}
    return {**names, "changes": changes_as_data(one.changes)}


def _revision(row: Any) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "at": row.history_date,
        "by": row.history_user_id,
        "why": row.history_change_reason,
        "change": row.change,
    }


def _event(line: Line) -> dict[str, Any]:
    """Byte for byte; the sentence is what we say of it today and no part of what was chained."""
    event = line.event
    return {
        "stream": event.stream,
        "sequence": event.sequence,
        "body": event.body,
        "previous": event.previous,
        "hash": event.hash,
        "in_words": line.sentence,
    }
