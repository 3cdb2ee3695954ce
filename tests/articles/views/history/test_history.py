"""Everything that happened to an article in one list, and what it is narrowed down to."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Publication, Text, Version
from tests.articles.views.conftest import SignIn
from tests.universe import write
from workflows.actions import submit


def address(article: Article) -> str:
    return reverse("desk:article_history", args=[article.pk])


def listed(client: Client, article: Article, **wanted: Any) -> list[str]:
    """ "r3", "v1", "r2", …: what the page lists, in its order."""
    return [entry.token for entry in client.get(address(article), wanted).context["entries"]]


def save_texts(article: Article, editor: Person, count: int) -> None:
    text = article.texts.get(audience="patient")
    for number in range(count):
        body = f"<p>Take {number} mg.</p>"
        text = actions.save_text(
            text, by=editor, summary="", body=body, description="", base_revision=text.revision, note=f"step {number}"
        )


def test_each_revision_says_who_when_and_why_newest_first(at_desk: Client, draft: Article, editor: Person) -> None:
    save_texts(draft, editor, 1)

    response = at_desk.get(address(draft))

    rows = [entry.revision for entry in response.context["entries"]]
    assert [row.revision for row in rows] == list(range(draft.revision + 1, 0, -1))
    assert rows[0].history_user == editor
    assert rows[0].history_change_reason.endswith("step 0")
    assert rows[-1].history_change_reason == "article created"


def test_a_version_stands_above_the_revision_that_it_froze(
    at_desk: Client, submitted_version: Version, editor: Person
) -> None:
    write(submitted_version.article, "patient", "<p>Rest.</p>", by=editor)

    shown = listed(at_desk, submitted_version.article)

    assert shown == ["r5", "v1", "r4", "r3", "r2", "r1"]


def test_a_version_shows_its_status_in_words(at_desk: Client, submitted_version: Version) -> None:
    shown = " ".join(at_desk.get(address(submitted_version.article)).content.decode().split())

    assert '<strong class="rb-badge rb-badge--submitted">Submitted </strong>' in shown


def test_each_revision_says_what_it_changed_in_which_text(at_desk: Client, draft: Article, editor: Person) -> None:
    write(draft, "clinician", "<h2>Treatment</h2><p>Start gabapentin at 600 mg daily.</p>", by=editor)

    response = at_desk.get(address(draft))

    changes = [entry.changes for entry in response.context["entries"]]
    newest = changes[0][0]
    assert (str(newest.audience), newest.added, newest.removed) == ("Health professionals", 1, 8)
    assert (newest.has_number, newest.has_dose) == (True, True)
    assert [[str(change.audience) for change in found] for found in changes] == [
        ["Health professionals"],
        [],
        ["Health professionals"],
        ["Patients, families and carers"],
        [],
    ]


def test_counts_and_badges_are_said_in_words_too(at_desk: Client, draft: Article, editor: Person) -> None:
    save_texts(draft, editor, 2)

    shown = at_desk.get(address(draft)).content.decode()

    assert '<span class="rb-history__count" aria-hidden="true">+1 −1</span>' in shown
    assert "words added: 1, words removed: 1" in shown
    assert '<strong class="rb-badge rb-badge--dose">Dose changed</strong>' in shown
    assert '<strong class="rb-badge rb-badge--number">Number changed</strong>' in shown  # "6 weeks" of the first text


def test_a_row_from_before_the_counting_names_its_text_alone(at_desk: Client, draft: Article, editor: Person) -> None:
    # As rows were written before the column existed.
    text = draft.texts.get(audience="patient")
    text.body, text.revision = "<p>Old.</p>", draft.revision + 1
    text.record(by=editor, reason="old way")
    draft.revision, draft.change = draft.revision + 1, {}
    draft.record(by=editor, reason="old way")

    newest = at_desk.get(address(draft)).context["entries"][0]

    assert [(str(change.audience), change.counts) for change in newest.changes] == [
        ("Patients, families and carers", False)
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_the_history_takes_eleven_queries_however_long(
    count: int, at_desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save_texts(draft, editor, count)

    # session, person, roles, article, people, count, places, revisions, versions, changed texts, live, sample band
    with django_assert_num_queries(11):
        response = at_desk.get(address(draft))

    assert len(response.context["page"]) == min(draft.revision + count, 25)


@pytest.mark.parametrize("count", [1, 30])
def test_a_filter_costs_one_query_more_however_long(
    count: int, at_desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save_texts(draft, editor, count)
    wanted = {"text": "patient", "person": editor.pk, "figures": "on", "since": "2000-01-01", "until": "2199-12-31"}

    with django_assert_num_queries(12):  # as above, and which texts there are
        response = at_desk.get(address(draft), wanted)

    assert len(response.context["page"]) == min(count + 1, 25)


def test_the_newest_two_revisions_are_chosen_to_compare(at_desk: Client, submitted_version: Version) -> None:
    shown = at_desk.get(address(submitted_version.article)).content.decode()

    assert shown.count(" checked") == 2
    assert 'name="to" value="r4" aria-label="To revision 4" checked' in shown
    assert 'name="from" value="r3" aria-label="From revision 3" checked' in shown


def test_it_is_narrowed_down_to_a_person(
    at_desk: Client, submitted_version: Version, editor: Person, other_editor: Person
) -> None:
    write(submitted_version.article, "patient", "<p>Rest.</p>", by=other_editor)

    assert listed(at_desk, submitted_version.article, person=other_editor.pk) == ["r5"]
    assert listed(at_desk, submitted_version.article, person=editor.pk) == ["v1", "r4", "r3", "r2", "r1"]


def test_only_those_who_changed_the_article_can_be_chosen(
    at_desk: Client, draft: Article, editor: Person, other_editor: Person
) -> None:
    form = at_desk.get(address(draft)).context["form"]

    assert form.fields["person"].choices == [("", "Anybody"), (str(editor.pk), "Edith Editor")]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("patient", ["r2"]),
        ("clinician", ["r3"]),
        ("student", []),
        ("details", ["r4", "r1"]),
        ("versions", ["v1"]),
        ("", ["v1", "r4", "r3", "r2", "r1"]),
    ],
)
def test_it_is_narrowed_down_to_what_was_changed(
    at_desk: Client, submitted_version: Version, text: str, tokens: list[str]
) -> None:
    assert listed(at_desk, submitted_version.article, text=text) == tokens


def test_it_is_narrowed_down_to_changed_doses_and_numbers(at_desk: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", "<p>Rest.</p>", by=editor)
    write(draft, "patient", "<p>Walk.</p>", by=editor)

    shown = listed(at_desk, draft, figures="on")

    assert shown == ["r5", "r3", "r2"]  # "6 weeks" went, "300 mg" and "6 weeks" came; "Walk" is no number


def test_days_are_those_of_the_publisher_from_morning_to_night(at_desk: Client, draft: Article, editor: Person) -> None:
    for moment in ("2030-06-01 00:30 +01:00", "2030-06-02 23:59 +01:00", "2030-06-03 00:01 +01:00"):
        with time_machine.travel(datetime.datetime.strptime(moment, "%Y-%m-%d %H:%M %z"), tick=False):
            write(draft, "patient", f"<p>At {moment}.</p>", by=editor)

    assert listed(at_desk, draft, since="2030-06-01", until="2030-06-02") == ["r6", "r5"]
    assert listed(at_desk, draft, since="2030-06-02") == ["r7", "r6"]
    assert listed(at_desk, draft, until="2030-06-01") == ["r5", "r4", "r3", "r2", "r1"]


@pytest.mark.parametrize(
    ("wanted", "field", "sentence"),
    [
        ({"since": "31-31-2026"}, "since", "Type the day as year, month and day, such as 2026-05-09."),
        ({"until": "soon"}, "until", "Type the day as year, month and day, such as 2026-05-09."),
        ({"since": "0001-01-01"}, "since", "Choose a day between 1900 and 2199."),
        ({"until": "9999-12-31"}, "until", "Choose a day between 1900 and 2199."),
        ({"since": "2026-05-09", "until": "2026-05-08"}, "until", "The last day is before the first."),
        ({"person": "999"}, "person", "Choose somebody who changed this article."),
        ({"text": "<b>"}, "text", "Choose one of the texts in the list."),
    ],
)
def test_what_cannot_be_filtered_by_is_refused_at_its_field(
    at_desk: Client, draft: Article, wanted: dict[str, str], field: str, sentence: str
) -> None:
    response = at_desk.get(address(draft), wanted)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [sentence]}
    assert [response.context["form"][name].value() for name in wanted] == list(wanted.values())


def test_a_day_may_be_typed_in_words(at_desk: Client, draft: Article) -> None:
    assert listed(at_desk, draft, since="1 January 2199") == []


def test_a_filter_that_finds_nothing_says_so_and_offers_to_clear_it(at_desk: Client, draft: Article) -> None:
    shown = at_desk.get(address(draft), {"text": "student"}).content.decode()

    assert "Nothing in the history fits this filter." in shown
    assert shown.count(f'href="{address(draft)}">Clear the filter') == 2
    assert "Compare the two" not in shown


def test_the_filter_keeps_its_values_and_the_pages_keep_the_filter(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    save_texts(draft, editor, 30)

    response = at_desk.get(address(draft), {"person": editor.pk, "since": "2000-01-01", "page": 2})

    shown = response.content.decode()
    assert len(response.context["entries"]) == draft.revision + 5
    assert f'href="?page=1&amp;person={editor.pk}&amp;since=2000-01-01"' in shown
    assert 'value="2000-01-01"' in shown
    assert f'<option value="{editor.pk}" selected>' in shown


def test_the_draft_can_be_compared_with_the_live_version_once_there_is_one(
    at_desk: Client, publication: Publication, editor: Person
) -> None:
    other = actions.create_article(by=editor, details=actions.Details(title="Other", audiences=["patient"]))

    shown = [
        "from=live&amp;to=draft" in at_desk.get(address(row)).content.decode() for row in (publication.article, other)
    ]

    assert shown == [True, False]


def test_nothing_of_another_article_is_listed(at_desk: Client, submitted_version: Version, editor: Person) -> None:
    other = actions.create_article(by=editor, details=actions.Details(title="Other", audiences=["patient"]))

    assert listed(at_desk, other) == ["r1"]
    assert listed(at_desk, other, text="details") == ["r1"]


def test_two_versions_of_one_revision_stand_in_their_order(
    at_desk: Client, withdrawn_version: Version, editor: Person
) -> None:
    submit(withdrawn_version.article, by=editor, change_note="again")

    assert listed(at_desk, withdrawn_version.article)[:3] == ["v2", "v1", "r4"]


def test_an_auditor_reads_the_history_and_is_offered_no_restoring(
    sign_in: SignIn, auditor: Person, editor: Person, draft: Article
) -> None:
    offered = [
        "Restore revision 1" in sign_in(person).get(address(draft)).content.decode() for person in (editor, auditor)
    ]

    assert offered == [True, False]


def test_whoever_may_not_read_drafts_sees_no_history(sign_in: SignIn, outsider: Person, draft: Article) -> None:
    assert sign_in(outsider).get(address(draft)).status_code == 403


def test_a_text_that_was_only_declared_is_no_change_of_it(at_desk: Client, draft: Article, editor: Person) -> None:
    details = actions.Details(title=draft.title, audiences=[*draft.audiences, "student"], slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    assert Text.objects.filter(audience="student").exists()
    assert listed(at_desk, draft, text="student") == []
    assert listed(at_desk, draft, text="details")[0] == "r5"
