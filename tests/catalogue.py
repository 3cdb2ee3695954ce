"""A catalogue of translations as its .po file has it, read without gettext's tools."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path("locale")
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*")')
_BLANKS = re.compile(r"%(?:\((\w+)\))?[a-z]|\{(\w*)\}")


@dataclass
class Message:
    """`said` by number of the plural form, 0 alone where there is no plural."""

    context: str = ""
    one: str = ""
    many: str = ""
    said: dict[int, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def is_plural(self) -> bool:
        return bool(self.many)


def messages(language: str, folder: Path = FOLDER) -> list[Message]:
    """All but the header."""
    text = (folder / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    return [found for block in text.split("\n\n") if (found := _message(block)).one]


def blanks(sentence: str) -> list[str]:
    """What is filled in, sorted: "%(name)s", "%s", "{name}"."""
    return sorted(match[0] for match in _BLANKS.finditer(sentence.replace("%%", "")))


def _message(block: str) -> Message:
    found, at = Message(), ("", 0)
    parts: dict[tuple[str, int], str] = {}
    for line in block.splitlines():
        if line.startswith("#:"):
            found.sources += tuple(line[2:].split())
        elif line.startswith("#,"):
            found.flags += tuple(flag.strip() for flag in line[2:].split(","))
        elif match := _LINE.match(line):
            at = (match[1], int(match[2] or 0))
            parts[at] = ast.literal_eval(match[3])
        elif line.startswith('"'):
            parts[at] += ast.literal_eval(line)
    found.context, found.one = parts.get(("msgctxt", 0), ""), parts.get(("msgid", 0), "")
    found.many = parts.get(("msgid_plural", 0), "")
    found.said = dict(_said(parts))
    return found


def _said(parts: dict[tuple[str, int], str]) -> Iterator[tuple[int, str]]:
    for (name, number), words in parts.items():
        if name == "msgstr":
            yield number, words
