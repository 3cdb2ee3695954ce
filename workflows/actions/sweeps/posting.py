"""What a confirmed sweep owes each article: its notice by the ordinary action, then a review. Both may be tried again at any time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles import owed, record
from articles.models import Article, Person, Publication, Version
from articles.refusals import Refusal
from articles.search.sweeping import in_content
from workflows.actions.live.emergencies import warn
from workflows.actions.live.notices import post_notice
from workflows.actions.reviews.reviewing import reopen
from workflows.actions.steps import newest_review
from workflows.actions.sweeps.reading import STREAM, wanted
from workflows.authorship import writers
from workflows.models import Membership, Review, Sweep, SweepNotice, SweepNoticeKind
from workflows.transitions import Action

# Pages are written in between, which readers wait for.
REVIEWS_AT_ONCE: Final = 5


def notices_to_post() -> Iterable[int]:
    return SweepNotice.objects.to_post().order_by("pk").values_list("pk", flat=True)


def post_to_article(pk: int) -> SweepNotice:
    """Put the notice on one article, or keep why not. What a worker did not finish leaves nothing, and is done again."""
    row = _owed(pk)
    with translation.override(_by(row).reads_in):
        return _posted(row)


def _posted(row: SweepNotice) -> SweepNotice:
    try:
        with transaction.atomic():
            current = _locked(row)
            if current.done_at is None:
                _post(current)
            return current
    except (Refusal, PermissionDenied) as refusal:
        return _refuse(row, refusal)


def _owed(pk: int) -> SweepNotice:
    return SweepNotice.objects.select_related("sweep__confirmed_by", "article").get(pk=pk)


def _locked(row: SweepNotice) -> SweepNotice:
    article = Article.objects.locked().get(pk=row.article_id)
    current = SweepNotice.objects.select_related("sweep__confirmed_by", "notice", "emergency").get(pk=row.pk)
    current.article = article
    return current


def _by(row: SweepNotice) -> Person:
    assert row.sweep.confirmed_by is not None
    return row.sweep.confirmed_by


def _post(row: SweepNotice) -> None:
    sweep, version = row.sweep, _what_readers_see(row)
    if sweep.notice_kind == SweepNoticeKind.WARNING:
        row.emergency = warn(version, by=_by(row), warning=sweep.warning, reason=sweep.reason)
    else:
        told = {"kind": SweepNoticeKind.CONCERN.value, "sentence": sweep.sentence, "reason": sweep.reason}
        row.notice = post_notice(version, by=_by(row), **told)
    row.done_at = timezone.now()
    row.save()
    owed.kick("sweep reviews", row.pk)


def _what_readers_see(row: SweepNotice) -> Version:
    """The version that was found, or the one that took its place, if it names it too."""
    publication = Publication.objects.live().select_related("version").filter(article=row.article_id).first()
    if publication is None:
        raise Refusal(_("Readers do not see this article any more."))
    version = publication.version
    version.article = row.article
    if version.pk != row.version_id:
        found = in_content(version.content, publication.audiences or version.content.audiences, wanted(row.sweep))
        if next(found, None) is None:
            raise Refusal(_("Version %d took its place meanwhile, which does not name it.") % version.number)
    return version


def _refuse(row: SweepNotice, refusal: Refusal | PermissionDenied) -> SweepNotice:
    with transaction.atomic():
        current = _locked(row)
        if current.done_at is None:
            current.refused, current.done_at = _in_words(refusal), timezone.now()
            current.save()
            about = {"sweep": current.sweep_id, "sought": current.sweep.sought, "why": current.refused}
            record.append(current.article.stream, "sweep_not_posted", by=_by(current), **about)
        return current


def _in_words(refusal: Refusal | PermissionDenied) -> str:
    if isinstance(refusal, PermissionDenied):
        return _("Whoever confirmed it has no right to do this here.")
    return " ".join([str(refusal.sentence), *map(str, refusal.details[:5])])


def reviews_to_ask() -> Iterable[int]:
    """After the notices, a few at a time."""
    return SweepNotice.objects.to_review().order_by("pk").values_list("pk", flat=True)[:REVIEWS_AT_ONCE]


def ask_review(pk: int) -> SweepNotice:
    """Have the board that approved it look again, or keep why somebody must do it by hand."""
    row = _owed(pk)
    with translation.override(_by(row).reads_in):
        return _asked(row)


def _asked(row: SweepNotice) -> SweepNotice:
    try:
        with transaction.atomic():
            current = _locked(row)
            if current.review_asked_at is None:
                current.review = _reopened(current)
                current.review_asked_at = timezone.now()
                current.save()
            return current
    except (Refusal, PermissionDenied) as refusal:
        return _leave_to_people(row, refusal)


def _reopened(row: SweepNotice) -> Review:
    posted = row.notice or row.emergency
    assert posted is not None
    version = Version.objects.get(pk=posted.version_id)
    version.article = row.article
    former = newest_review(version)
    if former is not None and former.is_open:
        raise Refusal(
            _("The board was looking at it already, before the notice: reopen it once that review has ended.")
        )
    members = _members_again(former, version) if former is not None else []
    due_on = max(row.sweep.reviews_due_on or timezone.localdate(), timezone.localdate())
    why = _("safety sweep for “%(sought)s”: %(why)s") % {"sought": row.sweep.sought, "why": row.sweep.reason}
    return reopen(version, by=_by(row), members=members, due_on=due_on, reason=why, action=Action.REOPEN)


def _members_again(former: Review, version: Version) -> list[Person]:
    """Whoever was asked last, still sits on the board and did not write its words."""
    asked = set(former.assignments.values_list("person", flat=True)) - writers(version)
    terms = Membership.objects.on(timezone.localdate()).filter(board=former.board_id, person__in=asked)
    return [term.person for term in terms.filter(person__is_active=True).select_related("person").order_by("pk")]


def _leave_to_people(row: SweepNotice, refusal: Refusal | PermissionDenied) -> SweepNotice:
    with transaction.atomic():
        current = _locked(row)
        if current.review_asked_at is None:
            current.review_refused, current.review_asked_at = _in_words(refusal), timezone.now()
            current.save()
            about = {"sweep": current.sweep_id, "sought": current.sweep.sought, "why": current.review_refused}
            record.append(current.article.stream, "sweep_review_not_opened", by=_by(current), **about)
        return current


def sweeps_to_close() -> Iterable[int]:
    return Sweep.objects.to_close().order_by("pk").values_list("pk", flat=True)


def close_if_over(pk: int) -> bool:
    """Note the moment at which nothing of a sweep stands any more; True if this call did."""
    with transaction.atomic():
        row = Sweep.objects.select_for_update().get(pk=pk)
        if row.closed_at is not None or row.notices.open().exists():
            return False
        row.closed_at = timezone.now()
        row.save()
        about = {"sweep": row.pk, "sought": row.sought, "articles": row.notices.posted().count()}
        record.append(STREAM, "sweep_closed", by=Person.objects.system(), **about)
        return True
