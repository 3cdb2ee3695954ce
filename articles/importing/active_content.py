"""Scripts and other markup that runs or loads something: taken out of the source before anything reads it."""

import re
from bisect import bisect_right

from django.utils.translation import gettext_lazy as _

from articles.importing.imported import LeftOut
from articles.refusals import Sentence

_ELEMENTS = ("script", "style", "iframe", "object", "embed", "applet", "svg", "noscript")
_OPENING = re.compile(rf"<({'|'.join(_ELEMENTS)})(?=[\s>/])|<!--", re.IGNORECASE)
_CLOSING = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _ELEMENTS} | {"": re.compile("-->")}
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_HANDLER = re.compile(r"""\son[a-z]{3,20}\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)""", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:javascript|vbscript):[^\s\"'<>)]*|data:text/html[^\s\"'<>)]*", re.IGNORECASE)
_LONGEST_SHOWN = 200
_LONGEST_TAG = 2000
_SCRIPT = _("A script. Texts cannot hold scripts.")
_RUNNING = _("Something that would run a script. Texts cannot hold scripts.")
_LOADING = _("Markup that loads or draws something. Texts cannot hold it.")
_COMMENT = _("A comment of the source, which readers never saw.")


def take_out(source: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The source without active content, every other line at its number; and what was taken out."""
    without_elements, elements = _TakingOut(source).elements()
    without_handlers, handlers = _TakingOut(without_elements).handlers()
    clean, addresses = _TakingOut(without_handlers).addresses()
    found = [*elements, *handlers, *addresses]
    return clean, tuple(sorted(found, key=lambda passage: passage.line))


class _TakingOut:
    def __init__(self, source: str) -> None:
        self.source = source
        self.breaks = [found.start() for found in re.finditer("\n", source)]
        self.found: list[LeftOut] = []

    def elements(self) -> tuple[str, list[LeftOut]]:
        kept: list[str] = []
        position = 0
        last_closing = {name: _last(pattern, self.source) for name, pattern in _CLOSING.items()}
        while opening := _OPENING.search(self.source, position):
            name = (opening[1] or "").lower()
            end = self._end(opening, name, last_closing[name])
            passage = self.source[opening.start() : end]
            kept.extend((self.source[position : opening.start()], "\n" * passage.count("\n")))
            reason = _SCRIPT if name == "script" else _LOADING if name else _COMMENT
            self._note(passage, opening.start(), reason, is_script=name == "script")
            position = end
        return "".join((*kept, self.source[position:])), self.found

    def handlers(self) -> tuple[str, list[LeftOut]]:
        return _TAG.sub(self._without_handlers, self.source), self.found

    def addresses(self) -> tuple[str, list[LeftOut]]:
        for address in _ADDRESS.finditer(self.source):
            self._note(address[0], address.start(), _RUNNING, is_script=True)
        return _ADDRESS.sub("", self.source), self.found

    def _end(self, opening: re.Match[str], name: str, last_closing: int) -> int:
        """Up to the closing tag; without one only the opening tag goes, so that no text is lost with it."""
        if opening.end() <= last_closing and (closing := _CLOSING[name].search(self.source, opening.end())):
            return closing.end()
        end = self.source.find(">", opening.end(), opening.end() + _LONGEST_TAG) if name else -1
        return end + 1 if end >= 0 else opening.end()

    def _without_handlers(self, tag: re.Match[str]) -> str:
        clean = _HANDLER.sub("", tag[0])
        if clean != tag[0]:
            self._note(tag[0], tag.start(), _RUNNING, is_script=True)
        return clean

    def _note(self, passage: str, start: int, reason: Sentence, *, is_script: bool) -> None:
        line = bisect_right(self.breaks, start) + 1
        shown = passage.strip()
        if len(shown) > _LONGEST_SHOWN:
            shown = f"{shown[:_LONGEST_SHOWN].strip()}…"
        self.found.append(LeftOut(line, shown, reason, "script" if is_script else "markup"))


def _last(pattern: re.Pattern[str], source: str) -> int:
    """Where the last closing tag stands: searching for one behind it, again and again, would take for ever."""
    return max((found.start() for found in pattern.finditer(source)), default=-1)
