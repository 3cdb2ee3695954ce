"""Asking the API for work as a program does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from articles import actions
from articles.models import Person, TokenScope

ROOT = "/api/work/v1"
ALL = [scope.value for scope in TokenScope]


@dataclass
class Program:
    """With a token of its own; cookies of nobody."""

    secret: str

    def ask(self, method: str, path: str, sent: object = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"data": sent, "content_type": "application/json"} if sent is not None else {}
        ask = getattr(Client(), method.lower())
        return ask(f"{ROOT}{path}", headers={"Authorization": f"Bearer {self.secret}", **named}, **body)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, sent: object, **headers: str) -> Any:
        return self.ask("POST", path, sent, **headers)

    def put(self, path: str, sent: object, **headers: str) -> Any:
        return self.ask("PUT", path, sent, **headers)


def program_of(person: Person, *scopes: str) -> Program:
    """With all scopes where none is named; only those that the person may give."""
    return Program(actions.make_token(by=person, name="Import", scopes=scopes or ALL, days=30).secret)


def problem(response: Any) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["status"] == response.status_code
    return told


def sentences(response: Any) -> list[tuple[str, str]]:
    """Of a problem: field and sentence of each error."""
    return [(error["field"], error["sentence"]) for error in problem(response)["errors"]]
