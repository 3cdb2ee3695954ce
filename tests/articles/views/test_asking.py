"""The page where readers ask (S17), and the desk's page of what no text answered."""

from __future__ import annotations

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.models import Person, Publication, ReaderQuestion
from articles.views.questions import groups
from tests.articles.search.corpus import LIBRARY, Sample
from tests.articles.search.library import put_live
from tests.built_once import without_rows

pytestmark = pytest.mark.django_db

HERE = {"sec-fetch-site": "same-origin"}
SOME = tuple(one for one in LIBRARY if one.slug in ("warfarin", "aspirin-and-bleeding", "depression", "migraine"))
LINE = "We cannot advise on your own case."


@pytest.fixture(autouse=True)
@without_rows
def nobody_has_asked() -> None:
    """All tests of a process are one address, and it may ask so often in a minute."""
    cache.clear()


@pytest.fixture
def library(editor: Person) -> dict[str, Publication]:
    return put_live(SOME, by=editor)


def ask(client: Client, question: str, **more: str) -> str:
    response = client.post("/ask/answer/", {"question": question, "audience": "patient", **more}, headers=HERE)
    return " ".join(response.content.decode().split())


def test_s17_the_line_stands_on_form_and_answer(client: Client, library: dict[str, Publication]) -> None:
    assert LINE in client.get("/ask/").content.decode()
    assert LINE in ask(client, "Can I take aspirin with an ulcer?")
    assert LINE in ask(client, "zebra")


def test_s17_an_answer_says_where_it_stands_and_when_it_was_reviewed(
    client: Client, library: dict[str, Publication]
) -> None:
    shown = ask(client, "Can I take ibuprofen with warfarin?")

    assert 'href="/articles/warfarin/patient/#safety">Warfarin: Safety</a>' in shown
    assert "Never <mark>take</mark> <mark>ibuprofen</mark> with <mark>warfarin</mark>: you could bleed." in shown
    assert "Last reviewed" in shown
    assert not ReaderQuestion.objects.exists()


def test_s17_two_drugs_without_a_passage(client: Client, library: dict[str, Publication]) -> None:
    shown = ask(client, "Can I take sertraline and sumatriptan?")

    assert "We have nothing checked about taking these together. That does not mean it is safe." in shown
    assert "(Named in your question: sertraline, sumatriptan.)" in shown


def test_s17_nothing_of_a_question_is_in_an_address_or_a_log(
    client: Client, library: dict[str, Publication], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = client.post("/ask/answer/", {"question": "secretword zebra"}, headers=HERE)

    assert "secretword" not in caplog.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "?" not in response.request["PATH_INFO"]


def test_s17_what_was_asked_is_taken_by_post_alone(client: Client, library: dict[str, Publication]) -> None:
    assert client.get("/ask/answer/?question=zebra").status_code == 405
    assert client.get("/ask/?question=secretword").content.decode().count("secretword") == 0
    assert client.post("/ask/answer/", {"question": "zebra"}).status_code == 403


def test_a_question_without_an_answer_goes_to_the_editors(client: Client, library: dict[str, Publication]) -> None:
    shown = ask(client, "Do zebras get gout? Call me on 020 7946 0958", about="migraine")

    kept = ReaderQuestion.objects.get()
    assert (kept.words, kept.about and kept.about.slug) == ("Do zebras get gout? Call me on […]", "migraine")
    assert "Your question is with our editors" in shown


def test_zero_byte_in_the_name_of_the_page_is_left_aside(client: Client, library: dict[str, Publication]) -> None:
    ask(client, "Do zebras get gout?", about="migraine\x00")

    assert ReaderQuestion.objects.filter(about__slug="migraine").exists()


def test_passages_that_are_no_answer_can_be_said_to_be_none(client: Client, library: dict[str, Publication]) -> None:
    client.post("/ask/editors/", {"question": "Warfarin on holiday?", "audience": "patient"}, headers=HERE)

    assert ReaderQuestion.objects.get().words == "Warfarin on holiday?"


def test_an_address_can_be_left_with_the_own_question_only(client: Client, library: dict[str, Publication]) -> None:
    shown = ask(client, "zebra")
    ticket = shown.partition('name="ticket" value="')[2].partition('"')[0]

    wrong = client.post("/ask/tell-me/", {"ticket": "1:x:y", "mail": "jo@example.org"}, headers=HERE)
    bad = client.post("/ask/tell-me/", {"ticket": ticket, "mail": "jo"}, headers=HERE)
    good = client.post("/ask/tell-me/", {"ticket": ticket, "mail": "jo@example.org"}, headers=HERE)

    assert [response.status_code for response in (wrong, bad, good)] == [422, 422, 200]
    assert 'value="jo"' in bad.content.decode()
    assert ReaderQuestion.objects.get().mail == "jo@example.org"


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_no_question_is_told_so(client: Client, question: str) -> None:
    assert "Write your question first." in ask(client, question)


def test_a_long_question_is_kept_in_the_box(client: Client) -> None:
    shown = ask(client, "word " * 200)

    assert ("That is longer than 500 letters." in shown, shown.count("word word")) == (True, 100)


def test_a_program_that_fills_every_field_leaves_nothing(client: Client, library: dict[str, Publication]) -> None:
    ask(client, "zebra", website="https://example.org")

    assert not ReaderQuestion.objects.exists()


def test_a_page_leads_to_the_form_and_says_whence(client: Client, publication: Publication) -> None:
    slug = publication.article.slug

    assert (
        f'href="/ask/?about={slug}&amp;audience=patient"' in client.get(f"/articles/{slug}/patient/").content.decode()
    )


def test_no_cookie_is_asked_for_or_set(client: Client, library: dict[str, Publication]) -> None:
    response = client.post("/ask/answer/", {"question": "zebra"}, headers=HERE)

    assert (response.status_code, dict(response.cookies)) == (200, {})


def test_like_questions_stand_together() -> None:
    for words in ("Can I drive after a stroke?", "When may I be driving after stroke", "Is gout hereditary?"):
        actions.ask_question(words, audience="patient")

    assert [group.count for group in groups(ReaderQuestion.objects.all())] == [2, 1]


def test_an_editor_closes_them_with_an_article(
    client: Client, library: dict[str, Publication], managing_editor: Person
) -> None:
    first = actions.ask_question("Can I drive after a stroke?", audience="patient")
    actions.ask_question("When may I be driving after stroke", audience="student")
    client.force_login(managing_editor)
    address = "http://testserver/articles/migraine/patient/#x"

    assert "2 questions that no text answered" in client.get("/desk/").content.decode()
    wrong = client.post(f"/desk/questions/{first.pk}/close/", {"how": "answered", "answer": "nowhere"})
    right = client.post(f"/desk/questions/{first.pk}/close/", {"how": "answered", "answer": address}, follow=True)

    assert (wrong.status_code, 'value="nowhere"' in wrong.content.decode()) == (422, True)
    assert "2 questions closed." in right.content.decode()
    assert {row.answer and row.answer.slug for row in ReaderQuestion.objects.all()} == {"migraine"}


def test_an_article_can_be_started_from_a_question(client: Client, editor: Person) -> None:
    actions.ask_question("Can I drive after a stroke?", audience="patient")
    client.force_login(editor)

    shown = client.get("/desk/questions/").content.decode()
    start = shown.partition('href="/desk/articles/new/')[2].partition('"')[0]
    assert 'value="Can I drive after a stroke?"' in client.get(f"/desk/articles/new/{start}").content.decode()


@pytest.mark.parametrize("texts", [1, 30])
def test_answer_asks_the_database_as_often_for_one_text_as_for_thirty(
    client: Client, editor: Person, texts: int
) -> None:
    put_live(
        (Sample(f"cold-{n}", f"Cold water {n}", "", "", "<p>Cold water helps.</p>") for n in range(texts)), by=editor
    )
    ask(client, "Does cold water help?")  # reads the glossary

    with CaptureQueriesContext(connection) as captured:
        shown = ask(client, "Does cold water help?")

    assert ("<mark>Cold</mark>" in shown, len(captured)) == (True, 9)


@pytest.mark.parametrize("questions", [1, 30])
def test_desk_asks_the_database_as_often_for_one_question_as_for_thirty(
    client: Client, editor: Person, publication: Publication, questions: int
) -> None:
    for number in range(questions):
        actions.ask_question(
            f"Is word{number} other{number} a thing{number}?", audience="patient", about=publication.article
        )
    client.force_login(editor)

    with CaptureQueriesContext(connection) as captured:
        shown = client.get("/desk/questions/").content.decode()

    assert (shown.count("a thing"), len(captured)) == (questions, 5)
