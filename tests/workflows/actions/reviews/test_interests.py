"""Statements of interests: of the year and about one article, what is found beside them, and what they keep from signing."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from articles import actions as desk
from articles.manifest import DISCLOSURES, STATED
from articles.models import Article, Delivery, Event, Person, Version
from articles.refusals import Refusal
from tests.universe import Administrators, ask, sign, submit_again, write
from workflows import actions
from workflows.actions import CannotSign, YearlyInterestsMissing
from workflows.models import Answer, Board, DeclaredInterest, Disclosure, InterestItem, Review
from workflows.permissions import reasons_not_to_sign
from workflows.reviews.statement import signer

SHARES = DeclaredInterest(InterestItem.STOCK, "Example Pharma", "shares since 2020")


def ties(disclosure: Disclosure) -> list[tuple[str, str]]:
    return [(tie.kind, tie.about) for tie in disclosure.found_ties]


def after(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False)


def test_statement_of_the_year_answers_every_item_and_runs_out_after_a_year(board: Board, chair: Person) -> None:
    made = actions.declare_interests(by=chair, interests=[SHARES])

    assert list(made.items) == InterestItem.values
    assert made.items["stock"] == [{"entity": "Example Pharma", "details": "shares since 2020"}]
    assert sum(map(len, made.items.values())) == 1
    assert (made.answer, made.review, made.expires_on) == (
        Answer.YES,
        None,
        timezone.localdate() + datetime.timedelta(days=365),
    )
    assert Event.objects.filter(stream="site", kind="interests_declared", actor=chair).count() == 2


def test_same_statement_twice_on_a_day_is_one(board: Board, chair: Person) -> None:
    first = actions.declare_interests(by=chair, interests=[SHARES])

    assert actions.declare_interests(by=chair, interests=[SHARES]) == first


def test_later_statement_counts_and_the_earlier_stays(board: Board, chair: Person) -> None:
    actions.declare_interests(by=chair, interests=[SHARES])
    later = actions.declare_interests(by=chair, interests=[])

    stated = Disclosure.objects.in_force(timezone.localdate()).filter(person=chair)
    assert (stated[0], stated.count()) == (later, 3)


def test_whoever_sits_on_no_board_and_in_no_review_declares_nothing(board: Board, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.declare_interests(by=outsider, interests=[])


def test_entity_is_needed_and_the_item_must_be_of_the_form(board: Board, chair: Person) -> None:
    for wrong, why in (
        (DeclaredInterest(InterestItem.STOCK, " ; ", "x"), "Say with whom"),
        (DeclaredInterest("luck", "Example Pharma", ""), "no item of the form"),
    ):
        with pytest.raises(Refusal, match=why):
            actions.declare_interests(by=chair, interests=[wrong])

    assert Disclosure.objects.filter(person=chair).count() == 1


def test_statement_can_be_neither_changed_nor_deleted(board: Board, chair: Person) -> None:
    made = actions.declare_interests(by=chair, interests=[SHARES])

    for change in ({"items": {}}, {"ties": [1]}, {"expires_on": timezone.localdate()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Disclosure.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.delete()


def test_question_about_an_article_needs_a_statement_of_the_year(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)

    with after(366), pytest.raises(YearlyInterestsMissing):
        actions.disclose(review, by=chair, answer=Answer.NONE)


def test_question_about_an_article_names_its_drugs_or_says_that_there_are_none(
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    first = ask(submit_again(draft, by=editor, change_note=""), managing_editor, board, chair, pharmacist)
    asked = [actions.disclose(first, by=chair, answer=Answer.NONE).question]
    actions.withdraw(first.version, by=editor, reason="not ready")
    write(draft, "clinician", "<p>Rest the leg.</p>", by=editor)
    second = ask(submit_again(draft, by=editor, change_note="No drug."), managing_editor, board, chair, pharmacist)
    asked.append(actions.disclose(second, by=chair, answer=Answer.NONE).question)

    day = date_format(timezone.localdate(), "DATE_FORMAT")
    assert asked == [
        (
            f"The article “Leg pain” names gabapentin. Any tie to their makers since {day}, or among what you declared then? "
            "Any support for work on it, or other interest that could bias, or be seen to bias, your review?"
        ),
        (
            f"The article “Leg pain” names no drug. Any tie to somebody with a stake in what it says since {day}, or among "
            "what you declared then? Any support for work on it, or other interest that could bias, or be seen to bias, your "
            "review?"
        ),
    ]


def test_who_has_signed_declares_nothing_else_about_the_article(review: Review, pharmacist: Person) -> None:
    sign(review, pharmacist)

    with pytest.raises(Refusal, match="You have signed already; what you declared then is kept with your sign-off"):
        actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")

    assert [row.answer for row in review.disclosures.filter(person=pharmacist)] == [Answer.NONE]


def test_statement_that_runs_out_before_signing_is_made_again_first(review: Review, chair: Person) -> None:
    with after(366):
        assert reasons_not_to_sign(chair, review) == [
            "Your interests of the year ran out; declare them again, then answer the question about this article."
        ]


def test_new_statement_of_the_year_asks_about_the_article_again(review: Review, chair: Person) -> None:
    actions.declare_interests(by=chair, interests=[SHARES])

    with pytest.raises(CannotSign, match="answer the question about this article again"):
        sign(review, chair)
    actions.disclose(review, by=chair, answer=Answer.NONE)
    assert sign(review, chair).verdict == "approve"


def test_drug_that_was_declared_for_the_year_waits_for_a_decision(
    review: Review, pharmacist: Person, chair: Person
) -> None:
    consulting = DeclaredInterest(InterestItem.CONSULTING, "Example Pharma", "advice on gabapentin")
    actions.declare_interests(by=pharmacist, interests=[consulting])
    before = Delivery.objects.filter(kind="conflict", person=chair).count()

    declared = actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    assert (declared.answer, ties(declared)) == (Answer.NONE, [("drug", "gabapentin")])
    assert Delivery.objects.filter(kind="conflict", person=chair).count() == before + 1
    assert reasons_not_to_sign(pharmacist, review) == [
        "A tie between you and this article was found; the chair has not decided yet whether you may sign."
    ]
    actions.decide_conflict(declared, by=chair, may_sign=True, reason="It was about another dose form.")
    assert reasons_not_to_sign(pharmacist, review) == []


def test_nothing_declared_and_nothing_found_needs_no_decision(
    review: Review, pharmacist: Person, managing_editor: Person
) -> None:
    declared = review.disclosures.get(person=pharmacist)

    with pytest.raises(Refusal, match="nothing was found"):
        actions.decide_conflict(declared, by=managing_editor, may_sign=True, reason="Fine.")


def test_institution_shared_with_a_contributor_is_found(
    draft: Article, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    desk.set_byline(
        draft,
        by=editor,
        byline=[
            desk.Byline(role="author", person=editor, none_of=DISCLOSURES),
            desk.Byline(role="illustrator", name="Ida", affiliation="Studio, Example Hospital", none_of=STATED),
        ],
    )
    review = ask(actions.submit(draft, by=editor, change_note=""), managing_editor, board, chair, pharmacist)

    assert ties(actions.disclose(review, by=chair, answer=Answer.NONE)) == [("institution", "Example Hospital")]
    assert ties(actions.disclose(review, by=pharmacist, answer=Answer.NONE)) == []


def test_institution_that_readers_are_told_on_a_board_is_found_too(
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    administrators: Administrators,
) -> None:
    editor.affiliation = "University of Example"
    editor.save()
    desk.set_byline(draft, by=editor, byline=[desk.Byline(role="author", person=editor, none_of=DISCLOSURES)])
    membership = board.memberships.get(person=pharmacist)
    membership.shown_affiliation = "Pharmacy, University of Example"
    membership.record(by=administrators[0], reason="as printed")
    review = ask(actions.submit(draft, by=editor, change_note=""), managing_editor, board, chair, pharmacist)

    assert ties(actions.disclose(review, by=pharmacist, answer=Answer.NONE)) == [
        ("institution", "University of Example")
    ]


def test_recent_work_on_another_article_with_a_writer_is_found(
    draft: Article, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    other = desk.create_article(by=editor, details=desk.Details(title="Back pain", audiences=["patient"]))
    desk.grant_role(chair, by=board_administrator(), role="editor", reason="helps out")
    write(other, "patient", "<p>Keep moving.</p>", by=chair)
    review = ask(actions.submit(draft, by=editor, change_note=""), managing_editor, board, chair, pharmacist)

    assert ties(actions.disclose(review, by=chair, answer=Answer.NONE)) == [("co_editing", "Back pain")]
    with after(3 * 366):
        actions.declare_interests(by=chair, interests=[])
        assert ties(actions.disclose(review, by=chair, answer=Answer.NONE)) == []


def board_administrator() -> Person:
    return Person.objects.get(printed_name="Adam Administrator")


def test_words_of_an_earlier_state_are_found(
    draft: Article, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    desk.grant_role(chair, by=board_administrator(), role="editor", reason="helps out")
    write(draft, "patient", '<p>Rest.<cite data-key="doe-2020"></cite></p>', by=chair)
    first = ask(actions.submit(draft, by=editor, change_note=""), managing_editor, board, pharmacist, lay(board))
    for person in (pharmacist, lay(board)):
        actions.disclose(first, by=person, answer=Answer.NONE)
        sign(first, person)
    draft.refresh_from_db()
    write(draft, "patient", '<p>Keep moving.<cite data-key="doe-2020"></cite></p>', by=editor)
    draft.refresh_from_db()
    second = ask(submit_again(draft, by=editor, change_note="newer"), managing_editor, board, chair, pharmacist)

    assert ties(actions.disclose(second, by=chair, answer=Answer.NONE)) == [("own_article", "Leg pain")]


def lay(board: Board) -> Person:
    return board.memberships.get(role="lay_member").person


def test_what_was_valid_at_signing_is_kept_with_the_signature(
    review: Review, pharmacist: Person, managing_editor: Person
) -> None:
    yearly = actions.declare_interests(by=pharmacist, interests=[SHARES])
    declared = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Lectured for Example Pharma in May.")
    actions.decide_conflict(declared, by=managing_editor, may_sign=True, reason="Unpaid.")

    made = sign(review, pharmacist)
    actions.declare_interests(by=pharmacist, interests=[])

    assert made.signed["interests"] == {
        "disclosure": str(declared.pk),
        "question": declared.question,
        "answer": "yes",
        "details": "Lectured for Example Pharma in May.",
        "ties": [],
        "yearly": {
            "disclosure": str(yearly.pk),
            "declared_on": timezone.localdate().isoformat(),
            "expires_on": (timezone.localdate() + datetime.timedelta(days=365)).isoformat(),
            "interests": [{"item": "stock", "entity": "Example Pharma", "details": "shares since 2020"}],
        },
    }
    assert signer(made.signed)["interests"] == (
        "Lectured for Example Pharma in May.; Stock or stock options: Example Pharma (shares since 2020)"
    )


def test_event_names_kinds_of_ties_and_no_company(review: Review, pharmacist: Person) -> None:
    actions.declare_interests(by=pharmacist, interests=[DeclaredInterest("stock", "Example Pharma", "gabapentin")])
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    newest = Event.objects.filter(kind="disclosed").latest("sequence")
    assert ('"ties":["drug"]' in newest.body, "Example Pharma" in newest.body) == (True, False)
