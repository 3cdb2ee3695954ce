"""Our side of a save and of a comparison, in a process of its own: `python -m benchmarks.our_site`."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from articles import actions  # noqa: E402
from articles.models import DeskRole, Person, RoleGrant, Text  # noqa: E402
from articles.text.comparison import compare  # noqa: E402
from benchmarks import caches, texts  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402


class Site:
    """An article with one text that its editor saves again and again."""

    text: Text
    editor: Person

    def prepare(self, body: str) -> dict[str, str]:
        call_command("migrate", verbosity=0)
        self.editor = Person.objects.create_user("editor@example.org", printed_name="Edith Editor")
        RoleGrant.objects.create(person=self.editor, role=DeskRole.EDITOR, granted_by=self.editor, reason="benchmark")
        for number in range(1, texts.REFERENCES + 1):
            data = actions.ReferenceData(title=f"Work {number}", type="review", key=texts.key(number))
            actions.add_reference(data, by=self.editor)
        details = actions.Details(title="Leg pain", audiences=["clinician"])
        article = actions.create_article(by=self.editor, details=details)
        self.text = Text.objects.get(article=article)
        self.save(body)
        return {"django": django.get_version(), "database": _database()}

    def save(self, body: str) -> Taken:
        """One save; nothing that was read before is remembered."""
        revision = self.text.revision
        caches.clear()
        spent = taken(lambda: self._save(body, revision))
        assert self.text.revision == revision + 1
        assert self.text.body == body
        return spent

    def save_again(self, body: str) -> Taken:
        """A save that changes nothing."""
        revision = self.text.revision
        caches.clear()
        spent = taken(lambda: self._save(body, revision))
        assert self.text.revision == revision
        return spent

    def _save(self, body: str, revision: int) -> None:
        summary, description = "<p>Rest the leg and keep moving.</p>", "About leg pain."
        self.text = actions.save_text(
            self.text, by=self.editor, summary=summary, body=body, description=description, base_revision=revision
        )

    def compare(self, old: str, new: str) -> Taken:
        caches.clear()
        return taken(lambda: compare(old, new))


def _database() -> str:
    if connection.vendor == "postgresql":
        return "PostgreSQL " + ".".join(map(str, divmod(connection.cursor().connection.info.server_version, 10000)))
    return "SQLite " + ".".join(map(str, connection.Database.sqlite_version_info))


if __name__ == "__main__":
    site = Site()
    answer({"prepare": site.prepare, "save": site.save, "save_again": site.save_again, "compare": site.compare})
