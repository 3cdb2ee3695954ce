"""Interests before access, stepping back, and the decision about a declared interest."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.dateformat import format as format_date

from articles.models import Event, Person, Version
from tests.universe import Administrators, PersonFactory, add_member, ask, sign
from workflows import actions
from workflows.models import Answer, AssignmentState, Board, DeclaredInterest, Disclosure, InterestItem, Review

WORDS = "Most people get better"


@pytest.fixture
def invited(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    """An open review whose members have not answered yet."""
    return ask(submitted_version, managing_editor, board, chair, pharmacist)


def test_member_sees_no_word_of_the_text_before_answering(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    first = client.get(f"/desk/reviews/{invited.pk}/")
    page = client.get(first["Location"]).content.decode()

    assert (first.status_code, first["Location"]) == (302, f"/desk/reviews/{invited.pk}/interests/")
    assert ("Leg pain" in page, invited.board.name in page, WORDS in page, "300 mg" in page) == (
        True,
        True,
        False,
        False,
    )


def test_declaring_nothing_opens_the_text(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{invited.pk}/interests/", {"answer": "none", "details": ""})

    assert (response.status_code, response["Location"]) == (302, f"/desk/reviews/{invited.pk}/")
    assert WORDS in client.get(f"/desk/reviews/{invited.pk}/").content.decode()
    assert invited.disclosures.get().answer == Answer.NONE


def test_declaring_something_needs_to_say_what(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{invited.pk}/interests/", {"answer": "yes", "details": " "})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "details": ["Say what you have to declare: with whom, what kind, since when."]
    }
    assert not invited.disclosures.exists()


def test_question_names_the_drugs_and_the_day_of_the_yearly_statement(
    client: Client, invited: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)

    page = client.get(f"/desk/reviews/{invited.pk}/interests/")

    day = format_date(timezone.localdate(), "j F Y")
    assert page.context["question"] == (
        f"The article “Leg pain” names gabapentin. Any tie to their makers since {day}, or among what you declared then? "
        "Any support for work on it, or other interest that could bias, or be seen to bias, your review?"
    )


def test_member_without_a_statement_of_the_year_makes_it_first_and_comes_back(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
    make_person: PersonFactory,
) -> None:
    new = make_person("Nina New")
    add_member(board, new, "member", by=administrators)
    review = ask(submitted_version, managing_editor, board, chair, new)
    client.force_login(new)

    led = client.get(f"/desk/reviews/{review.pk}/interests/")
    declared = client.post(led["Location"], {"rest_is_none": "on"})

    assert led["Location"] == f"/desk/interests/?review={review.pk}"
    assert (declared.status_code, declared["Location"]) == (302, f"/desk/reviews/{review.pk}/interests/")
    assert client.get(declared["Location"]).status_code == 200


def test_every_item_of_the_year_is_answered(client: Client, board: Board) -> None:
    client.force_login(board.memberships.all()[0].person)

    response = client.post("/desk/interests/", {"grants_answer": "none", "stock_answer": "yes"})

    errors = response.context["form"].errors
    open_items = [f"{item}_answer" for item in InterestItem if item not in ("grants", "stock")]
    assert (response.status_code, sorted(errors)) == (422, sorted([*open_items, "stock_entity"]))
    assert errors["stock_entity"] == ["Say with whom."]


def test_items_of_the_year_are_declared_and_offered_again(client: Client, board: Board, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    posted = {
        "rest_is_none": "on",
        "stock_answer": "yes",
        "stock_entity": "Example Pharma",
        "stock_details": "shares since 2020",
    }

    response = client.post("/desk/interests/", posted)
    form = client.get("/desk/interests/").context["form"]

    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert [one.sentence for one in Disclosure.objects.yearly().filter(person=pharmacist)[0].interests] == [
        "Stock or stock options: Example Pharma (shares since 2020)"
    ]
    assert (form["stock_answer"].value(), form["stock_entity"].value(), form["grants_answer"].value()) == (
        "yes",
        "Example Pharma",
        "none",
    )


def test_whoever_sits_on_no_board_has_no_interests_of_the_year_to_declare(client: Client, outsider: Person) -> None:
    client.force_login(outsider)

    assert client.get("/desk/interests/").status_code == 403
    assert client.post("/desk/interests/", {"rest_is_none": "on"}).status_code == 403


def test_managing_editor_reads_what_was_found_and_decides(
    client: Client, invited: Review, pharmacist: Person, managing_editor: Person
) -> None:
    shares = DeclaredInterest("stock", "Example Pharma", "makes gabapentin")
    actions.declare_interests(by=pharmacist, interests=[shares])
    declared = actions.disclose(invited, by=pharmacist, answer=Answer.NONE)
    client.force_login(managing_editor)

    page = client.get(f"/desk/reviews/{invited.pk}/").content.decode()
    posted = {"may_sign": "yes", "reason": "A small holding, long ago."}
    response = client.post(f"/desk/reviews/{invited.pk}/interests/{declared.pk}/", posted)

    declared.refresh_from_db()
    assert "They declared an interest in a drug that the article names: gabapentin" in page
    assert (response.status_code, declared.decision.may_sign) == (302, True)


def test_answer_is_needed_and_what_was_typed_is_kept(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{invited.pk}/interests/", {"details": "Shares in Example Pharma."})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["answer"])
    assert "Shares in Example Pharma.</textarea>" in response.content.decode()


def test_answer_after_signing_is_refused(client: Client, review: Review, pharmacist: Person) -> None:
    sign(review, pharmacist)
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{review.pk}/interests/", {"answer": "none"})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "You have signed already; what you declared then is kept with your sign-off."
    ]


def test_member_steps_back(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{invited.pk}/recuse/", {"reason": "I treated the author."})

    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert invited.assignments.get(person=pharmacist).state == AssignmentState.RECUSED
    assert client.get(f"/desk/reviews/{invited.pk}/").status_code == 404


def test_stepping_back_needs_a_reason(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{invited.pk}/recuse/", {"reason": ""})

    assert (response.status_code, list(response.context["recuse_form"].errors)) == (422, ["reason"])
    assert invited.assignments.get(person=pharmacist).state == AssignmentState.INVITED


@pytest.mark.parametrize("who", ["editor", "managing_editor", "auditor"])
def test_somebody_who_was_not_asked_has_no_interests_to_declare(
    client: Client, invited: Review, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/desk/reviews/{invited.pk}/interests/").status_code == 403
    assert client.post(f"/desk/reviews/{invited.pk}/recuse/", {"reason": "x"}).status_code == 403


def test_outsider_does_not_learn_of_the_review(
    client: Client, invited: Review, outsider: Person, lay_member: Person
) -> None:
    statuses = []
    for person in (outsider, lay_member):
        client.force_login(person)
        statuses += [
            client.get(f"/desk/reviews/{invited.pk}/interests/").status_code,
            client.post(f"/desk/reviews/{invited.pk}/recuse/", {"reason": "x"}).status_code,
        ]

    assert statuses == [404, 404, 404, 404]


def test_s29_following_links_declares_and_recuses_nothing(client: Client, invited: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    client.get(f"/desk/reviews/{invited.pk}/interests/", {"answer": "none"})
    response = client.get(f"/desk/reviews/{invited.pk}/recuse/", {"reason": "x"})

    assert (response.status_code, invited.disclosures.count()) == (405, 0)
    assert invited.assignments.get(person=pharmacist).state == AssignmentState.INVITED


@pytest.mark.parametrize("who", ["chair", "managing_editor"])
def test_chair_or_managing_editor_decides(
    client: Client, review: Review, pharmacist: Person, who: str, request: pytest.FixtureRequest
) -> None:
    declared = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Advises a maker of gabapentin.")
    client.force_login(request.getfixturevalue(who))

    assert "Advises a maker of gabapentin." in client.get(f"/desk/reviews/{review.pk}/").content.decode()
    posted = {"may_sign": "no", "reason": "The article recommends it."}
    response = client.post(f"/desk/reviews/{review.pk}/interests/{declared.pk}/", posted)

    declared.refresh_from_db()
    assert (response.status_code, declared.decision.may_sign) == (302, False)


def test_decision_without_a_reason_is_answered_at_the_field(
    client: Client, review: Review, pharmacist: Person, managing_editor: Person
) -> None:
    declared = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")
    client.force_login(managing_editor)

    response = client.post(f"/desk/reviews/{review.pk}/interests/{declared.pk}/", {"may_sign": "yes", "reason": ""})

    ((_seat, form),) = response.context["conflicts"]
    assert (response.status_code, form.errors, form["may_sign"].value()) == (
        422,
        {"reason": ["Fill this in."]},
        "yes",
    )


def test_nobody_decides_about_themselves(client: Client, review: Review, chair: Person) -> None:
    declared = actions.disclose(review, by=chair, answer=Answer.YES, details="Shares.")
    client.force_login(chair)

    response = client.post(
        f"/desk/reviews/{review.pk}/interests/{declared.pk}/", {"may_sign": "yes", "reason": "Fine."}
    )

    assert response.status_code == 403
    assert not Event.objects.filter(kind="conflict_decided").exists()


def test_decision_about_another_review_is_not_found_here(
    client: Client, review: Review, managing_editor: Person, pharmacist: Person
) -> None:
    declared = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")
    client.force_login(managing_editor)

    response = client.post(
        f"/desk/reviews/{review.pk + 1}/interests/{declared.pk}/", {"may_sign": "yes", "reason": "Fine."}
    )

    assert response.status_code == 404
