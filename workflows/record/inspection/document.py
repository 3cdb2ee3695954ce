"""The inspection file as pages: one HTML document, and PDF/UA made of it without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import publisher
from articles.audiences import Audience
from articles.manifest import ExplainedTerm
from articles.models import Event, Version
from articles.publishing import wording
from articles.publishing.explaining import terms_for
from articles.publishing.passages import Page, Setting
from articles.publishing.pdf import NoPages, printed
from articles.text.citations import numbering
from articles.text.comparison import Change, badge_sentence, detail_sentence
from workflows.models import (
    Assignment,
    OpenPoint,
    Review,
)
from workflows.record.inspection import in_words
from workflows.record.inspection.gathering import Compared, Inspection, Signed
from workflows.record.inspection.in_words import name_of
from workflows.record.inspection.records import others, plain
from workflows.record.sentences import Line, lines_of
from workflows.rules.roles import in_words as role_in_words

STYLES = Path(__file__).parent / "pages.css"
PATIENCE = 300  # seconds; a file of twenty pages takes four on an idle machine
KINDS = {
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Removed"),
    "changed": gettext_lazy("Changed"),
    "moved": gettext_lazy("Moved"),
}


@dataclass(frozen=True)
class Words:
    """One text of a version as it was frozen."""

    audience: Audience
    summary: SafeString
    body: SafeString
    terms: tuple[ExplainedTerm, ...]


@dataclass(frozen=True)
class VersionPart:
    version: Version
    submitted_by: str
    texts: list[Words]
    suggested: list[in_words.Suggested]
    chosen: list[in_words.Chosen]


@dataclass(frozen=True)
class ChangeLine:
    kind: str
    old: str
    new: str
    notes: list[str]


@dataclass(frozen=True)
class ReviewPart:
    review: Review
    opened_by: str
    seats: list[tuple[str, str, Any]]
    signed: list[Signed]
    points: list[Any]
    rule: dict[str, str]
    on_paper: list[in_words.OnPaper]
    checked: list[in_words.Checked]
    dose_audiences: list[str]
    dose_rows: list[in_words.DoseRowSaid]


@dataclass(frozen=True)
class EventLine:
    event: Event
    who: str
    sentence: str
    data: str


def as_html(found: Inspection) -> str:
    context = {
        "found": found,
        "made_for": found.for_whom.printed_name,
        "publisher": publisher.current().name,
        "language": get_language() or "en",
        "versions": [_version(found, version) for version in found.versions],
        "comparisons": _comparisons(found),
        "reviews": [_review(found, review) for review in found.reviews],
        "declared": in_words.declared(found),
        "events": [_event(found, line) for line in lines_of(found.events)],
        "board_events": [_event(found, line) for line in lines_of(found.board_events)],
        "revisions": [(row, found.people.get(row.history_user_id)) for row in found.revisions],
        "records": others(found),
    }
    return render_to_string("workflows/inspection/file.html", context)


def as_pdf(found: Inspection) -> bytes:
    """PDF/UA-1. In a process of its own, so that neither a missing Pango nor a page that takes for ever stops the site."""
    try:
        return printed(as_html(found), styles=STYLES, patience=PATIENCE)
    except NoPages as refusal:
        raise NoPages(_("The PDF could not be made on this server. Take the JSON; it holds everything.")) from refusal


def _version(found: Inspection, version: Version) -> VersionPart:
    return VersionPart(
        version=version,
        submitted_by=name_of(found, version.submitted_by_id),
        texts=list(_texts(version)),
        suggested=in_words.suggested(found, version),
        chosen=in_words.chosen(found, version),
    )


def _texts(version: Version) -> Iterator[Words]:
    for name in version.content.audiences:
        audience = Audience(name)
        text = version.content.texts[name]
        numbers = numbering([text.summary, text.body])
        stamp = _("%(audience)s · version %(number)s · inspection file") % {
            "audience": wording.WRITTEN_FOR[audience],
            "number": version.number,
        }
        images = {image.sha256: image for image in version.content.images}
        language = version.content.language
        page = Page(Setting(audience, numbers, {}, stamp, images=images, language=language))
        summary, body = page.decorate(text.summary, anchors=False), page.decorate(text.body, anchors=False)
        yield Words(audience, summary, body, terms_for(version.content, audience))


def _comparisons(found: Inspection) -> list[tuple[Compared, Audience, list[ChangeLine]]]:
    made = [(one, Audience(one.audience), list(_lines(one.changes))) for one in found.comparisons]
    return [(one, audience, lines) for one, audience, lines in made if lines]


def _lines(changes: tuple[Change, ...]) -> Iterator[ChangeLine]:
    for change in changes:
        if change.kind != "same":
            notes = [*map(badge_sentence, change.badges), *map(detail_sentence, change.details)]
            old, new = (block.text if block else "" for block in (change.old, change.new))
            yield ChangeLine(str(KINDS.get(change.kind, change.kind)), old, new, list(dict.fromkeys(notes)))


def _review(found: Inspection, review: Review) -> ReviewPart:
    seats = [row for row in found.rows_of(Assignment) if row.review_id == review.pk]
    return ReviewPart(
        review=review,
        opened_by=name_of(found, review.opened_by_id),
        seats=[(name_of(found, row.person_id), role_in_words(row.membership_role), row) for row in seats],
        signed=found.signed_in(review),
        points=[row for row in found.rows_of(OpenPoint) if row.review_id == review.pk],
        rule=in_words.rule_of(found, review),
        on_paper=in_words.on_paper(found, review),
        checked=in_words.checked(found, review),
        dose_audiences=[str(Audience(name).label) for name in review.version.content.audiences],
        dose_rows=in_words.dose_rows(found, review),
    )


def _event(found: Inspection, line: Line) -> EventLine:
    """Told, and beside it the data as they were written."""
    event = line.event
    said = "; ".join(f"{name}: {plain(value)}" for name, value in json.loads(event.body)["data"].items())
    return EventLine(event, name_of(found, event.actor_id), line.sentence, said)
