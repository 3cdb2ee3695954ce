"""What people type stays what they typed: in logs, in files for spreadsheets, and in fields that no form asked for."""

from __future__ import annotations

import ast
import io
import json
import logging
import logging.config
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from articles.models import Person, RoleGrant, Version
from reviewboard import logs
from tests.security.asking import TYPED, Sessions
from tests.security.scenery import Scenery
from tests.security.test_requests import once

BREAKS = "one\r\nSet-Cookie: a=b\n\x1b[31mtwo\u2028three\x00"
SECRET = "zyzzyva-zyzzyva-zyzzyva"
# Of rows that somebody must not set by naming them.
PRIVILEGED = {
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "roles_found": "administrator",
    "role_grants": "1",
    "groups": "1",
    "user_permissions": "1",
    "status": "approved",
    "digest": "0" * 64,
    "handling_editor": "1",
    "submitted_by": "1",
    "by": "1",
    "is_sample": "on",
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What production writes, of everything that this process logs."""
    line = logs.configuration(as_json=True, level=logging.INFO)["formatters"]["line"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(line["()"](processors=line["processors"], foreign_pre_chain=line["foreign_pre_chain"]))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_what_is_logged_stays_one_line_whatever_is_in_it(lines: io.StringIO) -> None:
    logging.getLogger("tests.security").warning("asked for %s", BREAKS)

    (line,) = lines.getvalue().splitlines()
    assert json.loads(line)["event"] == f"asked for {BREAKS}"
    assert line.isascii()
    assert line.isprintable()


@pytest.mark.django_db
def test_no_log_has_a_password_a_session_or_a_token(lines: io.StringIO, editor: Person) -> None:
    client = Client(headers={"authorization": f"Bearer {SECRET}", "x-api-key": SECRET})
    client.cookies = SimpleCookie(f"session={SECRET}; csrf={SECRET}")

    client.post("/accounts/login/", {"login": editor.email, "password": SECRET})
    client.get(f"/draft/{SECRET}/")
    client.get(f"/invitation/{SECRET}/")
    client.get(f"/accounts/password/reset/key/1-{SECRET}/")
    client.get(f"/search/?q={SECRET}")
    client.get(f"/nowhere/?token={SECRET}")

    assert lines.getvalue()
    assert SECRET not in lines.getvalue()


def test_every_file_for_spreadsheets_is_written_where_formulas_are_made_texts() -> None:
    """One module of the product knows the rule (tests/articles/test_spreadsheets.py); another that writes CSV asks it."""
    writing = {
        str(path.relative_to(settings.BASE_DIR)): "harmless(" in path.read_text()
        for package in ("articles", "workflows", "reviewboard")
        for path in Path(settings.BASE_DIR, package).rglob("*.py")
        if calls_writer(ast.parse(path.read_text()))
    }

    assert writing
    assert [path for path, is_harmless in writing.items() if not is_harmless] == []


def calls_writer(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("writer", "DictWriter") and ast.unparse(node.value) == "csv"
        for node in ast.walk(tree)
    )


def test_no_form_takes_a_field_that_it_does_not_ask_for(
    scenery: Scenery, sessions: Sessions, without_words: None
) -> None:
    client, changed = Client(), []
    before = (mighty(), statuses())
    for address in once(scenery):
        if not address.is_desk or address.name == "desk:version_act":
            continue
        cache.clear()
        client.cookies = SimpleCookie(sessions["editor"])
        with transaction.atomic():
            client.post(address.path, {**TYPED, **PRIVILEGED})
            if (mighty(), statuses()) != before:
                changed.append(address.shown)
            transaction.set_rollback(True)

    # An editor submits and withdraws by right.
    assert [shown for shown in changed if shown != "desk/articles/#/submit/"] == []


def mighty() -> tuple[int, int, int]:
    people = Person.objects
    return (
        people.filter(is_superuser=True).count() + people.filter(is_staff=True).count(),
        people.filter(is_active=False).count(),
        RoleGrant.objects.count(),
    )


def statuses() -> list[tuple[int, str, str]]:
    return list(Version.objects.order_by("pk").values_list("pk", "status", "digest"))
