"""A library and the time that a file of references takes into it, in a process of its own: `python -m benchmarks.references_site`."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from articles import actions  # noqa: E402
from articles.actions.reference_import import Counts  # noqa: E402
from articles.importing.reference_files import opened  # noqa: E402
from articles.models import DeskRole, Person, RoleGrant  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402


class Site:
    """An editor and an empty library."""

    def __init__(self) -> None:
        self.counts = Counts()

    def make(self) -> int:
        call_command("migrate", verbosity=0)
        editor = Person.objects.create_user("measuring@example.org", None, printed_name="Measuring Editor")
        RoleGrant.objects.create(person=editor, role=DeskRole.EDITOR, granted_by=editor, reason="measuring")
        return editor.pk

    def read(self, file: str) -> Taken:
        """The records alone, without the library."""
        return taken(lambda: self._read(file))

    def _read(self, file: str) -> None:
        with Path(file).open("rb") as stream:
            assert sum(1 for _record in opened(stream).records) > 0

    def load(self, file: str) -> Taken:
        return taken(lambda: self._load(file))

    def _load(self, file: str) -> None:
        by = Person.objects.get(email="measuring@example.org")
        with Path(file).open("rb") as stream:
            self.counts = actions.import_works(opened(stream).records, by=by, source=Path(file).name)
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")

    def became(self) -> dict[str, int]:
        """Of the last file; and how much memory this process had at most, in MB."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return {
            "taken": self.counts.taken,
            "merged": self.counts.merged,
            "refused": self.counts.refused,
            "memory": most,
        }


if __name__ == "__main__":
    site = Site()
    answer({"make": site.make, "read": site.read, "load": site.load, "became": site.became})
