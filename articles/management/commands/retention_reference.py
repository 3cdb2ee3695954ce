"""`retention_reference`: write `docs/retention.md`, or say whether it is as it should be."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.retention.rules import Rule, registered

_HEAD = """# What is kept, and how long

Written by `manage.py retention_reference` from the rules in `articles/retention/` and `workflows/retention.py`, by which the
process `work`, or Celery, deletes too. *Boards, Running the site, What is kept* shows the same at the desk. What goes with the contact
data of a person is marked with •.

| what | kept | what happens then, and why | seen to by | where |
|---|---|---|---|---|
"""


class Command(BaseCommand):
    help = str(gettext_lazy("Write the page of all rules of retention from what the code says of them."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the page is another")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "retention.md"
        if options["check"]:
            if not path.is_file() or path.read_text() != reference():
                raise CommandError(_("%s is not what the code says: run retention_reference.") % path)
            return
        path.write_text(reference())


def reference() -> str:
    """The page, in English."""
    with translation.override("en"):
        return _HEAD + "".join(map(_row, registered()))


def _row(rule: Rule) -> str:
    where = rule.place or ", ".join(f"`{model._meta.db_table}`" for model in rule.models)
    time = rule.time + (f" (setting `{rule.days}`)" if isinstance(rule.days, str) else "")
    mark = " •" if rule.erased_by else ""
    return f"| {rule.what}{mark} | {time} | {rule.then} {rule.why} | {rule.doer.value} | {where} |\n"
