"""A library whose works are checked, in a process of its own: `python -m benchmarks.checking_site`."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from articles import actions, owed  # noqa: E402
from articles.models import DeskRole, Person, ReferenceWatch, RoleGrant  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402


def make(works: int) -> int:
    call_command("migrate", verbosity=0)
    editor = Person.objects.create_user("measuring@example.org", None, printed_name="Measuring Editor")
    RoleGrant.objects.create(person=editor, role=DeskRole.EDITOR, granted_by=editor, reason="measuring")
    for number in range(works):
        data = actions.ReferenceData(
            title=f"Walking for sore legs {number}",
            type="review",
            doi=f"10.5555/socks.{number}",
            pmid=str(1000 + number),
        )
        actions.add_reference(data, by=editor)
    return works


def check() -> Taken:
    """As `work` does it, one work after the other, until none is due."""
    return taken(_check)


def _check() -> None:
    while owed.sweep("reference_check"):
        pass


def checked() -> int:
    return ReferenceWatch.objects.exclude(checked_at=None).count()


if __name__ == "__main__":
    answer({"make": make, "check": check, "checked": checked})
