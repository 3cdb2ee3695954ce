"""What readers tell us: kept without anything about them, and a warning brought to people at once (S33)."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notifications, record
from articles.models import Article, Feedback, HarmDecision, HarmReport, Person, Publication
from articles.permissions import Desk, handles, require
from articles.prepared import prepared
from articles.refusals import Refusal
from articles.text.strangers_words import without_traces

LONGEST = 2000
WORDS_MAY_FOLLOW_FOR = datetime.timedelta(hours=1)


def note_feedback(publication: Publication, *, audience: str, is_helpful: bool) -> Feedback:
    """A reader's yes or no. It is no event: nobody decides anything by it."""
    _require_text(publication, audience)
    return Feedback.objects.create(publication=publication, audience=audience, is_helpful=is_helpful)


def add_words(feedback: Feedback, *, words: str) -> Feedback:
    """What the reader adds to it, once, while the page after the answer is open."""
    said = _without_traces(words)
    with transaction.atomic():
        row = Feedback.objects.select_for_update().get(pk=feedback.pk)
        if row.words or timezone.now() > row.at + WORDS_MAY_FOLLOW_FOR:
            raise Refusal(_("Your answer was kept already."))
        row.words = said
        row.save()
        return row


def report_harm(publication: Publication, *, audience: str, words: str, by: Person | None = None) -> HarmReport:
    """S33: to the handling editor and every managing editor, at once. Without an account it is the system's event."""
    _require_text(publication, audience)
    said = _without_traces(words)
    if not said:
        raise Refusal(_("Tell us what is wrong, in a sentence."))
    with transaction.atomic():
        article = Article.objects.locked().get(pk=publication.article_id)
        row = HarmReport.objects.create(article=article, publication=publication, audience=audience, words=said)
        about = {"report": row.pk, "version": publication.version.number, "audience": audience}
        record.append(article.stream, "harm_reported", by=by or Person.objects.system(), **about)
        notifications.tell_harm_report(row)
        return row


def decide_harm_report(report: HarmReport, *, by: Person, decision: str, reason: str) -> HarmReport:
    """Close it with what came of it, and why."""
    with transaction.atomic():
        article = Article.objects.locked().get(pk=report.article_id)
        row = HarmReport.objects.get(pk=report.pk)
        require(may_decide_harm_report(by, article))
        if row.decided_at is not None:
            raise Refusal(_("This was decided already."))
        if decision not in HarmDecision.values or not reason.strip():
            raise Refusal(_("Say what came of it, and why."))
        row.decision, row.decision_reason = decision, reason.strip()
        row.decided_at, row.decided_by = timezone.now(), by
        row.save()
        about = {"report": row.pk, "decision": decision, "why": row.decision_reason}
        record.append(article.stream, "harm_report_decided", by=by, **about)
        return row


def may_decide_harm_report(person: Person, article: Article) -> bool:
    """A managing editor, or an editor who handles the article."""
    desk = Desk.of(person)
    return desk.manages or (desk.may_draft and handles(person, article))


def harm_reports_for(person: Person, *, manages: bool) -> list[HarmReport]:
    """Those that wait for this person, the oldest first."""
    return _waiting_reports() if manages else _waiting_reports_of(person.pk)


@prepared
def _waiting_reports() -> QuerySet[HarmReport]:
    return HarmReport.objects.waiting().select_related("article").order_by("at", "pk")


@prepared
def _waiting_reports_of(person: int) -> QuerySet[HarmReport]:
    return _waiting_reports.build().filter(article__in=Article.objects.handled_by(person))


def _require_text(publication: Publication, audience: str) -> None:
    if not publication.is_live or audience not in publication.audiences:
        raise Refusal(_("There is no such page any more."))


def _without_traces(words: str) -> str:
    return without_traces(words[:LONGEST])
