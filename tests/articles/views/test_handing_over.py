"""The page of who is in charge."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, CoEditor, Person
from tests.articles.views.conftest import SignIn
from tests.universe import PersonFactory

pytestmark = pytest.mark.django_db


def page_of(article: Article) -> str:
    return reverse("desk:article_in_charge", args=[article.pk])


def test_the_article_is_handed_over_on_the_page(at_desk: Client, draft: Article, other_editor: Person) -> None:
    url = reverse("desk:hand_over", args=[draft.pk])

    response = at_desk.post(url, {"to": other_editor.pk, "reason": "On leave."})

    assert response["Location"] == page_of(draft)
    assert Article.objects.get().handling_editor == other_editor


def test_without_a_reason_the_page_says_so_and_keeps_the_choice(
    at_desk: Client, draft: Article, other_editor: Person
) -> None:
    response = at_desk.post(reverse("desk:hand_over", args=[draft.pk]), {"to": other_editor.pk, "reason": ""})

    assert response.status_code == 422
    assert response.context["over"]["to"].value() == str(other_editor.pk)
    assert [*response.context["over"].errors] == ["reason"]


def test_a_co_editor_is_added_and_removed(at_desk: Client, draft: Article, other_editor: Person) -> None:
    at_desk.post(reverse("desk:co_editor_add", args=[draft.pk]), {"person": other_editor.pk})
    there = [row.person for row in CoEditor.objects.all()]
    at_desk.post(reverse("desk:co_editor_end", args=[draft.pk, other_editor.pk]))
    again = at_desk.post(reverse("desk:co_editor_end", args=[draft.pk, other_editor.pk]))

    assert there == [other_editor]
    assert not CoEditor.objects.exists()
    assert again.status_code == 422


def test_others_read_the_page_and_are_offered_nothing(
    draft: Article, other_editor: Person, auditor: Person, chair: Person, sign_in: SignIn
) -> None:
    read = [sign_in(person).get(page_of(draft)) for person in (other_editor, auditor)]

    assert [(page.status_code, page.context["over"], page.context["co"]) for page in read] == [(200, None, None)] * 2
    assert sign_in(chair).get(page_of(draft)).status_code == 403
    assert Client().get(page_of(draft)).status_code == 302


@pytest.mark.parametrize("name", ["hand_over", "co_editor_add"])
def test_getting_changes_nothing(name: str, at_desk: Client, draft: Article) -> None:
    assert at_desk.get(reverse(f"desk:{name}", args=[draft.pk])).status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_as_many_queries_for_one_co_editor_as_for_many(
    count: int,
    at_desk: Client,
    draft: Article,
    editor: Person,
    make_person: PersonFactory,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        person = make_person(f"Co {number}", "editor")
        actions.add_co_editor(draft, by=editor, person=person, tells=False)

    # session, person, roles, article, co-editors, two lists of people, sample band
    with django_assert_num_queries(8):
        response = at_desk.get(page_of(draft))

    assert len(response.context["co_editors"]) == count
