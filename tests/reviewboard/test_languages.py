"""In which language Django answers, and what a cache is told about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles import actions
from articles.actions import MessageChoices
from articles.models import Person, Publication

GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-CH,de;q=0.9,en;q=0.5"}


def varies(response: Any) -> bool:
    return "accept-language" in response.get("Vary", "").lower()


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/search/", "/ask/", "/editorial-policy/", "/glossary/", "/board/"]
)
def test_page_is_in_the_language_of_the_reader(client: Client, db: None, path: str) -> None:
    german, english = client.get(path, **GERMAN), client.get(path, HTTP_ACCEPT_LANGUAGE="fr, en")

    assert ('<html lang="de">' in german.content.decode(), german["Content-Language"]) == (True, "de")
    assert "Zum Hauptinhalt springen" in german.content.decode()
    assert "Skip to the main content" in english.content.decode()
    assert (varies(german), varies(english)) == (True, True)


@pytest.mark.parametrize(
    "path",
    [
        "/feed/",
        "/sitemap.xml",
        "/robots.txt",
        "/.well-known/security.txt",
        "/api/v1/articles",
        "/api/v1/openapi.json",
        "/articles/leg-pain/patient/",
        "/articles/leg-pain/article.xml",
        "/articles/leg-pain/references.ris",
        "/articles/leg-pain/patient/card/",
    ],
)
def test_what_is_the_same_for_everybody_is_kept_once(client: Client, publication: Publication, path: str) -> None:
    german, english = client.get(path, **GERMAN), client.get(path, HTTP_ACCEPT_LANGUAGE="en")

    assert (german.status_code, varies(german)) == (200, False)
    assert german.content == english.content


def test_article_is_in_its_own_language_whatever_the_reader_asks_for(client: Client, publication: Publication) -> None:
    page = client.get("/articles/leg-pain/patient/", **GERMAN)

    assert ('<html lang="en">' in page.content.decode(), page["Content-Language"]) == (True, "en")


def test_desk_is_in_the_language_that_the_person_chose(client: Client, editor: Person) -> None:
    client.force_login(editor)
    before = client.get("/desk/", HTTP_ACCEPT_LANGUAGE="en").content.decode()

    actions.choose_messages(editor, by=editor, choices=MessageChoices(language="de"))

    after = client.get("/desk/", HTTP_ACCEPT_LANGUAGE="en")
    assert "Meine Aufgaben" not in before
    assert ('<html lang="de">' in after.content.decode(), "Meine Aufgaben" in after.content.decode()) == (True, True)


def test_person_chooses_a_language_beside_the_messages(client: Client, editor: Person) -> None:
    client.force_login(editor)

    client.post("/desk/messages/choices/", {"mailed": [], "language": "de"})

    editor.refresh_from_db()
    assert editor.language == "de"


def test_pages_of_readers_do_not_ask_who_is_signed_in(client: Client, editor: Person) -> None:
    actions.choose_messages(editor, by=editor, choices=MessageChoices(language="de"))
    client.force_login(editor)

    assert '<html lang="en' in client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
