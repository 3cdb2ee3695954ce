"""Who has which text open for writing: told to the others, and good for nothing else."""

from __future__ import annotations

from django.utils import timezone

from articles.models import Person, Presence, Text
from articles.permissions import Desk, require


def note_presence(text: Text, *, by: Person) -> None:
    """One statement, whether the person was here before or not."""
    require(Desk.of(by).may_draft)
    Presence.objects.bulk_create(
        [Presence(text=text, person=by, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["text", "person"],
        update_fields=["seen_at"],
    )


def leave_text(text: Text, *, by: Person) -> None:
    Presence.objects.filter(text=text, person=by).delete()
