"""Forms on stored pages: without log-in, cookie or script, and not to be abused from elsewhere."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Feedback, HarmReport, Person, Publication
from articles.views.from_readers import PER_MINUTE
from articles.views.open_forms import LARGEST
from tests.built_once import without_rows
from tests.selecting import attribute, select, text, texts
from tests.universe import PASSWORD

HELPFUL, REPORT = "/articles/leg-pain/patient/helpful/", "/articles/leg-pain/patient/report/send/"
FORM = "/articles/leg-pain/patient/report/"
WORDS = "The dose is ten times too high."
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
@without_rows
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
@without_rows
def reader() -> Client:
    """A browser with no cookie whose requests are checked as in production."""
    return Client(enforce_csrf_checks=True)


def test_page_asks_whether_it_helped_in_plain_forms(client: Client, publication: Publication) -> None:
    tree = html.document_fromstring(client.get("/articles/leg-pain/patient/").content.decode())

    assert attribute(tree, ".rb-helpful form", "action") == HELPFUL
    assert texts(tree, ".rb-helpful button") == ["Yes", "No"]
    assert [link.get("href") for link in select(tree, ".rb-helpful a")] == [FORM]
    assert "csrf" not in html.tostring(tree, encoding="unicode")


def test_answer_and_words_are_kept_without_a_cookie(reader: Client, publication: Publication) -> None:
    asked = reader.post(HELPFUL, {"helpful": "no"}, headers=OURS)
    tree = html.document_fromstring(asked.content.decode())
    answer = attribute(tree, "input[name='answer']", "value")
    thanked = reader.post(HELPFUL, {"answer": answer, "words": "Too long."}, headers=OURS)

    assert (asked.status_code, thanked.status_code, asked.cookies, thanked.cookies) == (200, 200, {}, {})
    assert list(Feedback.objects.values_list("is_helpful", "words")) == [(False, "Too long.")]
    assert "no-store" in thanked["Cache-Control"]


def test_words_need_the_answer_that_they_follow(reader: Client, publication: Publication) -> None:
    response = reader.post(HELPFUL, {"answer": "1:x:y", "words": "Spam."}, headers=OURS)

    assert (response.status_code, Feedback.objects.count()) == (422, 0)


def test_s33_report_is_taken_and_thanked_for(reader: Client, publication: Publication) -> None:
    response = reader.post(REPORT, {"words": WORDS}, headers=OURS)

    tree = html.document_fromstring(response.content.decode())
    assert (response.status_code, text(tree, "h1"), response.cookies) == (200, "Thank you", {})
    assert list(HarmReport.objects.values_list("audience", "words")) == [("patient", WORDS)]


def test_s33_form_says_what_to_do_in_an_emergency(client: Client, publication: Publication) -> None:
    tree = html.document_fromstring(client.get(FORM).content.decode())

    assert text(tree, "main .rb-caution") == "In an emergency call 999. We cannot advise on your own case."


def test_empty_report_is_asked_for_again(reader: Client, publication: Publication) -> None:
    response = reader.post(REPORT, {"words": " "}, headers=OURS)

    assert (response.status_code, HarmReport.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost:8000"},
    ],
)
@pytest.mark.parametrize(("path", "data"), [(HELPFUL, {"helpful": "yes"}), (REPORT, {"words": WORDS})])
def test_other_sites_cannot_send_our_forms(
    reader: Client, publication: Publication, path: str, data: dict[str, str], headers: dict[str, str]
) -> None:
    response = reader.post(path, data, headers=headers)

    assert (response.status_code, Feedback.objects.count(), HarmReport.objects.count()) == (403, 0, 0)


def test_browser_that_names_only_its_origin_is_known(reader: Client, publication: Publication) -> None:
    response = reader.post(REPORT, {"words": WORDS}, headers={"origin": "http://localhost:8000"})

    assert (response.status_code, HarmReport.objects.count()) == (200, 1)


def test_too_many_from_one_address_are_turned_away(reader: Client, publication: Publication) -> None:
    codes = [reader.post(HELPFUL, {"helpful": "yes"}, headers=OURS).status_code for _time in range(PER_MINUTE + 1)]

    assert codes == [200] * PER_MINUTE + [429]
    assert Feedback.objects.count() == PER_MINUTE


def test_what_is_too_long_is_not_read(reader: Client, publication: Publication) -> None:
    response = reader.post(REPORT, {"words": "x" * LARGEST}, headers=OURS)

    assert (response.status_code, HarmReport.objects.count()) == (413, 0)


@pytest.mark.parametrize(("path", "data"), [(HELPFUL, {"helpful": "yes"}), (REPORT, {"words": WORDS})])
def test_robot_that_fills_the_hidden_field_is_thanked_for_nothing(
    reader: Client, publication: Publication, path: str, data: dict[str, str]
) -> None:
    response = reader.post(path, {**data, "website": "https://spam.example"}, headers=OURS)

    assert (response.status_code, Feedback.objects.count(), HarmReport.objects.count()) == (200, 0, 0)


def test_s29_reading_changes_nothing(client: Client, publication: Publication) -> None:
    assert [client.get(path).status_code for path in (HELPFUL, REPORT, FORM)] == [405, 405, 200]
    assert (Feedback.objects.count(), HarmReport.objects.count()) == (0, 0)


@pytest.mark.parametrize("path", ["/articles/leg-pain/student/report/send/", "/articles/nothing/patient/helpful/"])
def test_there_are_no_forms_about_pages_that_are_not_there(reader: Client, publication: Publication, path: str) -> None:
    assert reader.post(path, {"helpful": "yes", "words": WORDS}, headers=OURS).status_code == 404


def test_s33_report_stands_at_the_top_of_my_work_and_is_closed_there(
    client: Client, reader: Client, publication: Publication, managing_editor: Person, settings: Settings
) -> None:
    reader.post(REPORT, {"words": WORDS}, headers=OURS)
    report = HarmReport.objects.get()
    client.login(username=managing_editor.email, password=PASSWORD)

    first = client.get("/desk/").context["sections"][0]
    assert (first.title, [task.url for task in first.tasks]) == (
        "Reports of harm by readers",
        [f"/desk/harm/{report.pk}/"],
    )
    assert first.tasks[0].meta.startswith("waits for ")
    shown = client.get(f"/desk/harm/{report.pk}/").content.decode()
    assert (WORDS in shown, f'href="/desk/versions/{publication.version_id}/emergency/"' in shown) == (True, True)
    assert client.post(f"/desk/harm/{report.pk}/", {"decision": "acted"}).status_code == 422
    answer = client.post(f"/desk/harm/{report.pk}/", {"decision": "acted", "reason": "Hidden."}, follow=True)
    assert answer.status_code == 200
    assert [section.title for section in client.get("/desk/").context["sections"]].count(first.title) == 0


def test_editors_see_how_often_a_text_helped(
    client: Client, reader: Client, publication: Publication, editor: Person
) -> None:
    for answer in ("yes", "yes", "no"):
        reader.post(HELPFUL, {"helpful": answer}, headers=OURS)
    client.force_login(editor)

    (counted,) = client.get(f"/desk/articles/{publication.article_id}/readers/").context["counts"]

    assert (counted.label, counted.yes, counted.no) == ("Patients, families and carers", 2, 1)


@pytest.mark.parametrize("path", ["articles/{article}/readers/", "harm/{report}/"])
def test_what_readers_said_is_for_the_desk(
    client: Client, reader: Client, publication: Publication, outsider: Person, path: str
) -> None:
    reader.post(REPORT, {"words": WORDS}, headers=OURS)
    address = "/desk/" + path.format(article=publication.article_id, report=HarmReport.objects.get().pk)

    assert client.get(address).status_code == 302
    client.force_login(outsider)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("times", [1, 30])
def test_desk_asks_the_database_as_often_for_one_reader_as_for_thirty(
    client: Client, publication: Publication, editor: Person, times: int
) -> None:
    for number in range(times):
        said = actions.note_feedback(publication, audience="patient", is_helpful=bool(number % 2))
        actions.add_words(said, words=f"Word {number} is missing.")
        actions.report_harm(publication, audience="patient", words=WORDS)
    client.force_login(editor)

    with CaptureQueriesContext(connection) as captured:
        shown = client.get(f"/desk/articles/{publication.article_id}/readers/").content.decode()

    listed = (shown.count("is missing."), shown.count("/desk/harm/"))
    assert (*listed, len(captured)) == (min(times, 25), times, 9)


@pytest.mark.parametrize("times", [1, 30])
def test_my_work_asks_the_database_as_often_for_one_report_as_for_thirty(
    client: Client, publication: Publication, managing_editor: Person, times: int
) -> None:
    for _number in range(times):
        actions.report_harm(publication, audience="patient", words=WORDS)
    client.force_login(managing_editor)

    with CaptureQueriesContext(connection) as captured:
        shown = client.get("/desk/").content.decode()

    assert (shown.count("/desk/harm/"), len(captured)) == (times, 27)
