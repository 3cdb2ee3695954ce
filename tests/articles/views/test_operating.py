"""What is owed and how far the web hosts are: a page for administrators, and `owed` on the command line."""

from __future__ import annotations

import datetime
import functools
import io
import json
import socket
from pathlib import Path

import django
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions, notifications, owed
from articles.actions import MessageChoices
from articles.models import Delivery, Person, Publication, Upkeep, UpkeepKind
from articles.publishing import hosts, pages
from articles.publishing.hosts import HostState

ADDRESS = "/desk/operating/"


@pytest.fixture(autouse=True)
def own_store(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_STORE = tmp_path / "pages"
    cache.clear()


@pytest.fixture
def theirs(client: Client, administrator: Person) -> Client:
    client.force_login(administrator)
    return client


def owe(person: Person, number: int) -> None:
    Delivery.objects.all().delete()
    for place in range(number):
        notifications.owe_each("assigned", [person.pk], None, title=f"{place}")


def told(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("owed", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_what_waits_is_shown_with_its_error(theirs: Client, editor: Person) -> None:
    owe(editor, 2)
    Delivery.objects.update(last_error="connection refused")

    page = theirs.get(ADDRESS).content.decode()

    assert "<b>Messages to people</b>" in page
    assert "Last error: connection refused" in page


def test_every_kind_has_a_name_of_its_own_and_none_is_shown_by_its_code(theirs: Client) -> None:
    labels = {kind: str(owed.called(kind)) for kind in owed.registry()}

    page = theirs.get(ADDRESS).content.decode()

    assert {kind: label for kind, label in labels.items() if not label or label not in page} == {}
    assert len(set(labels.values())) == len(labels)
    assert "<code>" not in page


def test_kinds_are_named_in_german_at_a_german_desk(theirs: Client, administrator: Person) -> None:
    actions.choose_messages(administrator, by=administrator, choices=MessageChoices(language="de"))

    page = theirs.get(ADDRESS).content.decode()

    assert ("Nachrichten an Personen" in page, "Messages to people" in page) == (True, False)


def test_this_host_is_shown(theirs: Client, publication: Publication) -> None:
    pages.rebuild()

    page = theirs.get(ADDRESS).content.decode()

    assert socket.gethostname() in page
    assert f"up to number {max(pages.store().progress.beyond)}" in page
    assert "another build" not in page


def test_a_host_that_is_silent_is_named(theirs: Client) -> None:
    then = timezone.now() - datetime.timedelta(minutes=3)
    other = HostState("other.example", 7, "abc", "2026-05-09", is_writing_all=False, error="HTTP 503", told_at=then)
    cache.set(hosts.KEY, {"other.example": vars(other)})

    page = theirs.get(ADDRESS).content.decode()

    assert "Nothing was heard of it for more than two minutes" in page
    assert "The cache ahead of it was not told: HTTP 503" in page


def test_a_host_that_is_gone_for_days_is_forgotten_though_others_tell(
    theirs: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every container is that a new one took the place of."""
    days = {"gone.example": 4, "silent.example": 2}
    then = {name: timezone.now() - datetime.timedelta(days=number) for name, number in days.items()}
    state = functools.partial(HostState, serial=7, build="abc", day="", is_writing_all=False, error="")
    cache.set(hosts.KEY, {name: vars(state(name, told_at=at)) for name, at in then.items()})
    monkeypatch.setattr(hosts._Clock, "told", float("-inf"))

    before = theirs.get(ADDRESS).content.decode()
    hosts.tell()

    assert [name in before for name in days] == [False, True]
    assert sorted(cache.get(hosts.KEY)) == sorted(["silent.example", socket.gethostname()])


def test_a_host_tells_how_far_it_is(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    pages.rebuild()
    monkeypatch.setattr(hosts._Clock, "told", float("-inf"))

    owed.sweep("pages")

    (name,) = cache.get(hosts.KEY)
    assert name == socket.gethostname()
    assert [one.build for one in hosts.known()] == [pages.store().build]


def test_the_page_asks_as_much_of_one_message_as_of_thirty(theirs: Client, editor: Person) -> None:
    asked = []
    for number in (1, 30):
        owe(editor, number)
        theirs.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            theirs.get(ADDRESS)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_what_was_last_done_is_shown_and_whether_it_ended_well(theirs: Client) -> None:
    Upkeep.objects.note(UpkeepKind.BACKUP, seconds=12.34, is_well=False, words="No space left on device")

    page = theirs.get(ADDRESS).content.decode()

    assert "took 12.3 seconds" in page
    assert "It ended badly." in page
    assert "No space left on device" in page


def test_versions_and_guards_are_shown(theirs: Client, settings: Settings) -> None:
    settings.COMMIT = "0123456789ab"

    page = theirs.get(ADDRESS).content.decode()

    assert "0123456789ab" in page
    assert django.get_version() in page
    assert "Every guard of the record is in the database." in page


def test_a_guard_that_is_missing_is_named(theirs: Client) -> None:
    with connection.cursor() as cursor:
        on = " ON articles_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER articles_event_keeps{on}")

    assert "<code>articles_event_keeps</code>" in theirs.get(ADDRESS).content.decode()


def test_the_workers_beat_is_noted_once_a_minute(db: None) -> None:
    done = [owed.sweep("beat") for _number in range(3)]

    assert done == [1, 0, 0]
    assert Upkeep.objects.get(kind=UpkeepKind.WORK).words == socket.gethostname()


def test_only_administrators_see_it(client: Client, managing_editor: Person) -> None:
    stranger = client.get(ADDRESS).status_code
    client.force_login(managing_editor)

    assert (stranger, client.get(ADDRESS).status_code) == (302, 403)


def test_the_command_tells_the_same_and_fails_where_something_failed(editor: Person, publication: Publication) -> None:
    owe(editor, 1)
    well, table = told()
    Delivery.objects.update(last_error="connection refused")
    ill, data = told("--json")

    assert (well, ill) == (0, 1)
    assert "deliver" in table
    found = json.loads(data)
    assert (found["owed"]["deliver"]["count"], found["owed"]["deliver"]["error"]) == (1, "connection refused")
    assert found["owed"]["pages"]["count"] > 0
    assert [host["name"] for host in found["hosts"]] == [socket.gethostname()]
