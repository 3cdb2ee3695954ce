"""Whom the table of transitions names, asked of people as they are now."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles.models import Article, Image, Person
from articles.permissions import Part, may_see_unpublished
from tests.pictures import png
from tests.universe import CLINICIAN, ask, sign, submit_again, write
from workflows import actions
from workflows.models import Answer, Board, Review, SignOff
from workflows.permissions import Access, may, part_in, reasons_not_to_sign
from workflows.transitions import Who

WHY = "I had read an old label."


def test_a_signatory_is_whoever_has_nothing_against_their_signature(
    review: Review, pharmacist: Person, editor: Person, outsider: Person
) -> None:
    asked = [may(Who.SIGNATORY, person, review=review) for person in (pharmacist, editor, outsider)]

    assert asked == [True, False, False]
    assert not may(Who.SIGNATORY, pharmacist)


def test_a_signer_is_whoever_signed_and_did_not_take_it_back(review: Review, chair: Person, pharmacist: Person) -> None:
    sign(review, chair)
    before = [may(Who.SIGNER, person, review=review) for person in (chair, pharmacist)]

    actions.revoke(SignOff.objects.get(), by=chair, reason=WHY)

    assert (before, may(Who.SIGNER, chair, review=review), may(Who.SIGNER, chair)) == ([True, False], False, False)


def test_an_account_that_is_not_active_signs_nothing(review: Review, pharmacist: Person) -> None:
    Person.objects.filter(pk=pharmacist.pk).update(is_active=False)
    gone = Person.objects.get(pk=pharmacist.pk)

    assert "This account is not active." in reasons_not_to_sign(gone, review)
    with pytest.raises(actions.WrongPassword):
        sign(review, gone)
    assert not SignOff.objects.exists()


@pytest.fixture
def pictures_of(draft: Article, editor: Person) -> tuple[Image, Image]:
    """One that the draft shows, and one that nothing shows."""
    about = desk.AboutImage(alt="The nerves of the leg")
    shown, other = (desk.add_image(png(width, 40), by=editor, about=about).image for width in (60, 70))
    figure = f'<figure><img alt="Nerves" src="{shown.address}"><figcaption>Where it hurts</figcaption></figure>'
    write(draft, "clinician", f"{CLINICIAN}\n{figure}", by=editor)
    return shown, other


def test_a_member_sees_the_pictures_of_what_they_review_once_they_declared_their_interests(
    pictures_of: tuple[Image, Image],
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    shown, other = pictures_of
    review = ask(submit_again(draft, by=editor, change_note=""), managing_editor, board, chair, pharmacist)
    before = may_see_unpublished(shown, chair)
    actions.disclose(review, by=chair, answer=Answer.NONE)

    seen = [may_see_unpublished(shown, person) for person in (chair, pharmacist, lay_member)]
    others = may_see_unpublished(other, chair)
    chair.is_active = False
    closed = may_see_unpublished(shown, chair)
    chair.is_active = True
    actions.recuse(review, by=chair, reason="too close")

    assert (before, seen, others, closed) == (False, [True, False, False], False, False)
    assert not may_see_unpublished(shown, chair)


def test_a_chair_and_managing_editors_decide_about_interests_of_others(
    review: Review, chair: Person, managing_editor: Person, pharmacist: Person, editor: Person, outsider: Person
) -> None:
    people = (chair, managing_editor, pharmacist, editor, outsider)

    assert [Access.of(person, review).decides_conflicts for person in people] == [True, True, False, False, False]


@pytest.mark.parametrize("who", ["editor", "managing_editor", "auditor", "chair", "pharmacist", "outsider"])
def test_access_to_a_review_gives_the_part_in_what_is_said_of_its_version(
    who: str, review: Review, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    assert Access.of(person, review).part_in(review.version) == part_in(person, review.version)


def test_a_member_has_a_part_from_their_seat_without_being_asked_for_once_more(
    review: Review, pharmacist: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    access = Access.of(pharmacist, review)

    with django_assert_num_queries(0):
        assert access.part_in(review.version) == Part(reads=True, writes=True)


def test_a_member_whose_account_is_not_active_has_no_part(review: Review, pharmacist: Person) -> None:
    pharmacist.is_active = False

    assert Access.of(pharmacist, review).part_in(review.version) == Part(reads=False, writes=False)
