"""The database is away: what is stored is read on, everything else says that it is out of reach, and comes back by itself."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from psycopg_pool import PoolTimeout
from pytest_django.fixtures import Settings

from articles.models import Publication
from articles.publishing import pages
from articles.views.broken import server_error
from reviewboard import environment
from reviewboard.postgresql.base import WHILE_AWAY, DatabaseWrapper
from tests.servers import running_site

PAGE = "/articles/leg-pain/patient/"
ELSEWHERE = (
    "/",
    "/articles/leg-pain/",
    "/search/?q=pain",
    "/feed/",
    "/topics/",
    "/nothing/",
    "/c/abc",
    "/api/v1/articles",
)


def got(port: int, path: str) -> tuple[int, Message, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


@pytest.mark.django_db
def test_stored_pages_are_read_and_all_else_is_out_of_reach(
    publication: Publication, settings: Settings, tmp_path: Path
) -> None:
    pages.rebuild()
    stored = (Path(settings.PAGE_STORE) / "live" / "leg-pain" / "patient.html").read_text()
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/x.sqlite3", "DATA_FOLDER": str(tmp_path)}

    with running_site({**nowhere, "PAGE_STORE": str(settings.PAGE_STORE)}) as port:
        status, _headers, page = got(port, PAGE)
        others = {path: got(port, path) for path in ELSEWHERE}

    assert (status, page) == (200, stored)
    assert {path: answer[0] for path, answer in others.items()} == dict.fromkeys(ELSEWHERE, 503)
    assert {answer[1]["Cache-Control"] for answer in others.values()} == {"no-store"}
    assert [path for path, answer in others.items() if not int(answer[1]["Retry-After"])] == []
    assert [path for path, answer in others.items() if "records cannot be read for the moment" not in answer[2]] == []


def test_page_that_breaks_while_the_database_is_there_is_a_fault_of_ours() -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        response = server_error(RequestFactory().get("/topics/"))

    assert (response.status_code, response.headers.get("Retry-After")) == (500, None)
    assert "The fault is ours" in response.content.decode()


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    """A connection of a web process, to nobody."""
    described = environment.database("postgresql://ann@/record?host=/nowhere", base=Path(), pooled=True)
    described["OPTIONS"]["pool"] |= {"timeout": 0.2, "min_size": 0}
    wrapper = DatabaseWrapper({**connection.settings_dict, **described}, alias="away")
    yield wrapper
    wrapper.close_pool()


@pytest.mark.django_db
def test_who_comes_after_somebody_waited_in_vain_hardly_waits(pooled: DatabaseWrapper) -> None:
    waits = []
    for _request in range(2):
        waits.append(pooled.pool.timeout)
        with pytest.raises(OperationalError) as refused:
            pooled.ensure_connection()
        assert isinstance(refused.value.__cause__, PoolTimeout)

    assert waits == [0.2, WHILE_AWAY]


@pytest.mark.postgres
@pytest.mark.django_db
def test_first_connection_lets_everybody_wait_again(pooled: DatabaseWrapper) -> None:
    there = connection.settings_dict
    pooled.settings_dict.update({name: there[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    pooled.pool.timeout = WHILE_AWAY

    pooled.ensure_connection()

    assert pooled.pool.timeout == 0.2
    pooled.close()


@pytest.mark.postgres
@pytest.mark.django_db
def test_connection_that_the_server_ended_meanwhile_is_given_to_nobody(pooled: DatabaseWrapper) -> None:
    there = connection.settings_dict
    pooled.settings_dict.update({name: there[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    # Nobody waited for the server before, and a busy machine may need a while.
    pooled.settings_dict["OPTIONS"]["pool"]["timeout"] = 20
    with pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (former,) = cursor.fetchone()
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 20000)", [former])

    with pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (now,) = cursor.fetchone()

    assert now != former
    pooled.close()
