"""What browser tests share, one after the other: a server with Django, and Chromium's contexts with their warm caches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext

from tests.browser.walking import DESKTOP
from tests.servers import wait_until

USUAL: dict[str, Any] = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce"}
MOST_MILLISECONDS = 30_000
# A page without scripts: its tab keeps the process that has compiled the editor.
RESTING_PAGE = "/static/js/sign-out.js"

MOST_KEPT = 2

Application = Callable[..., Iterable[bytes]]


class WebServer(ThreadedWSGIServer):
    """Knows which answers are still being made, and whose sessions are over: the next test must not meet them.

    A page that closes may send its last words after its test has ended. Django would answer them, as nobody is signed in,
    by telling Chromium to forget the session, which is the next test's by then.
    """

    daemon_threads = True

    def __init__(self, django: Application) -> None:
        super().__init__(("127.0.0.1", 0), QuietWSGIRequestHandler)
        self.django = django
        self.address = f"http://localhost:{self.server_port}"
        self._under_way: set[object] = set()
        self._sessions: set[str] = set()
        self._over: set[str] = set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> WebServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def get_app(self) -> Application:
        return self._answer

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        session = session_in(environ)
        if session in self._over:
            start_response("410 Gone", [("Content-Length", "0")])
            return
        self._sessions.add(session)
        with self._noted():
            answer = self.application(environ, start_response)
            try:
                yield from answer
            finally:
                if close := getattr(answer, "close", None):
                    close()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        request = object()
        self._under_way.add(request)
        try:
            yield
        finally:
            self._under_way.discard(request)

    def finish(self) -> None:
        wait_until(lambda: not self._under_way)
        self._over |= self._sessions - {""}
        self._sessions.clear()


def session_in(environ: dict[str, Any]) -> str:
    """The session that a request names; "" for none."""
    found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


class Browsers:
    """Contexts as people sit down at them. The usual kind is used again, without a cookie or a kept word of the last test."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._usual: set[BrowserContext] = set()
        self._free: list[BrowserContext] = []

    def take(self, options: dict[str, Any]) -> BrowserContext:
        if options:
            return self._new(options)
        if not self._free:
            context = self._new({})
            context.new_page().goto(RESTING_PAGE)
            self._usual.add(context)
            self._free.append(context)
        return self._free.pop()

    def _new(self, options: dict[str, Any]) -> BrowserContext:
        context = self._browser.new_context(base_url=self._address, **(USUAL | options))
        context.set_default_timeout(MOST_MILLISECONDS)
        return context

    def give_back(self, context: BrowserContext, *, is_clean: bool) -> None:
        """`is_clean`: nothing was read that Chromium might answer a later test with."""
        if context not in self._usual or not is_clean or len(self._free) == MOST_KEPT:
            self._usual.discard(context)
            context.close()
            return
        resting, *used = context.pages
        for page in used:
            page.close()
        context.clear_cookies()
        resting.evaluate("localStorage.clear()")
        self._free.append(context)
