"""What stands in place of a passage that an emergency hides (S22)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.publishing.checking import NotRenderable
from articles.text import blocks


def hidden_line() -> str:
    """What stands in place of a hidden passage."""
    return _("This passage is hidden while it is being checked.")


def without_hidden(text: str, hidden: frozenset[str]) -> str:
    """S22: a hidden passage gives way to a line that says so, wherever the same words stand."""
    for block in blocks.blocks(text) if hidden else ():
        if block.key in hidden:
            if block.html not in text:
                raise NotRenderable(_("The passage %s cannot be hidden on its own.") % block.key)
            tag = "li" if block.kind == "li" else "p"
            line = f"<{tag}>{hidden_line()}</{tag}>"
            text = text.replace(block.html, line)
    return text
