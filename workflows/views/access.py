"""Loading what a page is about: 404 for a row that the person must not know of, 403 for one that is not theirs to open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.models import Article, Person, Version
from articles.permissions import Desk
from articles.prepared import prepared
from workflows.models import Board, BoardRole, Membership, Review
from workflows.permissions import (
    LEFT,
    Access,
    assignment_of,
    disclosure_of,
    is_member,
    may_read_review,
    reads_boards,
)

Row = TypeVar("Row")


def article_for(person: Person, pk: int) -> Article:
    """For editors and auditors; members of its reviews know that it exists, but read it on the review page."""
    if Desk.of(person).may_read_drafts:
        return _found(_article(pk))
    if reviews_known_to(person).filter(version__article=pk).exists():
        raise PermissionDenied
    raise Http404


def version_for(person: Person, pk: int) -> Version:
    """For editors and auditors, as `article_for`."""
    if Desk.of(person).may_read_drafts:
        return _found(_version(pk))
    if reviews_known_to(person).filter(version=pk).exists():
        raise PermissionDenied
    raise Http404


def review_for(person: Person, pk: int) -> Review:
    review = _review(pk)
    if not may_read_review(person, review):
        raise Http404
    return review


def access_to(person: Person, pk: int) -> tuple[Review, Access]:
    """As `review_for`, with all that the person is to the review."""
    review = _review(pk)
    access = Access.of(person, review)
    if not access.may_read:
        raise Http404
    return review, access


@prepared
def _article(pk: int) -> QuerySet[Article]:
    return Article.objects.select_related("handling_editor", "topic").filter(pk=pk)


@prepared
def _version(pk: int) -> QuerySet[Version]:
    return Version.objects.select_related("article__handling_editor", "submitted_by").filter(pk=pk)


def _review(pk: int) -> Review:
    return _found(_reviews(pk))


@prepared
def _reviews(pk: int) -> QuerySet[Review]:
    whole = ("version__article__handling_editor", "board", "opened_by", "approval_rule", "evidence_search")
    return Review.objects.select_related(*whole, "rule_choice__chosen_by").filter(pk=pk)


def _found(rows: Sequence[Row]) -> Row:
    if not rows:
        raise Http404
    return rows[0]


def board_for(person: Person, pk: int) -> Board:
    """For those who read all boards, and its members."""
    board = get_object_or_404(Board.objects.select_related("created_by", "opened_by"), pk=pk)
    if not (reads_boards(person) or is_member(person, board)):
        raise Http404
    return board


def reads_text(person: Person, review: Review) -> bool:
    """The desk; a member once they declared their interests."""
    if Desk.of(person).may_read_drafts:
        return True
    return assignment_of(person, review) is not None and disclosure_of(person, review) is not None


def reviews_known_to(person: Person) -> QuerySet[Review]:
    """Reviews that the person sits in, or whose board they chair."""
    asked = Q(assignments__person=person) & ~Q(assignments__state__in=LEFT)
    return Review.objects.filter(asked | Q(board__in=boards_chaired_by(person))).distinct()


def boards_chaired_by(person: Person | int) -> QuerySet[Membership, int]:
    chairs = Membership.objects.on(timezone.localdate()).filter(person=person, role=BoardRole.CHAIR)
    return chairs.values_list("board", flat=True)
