"""Entering a review that was given on paper: who, for whom, which files, and that it decides nothing."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import io
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image as Pillow

from articles.models import Article, Event, Person, Status, Version
from articles.refusals import Refusal
from tests.universe import sign
from workflows import actions
from workflows.actions import NotAScan, OnPaper
from workflows.actions.reviews.paper import LARGEST_SCAN
from workflows.models import PaperReview, Review, SignOff
from workflows.quorum import Standing
from workflows.record.inspection.belonging import tables
from workflows.reviews.standing import standing_of

PDF = b"%PDF-1.7 a scan"


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Pillow.new("RGB", (20, 30), "white").save(file, kind)
    return file.getvalue()


def paper(**changes: object) -> OnPaper:
    whole = OnPaper(given_on=timezone.localdate(), said="The dose is right.", scan=PDF)
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]


def test_scan_and_words_are_kept_with_who_entered_them_for_whom(
    review: Review, managing_editor: Person, lay_member: Person
) -> None:
    entered = actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    kept = PaperReview.objects.get()
    assert (kept, kept.person, kept.entered_by, kept.said) == (entered, lay_member, managing_editor, paper().said)
    with kept.scan.open("rb") as stored:
        assert (stored.read(), kept.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())


def test_it_signs_nothing_and_counts_in_no_rule(review: Review, managing_editor: Person, lay_member: Person) -> None:
    before = standing_of(review)

    actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    after = standing_of(Review.objects.get())
    assert (after.reasons, after.standing, SignOff.objects.count()) == (before.reasons, Standing.OPEN, 0)
    assert Version.objects.get().status == Status.UNDER_REVIEW
    assert sign(review, lay_member).person == lay_member


def test_it_leaves_one_event_with_ids_alone(review: Review, managing_editor: Person, lay_member: Person) -> None:
    entered = actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    event = Event.objects.get(kind="paper_review")
    assert (event.actor, json.loads(event.body)["data"]) == (
        managing_editor,
        {
            "version": 1,
            "review": review.pk,
            "paper_review": entered.pk,
            "reviewer": lay_member.pk,
            "scan": entered.sha256,
        },
    )


@pytest.mark.parametrize("who", ["editor", "chair", "auditor", "administrator", "outsider"])
def test_only_a_managing_editor_enters_one(
    who: str, review: Review, lay_member: Person, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        actions.enter_paper_review(review, by=request.getfixturevalue(who), person=lay_member, paper=paper())

    assert (PaperReview.objects.count(), Event.objects.filter(kind="refused").count()) == (0, 1)


def test_nobody_enters_it_for_somebody_without_a_seat(
    review: Review, managing_editor: Person, outsider: Person
) -> None:
    with pytest.raises(Refusal, match="Oscar Outsider does not sit in this review"):
        actions.enter_paper_review(review, by=managing_editor, person=outsider, paper=paper())


def test_nobody_enters_their_own(review: Review, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="of their own"):
        actions.enter_paper_review(review, by=managing_editor, person=managing_editor, paper=paper())


def test_ended_review_takes_none(approved_version: Version, managing_editor: Person, lay_member: Person) -> None:
    with pytest.raises(Refusal, match="has ended"):
        actions.enter_paper_review(approved_version.reviews.get(), by=managing_editor, person=lay_member, paper=paper())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"said": " "}, "Say what the review says."),
        ({"given_on": datetime.date(2999, 1, 1)}, "A review cannot have been given in the future."),
        ({"scan": b""}, "The scan must be a PDF, PNG or JPEG file."),
        ({"scan": b"GIF89a"}, "The scan must be a PDF, PNG or JPEG file."),
        ({"scan": b"<script>%PDF-"}, "The scan must be a PDF, PNG or JPEG file."),
        ({"scan": picture("PNG")[:40]}, "The picture is damaged."),
        ({"scan": PDF + b" " * LARGEST_SCAN}, "The scan is larger than 10 MB."),
    ],
)
def test_what_cannot_be_taken_is_refused(
    change: dict[str, object], sentence: str, review: Review, managing_editor: Person, lay_member: Person
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper(**change))

    assert (str(refused.value), PaperReview.objects.count()) == (sentence, 0)
    assert isinstance(refused.value, NotAScan) is ("scan" in change)


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpg")])
def test_picture_is_written_anew(
    kind: str, suffix: str, review: Review, managing_editor: Person, lay_member: Person
) -> None:
    entered = actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper(scan=picture(kind)))

    assert str(entered.scan.name).rpartition(".")[2] == suffix
    with default_storage.open(str(entered.scan.name)) as stored:
        assert hashlib.sha256(stored.read()).hexdigest() == entered.sha256


def test_same_scan_twice_is_entered_once(review: Review, managing_editor: Person, lay_member: Person) -> None:
    actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    with pytest.raises(Refusal, match="entered already"):
        actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    assert PaperReview.objects.count() == 1


def test_database_neither_changes_nor_deletes_one(review: Review, managing_editor: Person, lay_member: Person) -> None:
    actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    for doing in (
        lambda: PaperReview.objects.update(said="Other words."),
        lambda: PaperReview.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doing()


def test_it_belongs_into_the_inspection_file(review: Review, managing_editor: Person, lay_member: Person) -> None:
    entered = actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    found = {table.model: list(table.rows(Article.objects.get())) for table in tables()}

    assert found[PaperReview] == [entered]


def test_a_scan_whose_review_is_not_entered_is_kept_nowhere(
    review: Review, managing_editor: Person, lay_member: Person
) -> None:
    actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    with pytest.raises(Refusal, match="entered already"):
        actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper())

    assert [f"paper-reviews/{name}" for name in default_storage.listdir("paper-reviews")[1]] == [
        PaperReview.objects.get().scan.name
    ]
