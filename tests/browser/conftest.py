"""One Chromium for all tests, the whole site on a free port, and a watch on what pages must not do."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from articles.models import Person
from articles.publishing.layer import PageLayer
from tests import tiers
from tests.browser.walking import DESKTOP, OpenPage

# What Chromium writes into the console for an answer that a test asked for.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of (400|403|404|409|422)")
MOST_MILLISECONDS = 30_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        program = tiers.parts()["browser"].where
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The product as wsgi.py puts it together: the page layer over this test's page store, then Django."""
    cache.clear()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(PageLayer(WSGIHandler(), settings.PAGE_STORE))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Watch:
    """What a page must not do: ask another host, break its Content Security Policy, fail in a script."""

    host: str
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.match(message.text):
            self.complaints.append(f"{message.type}: {message.text}")

    def see(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme != "data" and asked.netloc != self.host:
            self.complaints.append(f"another host: {request.url}")


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """open_page(as_=person, **context): a page of a new browser, signed in by cookie if somebody is named."""
    contexts: list[BrowserContext] = []
    watch = Watch(urlsplit(site).netloc)

    def new(as_: Person | None = None, **options: Any) -> Page:
        usual = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce"}
        context = browser.new_context(base_url=site, **(usual | options))
        contexts.append(context)
        context.set_default_timeout(MOST_MILLISECONDS)
        context.on("request", watch.see)
        context.on("page", watch.follow)
        if as_ is not None:
            context.add_cookies([_session_of(as_, site)])
        return context.new_page()

    yield new
    for context in contexts:
        context.close()
    assert watch.complaints == []


def _session_of(person: Person, site: str) -> Any:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}
