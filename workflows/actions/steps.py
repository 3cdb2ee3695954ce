"""How every action on a version begins and ends: lock, who, from where; then the status and its one event."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Event, Person, Status, Version
from articles.models.version import OPEN_STATUSES
from articles.permissions import require
from articles.refusals import Refusal
from workflows.models import Outcome, Review
from workflows.permissions import may
from workflows.transitions import Action, next_status, transition


def begin(version: Version, action: Action, *, by: Person) -> Version:
    """The version as it is now, its article locked, for somebody who may do this from where it stands."""
    article = Article.objects.locked().get(pk=version.article_id)
    current = Version.objects.get(pk=version.pk)
    current.article = article
    review = newest_review(current)
    require(may(transition(Status(current.status), action).who, by, review=review))
    return current


def newest_review(version: Version) -> Review | None:
    return version.reviews.select_related("board").order_by("-pk").first()


def newer_than(version: Version) -> QuerySet[Version]:
    """The versions of the article that came after this one."""
    return Version.objects.filter(article=version.article_id, number__gt=version.number)


def gives_way(version: Version) -> bool:
    """Whether another version is with a board, or a newer one approved: then this is not the one to review again."""
    others = Version.objects.filter(article=version.article_id).exclude(pk=version.pk)
    newer_approved = Q(status=Status.APPROVED, number__gt=version.number)
    return others.filter(Q(status__in=OPEN_STATUSES) | newer_approved).exists()


def move(
    version: Version,
    action: Action,
    *,
    by: Person,
    to: Status | None = None,
    after: Event | None = None,
    **data: Any,
) -> None:
    """Write the status that the table gives, and exactly one event; `after` as for `happened`."""
    former, version.status = version.status, next_status(Status(version.status), action, to)
    if version.status == Status.UNDER_REVIEW:
        version.review_started_at, version.decided_at = timezone.now(), None
    else:
        version.decided_at = timezone.now()
    version.save()
    happened(version, action, by=by, after=after, former=former, status=version.status, **data)


def happened(version: Version, action: Action, *, by: Person, after: Event | None = None, **data: Any) -> None:
    """One event; `after` is the head of the article's stream, where this transaction has just written it."""
    about = {"version": version.number, "digest": version.digest, **data}
    if after is None:
        record.append(version.article.stream, action, by=by, **about)
    else:
        record.follow(after, action, by=by, **about)


def close(review: Review, outcome: Outcome) -> None:
    review.closed_at, review.outcome = timezone.now(), outcome
    review.save()


def needs_reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    return reason.strip()
