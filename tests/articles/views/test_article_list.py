"""The list of articles: narrowed down, in order, page by page, as a file; and where a new article begins."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, CoEditor, Person, Version
from articles.narrowing import Narrowing
from articles.text.consistency import Severity
from articles.views.article_list import described
from tests.articles.views.conftest import SignIn, address
from tests.universe import PersonFactory

LIST = "/desk/articles/"


def make_articles(editor: Person, count: int) -> None:
    for number in range(count):
        details = actions.Details(title=f"Article {number}", audiences=["patient"])
        article = actions.create_article(by=editor, details=details)
        CoEditor.objects.create(article=article, person=editor)


def titles(client: Client, **query: str) -> list[str]:
    return [article.title for article in client.get(LIST, query).context["page"]]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("query", [{}, {"status": "draft", "sort": "-flags", "person": "1", "due": "none", "q": "art"}])
def test_the_list_takes_eleven_queries_however_long(
    query: dict[str, str],
    count: int,
    at_desk: Client,
    editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_articles(editor, count)

    # session, person, roles, topics, people, count, numbers, rows, co-editors, saved filters, sample band
    with django_assert_num_queries(11):
        response = at_desk.get(LIST, {**query, **({"person": str(editor.pk)} if "person" in query else {})})

    assert len(response.context["page"]) == min(count, 25)


def test_a_row_says_where_the_newest_version_stands_and_who_changed_the_draft_last(
    submitted_version: Version, editor: Person
) -> None:
    (row,) = described([submitted_version.article_id])

    found = {name: getattr(row, name) for name in ("newest_status", "newest_number", "changed_by", "must_answer")}
    assert found == {
        "newest_status": "submitted",
        "newest_number": 1,
        "changed_by": editor.printed_name,
        "must_answer": 0,
    }
    assert row.changed_at == row.history.latest("history_date").changed_at


def test_the_list_says_which_flags_it_counts_in_the_words_of_the_checks(at_desk: Client, editor: Person) -> None:
    """The editor's panel may say at the same time that many are worth a look."""
    make_articles(editor, 1)

    page = at_desk.get(LIST).content.decode()

    counted = f"Flags that {Severity.MUST_ANSWER.label}"
    assert '<th scope="col" role="columnheader" class="rb-number"><a href="?sort=flags">' in page
    assert (page.count(f">{counted}</a></th>"), page.count(f'data-label="{counted}">0</td>')) == (1, 1)


def test_an_article_without_a_version_is_a_draft(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(LIST)

    assert "rb-badge--draft" in response.content.decode()


def test_search_finds_words_of_the_title(at_desk: Client, editor: Person) -> None:
    actions.create_article(by=editor, details=actions.Details(title="Gout", audiences=["patient"]))
    make_articles(editor, 2)

    assert titles(at_desk, q="gou") == ["Gout"]


def test_nothing_that_fits_is_said_and_leads_to_all(at_desk: Client, draft: Article) -> None:
    page = at_desk.get(LIST, {"q": "<b>"}).content.decode()

    assert "No article fits what is chosen." in page
    assert "“&lt;b&gt;”" in page


def test_other_pages_keep_what_is_chosen(at_desk: Client, editor: Person) -> None:
    make_articles(editor, 30)

    response = at_desk.get(LIST, {"q": "Article", "sort": "-title", "page": "2"})

    assert len(response.context["page"]) == 5
    assert 'href="?page=1&amp;q=Article&amp;sort=-title"' in response.content.decode()


def test_a_page_that_does_not_exist_is_the_last_one(at_desk: Client, editor: Person) -> None:
    make_articles(editor, 30)

    assert at_desk.get(LIST, {"page": "999"}).context["page"].number == 2


def test_what_is_no_choice_narrows_nothing_down(at_desk: Client, draft: Article) -> None:
    wrong = {
        "status": "x",
        "topic": "-1",
        "person": "9999",
        "due": "5",
        "age": "x",
        "sort": "pk;drop",
        "language": "zz",
    }

    response = at_desk.get(LIST, wrong)

    assert (len(response.context["page"]), response.context["wanted"]) == (1, Narrowing())


def test_each_condition_is_a_chip_that_can_be_taken_off(at_desk: Client, draft: Article, editor: Person) -> None:
    response = at_desk.get(LIST, {"status": "draft", "person": str(editor.pk), "part": "handles", "sort": "-changed"})

    assert [(chip.words, chip.query) for chip in response.context["chips"]] == [
        ("Status: Not submitted yet", f"person={editor.pk}&part=handles&sort=-changed"),
        (f"Person: {editor}", "status=draft&part=handles&sort=-changed"),
        ("Who is: Handling editor", f"status=draft&person={editor.pk}&sort=-changed"),
    ]


def test_what_there_is_to_choose_from_is_that_of_now_and_in_the_persons_language(
    at_desk: Client, draft: Article, editor: Person, make_person: PersonFactory
) -> None:
    before = at_desk.get(LIST).content.decode()
    later = make_person("Lena Later")
    after = at_desk.get(LIST).content.decode()
    german = at_desk.get(LIST, HTTP_ACCEPT_LANGUAGE="de").content.decode()
    chosen = at_desk.get(LIST, {"person": str(editor.pk)}).content.decode()
    again = at_desk.get(LIST).content.decode()

    option = f'<option value="{later.pk}">Lena Later</option>'
    assert (option in before, option in after, option in german) == (False, True, True)
    assert ("Not submitted yet" in after, "Not submitted yet" in german) == (True, False)
    selected = f'<option value="{editor.pk}" selected>'
    assert (selected in after, selected in chosen, selected in again) == (False, True, False)


def test_the_column_that_is_sorted_by_says_so_and_turns_round(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(LIST, {"sort": "changed"})

    columns = {column["query"]: column["order"] for column in response.context["columns"]}
    assert columns["sort=-changed"] == "ascending"
    assert columns["sort=title"] == ""
    assert 'aria-sort="ascending"' in response.content.decode()


def test_the_list_as_a_file_has_all_pages_and_does_no_harm_in_a_spreadsheet(at_desk: Client, editor: Person) -> None:
    make_articles(editor, 30)
    actions.create_article(by=editor, details=actions.Details(title="=1+1", audiences=["patient"]))

    response = at_desk.get(address("article_list_csv"), {"sort": "-title"})

    written = b"".join(response).decode()  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
    assert (written[0], len(rows), rows[0][0], rows[1][0], rows[-1][0]) == ("\ufeff", 32, "Title", "Article 9", "'=1+1")
    assert rows[1][3:9] == ["Not submitted yet", "", "", "", editor.printed_name, editor.printed_name]


@pytest.mark.parametrize("count", [1, 30])
def test_the_file_takes_the_same_queries_however_long(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_articles(editor, count)

    with django_assert_num_queries(7):  # session, person, roles, topics, people, rows, co-editors
        assert b"".join(at_desk.get(address("article_list_csv"))).count(b"\n") == count + 1  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["article_list", "article_list_csv", "saved_filters"])
def test_who_reads_no_drafts_sees_no_list(
    name: str, sign_in: SignIn, outsider: Person, auditor: Person, client: Client
) -> None:
    answers = [which.get(address(name)).status_code for which in (sign_in(outsider), sign_in(auditor), client)]

    assert answers == [403, 200, 302]


def test_a_filter_is_saved_from_the_list_and_stands_above_it(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("filter_save"), {"query": "status=draft&bad=1", "saved-name": "Mine"}, follow=True)

    assert response.redirect_chain == [(f"{LIST}?status=draft", 302)]
    assert '<a href="/desk/articles/?status=draft" aria-current="true">Mine</a>' in response.content.decode()


def test_a_filter_without_a_name_is_refused_with_a_sentence(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("filter_save"), {"query": "status=draft"}, follow=True)

    assert "Give the filter a name." in response.content.decode()


def test_filters_are_renamed_and_removed_on_their_page(at_desk: Client, editor: Person) -> None:
    saved = actions.save_filter(Narrowing(status="draft"), by=editor, name="Mine")

    at_desk.post(address("saved_filters"), {"filter": saved.pk, "step": "rename", "name": "Drafts"})
    renamed = list(editor.saved_filters.values_list("name", flat=True))
    page = at_desk.get(address("saved_filters")).content.decode()
    at_desk.post(address("saved_filters"), {"filter": saved.pk, "step": "remove"})

    assert (renamed, 'value="Drafts"' in page, editor.saved_filters.count()) == (["Drafts"], True, 0)


def test_a_filter_of_somebody_else_is_not_there(at_desk: Client, other_editor: Person) -> None:
    saved = actions.save_filter(Narrowing(status="draft"), by=other_editor, name="Theirs")

    response = at_desk.post(address("saved_filters"), {"filter": saved.pk, "step": "remove"})

    assert (response.status_code, other_editor.saved_filters.count()) == (404, 1)


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
@pytest.mark.parametrize(("sort", "index"), [("", "articles_by_title"), ("-changed", "articles_by_change")])
def test_a_page_of_the_list_is_read_in_its_order_without_sorting_all_articles(sort: str, index: str) -> None:
    plan = Narrowing(sort=sort).in_order().values_list("pk")[:25].explain()

    assert plan.splitlines()[0].endswith(f"SCAN articles_article USING INDEX {index}")
    assert plan.count("B-TREE") == 0


@pytest.mark.django_db
def test_asking_whether_there_are_samples_looks_through_samples_alone() -> None:
    plan = Article.objects.filter(is_sample=True).order_by()[:1].explain()

    assert plan.splitlines()[0].endswith("SCAN articles_article USING INDEX sample_articles")
