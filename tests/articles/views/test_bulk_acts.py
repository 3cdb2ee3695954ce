"""Many articles at once: chosen in the list, begun on a page, watched, stopped, its results taken away."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.actions import Deed
from articles.models import Article, BulkAct, BulkDeed, Person, Version
from tests.articles.actions.test_bulk_acts import WHY, begun
from tests.articles.views.conftest import SignIn, address

ARCHIVE = {"deed": "archive", "reason": WHY}


def test_the_ticked_ones_are_shown_before_anything_is_done(at_desk: Client, editor: Person) -> None:
    numbers = begun(editor, 3)

    response = at_desk.get(address("bulk_act_new"), {"article": numbers[:2], "status": "draft"})

    assert (response.context["count"], [article.pk for article in response.context["named"]]) == (2, numbers[:2])
    assert BulkAct.objects.count() == 0


def test_all_that_fit_are_taken_page_or_no_page(at_desk: Client, editor: Person) -> None:
    begun(editor, 30)

    page = at_desk.get("/desk/articles/", {"q": "Article"}).content.decode()
    response = at_desk.post(f"{address('bulk_act_new')}?q=Article&all=1", {**ARCHIVE, "seen": 30})

    act = BulkAct.objects.get()
    assert "Do something with all 30 that fit" in page
    assert (response["Location"], act.results.count(), act.chosen) == (address("bulk_act", act.pk), 30, "q=Article")


def test_other_articles_than_were_seen_are_told_and_nothing_is_done(at_desk: Client, editor: Person) -> None:
    begun(editor, 3)

    response = at_desk.post(f"{address('bulk_act_new')}?all=1", {**ARCHIVE, "seen": 2})

    page = response.content.decode()
    assert (response.status_code, BulkAct.objects.count()) == (422, 0)
    assert ("it would be done with 3 now" in page, WHY in page, 'name="seen" value="3"' in page) == (True, True, True)


def test_nothing_chosen_says_what_to_do(at_desk: Client) -> None:
    page = at_desk.get(address("bulk_act_new")).content.decode()

    assert "Tick articles in the list, or take all that fit." in page


@pytest.mark.parametrize(
    ("posted", "wrong"),
    [
        ({}, {"deed": ["Choose what is to be done."], "reason": ["Fill this in."]}),
        ({"deed": "hand_over", "reason": WHY}, {"person": ["Choose the person."]}),
        ({"deed": "move", "reason": WHY}, {"topic": ["Choose the topic."]}),
        (
            {"deed": "submit", "reason": WHY},
            {"deed": ["Select a valid choice. submit is not one of the available choices."]},
        ),
    ],
)
def test_what_is_missing_is_said_at_the_field(
    posted: dict[str, str], wrong: dict[str, list[str]], at_desk: Client, editor: Person
) -> None:
    begun(editor, 1)

    response = at_desk.post(f"{address('bulk_act_new')}?all=1", {**posted, "seen": 1})

    assert (response.status_code, response.context["form"].errors, BulkAct.objects.count()) == (422, wrong, 0)


def test_no_other_deed_is_offered(at_desk: Client, editor: Person) -> None:
    begun(editor, 1)

    offered = at_desk.get(address("bulk_act_new"), {"all": "1"}).context["form"].fields["deed"].choices

    assert [value for value, _label in offered] == [
        *("hand_over", "add_co_editor", "move", "set_type", "archive", "bring_back"),
    ]


def test_progress_is_seen_without_scripts_until_it_is_done(
    at_desk: Client, editor: Person, submitted_version: Version
) -> None:
    numbers = [submitted_version.article_id, *begun(editor, 1)]
    act = actions.begin_bulk_act(numbers, by=editor, deed=Deed("archive", WHY))
    underway = at_desk.get(address("bulk_act", act.pk)).content.decode()
    actions.go_on_with_bulk_act(act.pk)

    page = at_desk.get(address("bulk_act", act.pk), {"outcome": "refused"})

    assert ('<progress max="2" value="0"' in underway, "0 of 2 articles are done." in underway) == (True, True)
    assert [(row.outcome, row.article_id) for row in page.context["page"]] == [
        ("refused", submitted_version.article_id)
    ]
    assert ("<progress" in page.content.decode(), "Withdraw it first" in page.content.decode()) == (False, True)


def test_it_is_stopped_and_goes_on_from_its_page(at_desk: Client, editor: Person) -> None:
    act = actions.begin_bulk_act(begun(editor, 1), by=editor, deed=Deed("archive", WHY))
    where = address("bulk_act", act.pk)

    at_desk.post(where, {"step": "stop"})
    act.refresh_from_db()
    stopped = act.stage
    page = at_desk.get(where).content.decode()
    at_desk.post(where, {"step": "go_on"})

    act.refresh_from_db()
    assert (stopped, 'value="go_on"' in page, act.stage) == ("stopped", True, "working")


def test_the_results_as_a_file(at_desk: Client, editor: Person) -> None:
    (number,) = begun(editor, 1)
    article = Article.objects.get(pk=number)
    act = actions.begin_bulk_act([number], by=editor, deed=Deed("archive", WHY))
    actions.go_on_with_bulk_act(act.pk)

    written = b"".join(at_desk.get(address("bulk_act_csv", act.pk))).decode()  # type: ignore[arg-type]

    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
    assert rows == [["Title", "Address", "Outcome", "Reason"], [article.title, article.slug, "Done", ""]]


@pytest.mark.parametrize("count", [1, 30])
def test_the_results_take_the_same_queries_however_many(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    act = actions.begin_bulk_act(begun(editor, count), by=editor, deed=Deed("archive", WHY))

    with django_assert_num_queries(8):  # session, person, roles, act, counts, rows counted, rows, sample band
        at_desk.get(address("bulk_act", act.pk))


@pytest.mark.parametrize("count", [1, 30])
def test_what_was_done_with_many_is_listed(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    (number,) = begun(editor, 1)
    for _each in range(count):
        actions.begin_bulk_act([number], by=editor, deed=Deed("archive", WHY))

    with django_assert_num_queries(5):  # session, person, roles, acts, sample band
        page = at_desk.get(address("bulk_acts")).content.decode()

    assert page.count(WHY) == count


def test_who_may_not_write_chooses_nothing(sign_in: SignIn, auditor: Person, editor: Person, client: Client) -> None:
    act = actions.begin_bulk_act(begun(editor, 1), by=editor, deed=Deed("archive", WHY))
    looks = sign_in(auditor)

    assert [which.get(address("bulk_act_new")).status_code for which in (looks, client)] == [403, 302]
    assert [looks.get(address(name, act.pk)).status_code for name in ("bulk_act", "bulk_act_csv")] == [200, 200]
    assert looks.post(address("bulk_act", act.pk), {"step": "stop"}).status_code == 403
    assert address("bulk_act_new") not in looks.get("/desk/articles/").content.decode()


def test_every_deed_has_words() -> None:
    assert all(str(label) for label in BulkDeed.labels)
