"""What is checked again at the moment when words go live: fingerprint, signatures, rule, what was taken down, cited works."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from articles import manifest
from articles.draft import byline_problems
from articles.models import (
    Basis,
    Emergency,
    Ending,
    Event,
    Notice,
    Publication,
    Reference,
    ReferenceMark,
    Status,
    Version,
)
from articles.refusals import Refusal
from workflows import quorum, signing
from workflows.models import Outcome, Review
from workflows.reviews.standing import standing_of
from workflows.transitions import Action

# Kinds of events that tell of a row, and the name under which each does.
_BEGINNINGS: Mapping[str, str] = {
    Action.START_REVIEW: "review",
    Action.REOPEN: "review",
    Action.RENEW: "review",
    Action.REVOKE: "again",
}
_DEEDS: Mapping[type[Notice | Emergency | Publication], Mapping[str, str]] = {
    Notice: {Action.POST_NOTICE: "notice"},
    Emergency: dict.fromkeys((Action.HIDE_PASSAGE, Action.WARN, Action.TAKE_DOWN), "emergency"),
    Publication: dict.fromkeys((Action.REMOVE, Action.TAKE_DOWN), "publication"),
}


class DigestMismatch(Refusal):
    """The stored version is no longer what was signed. Nothing is published; an operator must look."""


class RuleNotMet(Refusal):
    """The sign-offs that stand do not fulfil the approval rule any more; `details` says what is missing."""


class NotDisclosed(Refusal):
    """An author, a credential or a disclosure is missing; `details` says whose and where to add it."""


class NotApprovedSince(Refusal):
    """The version was taken down for a reason that only new signatures answer."""


class RetractedReference(Refusal):
    """The version cites a work that was retracted, and nobody said why it may; `details` are the titles."""


def recheck(publication: Publication, *, cited_as_retracted: str = "") -> tuple[str, ...]:
    """Keys of the retracted works that are cited with a reason. Raises a `Refusal` for whatever keeps the page from readers."""
    version = publication.version
    if manifest.digest(version.manifest) != version.digest:
        raise DigestMismatch(_("The stored version is not the one that was signed. It is not published."))
    require_disclosed(publication)
    if publication.basis == Basis.APPROVED:
        review = approving_review(version)
        _require_signatures(review)
        _require_rule(review)
        _require_approval_since(version, review)
    return _retracted(version, cited_as_retracted)


def require_disclosed(publication: Publication) -> None:
    """Of what goes to readers for the first time. Of a page that a former process approved its record counts until the
    first review here, and a version that readers had before these things were asked for may go back to them.
    """
    version = publication.version
    had = version.publications.exclude(live_from=None).exclude(pk=publication.pk).exists()
    if publication.basis == Basis.APPROVED_EARLIER or had:
        return
    missing = list(byline_problems(version.content.contributors))
    if missing:
        raise NotDisclosed(
            _("Not everything about its contributors is stated. Complete it and submit the article again:"),
            details=missing,
        )


def approving_review(version: Version) -> Review:
    """The newest review that approved the version."""
    approved = version.reviews.filter(outcome=Outcome.APPROVED).select_related("version", "board")
    review = approved.order_by("-pk").first()
    if review is None:
        raise RuleNotMet(_("The board's approval of this version is not on record here."))
    return review


def approved_since(version: Version, deed: Notice | Emergency | Publication) -> bool:
    """Did the board approve this version in a review that began after this was done to it, so that it knew?"""
    review = version.reviews.filter(outcome=Outcome.APPROVED).order_by("-pk").first()
    return review is not None and version.status == Status.APPROVED and _began_after(version, review, deed)


def _began_after(version: Version, review: Review, deed: Notice | Emergency | Publication) -> bool:
    """By the order of their events, never by a clock, which somebody may have set."""
    began, done = _place(version, _BEGINNINGS, review.pk), _place(version, _DEEDS[type(deed)], deed.pk)
    return began is not None and done is not None and began > done


def _place(version: Version, telling: Mapping[str, str], pk: int) -> int | None:
    """Which event of the article's stream tells of this row; None where none does."""
    events = Event.objects.filter(stream=version.article.stream, kind__in=telling).order_by("-sequence")
    for kind, sequence, body in events.values_list("kind", "sequence", "body").iterator(chunk_size=200):
        if json.loads(body)["data"].get(telling[kind]) == pk:
            return sequence
    return None


def _require_signatures(review: Review) -> None:
    """Every sign-off that stands must name this digest and be as it was signed."""
    rows = review.sign_offs.filter(revocation=None).select_related("version", "review", "person", "key")
    wrong = [row for row in rows if not (signing.is_valid(row) and signing.columns_fit(row))]
    if wrong:
        raise DigestMismatch(
            _("A sign-off is not as it was signed. The version is not published."),
            details=[str(row.pk) for row in wrong],
        )


def _require_rule(review: Review) -> None:
    result = standing_of(review)
    if result.standing is not quorum.Standing.MET:
        raise RuleNotMet(_("The sign-offs that stand do not fulfil the approval rule:"), details=result.reasons)


def _require_approval_since(version: Version, review: Review) -> None:
    """Going up is always signed: what was removed needs a review that began after it, what was retracted other words."""
    ended = version.publications.filter(ended_as__in=(Ending.REMOVED, Ending.RETRACTED)).exclude(basis=Basis.PENDING)
    if ended.filter(ended_as=Ending.RETRACTED).exists():
        raise NotApprovedSince(_("This version was retracted. Submit a new version."))
    if not all(_began_after(version, review, removed) for removed in ended):
        raise NotApprovedSince(_("This version was removed. Reopen its review: the board must approve it again."))


def retracted_works(version: Version) -> list[Reference]:
    """Works that the version cites and that are retracted by now."""
    keys = [reference.key for reference in version.content.references]
    return list(Reference.objects.filter(key__in=keys, mark=ReferenceMark.RETRACTED).order_by("key"))


def _retracted(version: Version, cited_as_retracted: str) -> tuple[str, ...]:
    rows = retracted_works(version)
    if rows and not cited_as_retracted.strip():
        raise RetractedReference(
            _("The version cites a work that was retracted:"), details=[f"{row.title} ({row.key})" for row in rows]
        )
    return tuple(row.key for row in rows)
