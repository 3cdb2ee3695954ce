"""Which passages of a version may be hidden in an emergency (S22), and why the others may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Version
from articles.publishing.passages import WARNINGS
from articles.text.blocks import Block, blocks
from articles.text.vocabulary import HEADINGS


@dataclass(frozen=True)
class Passage:
    """A passage as it is read; `why_not` is empty where it may be hidden."""

    key: str
    text: str
    heading: str
    why_not: str = ""


def passages(version: Version, audience: str) -> list[Passage]:
    """Those of one text in reading order, equal ones once: the same words are hidden wherever they stand."""
    text = version.content.texts.get(audience)
    return [found for part in (text.summary, text.body) for found in _passages(part)] if text else []


def _passages(html: str) -> Iterator[Passage]:
    for block in blocks(html):
        if block.ordinal == 1 and block.kind not in HEADINGS:
            yield Passage(block.key, block.text, block.headings[-1] if block.headings else "", _why_not(block, html))


def _why_not(block: Block, html: str) -> str:
    """Hiding may only take away what might be wrong, never what warns (S14)."""
    if block.within in WARNINGS:
        return _("A warning is never hidden: put a warning on the page, or take it down.")
    if block.html not in html:
        return _("A list inside belongs to these words, so they cannot be hidden alone: take the page down.")
    return ""
