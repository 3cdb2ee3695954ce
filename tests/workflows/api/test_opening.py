"""Whom the API for work lets in: a token within its scopes and its person's rights, no cookie, not too often, and to do what."""

from __future__ import annotations

import ast
import datetime
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, Event, Person, WorkToken
from tests.architecture.sources import modules
from tests.workflows.api.programs import ROOT, Program, problem, program_of
from workflows.actions import deactivate_person

READ, WRITE, SUBMIT, REFERENCES, REPORTS = "read", "write", "submit", "references", "reports"
ALL = [READ, WRITE, SUBMIT, REFERENCES, REPORTS]
NEEDED: dict[str, list[str]] = {
    "GET /me": [],
    "GET /articles": [READ],
    "POST /articles": [WRITE],
    "GET /articles/{article}": [READ],
    "PUT /articles/{article}": [WRITE],
    "GET /articles/{article}/versions": [READ],
    "GET /articles/{article}/tasks": [READ],
    "GET /articles/{article}/contributors": [READ],
    "PUT /articles/{article}/contributors": [WRITE],
    "GET /articles/{article}/texts/{audience}": [READ],
    "PUT /articles/{article}/texts/{audience}": [WRITE],
    "POST /articles/{article}/submit": [SUBMIT],
    "GET /articles/{article}/references": [READ],
    "POST /articles/{article}/references": [WRITE, REFERENCES],
    "GET /references": [REFERENCES],
    "POST /references": [REFERENCES],
    "GET /references/{key}": [REFERENCES],
    "GET /articles/{article}/reports/reviews": [REPORTS],
    "GET /articles/{article}/reports/flags": [REPORTS],
    "GET /articles/{article}/reports/levels": [REPORTS],
}
PROBLEMS = ("400", "401", "403", "404", "409", "412", "413", "422", "428", "429", "503")
# What programs may bring about. Signing, deciding, publishing, notices and people are none of it.
MAY_CALL = {
    *("add_looked_up", "create_article", "list_reference", "save_details", "save_text", "set_byline", "submit"),
    *("may_use", "note_use", "token_of"),
}


def operations(article: Article) -> list[tuple[str, str, str]]:
    """The name of each, its method, and its address of this article."""
    words = {"article": str(article.uuid), "audience": "patient", "key": "doe-2020"}
    parts = [(name, *name.split()) for name in NEEDED]
    return [(name, method, re.sub(r"{(\w+)}", lambda found: words[found[1]], path)) for name, method, path in parts]


def test_description_says_what_each_operation_needs(client: Client) -> None:
    told = client.get(f"{ROOT}/openapi.json").json()

    found = {
        f"{method.upper()} {path.removeprefix(ROOT)}": operation["security"]
        for path, of in told["paths"].items()
        for method, operation in of.items()
    }
    assert told["openapi"] == "3.1.0"
    assert found == {name: [{"token": scopes}] for name, scopes in NEEDED.items()}
    assert told["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_each_operation_asks_for_each_of_its_scopes(draft: Article, editor: Person) -> None:
    programs = {lacking: program_of(editor, *({*ALL} - {lacking})) for lacking in ALL}

    refused = {
        name: [lacking for lacking in ALL if programs[lacking].ask(method, path, {}).status_code == 403]
        for name, method, path in operations(draft)
    }

    assert refused == NEEDED


def test_nothing_but_its_list_of_actions_is_called_and_no_row_is_written() -> None:
    ours = {path: tree for path, tree in modules().items() if path.startswith("workflows/api/")}

    called = {
        node.attr
        for tree in ours.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "actions"
    }
    imported = {
        (node.module, alias.name)
        for tree in ours.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and ".actions" in f".{node.module}"
        for alias in node.names
    }
    written = {
        path
        for path, tree in ours.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("save", "create", "update", "delete", "bulk_create", "bulk_update", "record")
    }

    kinds = {"Byline", "Details", "EditConflict"}
    assert called == MAY_CALL | kinds
    assert imported == {
        ("articles.actions", "EditConflict"),
        ("articles.actions.looking_up", "WorkUnknown"),
        ("articles.actions.writing", "saved_words"),
        ("workflows.actions.reviews.reviewing", "TasksOpen"),
    }
    assert written == {"workflows/api/kept_answers.py"}


def test_no_cookie_opens_it(draft: Article, editor: Person, client: Client) -> None:
    client.force_login(editor)

    found = {getattr(client, method.lower())(f"{ROOT}{path}").status_code for _name, method, path in operations(draft)}

    assert found == {401}
    assert client.get(f"{ROOT}/me")["WWW-Authenticate"] == 'Bearer realm="work"'


def test_answers_are_for_one_program_and_open_to_no_other_site(draft: Article, editor: Person) -> None:
    response = program_of(editor).get(f"/articles/{draft.uuid}", Origin="https://elsewhere.example")

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert [name for name in response.headers if name.startswith("Access-Control")] == []
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)


def test_token_says_for_whom_it_works_and_what_it_may_do_now(auditor: Person) -> None:
    told = program_of(auditor, "read", "reports").get("/me").json()

    assert (told["name"], told["token"], told["scopes"]) == ("Audrey Auditor", "Import", ["read", "reports"])
    assert WorkToken.objects.get().last_used_on == timezone.localdate()


@pytest.mark.parametrize("end", ["revoked", "account", "day", "wrong"])
def test_token_that_is_over_opens_nothing(end: str, editor: Person, administrator: Person) -> None:
    program = program_of(editor)
    if end == "revoked":
        actions.revoke_token(WorkToken.objects.get(), by=editor)
    if end == "account":
        deactivate_person(editor, by=administrator, reason="retired")
    if end == "wrong":
        program = Program(program.secret[:-1] + "!")

    days = 31 if end == "day" else 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
        response = program.get("/me")

    assert response.status_code == 401
    assert problem(response)["detail"] == "This token opens nothing. Make a new one at the desk."


def test_right_that_lapses_by_itself_is_gone_at_once(auditor: Person) -> None:
    secret = actions.make_token(by=auditor, name="Sample", scopes=["read"], days=60).secret

    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        response = Program(secret).get("/articles")

    assert response.status_code == 403


def test_what_an_auditor_reads_by_token_is_on_record(draft: Article, auditor: Person) -> None:
    program_of(auditor, "read").get(f"/articles/{draft.uuid}")

    event = Event.objects.get(kind="read")
    assert (event.actor, "work_api:article" in event.body) == (auditor, True)


def test_program_that_asks_too_often_waits(editor: Person, settings: Settings) -> None:
    settings.WORK_API_PER_MINUTE = 2
    program, another = program_of(editor), program_of(editor)

    found = [program.get("/me") for _ in range(3)]

    assert [response.status_code for response in found] == [200, 200, 429]
    assert 0 < int(found[2]["Retry-After"]) <= 60
    assert another.get("/me").status_code == 200


def test_wrong_tokens_lock_an_address_as_wrong_passwords_do(editor: Person) -> None:
    program = program_of(editor)
    # Within one minute of the clock, whenever the test runs.
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        found = [Program("rbwork_wrong").get("/me").status_code for _ in range(11)]
        locked = program.get("/me")

    assert found == [401] * 10 + [429]
    assert (locked.status_code, locked["Retry-After"]) == (429, "55")


def test_longer_than_any_text_is_refused_unread(editor: Person, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = program_of(editor).post("/articles", {"title": "x" * 1000, "audiences": ["patient"]})

    assert problem(response)["title"] == "Request Entity Too Large"


def test_what_is_no_json_is_said_to_be_none(editor: Person) -> None:
    response = Client().post(
        f"{ROOT}/articles",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {program_of(editor).secret}"},
    )

    assert (response.status_code, problem(response)["detail"]) == (400, "What was sent is no JSON.")


def test_head_is_a_get_without_its_body_and_other_methods_are_named(editor: Person) -> None:
    program = program_of(editor)

    head, other, nowhere = (program.ask(*asked) for asked in (("HEAD", "/me"), ("DELETE", "/me"), ("GET", "/nothing")))

    assert (head.status_code, head.content) == (200, b"")
    assert (problem(other)["status"], other["Allow"]) == (405, "GET")
    assert problem(nowhere)["detail"] == "There is nothing here."


def test_description_is_for_everybody_and_names_every_problem(client: Client) -> None:
    response = client.get(f"{ROOT}/openapi.json")

    answers = response.json()["paths"][f"{ROOT}/articles/{{article}}/texts/{{audience}}"]["put"]["responses"]
    assert {code: list(answer.get("content", {})) for code, answer in answers.items()} == {
        "200": ["application/json"],
        **{code: ["application/problem+json"] for code in PROBLEMS},
    }
    assert client.post(f"{ROOT}/openapi.json").status_code == 405


def test_refusals_are_in_the_language_of_the_person(make_person: Any) -> None:
    program = program_of(make_person("Erika Beispiel", "editor", language="de"))

    assert problem(program.get("/nothing"))["detail"] == "Hier ist nichts."
