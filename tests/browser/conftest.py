"""One Chromium for all tests, the whole site on a free port, and a watch on what pages must not do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from articles.models import Person
from articles.publishing.layer import PageLayer
from articles.publishing.remembering import ListLayer
from tests import tiers
from tests.browser.sample_site import sample_site, samples
from tests.browser.sharing import MOST_MILLISECONDS, Browsers, WebServer
from tests.browser.walking import OpenPage

__all__ = ["sample_site", "samples"]

# Five seconds of its own, which a busy machine may need for a page.
expect.set_options(timeout=MOST_MILLISECONDS)

# What Chromium writes into the console for an answer that a test asked for.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (400|403|404|409|410|422)")
# Chromium keeps nothing of these for later but static files; a page for readers it keeps for a minute.
NEVER_KEPT = ("/accounts/", "/desk/", "/static/")


def pytest_itemcollected(item: pytest.Item) -> None:
    """By what it uses: a test that forgot the mark would run on both databases, and without a second try on CI."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        program = tiers.parts()["browser"].where
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def web_server() -> Iterator[WebServer]:
    """One server and one Django for all tests, at one address: Chromium reads the editor's scripts once."""
    with override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_MAX_AGE=3600):
        django = WSGIHandler()
    with WebServer(django) as server:
        yield server


@pytest.fixture
def site(transactional_db: None, web_server: WebServer) -> Iterator[str]:
    """The product as wsgi.py puts it together: the page layer over this test's page store, then Django."""
    cache.clear()
    web_server.set_app(PageLayer(ListLayer(web_server.django, looked_at_every=0), settings.PAGE_STORE))
    yield web_server.address
    web_server.finish()


@dataclass
class Watch:
    """What a page must not do: ask another host, break its Content Security Policy, fail in a script."""

    host: str
    complaints: list[str] = field(default_factory=list)
    saw_public_pages: bool = False

    def follow(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.match(message.text):
            self.complaints.append(f"{message.type}: {message.text}")

    def see(self, request: Request) -> None:
        asked = urlsplit(request.url)
        self.saw_public_pages |= not asked.path.startswith(NEVER_KEPT)
        if asked.scheme != "data" and asked.netloc != self.host:
            self.complaints.append(f"another host: {request.url}")


@pytest.fixture(scope="session")
def browsers(browser: Browser, web_server: WebServer) -> Browsers:
    return Browsers(browser, web_server.address)


@pytest.fixture
def open_page(browsers: Browsers, site: str) -> Iterator[OpenPage]:
    """open_page(as_=person, **context): a page of a browser without a memory, signed in by cookie if somebody is named."""
    contexts: list[BrowserContext] = []
    watch = Watch(urlsplit(site).netloc)

    def new(as_: Person | None = None, **options: Any) -> Page:
        context = browsers.take(options)
        contexts.append(context)
        context.on("request", watch.see)
        context.on("page", watch.follow)
        if as_ is not None:
            context.add_cookies([_session_of(as_, site)])
        return context.new_page()

    yield new
    for context in contexts:
        context.remove_listener("request", watch.see)
        context.remove_listener("page", watch.follow)
        browsers.give_back(context, is_clean=not watch.saw_public_pages)
    assert watch.complaints == []


def _session_of(person: Person, site: str) -> Any:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}
