"""Answering what members asked for in a sign-off, point by point."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows.models import OpenPoint
from workflows.permissions import may
from workflows.transitions import Who


class NoSuchRevision(Refusal):
    """The draft was not changed in this revision since the member signed."""


def unanswered(article: Article) -> QuerySet[OpenPoint]:
    """What keeps the next version from being submitted, the oldest first."""
    points = OpenPoint.objects.to_answer().filter(review__version__article=article)
    return points.select_related("sign_off__person", "review__version").defer("review__version__manifest")


def answer_point(point: OpenPoint, *, by: Person, answer: str, changed_in: int | None = None) -> OpenPoint:
    """Say once what was done, and in which revision of the draft; without one, `answer` says why nothing was changed."""
    article = point.review.version.article
    with record.refusals_recorded(article, "answer_point", by=by), transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        require(may(Who.EDITORS, by))
        current = OpenPoint.objects.select_related("review__version").get(pk=point.pk)
        if current.answered_at is not None:
            raise Refusal(_("This point was answered already."))
        current.answer = _needs_words(answer)
        current.changed_in = _later_revision(current, locked, changed_in) or 0
        current.answered_by, current.answered_at = by, timezone.now()
        current.save()
        number, said = current.review.version.number, {"changed_in": changed_in, "why": current.answer}
        record.append(locked.stream, "point_answered", by=by, version=number, point=current.pk, **said)
        return current


def _needs_words(answer: str) -> str:
    if not answer.strip():
        raise Refusal(_("Say what was done, or why nothing was changed."))
    return answer.strip()


def _later_revision(point: OpenPoint, article: Article, number: int | None) -> int | None:
    """A change that the member has not seen: after what was frozen, up to what is saved."""
    first = point.review.version.revision + 1
    if number is None or first <= number <= article.revision:
        return number
    if first > article.revision:
        raise NoSuchRevision(_("The draft has not been changed since this version. Change it first, or say why not."))
    words = {"first": first, "last": article.revision}
    raise NoSuchRevision(_("Name a revision from %(first)d to %(last)d.") % words)
