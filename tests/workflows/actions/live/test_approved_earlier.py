"""Pages that a former process approved are live on its record alone, and say so."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Basis,
    BulkFile,
    BulkImport,
    BulkStage,
    Event,
    FileOutcome,
    Person,
    Publication,
    Status,
)
from articles.permissions import Desk
from articles.refusals import Refusal
from workflows import actions
from workflows.actions.live import approved_earlier
from workflows.due.calendar import entries

APPROVAL = {"by": "The former board", "on": "2024-05-31", "record": "Minutes of 31 May 2024."}


@pytest.fixture
def due() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=100)


@pytest.fixture
def moved_in(draft: Article, managing_editor: Person) -> BulkImport:
    """An import that is over, of one article that was approved earlier."""
    brought = BulkImport.objects.create(by=managing_editor, name="site.zip", stage=BulkStage.DONE)
    BulkFile.objects.create(
        source=brought, number=1, name="a.md", outcome=FileOutcome.DONE, article=draft, has_dose=True, approval=APPROVAL
    )
    return brought


def publish(
    article: Article, editor: Person, due: datetime.date, approval: dict[str, str] | None = None
) -> Publication:
    return actions.publish_approved_earlier(
        article, by=editor, approval={**APPROVAL, **(approval or {})}, review_due=due, reason="moved in"
    )


def test_a_page_goes_live_on_its_former_record(draft: Article, managing_editor: Person, due: datetime.date) -> None:
    publication = publish(draft, managing_editor, due)

    assert (publication.is_live, publication.basis, publication.version.status) == (
        True,
        Basis.APPROVED_EARLIER,
        Status.SUBMITTED,
    )
    assert (publication.former_record, publication.last_reviewed, publication.review_due) == (APPROVAL, None, due)


def test_the_page_says_that_nobody_here_has_reviewed_it(
    draft: Article, managing_editor: Person, due: datetime.date, client: Client
) -> None:
    publish(draft, managing_editor, due)

    page = client.get(f"/articles/{draft.slug}/patient/").content.decode()

    assert (
        "Approved earlier by The former board (31 May 2024)" in page,
        "Not yet reviewed by our board" in page,
        "Minutes of 31 May 2024." in page,
        "Last reviewed" in page,
    ) == (True, True, True, False)


def test_the_record_verifies(draft: Article, managing_editor: Person, due: datetime.date) -> None:
    publish(draft, managing_editor, due)

    call_command("verify", verbosity=0)

    kinds = list(Event.objects.filter(stream=draft.stream).order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == ["submit", "publish"]


def test_only_a_managing_editor_may(draft: Article, editor: Person, due: datetime.date) -> None:
    with pytest.raises(PermissionDenied):
        publish(draft, editor, due)

    assert Publication.objects.count() == 0


@pytest.mark.parametrize(
    ("approval", "sentence"),
    [
        ({"by": " "}, "Say who approved it, and on which day."),
        ({"on": "yesterday"}, "Say who approved it, and on which day."),
        ({"on": "2999-01-01"}, "The day of the former approval is to come."),
    ],
)
def test_without_a_record_nothing_goes_live(
    approval: dict[str, str], sentence: str, draft: Article, managing_editor: Person, due: datetime.date
) -> None:
    with pytest.raises(Refusal) as refused:
        publish(draft, managing_editor, due, approval)

    assert str(refused.value) == sentence


def test_twice_is_refused(draft: Article, managing_editor: Person, due: datetime.date) -> None:
    publish(draft, managing_editor, due)

    with pytest.raises(Refusal) as refused:
        publish(draft, managing_editor, due)

    assert (str(refused.value), Publication.objects.count()) == (
        "It was submitted here: the board decides about it.",
        1,
    )


def test_a_review_here_may_begin(
    draft: Article, managing_editor: Person, due: datetime.date, board, chair, pharmacist
) -> None:  # type: ignore[no-untyped-def]
    version = publish(draft, managing_editor, due).version

    actions.start_review(
        version, by=managing_editor, board=board, members=[chair, pharmacist], due_on=due, reason="first review here"
    )

    version.refresh_from_db()
    assert (version.status, Publication.objects.live().count()) == (Status.UNDER_REVIEW, 1)


def test_first_reviews_are_planned_and_stand_in_the_calendar(moved_in: BulkImport, managing_editor: Person) -> None:
    actions.plan_first_reviews(moved_in, by=managing_editor, per_month=5)
    actions.make_moved_in_live(moved_in, by=managing_editor)

    for pk in list(approved_earlier.waiting_to_go_live().values_list("pk", flat=True)):
        approved_earlier.make_live(pk)

    row = moved_in.files.get()
    assert row.review_due is not None
    found = entries(managing_editor, Desk.of(managing_editor), row.review_due, row.review_due)
    assert ([entry.what for entry in found], row.live_at is not None) == (["next review of a page"], True)


def test_what_cannot_go_live_says_why_and_is_tried_again(moved_in: BulkImport, managing_editor: Person) -> None:
    BulkFile.objects.update(approval={**APPROVAL, "on": "2999-01-01"})
    actions.plan_first_reviews(moved_in, by=managing_editor, per_month=5)
    actions.make_moved_in_live(moved_in, by=managing_editor)
    row = moved_in.files.get()
    approved_earlier.make_live(row.pk)
    row.refresh_from_db()
    why = row.not_live_why
    BulkFile.objects.update(approval=APPROVAL)

    actions.make_moved_in_live(moved_in, by=managing_editor)
    approved_earlier.make_live(row.pk)

    assert (why, Publication.objects.live().count()) == ("The day of the former approval is to come.", 1)


def test_made_live_twice_is_one_page(moved_in: BulkImport, managing_editor: Person) -> None:
    actions.plan_first_reviews(moved_in, by=managing_editor, per_month=5)
    actions.make_moved_in_live(moved_in, by=managing_editor)
    row = moved_in.files.get()

    for _time in range(2):
        approved_earlier.make_live(row.pk)

    assert Publication.objects.count() == 1


def test_nothing_goes_live_before_it_is_planned_or_while_files_come_in(
    moved_in: BulkImport, managing_editor: Person
) -> None:
    with pytest.raises(Refusal) as unplanned:
        actions.make_moved_in_live(moved_in, by=managing_editor)
    BulkImport.objects.update(stage=BulkStage.IMPORTING)
    with pytest.raises(Refusal) as underway:
        actions.make_moved_in_live(moved_in, by=managing_editor)

    assert (str(unplanned.value), str(underway.value)) == (
        "Plan the first reviews before the pages go live.",
        "The files are still being imported.",
    )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "The day must be to come."), (366, "It names a dose, so it is reviewed within a year.")],
)
def test_s26_a_page_is_moved_within_bounds(
    days: int, sentence: str, moved_in: BulkImport, managing_editor: Person
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.move_first_review(
            moved_in.files.get(), by=managing_editor, due=timezone.localdate() + datetime.timedelta(days=days)
        )

    assert str(refused.value) == sentence


def test_a_page_is_moved_before_it_is_live_and_not_after(moved_in: BulkImport, managing_editor: Person) -> None:
    row, day = moved_in.files.get(), timezone.localdate() + datetime.timedelta(days=50)
    actions.plan_first_reviews(moved_in, by=managing_editor, per_month=5)
    actions.move_first_review(row, by=managing_editor, due=day)
    actions.make_moved_in_live(moved_in, by=managing_editor)
    approved_earlier.make_live(row.pk)

    with pytest.raises(Refusal) as refused:
        actions.move_first_review(row, by=managing_editor, due=day)

    assert (Publication.objects.get().review_due, str(refused.value)) == (day, "This page is live; its day stands.")


def test_editors_plan_and_publish_nothing(moved_in: BulkImport, editor: Person) -> None:
    for act in (
        lambda: actions.plan_first_reviews(moved_in, by=editor, per_month=1),
        lambda: actions.make_moved_in_live(moved_in, by=editor),
        lambda: actions.move_first_review(moved_in.files.get(), by=editor, due=timezone.localdate()),
    ):
        with pytest.raises(PermissionDenied):
            act()
