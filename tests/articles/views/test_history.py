"""Everything that happened to a draft, and two of its revisions side by side."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Version


def page_of(article: Article) -> str:
    return reverse("desk:article_history", args=[article.pk])


def compare(client: Client, article: Article, older: int | str, newer: int | str) -> Any:
    return client.get(reverse("desk:article_compare", args=[article.pk]), {"from": older, "to": newer})


def save_texts(article: Article, editor: Person, count: int) -> None:
    text = article.texts.get(audience="patient")
    for number in range(count):
        body = f"<p>Take {number} mg.</p>"
        text = actions.save_text(
            text, by=editor, summary="", body=body, description="", base_revision=text.revision, note=f"step {number}"
        )


def test_each_revision_says_who_when_and_why_newest_first(at_desk: Client, draft: Article, editor: Person) -> None:
    save_texts(draft, editor, 1)

    response = at_desk.get(page_of(draft))

    rows = [row for row, _versions in response.context["rows"]]
    assert [row.revision for row in rows] == list(range(draft.revision + 1, 0, -1))
    assert rows[0].history_user == editor
    assert rows[0].history_change_reason.endswith("step 0")
    assert rows[-1].history_change_reason == "article created"


def test_a_version_stands_at_the_revision_that_it_froze(at_desk: Client, submitted_version: Version) -> None:
    response = at_desk.get(page_of(submitted_version.article))

    versions = {row.revision: found for row, found in response.context["rows"] if found}
    assert versions == {submitted_version.revision: [submitted_version]}


@pytest.mark.parametrize("count", [1, 30])
def test_the_history_takes_seven_queries_however_long(
    count: int, at_desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save_texts(draft, editor, count)

    with django_assert_num_queries(8):  # session, person, roles, article, count, rows, versions, sample band
        response = at_desk.get(page_of(draft))

    assert len(response.context["page"]) == min(draft.revision + count, 25)


def test_the_newest_two_are_chosen_to_compare(at_desk: Client, draft: Article) -> None:
    shown = at_desk.get(page_of(draft)).content.decode()

    assert shown.count(" checked") == 2
    assert f'name="to" value="{draft.revision}" aria-label="To revision {draft.revision}" checked' in shown
    assert f'name="from" value="{draft.revision - 1}"' in shown


def test_changed_words_and_doses_are_marked_with_more_than_colour(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    save_texts(draft, editor, 2)
    newest = Article.objects.get().revision

    shown = compare(at_desk, draft, newest - 1, newest).content.decode()

    assert "<del>0 mg</del>" in shown
    assert "<ins>1 mg</ins>" in shown
    assert shown.count("Number changed") == 1


def test_the_order_of_the_two_does_not_matter(at_desk: Client, draft: Article, editor: Person) -> None:
    save_texts(draft, editor, 1)
    newest = Article.objects.get().revision

    response = compare(at_desk, draft, newest, newest - 1)

    assert (response.context["before"].article.revision, response.context["after"].article.revision) == (
        newest - 1,
        newest,
    )


def test_changed_details_are_compared_by_name(at_desk: Client, draft: Article, editor: Person) -> None:
    details = actions.Details(title="Pain", audiences=["patient"], population=["adults", "children"], slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    response = compare(at_desk, draft, draft.revision, draft.revision + 1)

    assert [(str(name), old, new) for name, old, new in response.context["details"]] == [
        ("Title", "Leg pain", "Pain"),
        ("Question that it answers", "What helps?", ""),
        (
            "Whom it is written for",
            "Patients, families and carers; Health professionals",
            "Patients, families and carers",
        ),
        ("Applies to", "Adults", "Adults; Children"),
    ]


def test_what_a_revision_holds_is_the_newest_of_each_part_up_to_it(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    then = draft.revision
    save_texts(draft, editor, 1)

    response = compare(at_desk, draft, then, then + 1)

    texts = {str(audience): [part.has_changes for part in parts] for audience, parts in response.context["texts"]}
    assert texts == {
        "Patients, families and carers": [True, True, True],
        "Health professionals": [False, False, False],
    }


def test_a_text_that_did_not_exist_yet_is_compared_with_nothing(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    details = actions.Details(title=draft.title, audiences=[*draft.audiences, "student"], slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    response = compare(at_desk, draft, draft.revision, draft.revision + 1)

    texts = {str(audience): [part.rows for part in parts] for audience, parts in response.context["texts"]}
    assert texts["Students"] == [(), (), ()]


@pytest.mark.parametrize(("older", "newer"), [("1", "99"), ("x", "1"), ("", "1"), ("-1", "1"), ("1" * 30, "1")])
def test_a_revision_that_does_not_exist_is_not_found(at_desk: Client, draft: Article, older: str, newer: str) -> None:
    response = compare(at_desk, draft, older, newer)

    assert response.status_code == 404


def test_comparing_nothing_leads_back_to_the_history(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(reverse("desk:article_compare", args=[draft.pk]))

    assert response["Location"] == page_of(draft)


def test_a_description_is_shown_as_it_was_typed(at_desk: Client, draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    actions.save_text(
        text,
        by=editor,
        summary=text.summary,
        body=text.body,
        description="If < 5 mg & well.",
        base_revision=text.revision,
    )

    shown = compare(at_desk, draft, draft.revision, draft.revision + 1).content.decode()

    assert "&lt; " in shown
    assert "&amp;lt;" not in shown


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        ('<p>Rest.<cite data-key="doe-2020"></cite></p>', "Citations changed"),
        ("<p><strong>Rest</strong>.</p>", "Only formatting or a link changed"),
    ],
)
def test_a_change_that_no_word_shows_is_named(
    body: str, notice: str, at_desk: Client, draft: Article, editor: Person
) -> None:
    text = draft.texts.get(audience="patient")
    for version in ("<p>Rest.</p>", body):
        text = actions.save_text(text, by=editor, summary="", body=version, description="", base_revision=text.revision)

    shown = compare(at_desk, draft, text.revision - 1, text.revision).content.decode()

    assert [word for word in ("Citations changed", "Only formatting or a link changed") if word in shown] == [notice]
