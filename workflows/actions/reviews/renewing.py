"""Reviewed, no change needed: a review of a whole live version under its full rule, on a search for new evidence (rule 11)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Basis, Person, Version
from articles.refusals import Refusal
from workflows.actions.reviews.reviewing import reopen
from workflows.models import EvidenceSearch, Review
from workflows.transitions import Action


@dataclass(frozen=True)
class Search:
    """The search that the board is shown: where, how and when, how many hits, how many read, and what they mean for the text."""

    databases: str
    strategy: str
    searched_on: datetime.date
    found: int
    read: int
    conclusion: str


def renew(
    version: Version,
    *,
    by: Person,
    members: Sequence[Person],
    due_on: datetime.date,
    search: Search,
    reason: str,
    answer_by: datetime.date | None = None,
) -> Review:
    """Ask the board to approve the live version again as it stands. "Last reviewed" moves when its rule is met, not before."""
    with transaction.atomic():
        review = reopen(
            version, by=by, members=members, due_on=due_on, reason=reason, answer_by=answer_by, action=Action.RENEW
        )
        since = _reviewed_on(version)
        _require_complete(search, since)
        row = EvidenceSearch.objects.create(
            review=review,
            databases=search.databases.strip(),
            strategy=search.strategy.strip(),
            covers_from=since,
            searched_on=search.searched_on,
            found=search.found,
            read=search.read,
            conclusion=search.conclusion.strip(),
            recorded_by=by,
        )
        record.append(
            version.article.stream,
            "evidence_searched",
            by=by,
            version=version.number,
            review=review.pk,
            search=row.pk,
            digest=row.digest,
        )
        return review


def _reviewed_on(version: Version) -> datetime.date:
    live = version.publications.live().filter(basis=Basis.APPROVED).first()
    if live is None or live.last_reviewed is None:
        raise Refusal(_("Only what is live and was approved here can be reviewed as it stands."))
    return live.last_reviewed


def _require_complete(search: Search, since: datetime.date) -> None:
    if not all(part.strip() for part in (search.databases, search.strategy, search.conclusion)):
        raise Refusal(_("Say where and how you searched for new evidence, and what it means for the text."))
    if not since <= search.searched_on <= timezone.localdate():
        raise Refusal(_("Search for new evidence after the last review, and not in the future."))
    if search.read > search.found:
        raise Refusal(_("More works were read than found."))
