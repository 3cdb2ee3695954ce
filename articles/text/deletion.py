"""What is left of a passage when words go: no blank too many, no block and no citation without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from articles.refusals import Refusal
from articles.text.letters import Letter, equal
from articles.text.plain import lines
from articles.text.tree import Node

_CLOSING = frozenset(".,;:!?)\n")
_MOST_SHOWN = 60


class NothingLeft(Refusal):
    """The words are all that a block or a citation has."""


def with_blank(found: Sequence[Letter], start: int, end: int) -> tuple[int, int]:
    """Where the words stand with the one blank that goes with them: "300 mg daily." without "daily" is "300 mg."."""
    is_last = end == len(found) or found[end].shown in _CLOSING
    follows = end < len(found) and _is_blank(found[end])
    if start and _is_blank(found[start - 1]):
        return (start - 1, end) if is_last or follows else (start, end)
    begins = not start or found[start - 1].shown == "\n"
    return (start, end + 1) if begins and follows else (start, end)


def _is_blank(letter: Letter) -> bool:
    return equal(letter.shown) == " "


def require_words(before: Sequence[Node], after: Sequence[Node]) -> None:
    """Raises `NothingLeft` if the passage, or what stands before one of its citations, had words and has none now."""
    old, new = _stretches(before), _stretches(after)
    if (_says(old) and not _says(new)) or (_stands(old) and not _stands(new)):
        sentence = _("Nothing would be left of “%(words)s”. Delete it in the editor, or leave its places unticked.")
        raise NothingLeft(sentence % {"words": _shown(before)})
    if any(_says(was) and not _says(now) for was, now in zip(old[:-1], new[:-1], strict=True)):
        sentence = _("A citation would stand without its words in “%(words)s”. Leave these places unticked.")
        raise NothingLeft(sentence % {"words": _shown(before)})


def _says(words: Iterable[str]) -> bool:
    return any(sign.isalnum() for part in words for sign in part)


def _stands(words: Iterable[str]) -> bool:
    """Whether there is anything to see: a passage may be a full stop and nothing else."""
    return any(part.strip() for part in words)


def _shown(passage: Iterable[Node]) -> str:
    words = " ".join(lines(passage).split())
    return words if len(words) <= _MOST_SHOWN else words[:_MOST_SHOWN] + "…"


def _stretches(passage: Iterable[Node]) -> list[str]:
    """The words up to each citation, and those after the last."""
    found = [""]
    for piece in _pieces(passage):
        if piece is None:
            found.append("")
        else:
            found[-1] += piece
    return found


def _pieces(nodes: Iterable[Node]) -> Iterator[str | None]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "cite":
            yield None
        else:
            yield from _pieces(node.children)
