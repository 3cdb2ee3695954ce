"""Words of a record as plain text: no markup, no entities, no control characters, raised and lowered signs as S11 writes them."""

from __future__ import annotations

import html
import re
import unicodedata

from articles.references import tex
from articles.text.plain import lowered, raised

_TAG = re.compile(r"<(/?)((?:jats:|mml:|m:)?[A-Za-z][A-Za-z0-9-]{0,30})(?:\s[^<>]{0,500})?/?>")
_RAISED = re.compile(r"<sup(?:\s[^<>]{0,200})?>([^<>]{0,200})</sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<(?:sub|inf)(?:\s[^<>]{0,200})?>([^<>]{0,200})</(?:sub|inf)>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,5000}</\1\s{0,5}>", re.IGNORECASE)
# Whatever else stands in angle brackets is an inequality or a name, unless it is closed too.
_MARKUP = (
    "a abbr b bdi bold br center cite code dfn div em font h1 h2 h3 h4 i img inf italic li math monospace mark mi mn mo mrow"
    " msub msubsup msup mtext named-content ol p q s sans-serif sc scp script sec small span strike strong style styled-content"
    " sub sup svg title tt u ul underline overline inline-formula ext-link iframe object embed form input button"
)
_NAMES = frozenset(_MARKUP.split())
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile(r"\s+")


def plain(words: str) -> str:
    """One line of plain text; "CO<sub>2</sub>" is "CO₂", "p < 0.05" stays, "&amp;lt;i&amp;gt;" is markup too."""
    if not words:
        return ""
    for _time in range(2):
        words = html.unescape(words) if "&" in words else words
    if "<" in words:
        words = _without_markup(words)
    if "$" in words and "\\" in words:
        words = tex.without_mathematics(words)
    return _BLANKS.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", words))).strip()


def _without_markup(words: str) -> str:
    words = _HIDDEN.sub(" ", words)
    words = _RAISED.sub(lambda found: raised(found[1]), words)
    words = _LOWERED.sub(lambda found: lowered(found[1]), words)
    closed = {found[2].lower() for found in _TAG.finditer(words) if found[1]}
    return _TAG.sub(lambda found: _instead(found, closed), words)


def _instead(tag: re.Match[str], closed: set[str]) -> str:
    name = tag[2].lower()
    bare = name.rpartition(":")[2]
    if name not in closed and bare not in _NAMES:
        return tag[0]
    return " " if bare in {"br", "p", "sec", "title", "li", "div"} else ""
