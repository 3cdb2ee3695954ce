"""The public site as files, read in a browser from a server that knows nothing but files."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from articles.models import Publication

pytestmark = pytest.mark.django_db(transaction=True)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def files(publication: Publication, tmp_path: Path) -> Iterator[str]:
    """Where the exported site is served, in a folder of its host."""
    call_command("publish", "--output", str(tmp_path / "host" / "health"), stdout=io.StringIO())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "host")))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/health/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def search(page: Page, files: str, words: str, audience: str = "clinician") -> str:
    """What the page says of the search once it is done."""
    page.goto(f"{files}search/?q={words}&audience={audience}")
    page.locator("[data-search-in-browser][data-ready]").wait_for()
    return page.get_by_role("status").inner_text()


def test_s09_a_search_in_the_browser_shows_whole_passages(files: str, page: Page) -> None:
    told = search(page, files, "gabapentin")

    assert told == "Texts with all of your words: 1"
    passage = page.locator(".rb-hit__words").first
    expect(passage).to_contain_text("300 mg")
    expect(page.locator(".rb-list__meta").first).to_contain_text("Health professionals · Last reviewed")


def test_s10_a_name_that_looks_like_that_of_a_medicine_finds_nothing(files: str, page: Page) -> None:
    told = search(page, files, "gabapentine+gabapentim")

    assert told == "Nothing was found. That we have no text about something does not mean that it is safe."
    expect(page.locator(".rb-hit")).to_have_count(0)


def test_a_hit_leads_to_its_text_and_another_audience_is_a_link_away(files: str, page: Page) -> None:
    search(page, files, "leg")

    with page.expect_navigation():
        page.locator(".rb-hit__title a").click()
    assert page.url == f"{files}articles/leg-pain/clinician/"
    with page.expect_navigation():
        page.get_by_role("link", name="Read the version for patients").click()
    assert page.url == f"{files}articles/leg-pain/patient/"


def test_the_form_of_the_first_page_searches(files: str, page: Page) -> None:
    page.goto(files)
    page.get_by_role("searchbox").fill("leg pain")

    with page.expect_navigation():
        page.get_by_role("searchbox").press("Enter")

    page.locator("[data-search-in-browser][data-ready]").wait_for()
    expect(page.get_by_role("searchbox")).to_have_value("leg pain")
    expect(page.locator(".rb-hit")).to_have_count(1)
