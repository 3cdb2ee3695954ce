"""Prompts: what a template asks a writer for, in signs that no medical text has, so that nobody takes them for what it says."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

OPENS, CLOSES = "\u27e6", "\u27e7"


def prompt(words: str) -> str:
    """A paragraph that asks for something; it is to be replaced by what it asks for."""
    return f"<p>{OPENS}{escape(_bare(words), quote=False)}{CLOSES}</p>"


def prompts(html: str) -> Iterator[str]:
    """The words of each prompt that is left, in one pass; of one whose end somebody deleted, what follows its beginning."""
    for part in html.split(OPENS)[1:]:
        yield part.split(CLOSES, 1)[0].split("<", 1)[0].strip()


def _bare(words: str) -> str:
    return " ".join(words.replace(OPENS, "").replace(CLOSES, "").split())
