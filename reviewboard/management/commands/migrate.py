"""Django's `migrate`, which a missing guard does not stop: installing guards is how every migration ends."""

from __future__ import annotations

from typing import Any

from django.core.checks.registry import registry
from django.core.management.commands import migrate

from reviewboard.checks import GUARDS


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """A release that guards more than the last one finds guards missing until it has migrated."""
        if not options["skip_checks"]:
            self.check(tags=sorted(registry.tags_available() - {GUARDS}), databases=[options["database"]])
        super().handle(*args, **{**options, "skip_checks": True})
