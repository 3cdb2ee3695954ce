"""Signing again: the difference since a member signed leads, with what they looked at then."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles import actions as desk
from articles.models import Person, Publication
from tests.universe import CLINICIAN, PATIENT, answer_points, ask, sign, submit_again, write
from workflows import actions
from workflows.models import Answer, Board, Review, SignOff

Again = Callable[..., Review]


@pytest.fixture
def again(publication: Publication, editor: Person, managing_editor: Person, board: Board) -> Again:
    """Version 2, with a word more in the patient text, under review by these members, who have nothing to declare."""
    article = publication.version.article

    def asked(*members: Person) -> Review:
        write(article, "patient", PATIENT.replace("people get", "people will get"), by=editor)
        answer_points(article, by=editor)
        version = submit_again(article, by=editor, change_note="A word was missing.")
        review = ask(version, managing_editor, board, *members)
        for member in members:
            actions.disclose(review, by=member, answer=Answer.NONE)
        return review

    return asked


def opened(client: Client, review: Review, person: Person, query: str = "") -> dict[str, Any]:
    client.force_login(person)
    response = client.get(f"/desk/reviews/{review.pk}/{query}")
    contexts: Any = response.context
    of_page = next(context for context in contexts if "review" in context)
    return {**of_page.flatten(), "page": response.content.decode()}


def test_changed_passages_lead_and_nothing_else_is_in_them(
    client: Client, publication: Publication, again: Again, chair: Person, pharmacist: Person
) -> None:
    review = again(chair, pharmacist)

    shown = opened(client, review, chair)

    found, page = shown["resigning"], shown["page"]
    assert (found.version, found.beside, found.overview.changes) == (publication.version, (), 1)
    assert re.findall(r"<h3>(.*)</h3>", found.words) == ["Patients, families and carers: text"]
    assert (found.words.count("data-change"), found.words.count("rb-compare__row--same")) == (1, 0)
    assert str(found.words) in page
    assert page.index('id="_resigning"') < page.index('id="sign"') < page.index('id="_sheet"')
    assert 'id="_changed"' not in page


def test_scopes_and_texts_of_the_last_sign_off_are_ticked_and_no_verdict(
    client: Client, again: Again, chair: Person, pharmacist: Person
) -> None:
    review = again(chair, pharmacist)

    form = opened(client, review, chair)["sign_form"]

    values = [form[name].value() for name in ("scope", "audiences", "verdict", "comment")]
    assert values == [["clinical_accuracy", "doses"], ["patient", "clinician"], None, None]


def test_who_signs_for_the_first_time_sees_the_whole_page_as_ever(
    client: Client, again: Again, lay_member: Person, pharmacist: Person
) -> None:
    review = again(lay_member, pharmacist)

    shown = opened(client, review, lay_member)

    assert (shown["resigning"], shown["sign_form"]["scope"].value()) == (None, None)
    assert shown["page"].index('id="_sheet"') < shown["page"].index('id="_changed"') < shown["page"].index('id="sign"')


def test_changes_in_their_places_are_one_link_away(
    client: Client, again: Again, chair: Person, pharmacist: Person
) -> None:
    review = again(chair, pharmacist)

    shown = opened(client, review, chair, "?since=1")

    assert f'href="/desk/reviews/{review.pk}/?since=1#changed"' in opened(client, review, chair)["page"]
    assert (shown["resigning"], 'id="_changed"' in shown["page"]) == (None, True)


def test_what_changed_beside_the_texts_is_named(
    client: Client, publication: Publication, editor: Person, again: Again, chair: Person, pharmacist: Person
) -> None:
    details = {"question": "What helps?", "audiences": ["patient", "clinician"], "population": ["adults"]}
    article = publication.version.article
    desk.save_details(
        article, by=editor, details=desk.Details(title="Pain in the leg", **details), base_revision=article.revision
    )
    review = again(chair, pharmacist)

    shown = opened(client, review, chair)

    assert [str(name) for name in shown["resigning"].beside] == ["title"]
    assert "<strong>Also changed: title.</strong>" in shown["page"]


def test_page_with_the_line_to_sign_shows_the_difference_too(
    client: Client, publication: Publication, again: Again, chair: Person, pharmacist: Person
) -> None:
    review = again(chair, pharmacist)
    client.force_login(chair)

    posted = {"verdict": "approve", "scope": ["doses"], "audiences": ["patient"], "digest": review.version.digest}
    response = client.post(f"/desk/reviews/{review.pk}/sign/", {**posted, "step": "show"})

    assert response.context["resigning"].version == publication.version


def test_difference_is_since_the_last_version_that_the_person_signed(
    client: Client,
    review: Review,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    """A required change counts: they read that version."""
    signed = sign(review, chair, "changes_required", "The dose is too high.")
    write(review.version.article, "clinician", CLINICIAN.replace("300 mg", "100 mg"), by=editor)
    answer_points(review.version.article, by=editor)
    second = ask(
        submit_again(review.version.article, by=editor, change_note="100 mg."),
        managing_editor,
        board,
        chair,
        pharmacist,
    )
    actions.disclose(second, by=chair, answer=Answer.NONE)

    shown = opened(client, second, chair)

    assert (shown["resigning"].version, SignOff.objects.get()) == (review.version, signed)
    assert re.findall(r"</strong> (.*)</li>", shown["resigning"].words) == ["300 mg → 100 mg, a third"]
    assert shown["page"].index('id="_resigning"') < shown["page"].index('id="_open_points"')
