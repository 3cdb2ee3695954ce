"""Terms of one text: what stands in it is offered, and attached only as an editor chose (S20)."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Definition, Person
from articles.text.terms import Wording
from tests.articles.views.conftest import SignIn, address
from tests.glossary import STROKE, add, signed
from tests.universe import write
from workflows import actions
from workflows.models import Board

BODY = (
    '<h2>Stroke</h2>\n<p>A stroke is sudden.<cite data-key="doe-2020"></cite></p>\n'
    "<h2>Care</h2>\n<p>After a stroke, <dfn>rehab</dfn> helps.</p>"
)


@pytest.fixture
def article(draft: Article, editor: Person, board: Board, chair: Person) -> Article:
    write(draft, "patient", BODY, by=editor)
    signed(add(STROKE, by=editor), by=chair)
    draft.refresh_from_db()
    return draft


def page_of(article: Article, audience: str = "patient") -> str:
    return address("article_terms", article.pk, audience)


def posted(article: Article, *sections: str, key: str = "stroke", name: str = "stroke") -> dict[str, object]:
    seen = article.texts.get(audience="patient").revision
    return {"seen": seen, f"sense-{name}": key, f"place-{name}": list(sections)}


def test_words_of_the_glossary_are_offered_with_their_places(at_desk: Client, article: Article) -> None:
    response = at_desk.get(page_of(article))

    (choice,) = response.context["choices"]
    assert [sense.definition for sense in choice.senses] == [STROKE.patient]
    assert [(spot.name, spot.words) for spot in choice.spots] == [("Stroke", "stroke"), ("Care", "stroke")]
    assert choice.is_open
    assert response.context["missing"] == ["rehab"]


def test_what_an_editor_chose_is_saved_and_shown_again(at_desk: Client, article: Article) -> None:
    response = at_desk.post(page_of(article), posted(article, "body/Care", "body/Nowhere"))

    article.refresh_from_db()
    (choice,) = at_desk.get(page_of(article)).context["choices"]
    assert (response.status_code, article.terms) == (302, {"patient": {"stroke": ["body/Care"]}})
    assert [(spot.name, spot.is_chosen, spot.is_new) for spot in choice.spots] == [
        ("Stroke", False, True), ("Care", True, False),
    ]  # fmt: skip


def test_nothing_chosen_takes_all_off(at_desk: Client, article: Article) -> None:
    at_desk.post(page_of(article), posted(article, "body/Care"))

    at_desk.post(page_of(article), posted(article, "body/Care", key=""))

    article.refresh_from_db()
    assert article.terms == {"patient": {}}


def test_s20_a_word_with_two_senses_waits_for_a_choice(
    at_desk: Client, article: Article, editor: Person, chair: Person
) -> None:
    signed(add(Wording("stroke", sense="swimming", patient="One move."), by=editor), by=chair)

    (choice,) = at_desk.get(page_of(article)).context["choices"]
    at_desk.post(page_of(article), posted(article, "body/Care", key="stroke-swimming", name=choice.name))

    article.refresh_from_db()
    assert [sense.name for sense in choice.senses] == ["stroke", "stroke (swimming)"]
    assert article.terms == {"patient": {"stroke-swimming": ["body/Care"]}}


def test_a_text_that_was_saved_since_is_refused(at_desk: Client, article: Article, editor: Person) -> None:
    data = posted(article, "body/Care")
    write(article, "patient", BODY + "\n<p>More.</p>", by=editor)

    response = at_desk.post(page_of(article), data)

    assert (response.status_code, "in the meantime" in response.content.decode()) == (422, True)


def test_a_term_whose_definition_is_gone_is_named(
    at_desk: Client, article: Article, chair: Person, editor: Person
) -> None:
    at_desk.post(page_of(article), posted(article, "body/Care"))
    actions.revoke_definition(Definition.objects.get(), by=chair, reason="wrong")

    response = at_desk.get(page_of(article))
    at_desk.post(page_of(article), {"seen": article.texts.get(audience="patient").revision})

    article.refresh_from_db()
    assert (response.context["stale"], article.terms) == (["stroke"], {"patient": {}})


@pytest.mark.parametrize(("role", "reading"), [("auditor", 200), ("chair", 403), ("outsider", 403)])
def test_who_does_not_draft_confirms_nothing(
    role: str, reading: int, article: Article, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(role))

    assert client.get(page_of(article)).status_code == reading
    assert client.post(page_of(article), posted(article, "body/Care")).status_code == 403


def test_a_text_that_is_not_declared_is_not_there(at_desk: Client, article: Article) -> None:
    assert at_desk.get(page_of(article, "student")).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_seven_queries_however_many_terms(
    count: int, at_desk: Client, article: Article, editor: Person, chair: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(count):
        signed(add(Wording(f"word{number}", patient="x"), by=editor), by=chair)
    write(article, "patient", BODY + "".join(f"\n<p>word{number}</p>" for number in range(count)), by=editor)

    with django_assert_num_queries(7):  # session, person, roles, article, texts, definitions, sample band
        response = at_desk.get(page_of(article))

    assert len(response.context["choices"]) == count + 1
