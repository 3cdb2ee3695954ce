"""`input_reference`: write `docs/inputs.md`, or say whether it is as it should be."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviewboard.input_rules import reference


class Command(BaseCommand):
    help = str(gettext_lazy("Write the page of what every form takes from the forms."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the page is another")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "inputs.md"
        if options["check"]:
            if not path.is_file() or path.read_text() != reference():
                raise CommandError(_("%s is not what the code says: run input_reference.") % path)
            return
        path.write_text(reference())
