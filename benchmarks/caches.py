"""What a process remembers of texts that it has read. Cleared before every measurement: a worker may be new."""

from __future__ import annotations

import sys


def clear() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("articles.", "workflows.")):
            for member in list(vars(module).values()):
                forget = getattr(member, "cache_clear", None)
                if callable(forget) and getattr(member, "__module__", "").startswith("articles.text"):
                    forget()
