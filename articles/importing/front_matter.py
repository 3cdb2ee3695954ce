"""What a Markdown file says of itself above its text: `---` with YAML's plain lines, or `+++` with TOML (Hugo)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.importing.lines import Line, split

TYPE = ("type", "article_type")
_MOST_LINES = 120
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*)|)$")
_ITEM = re.compile(r"-\s+(\S.*)$")
_COMMENT = re.compile(r"\s#.*$")


@dataclass(frozen=True)
class FrontMatter:
    """`values` by lower-case name; a list stays a list. `taken` is how many lines it takes, 0 where there is none."""

    values: Mapping[str, list[str]] = field(default_factory=dict)
    taken: int = 0

    def value(self, *names: str) -> str:
        """The first of these names that says something."""
        return next((found[0] for name in names if (found := self.values.get(name)) and found[0]), "")


def stated_type(source: str) -> str:
    """What a text calls its type, in whatever words."""
    return read(split(source)).value(*TYPE)


def read(lines: Sequence[Line]) -> FrontMatter:
    fence = lines[0].text if lines else ""
    if fence not in ("---", "+++"):
        return FrontMatter()
    end = next((at for at, line in enumerate(lines[1:_MOST_LINES], start=1) if line.text == fence), 0)
    if not end:
        return FrontMatter()
    values = _toml(lines[1:end]) if fence == "+++" else _yaml(lines[1:end])
    return FrontMatter() if values is None else FrontMatter(values, end + 1)


def _yaml(lines: Sequence[Line]) -> dict[str, list[str]] | None:
    """Names with a value, a list in brackets or on lines of its own; whatever else there is makes it no front matter."""
    found: dict[str, list[str]] = {}
    name, is_block = "", False
    for line in lines:
        if not line.text or line.text.startswith("#"):
            continue
        pair = _PAIR.match(line.text)
        if pair and not line.indent:
            name, value = pair[1].lower(), (pair[2] or "").strip()
            is_block = value in ("|", ">", "|-", ">-")
            found[name] = [] if is_block else _values(value)
        elif name and (item := _ITEM.match(line.text)) and not is_block:
            found[name].append(_bare(item[1]))
        elif name and line.indent:
            # A folded value, or a part of a mapping that is kept as its words.
            found[name] = [" ".join([*found[name], line.text]).strip()]
        else:
            return None
    return found or None


def _values(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [_bare(part) for part in value[1:-1].split(",") if part.strip()]
    return [_bare(value)] if value else []


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"')
    return _COMMENT.sub("", value).strip()


def _toml(lines: Sequence[Line]) -> dict[str, list[str]] | None:
    try:
        values = tomllib.loads("\n".join(line.raw for line in lines))
    except tomllib.TOMLDecodeError:
        return None
    return {
        name.lower(): [str(part) for part in value] if isinstance(value, list) else [str(value)]
        for name, value in values.items()
        if not isinstance(value, dict)
    }
