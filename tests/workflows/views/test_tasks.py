"""The page of tasks before submission, My work, the calendar and the submit page."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, DeskRole, Person, Reference
from tests.universe import PersonFactory, answer_flags
from workflows import actions
from workflows.models import DraftTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=5)


@pytest.fixture
def task(draft: Article, editor: Person, soon: datetime.date) -> DraftTask:
    return actions.give_task(draft, by=editor, kind="illustrate", person=editor, due_on=soon)


@pytest.fixture
def librarian(make_person: PersonFactory) -> Person:
    return make_person("Lena Librarian", DeskRole.LIBRARIAN)


def page_of(article: Article) -> str:
    return reverse("desk:draft_tasks", args=[article.pk])


def act(task: DraftTask, deed: str) -> str:
    return reverse("desk:draft_task_act", args=[task.pk, deed])


def test_a_task_is_given_on_the_page(
    client: Client, draft: Article, editor: Person, other_editor: Person, soon: datetime.date
) -> None:
    client.force_login(editor)

    response = client.post(page_of(draft), {"kind": "write", "words": "", "person": other_editor.pk, "due_on": soon})

    task = DraftTask.objects.get()
    assert response["Location"] == page_of(draft)
    assert (task.kind, task.person, task.due_on, task.given_by) == ("write", other_editor, soon, editor)


def test_what_is_missing_is_told_at_its_field(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    passed = timezone.localdate() - datetime.timedelta(days=1)

    unnamed = client.post(page_of(draft), {"kind": "other", "words": "", "person": editor.pk, "due_on": passed})
    passed_day = client.post(page_of(draft), {"kind": "write", "words": "", "person": editor.pk, "due_on": passed})

    assert (unnamed.status_code, unnamed.context["form"].errors) == (422, {"words": ["Say what is to be done."]})
    assert passed_day.context["form"].errors == {"due_on": ["Give a day that has not passed."]}


def test_a_task_is_done_and_opened_again_and_taken_back(client: Client, task: DraftTask, editor: Person) -> None:
    client.force_login(editor)

    for deed, there in (("done", (True, False)), ("reopen", (False, False)), ("drop", (False, True))):
        response = client.post(act(task, deed))

        task.refresh_from_db()
        assert response["Location"] == page_of(task.article)
        assert (task.done_at is not None, task.dropped_at is not None) == there
    assert client.post(act(task, "sing")).status_code == 404
    assert client.get(act(task, "done")).status_code == 405


def test_a_task_goes_to_somebody_else_on_its_page(
    client: Client, task: DraftTask, editor: Person, other_editor: Person, soon: datetime.date
) -> None:
    client.force_login(editor)
    url = reverse("desk:draft_task", args=[task.pk])

    shown = client.get(url).context["form"].initial
    client.post(url, {"person": other_editor.pk, "due_on": soon})

    task.refresh_from_db()
    assert (shown["person"], task.person) == (editor.pk, other_editor)


def test_an_auditor_reads_and_is_offered_nothing_and_others_do_not_know(
    client: Client, task: DraftTask, auditor: Person, outsider: Person, soon: datetime.date
) -> None:
    client.force_login(auditor)
    read = client.get(page_of(task.article))
    refused = client.post(act(task, "done"))
    client.force_login(outsider)

    assert (read.status_code, read.context["form"], refused.status_code) == (200, None, 403)
    assert client.get(page_of(task.article)).status_code == 404
    assert client.post(act(task, "done")).status_code == 404
    assert Client().get(page_of(task.article)).status_code == 302


def test_the_day_goes_into_ones_own_calendar(
    client: Client, task: DraftTask, editor: Person, other_editor: Person, soon: datetime.date
) -> None:
    url = reverse("desk:draft_task_day", args=[task.pk])
    client.force_login(editor)
    mine = client.get(url)
    client.force_login(other_editor)

    assert f"DTSTART;VALUE=DATE:{soon:%Y%m%d}" in mine.content.decode()
    assert "SUMMARY:Illustrate due: Leg pain" in mine.content.decode()
    assert client.get(url).status_code == 404


def test_a_task_stands_in_my_work_in_the_calendar_and_on_the_overview(
    client: Client, task: DraftTask, editor: Person, soon: datetime.date
) -> None:
    client.force_login(editor)

    sections = {section.title: section.tasks for section in client.get("/desk/").context["sections"]}
    days = client.get(reverse("desk:calendar"), {"month": f"{soon:%Y-%m}"}).context["days"]
    overview = client.get(task.article.get_absolute_url()).context["draft_tasks"]

    assert [row.title for row in sections["Tasks on drafts"]] == ["Illustrate: Leg pain"]
    assert [(day.on, entry.what, entry.title) for day in days for entry in day.entries] == [
        (soon, "Illustrate", "Leg pain")
    ]
    assert list(overview) == [task]


def test_submitting_with_an_open_task_asks_for_a_reason_at_its_field(
    client: Client, task: DraftTask, draft: Article, editor: Person
) -> None:
    answer_flags(draft, by=editor)
    client.force_login(editor)
    url = reverse("desk:article_submit", args=[draft.pk])

    refused = client.post(url, {"change_note": ""})
    field = refused.context["form"]["with_open_tasks"]
    done = client.post(url, {"change_note": "", "with_open_tasks": "The drawing follows."})

    assert field.help_text == "Still open: Illustrate (Edith Editor)"
    assert field.errors == ["Tasks are open. Say why it is submitted all the same.", "Illustrate"]
    assert (refused.status_code, done.status_code) == (422, 302)


def test_without_tasks_the_submit_page_asks_nothing_of_them(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    form = client.get(reverse("desk:article_submit", args=[draft.pk])).context["form"]

    assert [*form.fields] == ["change_note"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_however_many_tasks_there_are(
    count: int,
    client: Client,
    draft: Article,
    editor: Person,
    soon: datetime.date,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(count):
        actions.give_task(draft, by=editor, kind="write", person=editor, due_on=soon)
    client.force_login(editor)

    # session, person, roles twice, article, tasks, people, what the frame of the page asks: roles, samples
    with django_assert_num_queries(9):
        response = client.get(page_of(draft))

    assert len(response.context["open"]) == count


def test_a_librarian_finds_her_task_with_the_works_and_no_word_of_the_draft(
    client: Client, draft: Article, editor: Person, librarian: Person, soon: datetime.date
) -> None:
    client.force_login(editor)
    posted = {"kind": "check_references", "words": "All of them.", "person": librarian.pk, "due_on": soon}
    given = client.post(page_of(draft), posted)
    client.force_login(librarian)

    work = client.get(reverse("desk:work")).content.decode()
    page = client.get(page_of(draft)).content.decode()

    task = DraftTask.objects.get()
    reference = Reference.objects.get(key=draft.reference_keys[0])
    assert (given.status_code, page_of(draft) in work) == (302, True)
    assert [
        words in page for words in (draft.title, "All of them.", reverse("desk:reference", args=[reference.pk]))
    ] == [True] * 3
    assert client.get(reverse("desk:reference", args=[reference.pk])).status_code == 200
    bodies = [text.body for text in draft.texts.all()]
    assert [body for body in bodies if body.split("<p>")[1][:40] in page] == []
    assert client.post(act(task, "done"))["Location"] == page_of(draft)
    assert "done by Lena Librarian" in client.get(page_of(draft)).content.decode()


def test_a_librarian_opens_no_task_of_others_and_gives_none(
    client: Client, draft: Article, task: DraftTask, editor: Person, librarian: Person, soon: datetime.date
) -> None:
    client.force_login(librarian)
    before = [client.get(page_of(draft)).status_code, client.post(act(task, "done")).status_code]
    own = actions.give_task(draft, by=editor, kind="illustrate", person=librarian, due_on=soon)

    after = [
        client.post(page_of(draft), {"kind": "illustrate", "person": librarian.pk, "due_on": soon}).status_code,
        client.get(reverse("desk:draft_task", args=[own.pk])).status_code,
        client.post(act(own, "drop")).status_code,
        client.post(act(task, "done")).status_code,
        client.get(reverse("desk:article", args=[draft.pk])).status_code,
    ]

    assert (before, after) == ([404, 404], [403, 403, 403, 404, 404])


def test_a_task_that_wants_a_draft_read_is_refused_at_the_person(
    client: Client, draft: Article, editor: Person, librarian: Person, soon: datetime.date
) -> None:
    client.force_login(editor)

    response = client.post(page_of(draft), {"kind": "write", "words": "", "person": librarian.pk, "due_on": soon})

    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"person": ["Lena Librarian reads no drafts. Give them “Check references” or “Illustrate”."]},
    )
