"""The list of articles, and where a new one begins."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Version
from articles.views.article_list import listed

LIST = "/desk/articles/"


def make_articles(editor: Person, count: int) -> None:
    for number in range(count):
        actions.create_article(by=editor, details=actions.Details(title=f"Article {number}", audiences=["patient"]))


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_seven_queries_however_long(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_articles(editor, count)

    with django_assert_num_queries(7):  # session, person, roles, count, rows, sample band
        response = at_desk.get(LIST)

    assert len(response.context["page"]) == min(count, 25)


def test_a_row_says_where_the_newest_version_stands_and_who_changed_the_draft_last(
    submitted_version: Version, editor: Person
) -> None:
    row = listed("").get()

    assert (row.newest_status, row.newest_number) == ("submitted", 1)
    assert row.changed_by == editor.printed_name
    assert row.changed_at == row.history.latest("history_date").history_date


def test_an_article_without_a_version_is_a_draft(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(LIST)

    assert listed("").get().newest_status is None
    assert "rb-badge--draft" in response.content.decode()


def test_search_finds_words_of_the_title(at_desk: Client, editor: Person) -> None:
    actions.create_article(by=editor, details=actions.Details(title="Gout", audiences=["patient"]))
    make_articles(editor, 2)

    response = at_desk.get(LIST, {"q": "gou"})

    assert [article.title for article in response.context["page"]] == ["Gout"]


def test_a_search_without_a_hit_says_so(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(LIST, {"q": "<b>"})

    assert "No article has “&lt;b&gt;” in its title." in response.content.decode()


def test_other_pages_keep_the_search(at_desk: Client, editor: Person) -> None:
    make_articles(editor, 30)

    response = at_desk.get(LIST, {"q": "Article", "page": "2"})

    assert len(response.context["page"]) == 5
    assert 'href="?page=1&amp;q=Article"' in response.content.decode()


def test_an_empty_desk_offers_to_begin(at_desk: Client) -> None:
    response = at_desk.get(LIST)

    assert "There are no articles yet." in response.content.decode()


def test_a_new_article_opens_its_first_text(at_desk: Client, editor: Person) -> None:
    response = at_desk.post(
        reverse("desk:article_new"), {"title": "Gout", "question": "What is it?", "audiences": ["clinician", "patient"]}
    )

    article = Article.objects.get()
    assert response["Location"] == reverse("desk:article_edit", args=[article.pk, "patient"])
    assert (article.title, article.question, article.audiences) == ("Gout", "What is it?", ["patient", "clinician"])
    assert article.handling_editor == editor


def test_an_article_without_title_and_audience_is_refused_at_the_fields(at_desk: Client) -> None:
    response = at_desk.post(reverse("desk:article_new"), {"title": "", "question": "What is it?"})

    form = response.context["form"]
    assert form.errors == {"title": ["Give the article a title."], "audiences": ["Choose at least one audience."]}
    assert 'value="What is it?"' in response.content.decode()
    assert Article.objects.count() == 0


@pytest.mark.django_db
def test_a_page_of_the_list_is_read_in_its_order_without_sorting_all_articles() -> None:
    plan = listed("")[:25].explain()

    assert plan.splitlines()[0].endswith("SCAN articles_article USING INDEX articles_by_title")
    assert plan.count("B-TREE") == 0


@pytest.mark.django_db
def test_asking_whether_there_are_samples_looks_through_samples_alone() -> None:
    plan = Article.objects.filter(is_sample=True).order_by()[:1].explain()

    assert plan.splitlines()[0].endswith("SCAN articles_article USING INDEX sample_articles")
