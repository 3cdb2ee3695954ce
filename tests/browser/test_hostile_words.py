"""Words that want to be more than words stay words: on every page, for every role, in a browser.

Quick: each page is read by Chromium's own parser, and those with scripts of ours are opened. HOSTILE=all opens every page as each
role, with other words at each entry for each (docs/developer.md).
"""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import ConsoleMessage, Dialog, Error, Page

from articles.models import Person, Reference
from tests.browser.walking import OpenPage
from tests.security.addresses import Address, addresses
from tests.security.asking import ROLES
from tests.security.conftest import people
from tests.security.hostile_entries import everything, people_and_boards
from tests.security.hostile_words import HOSTILE, InTurn
from tests.security.scenery import Scenery, Staff
from workflows.models import Board

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["people"]

PAGES = (200, 403, 404, 410)
ALL = os.environ.get("HOSTILE") == "all"
# Scripts of ours read the page and put words into it.
WITH_SCRIPTS = {
    *(
        "desk:article_edit",
        "desk:article_comments",
        "desk:article_images",
        "desk:article_flags",
        "desk:article_compare",
    ),
    *("desk:review", "desk:article_history", "desk:bulk_import", "articles:search"),
}
# Tells of words that ran, of what the policy kept from running, and of elements and addresses that nobody but a hostile word has.
TELLTALES = """
window.canary = number => console.error("ran: " + number)
addEventListener("securitypolicyviolation", event => console.error("policy: " + event.violatedDirective + " " + event.sample))
"""
FOUND = """document => {
  const address = /^(href|src|action|formaction|xlink:href|data|poster|background|cite|to|values|from)$/
  const found = []
  for (const element of document.querySelectorAll("*")) {
    const {localName: name, attributes} = element
    if (element.hasAttribute("data-hostile") || ["object", "embed", "base", "marquee"].includes(name)) found.push(name)
    const isData = /^application\\/(ld\\+)?json$/.test(element.type)
    if (name === "script" && !element.src && !isData && /canary/.test(element.text)) found.push("script")
    for (const {name: attribute, value} of attributes) {
      if (/^on/.test(attribute) || attribute === "srcdoc" || /^hx-on/.test(attribute)) found.push(`${name} ${attribute}`)
      const runs = address.test(attribute) && /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i.test(value)
      if (runs) found.push(`${name} ${attribute}=${value}`)
    }
  }
  return found
}"""
READ = f"htmls => htmls.map(html => ({FOUND})(new DOMParser().parseFromString(html, 'text/html')))"
HERE = f"() => ({FOUND})(document)"


def put_in(people: dict[str, Person], other_editor: Person, board: Board, reference: Reference, first: int) -> Scenery:
    says = InTurn(first)
    people_and_boards(people, board, says)
    roles = ("editor", "managing", "administrator", "chair", "member", "asked")
    return everything(
        Staff(*(people[role] for role in roles), other_editor, board, reference), says, step=1 if ALL else 12
    )


def pages_of(scenery: Scenery) -> list[Address]:
    return list({address.path: address for address in addresses(scenery)}.values())


def test_words_that_are_put_into_a_page_as_they_are_are_noticed(open_page: OpenPage) -> None:
    tags = [words for words in HOSTILE if words.startswith("<") and "data-hostile" in words]
    open_attributes = [words for words in HOSTILE if words.startswith(('"', "'"))]
    pages = [f"<p>{words}</p>" for words in tags] + [f"<p title={words[0]}{words}>" for words in open_attributes]

    found = open_page().evaluate(READ, pages)

    assert (len(tags) > 40, len(open_attributes) > 3) == (True, True)
    # The others need a reader that reads anew, or stand in a script.
    assert sum(map(bool, found)) == len(pages) - 5


def test_no_page_has_more_than_words(
    open_page: OpenPage, people: dict[str, Person], other_editor: Person, board: Board, reference: Reference
) -> None:
    scenery = put_in(people, other_editor, board, reference, 0)
    once = list({address.name: address for address in pages_of(scenery)}.values())
    client = signed_in(people["managing"])
    page, heard = listening(open_page(as_=people["managing"]))

    read = {address.path: html for address in once if (html := html_of(client, address.path))}
    wrong = dict(zip(read, page.evaluate(READ, list(read.values())), strict=True))
    opened = {address.path: on(page, heard, address.path) for address in once if address.name in WITH_SCRIPTS}

    assert len(read) > 100
    assert len(opened) == len(WITH_SCRIPTS)
    assert {path: found for path, found in {**wrong, **opened}.items() if found} == {}


@pytest.mark.skipif(not ALL, reason="a page of each address for each role takes many minutes: HOSTILE=all")
@pytest.mark.parametrize("role", ROLES)
def test_no_page_runs_a_word_for_anybody(
    role: str,
    open_page: OpenPage,
    people: dict[str, Person],
    other_editor: Person,
    board: Board,
    reference: Reference,
) -> None:
    scenery = put_in(people, other_editor, board, reference, ROLES.index(role) * len(HOSTILE) // len(ROLES))
    client = signed_in(people[role]) if role in people else Client()
    page, heard = listening(open_page(as_=people.get(role)))
    there = [address.path for address in pages_of(scenery) if html_of(client, address.path)]

    found = {path: on(page, heard, path) for path in there}

    assert {path: what for path, what in found.items() if what} == {}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def html_of(client: Client, path: str) -> str:
    cache.clear()
    response = client.get(path)
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    is_page = response.status_code in PAGES and response.get("Content-Type", "").startswith("text/html")
    return whole.decode() if is_page else ""


def listening(page: Page) -> tuple[Page, list[str]]:
    """The page, and what it will be heard to say that is nobody's business."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.text.startswith(("ran: ", "policy: ")):
            heard.append(message.text)

    def dismiss(dialog: Dialog) -> None:
        heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.add_init_script(TELLTALES)
    page.on("console", hear)
    page.on("dialog", dismiss)
    return page, heard


def on(page: Page, heard: list[str], path: str) -> list[str]:
    """What is there that no page of ours has, once its scripts have run."""
    heard.clear()
    cache.clear()
    try:
        page.goto(path, wait_until="domcontentloaded")
    except Error as error:
        # What is no page is a download.
        return [] if "Download is starting" in error.message or "ERR_ABORTED" in error.message else [error.message]
    page.wait_for_timeout(20)
    return [*heard, *page.evaluate(HERE)]
