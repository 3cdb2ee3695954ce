"""What actions refuse beside their main paths: each with the sentence that a person reads, and nothing changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.models import Article, Person, Publication, Version
from articles.refusals import Refusal
from tests.articles.test_record import tamper
from tests.universe import PASSWORD, Administrators, ask, change, sign, submit_again, write
from workflows import actions, signing
from workflows.actions import reminding
from workflows.credentials import Credential
from workflows.models import Answer, Board, Membership, Reminder, Review

TODAY = timezone.localdate


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as told:
        act()
    return str(told.value)


def propose(board: Board, by: Person, kind: str, data: Mapping[str, Any]) -> Callable[[], object]:
    return lambda: actions.propose_change(board, by=by, kind=kind, data=data, reason="test")


def as_it_is(row: Membership) -> dict[str, Any]:
    names = ("role", "specialty", "shown_credentials", "shown_affiliation", "most_open_reviews")
    return {"membership": row.pk, **{name: getattr(row, name) for name in names}}


def test_a_board_refuses_changes_that_change_nothing_or_make_no_sense(
    board: Board, administrator: Person, administrators: Administrators, chair: Person
) -> None:
    seat = board.memberships.get(person=chair)
    rule = board.approval_rules.get()
    same_rule = {"rule": rule.pk, "name": rule.name, "data": rule.data, "is_default": True}
    last_day = {"membership": seat.pk, "last_day": TODAY()}

    said = [
        refused(propose(board, administrator, kind, data))
        for kind, data in (
            ("member_changed", {**as_it_is(seat), "role": "king"}),
            ("member_changed", as_it_is(seat)),
            ("rule_changed", same_rule),
            ("rule_changed", {**same_rule, "name": "three", "is_default": False}),
        )
    ]
    change(board, "member_ended", by=administrators, **last_day)
    said.append(refused(propose(board, administrator, "member_ended", last_day)))

    assert said == [
        "Choose a role on the board.",
        "Nothing would change.",
        "Nothing would change.",
        "Make another rule the one that is used unless another fits better.",
        "This term has ended already.",
    ]


def test_a_board_that_is_being_set_up_takes_no_proposals(board_being_set_up: Board, administrator: Person) -> None:
    rule = board_being_set_up.approval_rules.get()

    assert refused(propose(board_being_set_up, administrator, "rule_retired", {"rule": rule.pk})) == (
        "This board is being set up; it is changed at once until it is opened."
    )


def test_who_answers_about_interests_answers_in_full_once_and_in_time(
    review: Review, submitted_version: Version, chair: Person, pharmacist: Person, managing_editor: Person
) -> None:
    said = [
        refused(lambda: actions.disclose(review, by=chair, answer="perhaps")),
        refused(lambda: actions.disclose(review, by=chair, answer=Answer.YES, details=" ")),
    ]
    declared = actions.disclose(review, by=chair, answer=Answer.YES, details="Shares.")
    actions.decide_conflict(declared, by=managing_editor, may_sign=True, reason="Small.")
    said.append(refused(lambda: actions.decide_conflict(declared, by=managing_editor, may_sign=False, reason="Again.")))
    sign(review, chair)
    said.append(refused(lambda: actions.recuse(review, by=chair, reason="Too late.")))
    sign(review, pharmacist)
    said.append(refused(lambda: actions.disclose(review, by=chair, answer=Answer.NONE)))

    assert said == [
        "Choose one of the two answers.",
        "Say what you have to declare: with whom, what kind, since when.",
        "This was decided already.",
        "You have signed already.",
        "This review has ended.",
    ]


def test_a_verdict_is_one_that_there_is_about_something(review: Review, chair: Person) -> None:
    version = review.version
    said = signing.Verdict("approve", ["doses"], ["patient"])

    def act(verdict: signing.Verdict) -> Callable[[], object]:
        given = Credential(password=PASSWORD, email=chair.email)
        return lambda: actions.sign_off(review, by=chair, verdict=verdict, given=given, digest=version.digest)

    assert [refused(act(one)) for one in (replace(said, verdict="love"), replace(said, scope=[]))] == [
        "Choose a verdict.",
        "Say what you looked at: at least one kind of check and one text.",
    ]


def test_an_ended_review_is_not_signed(review: Review, chair: Person, pharmacist: Person, lay_member: Person) -> None:
    sign(review, chair)
    sign(review, pharmacist)

    assert refused(lambda: sign(review, lay_member)) == "“Sign off” is not possible now: the version is approved."


def test_what_is_live_is_not_published_again(publication: Publication, managing_editor: Person) -> None:
    assert (
        refused(lambda: actions.publish(publication.version, by=managing_editor, reason="Now."))
        == "This version is live already."
    )


def test_an_older_version_is_not_published_behind_a_newer_one(
    next_publication: Publication, managing_editor: Person
) -> None:
    first = next_publication.article.versions.get(number=1)

    assert refused(lambda: actions.publish(first, by=managing_editor, reason="Now.")) == (
        "A newer version is approved; publish that one."
    )


def test_pending_pages_are_refused_where_they_are_off(
    publication: Publication, editor: Person, managing_editor: Person
) -> None:
    write(publication.article, "patient", '<p>New.<cite data-key="doe-2020"></cite></p>', by=editor)
    version = submit_again(publication.article, by=editor, change_note="new")

    assert refused(lambda: actions.show_pending(version, by=managing_editor, reason="Soon.")) == (
        "Pages that wait for review are switched off."
    )


def test_a_version_that_was_approved_before_is_not_withdrawn(
    publication: Publication, managing_editor: Person, editor: Person, chair: Person, pharmacist: Person
) -> None:
    version = publication.version
    due = TODAY() + datetime.timedelta(days=7)
    reopened = actions.reopen(version, by=managing_editor, members=[chair, pharmacist], due_on=due, reason="A doubt.")

    said = refused(lambda: actions.withdraw(reopened.version, by=editor, reason="Not ready."))

    assert said == "This version was approved before; it can be retired, not withdrawn."


def test_a_retracted_version_is_not_reopened(publication: Publication, managing_editor: Person, chair: Person) -> None:
    due = TODAY() + datetime.timedelta(days=7)
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The dose was wrong.")

    act: Callable[[], object] = lambda: actions.reopen(  # noqa: E731
        publication.version, by=managing_editor, members=[chair], due_on=due, reason="Again."
    )

    assert refused(act) == "This version was retracted. Submit a new version."


def test_a_retraction_tells_readers_what_was_wrong(publication: Publication, managing_editor: Person) -> None:
    said = refused(lambda: actions.retract(publication.version, by=managing_editor, reason="Wrong.", told=" "))

    assert said == "Tell readers what was wrong."


def test_what_was_approved_and_has_not_changed_is_not_submitted_again(publication: Publication, editor: Person) -> None:
    article = Article.objects.get(pk=publication.article_id)

    assert refused(lambda: actions.submit(article, by=editor, change_note="again")) == (
        "Nothing has changed since version 1."
    )


def test_an_approved_version_that_is_live_gives_way_to_no_pending_page(
    publication: Publication, editor: Person, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    write(publication.article, "clinician", '<p>New.<cite data-key="doe-2020"></cite></p>', by=editor)
    version = submit_again(publication.article, by=editor, change_note="new")

    assert refused(lambda: actions.show_pending(version, by=managing_editor, reason="Soon.")) == (
        "An approved version is live; it stays."
    )


def test_a_page_that_waits_for_review_takes_no_notice_and_is_not_retracted(
    version_under_review: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    pending = actions.show_pending(version_under_review, by=managing_editor, reason="Asked for.")

    said = [
        refused(
            lambda: actions.post_notice(
                pending, by=managing_editor, kind="concern", sentence="We are checking.", reason="A reader wrote."
            )
        ),
        refused(
            lambda: actions.retract(
                version_under_review, by=managing_editor, reason="Wrong.", told="The dose was wrong."
            )
        ),
    ]

    assert said == [
        "This page waits for review; submit other words, or take it down.",
        "This page was never approved, so there is nothing to retract. Remove it.",
    ]
    assert Publication.objects.live().get().version == version_under_review


def test_what_was_submitted_here_or_is_empty_or_archived_is_not_approved_earlier(
    submitted_version: Version, managing_editor: Person, editor: Person
) -> None:
    approval = {"by": "The former board", "on": "2025-03-01"}
    empty = desk.create_article(by=editor, details=desk.Details(title="Empty", question="?", audiences=["patient"]))
    away = desk.create_article(by=editor, details=desk.Details(title="Away", question="?", audiences=["patient"]))
    write(away, "patient", "<p>Rest.</p>", by=editor)
    desk.archive(away, by=editor, reason="Not now.")
    due = TODAY() + datetime.timedelta(days=90)

    said = [
        refused(
            lambda article=article: actions.publish_approved_earlier(  # type: ignore[misc]
                article, by=managing_editor, approval=approval, review_due=due, reason="Moved in."
            )
        )
        for article in (submitted_version.article, empty, Article.objects.get(pk=away.pk))
    ]

    assert said == [
        "It was submitted here: the board decides about it.",
        "A text is empty.",
        "The article is archived. Bring it back first.",
    ]


def test_a_task_that_is_done_is_not_given_to_somebody_else(draft: Article, editor: Person) -> None:
    soon = TODAY() + datetime.timedelta(days=3)
    task = actions.give_task(draft, by=editor, kind="other", person=editor, due_on=soon, words="Draw it.")
    actions.finish_task(task, by=editor)

    assert refused(lambda: actions.change_task(task, by=editor, person=editor, due_on=soon)) == (
        "This task is not open any more."
    )


def test_a_wrong_password_within_the_half_hour_is_called_one(review: Review, chair: Person) -> None:
    proven = {"email": "", "proven_at": timezone.now(), "proven_with": "email+password"}

    assert refused(lambda: sign(review, chair, password="wrong", **proven)) == (
        "That is not your password. Nothing was signed."
    )


def test_the_clock_reminds_nobody_of_what_is_gone_meanwhile(chair: Person, administrator: Person) -> None:
    for remind in (
        *(reminding.remind_of_task, reminding.remind_of_review_date),
        *(reminding.remind_of_draft_task, reminding.remind_of_interests),
    ):
        remind(0)
    actions.deactivate_person(chair, by=administrator, reason="left")

    assert reminding.summarise(chair.pk) is None
    assert not Reminder.objects.exists()


def test_a_board_without_a_rule_is_asked_nothing(
    submitted_version: Version, board: Board, managing_editor: Person, chair: Person
) -> None:
    tamper("UPDATE workflows_approvalrule SET is_default = false, is_retired = true")

    assert refused(lambda: ask(submitted_version, managing_editor, board, chair)) == (
        "The board has no approval rule yet."
    )


def test_a_seat_that_was_left_gets_no_other_date(review: Review, chair: Person, managing_editor: Person) -> None:
    seat = review.assignments.get(person=chair)
    actions.recuse(review, by=chair, reason="Too close.")
    day = TODAY() + datetime.timedelta(days=20)

    said = [
        refused(lambda: actions.propose_date(seat, by=chair, due_on=day)),
        refused(
            lambda: actions.move_deadlines(seat, by=managing_editor, due_on=day, answer_by=None, reason="She is away.")
        ),
    ]

    assert said == ["This seat is no longer open: recused."] * 2


def test_a_review_that_ended_is_not_signed_while_another_runs(
    publication: Publication, managing_editor: Person, chair: Person, lay_member: Person, pharmacist: Person
) -> None:
    former, due = publication.version.reviews.get(), TODAY() + datetime.timedelta(days=7)
    members = [chair, pharmacist]
    actions.reopen(publication.version, by=managing_editor, members=members, due_on=due, reason="A doubt.")

    assert refused(lambda: sign(former, lay_member)) == "This review has ended."
