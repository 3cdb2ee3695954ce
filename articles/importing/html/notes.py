"""Notes at the end of a document: which lists are such, and what their numbers in the text mean."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from lxml.etree import _Element as Element

from articles.importing.html.words import words_of

_ID = re.compile(r"(?:footnote|endnote)-\d{1,4}$|fn:?\d{1,4}$|[0-9a-f-]{36}$")
_LINK = re.compile(r"#((?:footnote|endnote)-\d{1,4}|fn:?\d{1,4}|[0-9a-f-]{36})$")
_BACK = re.compile(r"(?<!\s)\s*[↑↩^⤴]\ufe0e?\s*$")


def are_notes(element: Element) -> bool:
    """A list whose items have the ids that Word, Pandoc and WordPress give to notes, or that is called one."""
    items = [child for child in element if child.tag == "li"]
    parent = element.getparent()
    names = f"{element.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}"
    return bool(items) and ("footnotes" in names or all(_ID.match(item.get("id") or "") for item in items))


def name_apart(main: Element) -> None:
    """Where there is a list of references, the number of a note is none of its numbers (S24)."""
    for link in main.iter("a"):
        words = words_of(link).strip("[]")
        if _LINK.match(link.get("href") or "") and words.isdecimal():
            link.attrib.pop("href")
            link.text, link[:] = _("(note %s)") % words, []


def join_same(main: Element) -> None:
    """A work that is cited again by a note of its own is one reference: its notes get one number."""
    numbers: dict[str, int] = {}
    known: dict[str, int] = {}
    for holder in [element for element in main.iter("ol") if are_notes(element)]:
        for item in list(holder):
            words = _BACK.sub("", " ".join(words_of(item).split()))
            is_known = words in known
            known.setdefault(words, len(known) + 1)
            numbers[item.get("id") or ""] = known[words]
            if is_known:
                holder.remove(item)
    for link in main.iter("a"):
        target = _LINK.match(link.get("href") or "")
        if target and target[1] in numbers and words_of(link).strip("[]").isdecimal():
            link.text, link[:] = str(numbers[target[1]]), []
