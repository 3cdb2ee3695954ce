"""Running words with their marks: emphasis, superscripts, links, citations; nothing else of the page's markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qs, urljoin, urlsplit

from django.utils.translation import gettext_lazy as _
from lxml.etree import _Element as Element

from articles.importing.html.emphasis import Looks, is_hidden
from articles.importing.html.words import words_of
from articles.importing.imported import LeftOut

_TAGS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
}
_ORDER = ("strong", "em", "sup", "sub")
_STRUCK = frozenset({"s", "strike", "del"})
# Soft hyphens and zero-width characters are layout of the former page and would part words.
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x00AD, 0x200E, 0x200F))
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BACK = re.compile(r"^[↑↩^⤴︎️\s]+$")
_SIDES = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
_RUNS = re.compile(r"</(strong|em|sup|sub)>(\s?)<\1>")


@dataclass
class Inline:
    """`base` is the page's own address, for links that name only a path."""

    looks: Looks
    base: str = ""
    left_out: list[LeftOut] = field(default_factory=list)
    line: int = 0

    def html(self, element: Element, *, skip: frozenset[Element] = frozenset()) -> str:
        """The content of an element; `skip` are children that are read elsewhere."""
        return tidy(self._content(element, skip))

    def run(self, parts: list[str | Element]) -> str:
        """Words and elements that stand between blocks."""
        return tidy("".join(text(part) if isinstance(part, str) else self._element(part) for part in parts))

    def _content(self, element: Element, skip: frozenset[Element] = frozenset()) -> str:
        found = [text(element.text or "")]
        for child in element:
            if child not in skip and isinstance(child.tag, str):
                found.append(self._element(child))
            found.append(text(child.tail or ""))
        return "".join(found)

    def _element(self, element: Element) -> str:
        tag = element.tag
        if not isinstance(tag, str) or is_hidden(element):
            return ""
        if tag == "br":
            return "<br>"
        if tag in _STRUCK:
            self._leave_out(words_of(element), _("Struck out in the source."), "markup")
            return ""
        if tag == "a":
            return self._link(element)
        return self._marked(element, self._content(element))

    def _marked(self, element: Element, content: str) -> str:
        if not content.strip():
            return content
        marks = self.looks.of_element(element)
        named = _TAGS.get(str(element.tag))
        for mark in _ORDER:
            if mark in marks and mark != named:
                content = _around(mark, content)
        return _around(named, content) if named else content

    def _link(self, element: Element) -> str:
        content = self._content(element)
        href = (element.get("href") or "").strip()
        if not href or _BACK.match(words_of(element)):
            return "" if href and href.startswith("#") else content
        if href.startswith("#"):
            return f'<a href="{escape(href)}">{content}</a>'
        address = self._address(href)
        return f'<a href="{escape(address)}">{content}</a>' if address and content.strip() else content

    def _address(self, href: str) -> str:
        """Where it leads, without the detour of a text processor; empty where a text may not lead there."""
        scheme = _SCHEME.match(href)
        if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:"):
            reason = _("A link that would run something or leads into somebody's computer. Its words were kept.")
            self._leave_out(href[:200], reason, "markup")
            return ""
        if not scheme:
            return self._from_base(href)
        try:
            parts = urlsplit(href)
        except ValueError:
            return ""
        if parts.netloc in ("www.google.com", "google.com") and parts.path == "/url":
            return next(iter(parse_qs(parts.query).get("q", [])), href)
        return href

    def _from_base(self, href: str) -> str:
        if self.base:
            try:
                return urljoin(self.base, href)
            except ValueError:
                return ""
        self._leave_out(href[:200], _("A link to another page of the former site. Its words were kept."), "markup")
        return ""

    def _leave_out(self, words: str, reason: object, kind: str) -> None:
        if words.strip():
            self.left_out.append(LeftOut(self.line, " ".join(words.split())[:200], reason, kind))  # type: ignore[arg-type]


def text(words: str) -> str:
    return _BLANKS.sub(" ", escape(words.translate(_INVISIBLE), quote=False))


def tidy(html: str) -> str:
    """No blanks at the sides; marks that only a text processor parted are one again."""
    while (joined := _RUNS.sub(r"\2", html)) != html:
        html = joined
    return _SIDES.sub("", html)


def _around(mark: str, content: str) -> str:
    """Blanks at the sides stand outside the mark."""
    bare = content.strip(" ")
    if not bare:
        return content
    before = " " if content.startswith(" ") else ""
    after = " " if content.endswith(" ") else ""
    return f"{before}<{mark}>{bare}</{mark}>{after}"
