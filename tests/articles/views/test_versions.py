"""Versions that readers had: the list of them, each as it was, and what one changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateformat import format as format_date
from lxml import html
from lxml.html import HtmlElement

from articles.models import Person, Publication, Version
from articles.publishing.past_versions import versions_read
from articles.text.blocks import blocks
from tests.selecting import attribute, select, text, texts
from tests.universe import write
from workflows import actions

LIST = "/articles/leg-pain/versions/"
PAST = f"{LIST}1/clinician/"
CHANGES = f"{LIST}2/clinician/changes/"


def page(client: Client, path: str) -> HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def today() -> str:
    return format_date(timezone.localdate(), "j F Y")


def test_list_says_from_when_to_when_and_why_it_ended(client: Client, next_publication: Publication) -> None:
    tree = page(client, LIST)

    assert texts(tree, ".rb-versions__item > p") == [
        f"Current · since {today()}",
        "What changed, in the publisher’s words: A lower dose to start with.",
        f"Read from {today()} to {today()}. Replaced by version 2.",
    ]
    assert [link.get("href") for link in select(tree, ".rb-versions a")] == [
        "/articles/leg-pain/patient/",
        "/articles/leg-pain/versions/2/patient/changes/",
        "/articles/leg-pain/clinician/",
        "/articles/leg-pain/versions/2/clinician/changes/",
        "/articles/leg-pain/versions/1/patient/",
        "/articles/leg-pain/versions/1/clinician/",
    ]


def test_s27_past_version_says_so_first_and_leads_to_the_current_one(
    client: Client, next_publication: Publication
) -> None:
    tree = page(client, PAST)

    mark = f"Past version, read from {today()} to {today()}. Do not rely on it. Read the current version"
    assert text(tree, ".rb-band") == mark
    assert attribute(tree, ".rb-band a", "href") == "/articles/leg-pain/clinician/"
    assert attribute(tree, "link[rel='canonical']", "href") == "http://localhost:8000/articles/leg-pain/clinician/"
    assert attribute(tree, "meta[name='robots']", "content") == "noindex"
    assert text(tree, ".rb-watermark") == "PAST VERSION"
    assert "Next review due" not in text(tree, ".rb-print-header")
    assert texts(tree, "#_review_line .rb-badge") == ["Past version"]
    assert "Start gabapentin at 300\N{NO-BREAK SPACE}mg daily" in tree.text_content()
    assert select(tree, "script[type='application/ld+json']") == []


def test_s27_answer_of_a_past_version_is_for_no_search_engine(client: Client, next_publication: Publication) -> None:
    for path in (LIST, PAST, CHANGES):
        response = client.get(path)

        assert (response["X-Robots-Tag"], response.cookies) == ("noindex", {})
        assert response["Cache-Control"] == "public, max-age=60, s-maxage=300, must-revalidate"
        assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_s07_dose_card_of_a_past_version_says_that_it_is_one(
    client: Client, next_publication: Publication, editor: Person
) -> None:
    tree = page(client, PAST)

    assert set(texts(tree, ".rb-origin")) <= {"Health professionals · version 1 · past version, do not rely on it"}


def test_s27_version_that_was_corrected_opens_on_the_notice(
    client: Client, next_publication: Publication, managing_editor: Person
) -> None:
    told = "An earlier version named a dose that was too high."
    version = next_publication.version
    actions.post_notice(version, by=managing_editor, kind="correction", sentence=told, reason="Readers may have it.")

    tree = page(client, PAST)

    assert text(tree, ".rb-notice > p:not(.rb-notice__title)") == told
    words = text(tree, "main")
    assert words.index(told) < words.index("Written for:")


def test_s22_passage_that_was_hidden_stays_hidden_in_the_past_version(
    client: Client,
    publication: Publication,
    managing_editor: Person,
    request: pytest.FixtureRequest,
) -> None:
    text_of = publication.version.content.texts["clinician"]
    (block,) = [block for block in blocks(text_of.body) if block.text.startswith("Start gabapentin")]
    actions.hide_passage(
        publication.version, by=managing_editor, audience="clinician", block=block.key, reason="Too high a dose."
    )
    request.getfixturevalue("next_publication")

    assert "300" not in page(client, PAST).text_content()
    assert "300" not in page(client, CHANGES).text_content()


def test_s27_retracted_version_is_marked_and_opens_on_the_notice(
    client: Client, next_publication: Publication, managing_editor: Person
) -> None:
    actions.retract(next_publication.version, by=managing_editor, reason="Wrong.", told="The trial was made up.")

    tree = page(client, f"{LIST}2/patient/")

    assert (text(tree, "h1"), text(tree, ".rb-watermark")) == ("RETRACTED: Leg pain", "RETRACTED")
    words = text(tree, "main")
    assert words.index("The trial was made up.") < words.index("Written for:")
    assert texts(page(client, LIST), ".rb-versions__item strong")[0] == (
        "This article has been retracted. It was wrong. Please do not rely on copies of it."
    )


def test_version_that_is_live_is_read_at_its_own_address(client: Client, next_publication: Publication) -> None:
    response = client.get(f"{LIST}2/patient/")

    assert (response.status_code, response["Location"]) == (302, "/articles/leg-pain/patient/")


def test_removed_words_are_not_handed_out_by_way_of_the_past(
    client: Client, next_publication: Publication, managing_editor: Person
) -> None:
    actions.remove(next_publication.version, by=managing_editor, reason="Against the law.")

    answers = {path: client.get(path) for path in (PAST, f"{LIST}2/clinician/", CHANGES)}

    assert {path: response.status_code for path, response in answers.items()} == dict.fromkeys(answers, 410)
    assert not any(b"gabapentin" in response.content for response in answers.values())
    tree = page(client, LIST)
    assert select(tree, ".rb-versions a") == []
    assert texts(tree, ".rb-versions__item > p")[-1] == "The words of this version are not shown any more."


def test_changes_name_doses_first_and_warnings_next(client: Client, next_publication: Publication) -> None:
    tree = page(client, CHANGES)

    assert texts(tree, ".rb-changed h2") == ["Doses, medicines and numbers", "Warnings and when to get help"]
    assert texts(tree, ".rb-changed__passage > p") == [
        "Changed · Treatment",
        "Before: Start gabapentin at 300 mg daily.",
        "Now: Start gabapentin at 100 mg daily.",
        "300 mg → 100 mg, a third",
        "Changed · Treatment",
        "Before: Loss of bladder control: refer at once.",
        "Now: Loss of bladder or bowel control: refer at once.",
        "in a box “emergency”",
    ]
    assert text(tree, ".rb-prescribers") == "For prescribers"
    assert "In the publisher’s words: A lower dose to start with." in " ".join(tree.text_content().split())


def test_s01_changes_of_a_text_for_professionals_say_whose_they_are(
    client: Client, next_publication: Publication
) -> None:
    tree = page(client, CHANGES)

    assert text(tree, "title").startswith("For health professionals: What changed in version 2: Leg pain")
    assert next(link.get("href") for link in select(tree, "main a")) == "/articles/leg-pain/patient/"


def test_first_version_changed_nothing(client: Client, next_publication: Publication) -> None:
    tree = page(client, f"{LIST}1/patient/changes/")

    assert texts(tree, "main p")[-2] == "This is the first version that readers had."


@pytest.mark.parametrize(
    "path",
    [
        "/articles/nothing/versions/",
        f"{LIST}9/patient/",
        f"{LIST}1/student/",
        f"{LIST}1/nobody/",
        f"{LIST}9/patient/changes/",
        f"{LIST}1/patient/changes/%00/",
    ],
)
def test_unknown_versions_are_not_found(client: Client, next_publication: Publication, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [LIST, f"{LIST}1/patient/", f"{LIST}1/patient/changes/"])
def test_what_never_was_live_is_nobodys_past(client: Client, approved_version: Version, path: str) -> None:
    assert client.get(path).status_code == 404


def test_version_that_waits_for_its_date_is_in_no_list(
    client: Client, publication: Publication, editor: Person
) -> None:
    write(publication.article, "patient", "<p>Canary words of a draft.</p>", by=editor)

    assert [one.number for one in versions_read(publication.article)] == [1]
    assert client.get(f"{LIST}2/patient/").status_code == 404


@pytest.mark.parametrize("path", [LIST, PAST, CHANGES])
def test_past_versions_take_no_posts(client: Client, next_publication: Publication, path: str) -> None:
    assert client.post(path).status_code == 405


def test_list_asks_the_database_as_often_for_two_versions_as_for_one(
    client: Client, publication: Publication, request: pytest.FixtureRequest
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    one = queries()
    request.getfixturevalue("next_publication")

    assert (one, queries()) == (3, 3)
