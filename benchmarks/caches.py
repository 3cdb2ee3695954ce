"""What a process remembers of texts that it has read. Cleared before every measurement: a worker may be new."""

from __future__ import annotations

import sys
from collections.abc import Collection


def clear(keep: Collection[str] = ()) -> None:
    """`keep` names modules whose functions remember what they did."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("articles.", "workflows.")):
            for member in list(vars(module).values()):
                forget = getattr(member, "cache_clear", None)
                home = getattr(member, "__module__", "")
                if callable(forget) and home.startswith("articles.text") and home not in keep:
                    forget()
