"""The pages of the evidence watch, with how much waits on each."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import actions


def watch_tabs(
    current: str, *, flags: int | None = None, works: int | None = None, unchecked: int | None = None
) -> list[dict[str, object]]:
    """As `components/tabs.html` wants them; what the page has counted already is not counted again.

    Where checks are turned off no work is ever checked, which one sentence says better than a list.
    """
    pages = [
        ("evidence_watch", _("Cited works"), actions.open_evidence().count() if flags is None else flags),
        ("new_works", _("New works"), actions.open_works().count() if works is None else works),
    ]
    if settings.REFERENCE_CHECKS:
        count = actions.unchecked_references().count() if unchecked is None else unchecked
        pages.append(("unchecked_works", _("Not checked for 30 days"), count))
    return [
        {"url": reverse(f"desk:{name}"), "label": label, "current": name == current, "note": count or ""}
        for name, label, count in pages
    ]
