"""Django's `migrate`, which neither a missing guard nor a missing migration stops: it is there to make them."""

from __future__ import annotations

from typing import Any

from django.core.checks.registry import registry
from django.core.management.commands import migrate

from articles.views.operating import MIGRATED
from reviewboard.checks import GUARDS


class Command(migrate.Command):
    def get_check_kwargs(self, options: Any) -> Any:
        """A release that guards more than the last one finds guards missing until it has migrated."""
        tags = sorted(registry.tags_available() - {GUARDS, MIGRATED})
        return {**super().get_check_kwargs(options), "tags": tags}
