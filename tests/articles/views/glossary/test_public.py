"""The glossary that readers open: signed words alone, in order, with who checked them and where they are used."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles.models import Article, Person, Publication
from articles.text.terms import Wording
from tests.glossary import STROKE, add, signed
from tests.universe import ask, sign, write
from workflows import actions
from workflows.models import Answer, Board

PAGE = "/glossary/"


def shown(client: Client) -> list[tuple[str, list[str]]]:
    groups = client.get(PAGE).context["groups"]
    return [(letter, [term.words.term for term in terms]) for letter, terms in groups]


def test_signed_words_alone_are_shown_from_a_to_z(client: Client, editor: Person, board: Board, chair: Person) -> None:
    for name in ("stroke", "Øsophagus", "5-HT", "rash", "Risk"):
        signed(add(Wording(name, patient="Signed."), by=editor), by=chair)
    add(Wording("unsigned", patient="Nobody checked this."), by=editor)

    page = client.get(PAGE).content.decode()

    assert shown(client) == [("#", ["5-HT"]), ("O", ["Øsophagus"]), ("R", ["rash", "Risk"]), ("S", ["stroke"])]
    assert ("Nobody checked this." in page, 'id="rash"' in page) == (False, True)


def test_a_change_is_not_shown_before_it_is_signed(client: Client, editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)
    signed(term, by=chair)
    desk.change_term(term, by=editor, wording=Wording("stroke", patient="New."), reason="x", seen=term.digest)

    page = client.get(PAGE).content.decode()

    assert (STROKE.patient in page, "New." in page, "Checked by Clara Chair, MD" in page) == (True, False, True)


def test_a_term_out_of_use_is_gone_at_once(client: Client, editor: Person, board: Board, chair: Person) -> None:
    term = add(STROKE, by=editor)
    signed(term, by=chair)
    desk.retire_term(term, by=editor, reason="wrong")

    assert shown(client) == []


def test_an_entry_names_the_live_articles_that_explain_it(
    client: Client,
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    signed(add(STROKE, by=editor), by=chair)
    text = write(draft, "patient", '<p>A stroke.<cite data-key="doe-2020"></cite></p>', by=editor)
    desk.confirm_terms(draft, by=editor, audience="patient", sections={"stroke": ["body/"]}, seen=text.revision)
    version = actions.submit(draft, by=editor, change_note="")
    before = used(client)
    review = ask(version, managing_editor, board, chair, pharmacist)
    for person in (chair, pharmacist):
        actions.disclose(review, by=person, answer=Answer.NONE)
        sign(review, person)
    actions.publish_due(Publication.objects.get().pk)

    assert (before, used(client)) == ([], [("Leg pain", "/articles/leg-pain/")])
    assert STROKE.patient in client.get("/articles/leg-pain/patient/").content.decode()


def used(client: Client) -> list[tuple[str, str]]:
    ((_letter, (term,)),) = client.get(PAGE).context["groups"]
    return [(link.title, link.url) for link in term.used_in]


def test_a_sample_glossary_is_no_business_of_search_engines(
    client: Client, editor: Person, board: Board, chair: Person
) -> None:
    signed(desk.add_term(STROKE, by=editor, is_sample=True), by=chair)

    assert '<meta name="robots" content="noindex">' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_three_queries_however_long(
    count: int, client: Client, editor: Person, board: Board, chair: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(count):
        signed(add(Wording(f"term {number}", patient="x"), by=editor), by=chair)

    with django_assert_num_queries(3):  # definitions, uses, sample band
        response = client.get(PAGE)

    assert sum(len(terms) for _letter, terms in response.context["groups"]) == count
