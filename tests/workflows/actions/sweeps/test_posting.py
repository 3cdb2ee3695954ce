"""What a confirmed sweep does to each article: its notice, its review, its end."""

from __future__ import annotations

import pytest

from articles import owed
from articles.models import Emergency, Event, Notice, Person, Publication, Status, Version
from tests.meanwhile import meanwhile
from tests.universe import sign
from tests.workflows.actions.sweeps.sweeping import CONCERN, confirmed, kinds, posted
from workflows import actions
from workflows.actions.sweeps import posting
from workflows.models import Answer, Assignment, Review, Sweep, SweepNotice

pytestmark = pytest.mark.django_db


def test_a_warning_stands_on_the_page_and_its_board_looks_again(
    publication: Publication, managing_editor: Person
) -> None:
    row = posted(managing_editor)

    emergency = Emergency.objects.get()
    assert (row.emergency, emergency.warning, emergency.by, row.refused) == (emergency, "medicine", managing_editor, "")
    review = Review.objects.open().get()
    assert (row.review, review.due_on, review.reason) == (
        review,
        row.sweep.reviews_due_on,
        "safety sweep for “gabapentin”: The agency warned of it.",
    )
    assert Version.objects.get().status == Status.UNDER_REVIEW
    assert Assignment.objects.filter(review=review).count() == 3


def test_a_concern_of_a_managing_editor_is_an_ordinary_notice(
    publication: Publication, managing_editor: Person
) -> None:
    row = posted(managing_editor, "concern")

    assert (row.notice, Notice.objects.get().sentence, row.emergency) == (Notice.objects.get(), CONCERN, None)


def test_time_from_the_alert_is_kept(publication: Publication, editor: Person) -> None:
    row = posted(editor)

    assert row.taken is not None
    assert row.done_at is not None
    assert row.taken == row.done_at - row.sweep.alert_at


def test_doing_it_again_does_nothing(publication: Publication, managing_editor: Person) -> None:
    row = posted(managing_editor)

    posting.post_to_article(row.pk)
    posting.ask_review(row.pk)

    assert (Emergency.objects.count(), Review.objects.count()) == (1, 2)
    assert (list(posting.notices_to_post()), list(posting.reviews_to_ask())) == ([], [])


def test_what_a_killed_worker_left_is_done_by_the_next(
    publication: Publication, managing_editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(managing_editor)
    monkeypatch.setattr(posting.SweepNotice, "save", _killed)
    assert owed.sweep("sweep notices") == 0
    assert Emergency.objects.count() == 0
    monkeypatch.undo()

    assert owed.sweep("sweep notices") == 1

    assert (Emergency.objects.count(), SweepNotice.objects.get().emergency) == (1, Emergency.objects.get())


def test_why_it_was_not_posted_is_said_in_the_language_of_whoever_confirmed_it(
    publication: Publication, managing_editor: Person
) -> None:
    row = confirmed(managing_editor)
    Person.objects.filter(pk=managing_editor.pk).update(language="de")
    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    posting.post_to_article(row.notices.get().pk)

    assert row.notices.get().refused == "Dieser Artikel ist nicht mehr zu lesen."


def _killed(*_args: object, **_more: object) -> None:
    raise SystemError


def test_an_article_that_was_taken_down_meanwhile_says_so(publication: Publication, managing_editor: Person) -> None:
    row = confirmed(managing_editor)
    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    posting.post_to_article(row.notices.get().pk)

    found = row.notices.get()
    assert (found.refused, found.emergency) == ("Readers do not see this article any more.", None)
    assert Event.objects.filter(stream=publication.article.stream, kind="sweep_not_posted").count() == 1
    assert list(posting.reviews_to_ask()) == []


def test_a_notice_that_stands_already_is_a_result_with_a_reason(
    publication: Publication, editor: Person, other_editor: Person
) -> None:
    row = confirmed(editor)
    actions.warn(publication.version, by=other_editor, warning="medicine", reason="Seen.")

    posting.post_to_article(row.notices.get().pk)

    assert row.notices.get().refused == "This warning stands on the page already."


def test_a_version_that_took_its_place_gets_the_notice_if_it_names_it_too(
    next_publication: Publication, editor: Person
) -> None:
    row = confirmed(editor)
    first = next_publication.article.versions.get(number=1)
    other = Sweep.objects.get(pk=row.pk)
    other.pk = None
    other.save()
    owed_to = SweepNotice.objects.create(sweep=other, article=next_publication.article, version=first, quoted="[]")

    posting.post_to_article(owed_to.pk)

    assert Emergency.objects.get().version == next_publication.version


def test_whoever_lost_the_right_since_posts_nothing(publication: Publication, editor: Person) -> None:
    row = confirmed(editor)
    editor.is_active = False
    editor.save()

    posting.post_to_article(row.notices.get().pk)

    assert row.notices.get().refused == "Whoever confirmed it has no right to do this here."


def test_a_version_that_took_its_place_and_does_not_name_it_gets_none(
    next_publication: Publication, editor: Person
) -> None:
    row = confirmed(editor, sought="8 weeks")
    assert row.notices.count() == 1
    other = Sweep.objects.get(pk=row.pk)
    other.pk, other.names = None, [["6 weeks", "typed"]]
    other.save()
    first = next_publication.article.versions.get(number=1)
    owed_to = SweepNotice.objects.create(sweep=other, article=next_publication.article, version=first, quoted="[]")

    posting.post_to_article(owed_to.pk)

    owed_to.refresh_from_db()
    assert owed_to.refused == "Version 2 took its place meanwhile, which does not name it."


def test_an_editor_may_warn_and_a_managing_editor_opens_the_review(publication: Publication, editor: Person) -> None:
    row = posted(editor)

    assert (row.emergency, row.review) == (Emergency.objects.get(), None)
    assert row.review_refused == "Whoever confirmed it has no right to do this here."
    assert Event.objects.filter(stream=publication.article.stream, kind="sweep_review_not_opened").count() == 1


def test_a_review_that_began_before_the_notice_cannot_judge_it(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    due = publication.version.reviews.get().due_on
    again = {"members": [chair, pharmacist], "due_on": due, "reason": "again"}
    actions.reopen(publication.version, by=managing_editor, **again)  # type: ignore[arg-type]

    row = posted(managing_editor)

    assert (row.review, row.review_refused[:38]) == (None, "The board was looking at it already, b")


def test_it_is_over_once_the_board_approved_again_and_the_warning_is_lifted(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    row = posted(managing_editor)
    assert list(posting.sweeps_to_close()) == []
    review = Review.objects.open().get()
    actions.review_emergency(Emergency.objects.get(), by=chair, was_right=True, note="It was.")
    for person in (chair, pharmacist):
        actions.disclose(review, by=person, answer=Answer.NONE)
        sign(review, person)
    actions.lift(Emergency.objects.get(), by=managing_editor, reason="Checked.")

    assert list(posting.sweeps_to_close()) == [row.sweep_id]
    assert [posting.close_if_over(row.sweep_id), posting.close_if_over(row.sweep_id)] == [True, False]
    assert (Sweep.objects.get().closed_at is None, kinds()[-1]) == (False, "sweep_closed")


def test_it_is_over_once_the_page_is_taken_down(publication: Publication, managing_editor: Person) -> None:
    row = posted(managing_editor)
    assert posting.close_if_over(row.sweep_id) is False

    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    assert list(posting.sweeps_to_close()) == [row.sweep_id]


def test_of_two_workers_who_are_refused_one_says_so(publication: Publication, managing_editor: Person) -> None:
    row = confirmed(managing_editor)
    (pk,) = posting.notices_to_post()
    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    with meanwhile("ROLLBACK TO SAVEPOINT", lambda: posting.post_to_article(pk)):
        posting.post_to_article(pk)

    assert row.notices.get().refused == "Readers do not see this article any more."
    assert Event.objects.filter(kind="sweep_not_posted").count() == 1


def test_of_two_workers_who_may_not_ask_the_board_one_says_so(publication: Publication, editor: Person) -> None:
    row = confirmed(editor)
    (pk,) = posting.notices_to_post()
    posting.post_to_article(pk)

    # What opens a review takes its own part back first.
    with meanwhile("ROLLBACK TO SAVEPOINT", lambda: posting.ask_review(pk), place=2):
        posting.ask_review(pk)

    assert row.notices.get().review_refused == "Whoever confirmed it has no right to do this here."
    assert Event.objects.filter(kind="sweep_review_not_opened").count() == 1
