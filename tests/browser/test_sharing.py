"""The server that browser tests share keeps one test's last words out of the next."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.browser.sharing import WebServer


def forgetting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """As Django answers a session that is no longer there."""
    cookie = f"{settings.SESSION_COOKIE_NAME}=; Max-Age=0"
    start_response("200 OK", [("Content-Length", "4"), ("Set-Cookie", cookie)])
    return [b"word"]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer(forgetting) as server:
        server.set_app(forgetting)
        yield server


def ask(server: WebServer, session: str) -> tuple[int, str | None]:
    """The status of an answer, and the cookie that it sets."""
    request = urllib.request.Request(  # noqa: S310 - our own server
        server.address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}", "Connection": "close"}
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers["Set-Cookie"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Set-Cookie"]


def test_a_session_of_a_finished_test_is_not_answered_and_takes_no_cookie_away(server: WebServer) -> None:
    during = ask(server, "first")
    server.finish()

    later = ask(server, "first")

    assert during == (200, f"{settings.SESSION_COOKIE_NAME}=; Max-Age=0")
    assert later == (410, None)


def test_a_session_of_the_running_test_is_answered(server: WebServer) -> None:
    ask(server, "first")
    server.finish()

    assert ask(server, "second")[0] == 200
