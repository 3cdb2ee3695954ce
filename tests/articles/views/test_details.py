"""Details and byline on one page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, FormerSlug, Person


def page_of(article: Article) -> str:
    return reverse("desk:article_details", args=[article.pk])


def typed(client: Client, article: Article, *people: dict[str, str], **changes: Any) -> dict[str, Any]:
    """What the page posts: its own values, `changes`, and these contributors behind those that are there."""
    page = client.get(page_of(article))
    form, byline = page.context["form"], page.context["byline"]
    values = {name: form[name].value() for name in form.fields}
    for entry in byline:
        there = {name: entry[name].value() or [] for name in entry.fields if name != "DELETE"}
        values |= {
            f"{entry.prefix}-{name}": value or ([] if name == "none_of" else "") for name, value in there.items()
        }
    start = byline.initial_form_count()
    for number, person in enumerate(people, start):
        values |= {f"byline-{number}-{name}": value for name, value in person.items()}
    counts = {"byline-TOTAL_FORMS": byline.total_form_count(), "byline-INITIAL_FORMS": start}
    return {name: "" if value is None else value for name, value in (values | counts | changes).items()}


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_nine_queries_however_many_wrote(
    count: int, at_desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    byline = [actions.Byline(role="author", name=f"Author {number}") for number in range(count)]
    actions.set_byline(draft, by=editor, byline=byline)

    # session, person, roles, article, people, contributors, co-editors, topics, sample band
    with django_assert_num_queries(9):
        response = at_desk.get(page_of(draft))

    assert response.context["byline"].initial_form_count() == count


def test_saving_without_a_change_leaves_no_revision(at_desk: Client, draft: Article) -> None:
    at_desk.post(page_of(draft), typed(at_desk, draft))

    assert Article.objects.get().revision == draft.revision


def test_of_a_page_that_is_cut_off_between_details_and_byline_nothing_is_saved(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    posted = typed(at_desk, draft, {"name": "Ada Author", "role": "author"}, question="What else helps?")

    with connection.execute_wrapper(_cut_off_at_the_byline), pytest.raises(ConnectionError):
        at_desk.post(page_of(draft), posted)

    saved = Article.objects.get()
    assert (saved.question, saved.revision) == (draft.question, draft.revision)


def _cut_off_at_the_byline(execute: Any, sql: str, *rest: Any) -> Any:
    if sql.startswith("INSERT") and "articles_contributor" in sql:
        raise ConnectionError
    return execute(sql, *rest)


def test_changed_details_are_one_revision(at_desk: Client, draft: Article) -> None:
    changes = {"title": "Pain in the leg", "country": "gb", "population": ["adults", "pregnancy"], "funding": "None."}

    response = at_desk.post(page_of(draft), typed(at_desk, draft, **changes))

    article = Article.objects.get()
    assert response["Location"] == page_of(draft)
    assert (article.title, article.country, article.funding) == ("Pain in the leg", "GB", "None.")
    assert article.population == ["adults", "pregnancy"]
    assert article.revision == draft.revision + 1


def test_a_new_address_keeps_the_former_one(at_desk: Client, draft: Article) -> None:
    at_desk.post(page_of(draft), typed(at_desk, draft, slug="pain"))

    assert Article.objects.get().slug == "pain"
    assert FormerSlug.objects.get().slug == "leg-pain"


def test_a_contributor_without_an_account_joins_the_byline(at_desk: Client, draft: Article) -> None:
    ada = {"name": "Ada Example", "role": "medical_writer", "credentials": "PhD", "interests": "None."}

    at_desk.post(page_of(draft), typed(at_desk, draft, ada))

    rows = [(row.name, row.role, row.credentials) for row in draft.contributors.all()]
    assert rows == [("Edith Editor", "author", "MSc"), ("Ada Example", "medical_writer", "PhD")]


def test_a_contributor_is_taken_out_of_the_byline(at_desk: Client, draft: Article) -> None:
    at_desk.post(page_of(draft), typed(at_desk, draft, **{"byline-0-DELETE": "on"}))

    assert draft.contributors.count() == 0


def test_contributors_are_put_in_another_order_without_a_script(at_desk: Client, draft: Article) -> None:
    people = [{"name": name, "role": "author", "ORDER": "1"} for name in ("Ann Example", "Bob Example")]

    at_desk.post(page_of(draft), typed(at_desk, draft, *people, **{"byline-0-ORDER": "9"}))

    assert [row.name for row in draft.contributors.all()] == ["Ann Example", "Bob Example", "Edith Editor"]


def test_what_is_stated_and_ticked_as_nothing_is_told_at_its_field(at_desk: Client, draft: Article) -> None:
    ada = {"name": "Ada Example", "role": "author", "funding": "A grant.", "orcid": "0000-0002-1825-0098"}

    response = at_desk.post(page_of(draft), typed(at_desk, draft, {**ada, "none_of": ["funding"]}))

    assert response.context["byline"].errors[1] == {
        "funding": ["You stated it, and ticked that there is nothing to state. Keep one of the two."],
        "orcid": [
            "“0000-0002-1825-0098” is not an ORCID iD: its last digit does not fit the others. Compare it again."
        ],
    }


def test_a_complete_contributor_is_saved_with_everything(at_desk: Client, draft: Article) -> None:
    ada = {"name": "Ada Example", "role": "author", "credentials": "MD", "orcid": "0000000218250097"}

    at_desk.post(page_of(draft), typed(at_desk, draft, {**ada, "none_of": ["interests", "funding", "software"]}))

    row = draft.contributors.get(name="Ada Example")
    assert (row.orcid, row.none_of) == ("0000-0002-1825-0097", ["interests", "funding", "software"])


def test_a_row_with_credentials_and_nobody_is_refused(at_desk: Client, draft: Article) -> None:
    nobody = {"credentials": "PhD", "role": "author"}

    response = at_desk.post(page_of(draft), typed(at_desk, draft, nobody, title="Other"))

    errors = response.context["byline"].errors
    assert errors[1] == {"name": ["Choose a person or type a name."]}
    assert Article.objects.get().title == "Leg pain"


def test_one_person_stands_once_in_a_role(at_desk: Client, draft: Article, editor: Person) -> None:
    again = {"person": str(editor.pk), "role": "author"}

    response = at_desk.post(page_of(draft), typed(at_desk, draft, again))

    byline = response.context["byline"]
    assert byline.non_form_errors() == ["The same person stands in the list twice with the same role."]


def test_bad_details_are_refused_at_their_fields(at_desk: Client, draft: Article) -> None:
    changes = {"title": "", "slug": "Leg pain!", "country": "G1", "audiences": []}

    response = at_desk.post(page_of(draft), typed(at_desk, draft, **changes))

    assert response.context["form"].errors == {
        "title": ["Give the article a title."],
        "slug": ["Use letters without accents, numbers and hyphens only."],
        "country": ["Type the two letters of the country, such as GB or DE."],
        "audiences": ["Choose at least one audience."],
    }


def test_details_changed_by_somebody_else_are_not_overwritten_unseen(
    at_desk: Client, draft: Article, other_editor: Person
) -> None:
    mine = typed(at_desk, draft, title="Mine")
    theirs = actions.Details(title="Theirs", audiences=draft.audiences)
    actions.save_details(draft, by=other_editor, details=theirs, base_revision=draft.revision)

    response = at_desk.post(page_of(draft), mine)

    assert Article.objects.get().title == "Theirs"
    assert response.context["form"]["title"].value() == "Mine"
    assert "Somebody else changed the details" in response.content.decode()

    again = mine | {"base_revision": response.context["form"]["base_revision"].value()}
    at_desk.post(page_of(draft), again)

    assert Article.objects.get().title == "Mine"
