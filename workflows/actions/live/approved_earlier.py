"""Pages that a former process approved: made live on its record, with first reviews planned; nothing here says that our board looked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import owed, record
from articles.actions import freeze_flags, require_checked
from articles.draft import declared_texts, prompts_left
from articles.models import Article, Basis, BulkFile, BulkImport, BulkStage, FileOutcome, Person, Publication
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows.actions.live.going_live import go_live
from workflows.actions.reviews.reviewing import freeze
from workflows.actions.steps import needs_reason
from workflows.due.first_reviews import LATEST_WITH_DOSES, Candidate, day_of, plan
from workflows.transitions import Action

KIND = "approved_earlier"


def publish_approved_earlier(
    article: Article, *, by: Person, approval: Mapping[str, str], review_due: datetime.date, reason: str
) -> Publication:
    """Freeze the draft and make it live on a former approval: `by`, `on` (ISO 8601) and `record` say whose. It waits for review here."""
    require_checked(article)
    with transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        require(Desk.of(by).manages)
        _require_approval(approval)
        _require_whole(locked)
        version = freeze(locked, None, by, "")
        flags = freeze_flags(version)
        about = {"version": version.number, "digest": version.digest, "status": version.status, "flags": flags.digest}
        record.append(locked.stream, Action.SUBMIT, by=by, **about)
        publication = Publication.objects.create(
            article=locked,
            version=version,
            basis=Basis.APPROVED_EARLIER,
            audiences=list(version.content.audiences),
            former_record={"by": approval["by"], "on": approval["on"], "record": approval.get("record", "")},
            review_due=review_due,
            planned_by=by,
            reason=needs_reason(reason),
            due_at=timezone.now(),
        )
        publication.version, publication.article = version, locked
        go_live(publication, by=by, why=reason)
        return publication


def _require_approval(approval: Mapping[str, str]) -> None:
    day = day_of(approval.get("on"))
    if not approval.get("by", "").strip() or day is None:
        raise Refusal(_("Say who approved it, and on which day."))
    if day > timezone.localdate():
        raise Refusal(_("The day of the former approval is to come."))


def _require_whole(article: Article) -> None:
    if article.versions.exists():
        raise Refusal(_("It was submitted here: the board decides about it."))
    texts = declared_texts(article)
    if not texts or any(text.is_empty for text in texts.values()):
        raise Refusal(_("A text is empty."))
    if article.archived_at is not None:
        raise Refusal(_("The article is archived. Bring it back first."))
    for sentence in prompts_left(texts):
        raise Refusal(sentence)


def approved(brought: BulkImport) -> QuerySet[BulkFile]:
    """The files whose articles a former process approved, the first of each article."""
    rows = brought.files.filter(outcome=FileOutcome.DONE).exclude(approval={}).exclude(article=None)
    first: dict[int, int] = {}
    for pk, article in rows.order_by("number").values_list("pk", "article"):
        first.setdefault(article, pk)
    return rows.filter(pk__in=first.values()).select_related("article").order_by("review_due", "number")


@transaction.atomic
def plan_first_reviews(brought: BulkImport, *, by: Person, per_month: int) -> BulkImport:
    """A due day for each page that waits to go live: doses first, then what was approved longest ago."""
    locked = _locked(brought, by)
    locked.per_month = max(1, min(per_month, 1000))
    locked.save()
    rows = list(approved(locked).filter(live_at=None))
    candidates = [
        Candidate(
            row.pk,
            row.has_dose,
            day_of(row.approval["on"]) or timezone.localdate(),
            day_of(row.approval.get("review_due")),
        )
        for row in rows
    ]
    due = plan(candidates, per_month=locked.per_month, today=timezone.localdate())
    for row in rows:
        row.review_due = due[row.pk]
    BulkFile.objects.bulk_update(rows, ["review_due"], batch_size=500)
    return locked


@transaction.atomic
def move_first_review(row: BulkFile, *, by: Person, due: datetime.date) -> BulkFile:
    """Another day for one page, before it is live."""
    _locked(row.source, by)
    current = BulkFile.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if current.live_at is not None:
        raise Refusal(_("This page is live; its day stands."))
    today = timezone.localdate()
    if due <= today:
        raise Refusal(_("The day must be to come."))
    if current.has_dose and due > today + LATEST_WITH_DOSES:
        raise Refusal(_("It names a dose, so it is reviewed within a year."))
    current.review_due = due
    current.save(update_fields=["review_due"])
    return current


@transaction.atomic
def make_moved_in_live(brought: BulkImport, *, by: Person) -> BulkImport:
    """Everything that a former process approved goes live, page by page in the background; what cannot, says why. Twice tries again."""
    locked = _locked(brought, by)
    if locked.stage not in (BulkStage.DONE, BulkStage.STOPPED):
        raise Refusal(_("The files are still being imported."))
    rows = approved(locked).filter(live_at=None)
    if rows.filter(review_due=None).exists():
        raise Refusal(_("Plan the first reviews before the pages go live."))
    BulkFile.objects.filter(pk__in=[row.pk for row in rows]).update(not_live_why="")
    locked.live_since = timezone.now()
    locked.save()
    record.append(record.LIBRARY, "bulk_import.live", by=by, bulk_import=locked.pk, pages=len(rows))
    for row in rows:
        owed.kick(KIND, row.pk)
    return locked


def _locked(brought: BulkImport, by: Person) -> BulkImport:
    require(Desk.of(by).manages)
    return BulkImport.objects.select_for_update(of=("self",)).get(pk=brought.pk)


def waiting_to_go_live() -> QuerySet[BulkFile]:
    rows = BulkFile.objects.filter(
        source__live_since__isnull=False, live_at=None, not_live_why="", outcome=FileOutcome.DONE
    )
    return rows.exclude(approval={}).exclude(review_due=None).order_by("pk")


def make_live(pk: int) -> None:
    """For the clock: one page. Twice does nothing; what cannot go live keeps its sentence."""
    waiting = waiting_to_go_live().select_related("source__by", "article").select_for_update(of=("self",))
    try:
        with transaction.atomic():
            row = waiting.filter(pk=pk).first()
            if row is None or row.article is None or row.review_due is None:
                return
            row.live_at = timezone.now()
            row.save(update_fields=["live_at"])
            reason = _("approved earlier by %s") % row.approval["by"]
            publish_approved_earlier(
                row.article, by=row.source.by, approval=row.approval, review_due=row.review_due, reason=reason
            )
    except Refusal as why:
        BulkFile.objects.filter(pk=pk, live_at=None).update(not_live_why=str(why))
