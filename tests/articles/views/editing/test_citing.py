"""Works to cite, as the editor asks for them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Reference
from tests.articles.views.conftest import SignIn, address
from tests.evidence_servers import Services, crossref_work, retraction
from tests.universe import write

LISTED = {"key": "doe-2020", "title": "A trial of walking", "detail": "Doe, 2020, Randomised trial", "listed": True}


def fill(editor: Person, count: int) -> None:
    for number in range(count):
        data = actions.ReferenceData(title=f"A study of legs {number:02}", type="review", key=f"legs-{number:02}")
        actions.add_reference(data, by=editor)


@pytest.fixture
def citing(draft: Article) -> str:
    return address("article_citing", draft.pk)


def test_the_articles_own_works_come_first(citing: str, editor: Person, at_desk: Client) -> None:
    fill(editor, 1)

    response = at_desk.get(citing)

    other = {"key": "legs-00", "title": "A study of legs 00", "detail": "Review", "listed": False}
    assert response.json() == {"results": [LISTED, other], "more": False, "offer": ""}


def test_works_are_searched(citing: str, editor: Person, at_desk: Client) -> None:
    fill(editor, 1)

    response = at_desk.get(citing, {"q": "Doe 2020"})

    assert response.json() == {"results": [LISTED], "more": False, "offer": ""}


def test_works_are_named_by_key(citing: str, editor: Person, at_desk: Client) -> None:
    fill(editor, 2)

    response = at_desk.get(citing, {"keys": "legs-01 nobody"})

    assert [row["key"] for row in response.json()["results"]] == ["legs-01"]


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_with_many_works(
    count: int, citing: str, editor: Person, at_desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(editor, count)

    with django_assert_num_queries(5):
        response = at_desk.get(citing, {"q": "legs"})

    assert (len(response.json()["results"]), response.json()["more"]) == (min(count, 20), count > 20)


def test_only_whoever_may_draft_searches(citing: str, sign_in: SignIn, chair: Person, auditor: Person) -> None:
    answers = [sign_in(person).get(citing).status_code for person in (chair, auditor)]

    assert answers == [403, 403]


def test_a_key_that_nobody_has_is_refused_at_its_field(draft: Article, editor: Person, at_desk: Client) -> None:
    text = draft.texts.get(audience="patient")
    typed = {
        "summary": '<p>Rest.<cite data-key="nobody-1999"></cite></p>',
        "body": text.body,
        "description": "x",
        "base_revision": text.revision,
        "written_in_editor": "on",
    }

    response = at_desk.post(address("article_edit", draft.pk, "patient"), typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "summary": ["The library has no reference “nobody-1999”. Cite works that it has, or add this one first."]
    }


def test_a_text_with_works_of_the_library_is_saved(draft: Article, editor: Person, reference: Reference) -> None:
    fill(editor, 1)

    write(draft, "clinician", '<p>Rest.<cite data-key="legs-00"></cite></p>', by=editor)

    assert Article.objects.get(pk=draft.pk).reference_keys == ["doe-2020", "legs-00"]


DOI = "10.5555/legs.1"


def offered(client: Client, draft: Article, searched: str) -> str:
    return str(client.get(address("article_citing", draft.pk), {"q": searched}).json()["offer"])


@pytest.mark.parametrize(
    ("searched", "offer"),
    [
        ("https://doi.org/10.5555/LEGS.1", "DOI 10.5555/legs.1"),
        ("12345678", "PMID 12345678"),
        ("pmid 99", "PMID 99"),
        ("PMC7654321", "PMCID PMC7654321"),
        ("2019", ""),
        ("walking", ""),
        ("10.1/<script>", ""),
        ("NG136", ""),
        ("", ""),
    ],
)
def test_an_identifier_that_the_library_does_not_have_may_be_looked_up(
    searched: str, offer: str, at_desk: Client, draft: Article
) -> None:
    assert offered(at_desk, draft, searched) == offer


def test_an_identifier_that_the_library_has_is_not_offered(at_desk: Client, draft: Article) -> None:
    assert offered(at_desk, draft, "10.1000/walk") == ""


def test_what_is_looked_up_can_be_cited_at_once(at_desk: Client, draft: Article, services: Services) -> None:
    services.works[DOI] = crossref_work(DOI, **{"updated-by": [retraction()]})

    answer = at_desk.post(address("article_look_up", draft.pk), {"identifier": f"DOI {DOI}"})

    row = Reference.objects.get(doi=DOI)
    assert answer.json() == {
        "work": {
            "key": row.key,
            "title": "Walking for sore legs",
            "detail": "Ample et al., 2019, Other research",
            "listed": False,
        },
        "sentence": "Said of it since: retracted (Crossref (publisher)). Look at it before you cite it.",
    }


def test_what_cannot_be_looked_up_is_said_in_a_sentence(at_desk: Client, draft: Article, services: Services) -> None:
    answer = at_desk.post(address("article_look_up", draft.pk), {"identifier": DOI})

    assert (answer.status_code, answer.json()) == (422, {"sentence": f"Crossref knows no work with the DOI {DOI}."})


def test_only_writers_have_works_looked_up(sign_in: SignIn, outsider: Person, draft: Article) -> None:
    assert sign_in(outsider).post(address("article_look_up", draft.pk), {"identifier": DOI}).status_code == 403
