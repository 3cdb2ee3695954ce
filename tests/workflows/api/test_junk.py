"""A short form of what Schemathesis asks a running site: whatever is sent, the answer is one that the description names."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Article, Person
from tests.evidence_servers import Services
from tests.workflows.api.programs import ROOT, Program, program_of

JUNK: tuple[object, ...] = (
    *("x", [[[]]], {}),
    {"title": "a\x00b", "audiences": ["patient"], "key": "../x", "change_note": "\x00"},
    {
        "title": "\ud800",
        "audiences": ["patient"],
        "summary": "\ud800",
        "body": "",
        "description": "",
        "identifier": "10.",
    },
    {
        "title": "x" * 301,
        "audiences": ["patient", "patient"],
        "base_revision": -1,
        "topic": "-",
        "identifier": "PMID 0",
    },
    {"summary": "<p>", "body": "<p onclick=x>\x07</p>", "description": "", "base_revision": 2_000_000_000},
    {"summary": "<p>", "body": "<p onclick=x>\x07</p>", "description": "", "base_revision": 10**30},
    {"contributors": [{"role": "author", "person": "00000000-0000-0000-0000-000000000000", "orcid": "0"}]},
)
QUERY = "?q=%00&page=0&per_page=-1&status=x&sort=title%27&due=1e9&archived=&topic=%F0%9F%92%A9&mine=perhaps"


def answers(program: Program, method: str, path: str) -> set[str]:
    if method == "GET":
        return {
            str(program.get(f"{path}{query}").status_code) for query in ("", QUERY, "?page=999999", "?q=%F0%9F%92%A9")
        }
    tag = {"If_Match": "*"} if method == "PUT" else {}
    return {str(program.ask(method, path, junk, **tag).status_code) for junk in JUNK}


def test_whatever_is_sent_the_answer_is_one_that_the_description_names(
    draft: Article, editor: Person, client: Client, services: Services, settings: Settings
) -> None:
    settings.WORK_API_PER_MINUTE = 1_000_000
    described: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()["paths"]
    program = program_of(editor)
    named = {"article": str(draft.uuid), "audience": "patient", "key": "doe-2020"}

    unnamed = {
        f"{method} {path}": others
        for path, operations in described.items()
        for method, operation in operations.items()
        if (others := answers(program, method.upper(), _filled(path, named)) - operation["responses"].keys())
    }

    assert unnamed == {}


def _filled(path: str, named: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda found: named[found[1]], path.removeprefix(ROOT))
