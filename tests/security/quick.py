"""For tests that ask thousands of times which answer an address gives: templates without words, people who are remembered."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.backends import BaseBackend
from django.template.backends.base import BaseEngine
from django.utils.safestring import SafeString

from articles.models import Person


class Blank:
    def render(self, context: Mapping[str, Any] | None = None, request: object = None) -> SafeString:
        return SafeString("A subject\n\nA line")


class BlankTemplates(BaseEngine):
    """Every template is there, and says nothing."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, template_name: str) -> Blank:
        return Blank()


class Remembered(BaseBackend):
    """Knows people without asking the database."""

    people: ClassVar[dict[int, Person]] = {}

    def get_user(self, user_id: int) -> Person | None:
        return copy.copy(self.people.get(int(user_id)))
