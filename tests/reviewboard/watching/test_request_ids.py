"""The id of a request: whose it is, where it stands, and that lines of the log hold nothing that somebody wrote."""

from __future__ import annotations

import io
import json
import logging
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import Client
from pytest_django.fixtures import Settings

from articles import owed
from articles.models import Article, Person
from articles.owed import Owed
from reviewboard import logs
from tests.universe import PASSWORD

FROM_NGINX = "0123456789abcdef0123456789abcdef"
ID = re.compile(r"[0-9a-f]{32}")
CANARY = "canary7f3a"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that production writes, of every logger."""
    formatter = logs.configuration(as_json=True, level=logging.INFO)["formatters"]["line"]
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(
        formatter["()"](processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"])
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield text
    root.setLevel(level)
    root.removeHandler(handler)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.django_db
def test_each_answer_names_its_request(client: Client) -> None:
    first, second = (client.get("/accounts/login/")["X-Request-ID"] for _number in range(2))

    assert (bool(ID.fullmatch(first)), bool(ID.fullmatch(second)), first == second) == (True, True, False)


@pytest.mark.parametrize("given", [FROM_NGINX, "0b3c2f0e-8d1f-4c0e-9a39-1f2e3d4c5b6a"])
@pytest.mark.django_db
def test_the_proxys_id_is_taken(client: Client, settings: Settings, given: str) -> None:
    settings.BEHIND_PROXY = True

    assert client.get("/accounts/login/", headers={"x-request-id": given})["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["short", FROM_NGINX + "0", FROM_NGINX.upper(), "ada@example.org", "x" * 5000, FROM_NGINX + '"}\n{"event"']
)
@pytest.mark.django_db
def test_what_does_not_look_like_an_id_is_none(client: Client, settings: Settings, given: str) -> None:
    settings.BEHIND_PROXY = True

    assert ID.fullmatch(client.get("/accounts/login/", headers={"x-request-id": given})["X-Request-ID"])


@pytest.mark.django_db
def test_without_a_proxy_nobody_names_their_request(client: Client) -> None:
    assert client.get("/accounts/login/", headers={"x-request-id": FROM_NGINX})["X-Request-ID"] != FROM_NGINX


@pytest.mark.django_db
def test_every_line_about_a_request_has_its_id(client: Client, written: io.StringIO) -> None:
    own = client.get("/accounts/login/")["X-Request-ID"]

    assert {line["request_id"] for line in lines(written)} == {own}


def test_every_line_about_a_piece_of_work_has_one_id(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(pk: int) -> None:
        structlog.get_logger("tests.work").warning("begun")
        raise ValueError

    kind = Owed("failing", due=list, do=fails, every=owed.registry()["deliver"].every)
    monkeypatch.setattr(owed, "_registry", {"failing": kind})

    owed.do("failing", 7)

    first, second = lines(written)
    assert (first["kind"], first["id"], second["event"]) == ("failing", 7, "owed work failed")
    assert first["request_id"] == second["request_id"]
    assert second["error_class"] == "ValueError"


def test_work_keeps_the_id_of_the_request_that_owed_it(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    own = uuid.uuid4().hex
    kind = Owed("telling", due=list, do=_tell, every=owed.registry()["deliver"].every)
    monkeypatch.setattr(owed, "_registry", {"telling": kind})

    with structlog.contextvars.bound_contextvars(request_id=own):
        owed.do("telling", 1)

    assert [line["request_id"] for line in lines(written)] == [own]


def _tell(_pk: int) -> None:
    structlog.get_logger("tests.work").warning("done")


@pytest.mark.django_db
def test_nothing_that_somebody_wrote_stands_in_the_log(
    client: Client, written: io.StringIO, editor: Person, draft: Article
) -> None:
    """Password, address, search, question, header, cookie and the words of a text, in requests that end well and that do not."""
    secret = {"login": f"{CANARY}@example.org", "password": CANARY}
    client.post("/accounts/login/", secret)
    client.get("/search/", {"q": CANARY})
    client.post("/ask/", {"question": CANARY})
    client.get(f"/accounts/password/reset/key/1-{CANARY}/")
    client.get("/accounts/login/", headers={"authorization": f"Bearer {CANARY}", "cookie": f"session={CANARY}"})
    client.force_login(editor)
    client.post(f"/desk/articles/{draft.pk}/texts/patient/", {"body": f"<p>{CANARY}</p>", "summary": CANARY})
    client.post("/accounts/login/", {"login": editor.email, "password": PASSWORD})

    text = written.getvalue()

    assert text.count("request_finished") == 7
    assert [found for found in (CANARY, editor.email, PASSWORD) if found in text] == []
