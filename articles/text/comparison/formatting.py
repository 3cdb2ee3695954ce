"""What lies on words and changed: emphasis, links, raised and lowered signs, line breaks."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.text.comparison.changes import Detail, DetailKind
from articles.text.comparison.prose import Prose
from articles.text.comparison.wording import Run
from articles.text.vocabulary import MARKS

_EMPHASIS = tuple(tag for tag in MARKS if tag != "a")
_POSITIONS = {
    "sup": (DetailKind.SUPERSCRIPT_LOST, DetailKind.SUPERSCRIPT_GAINED),
    "sub": (DetailKind.SUBSCRIPT_LOST, DetailKind.SUBSCRIPT_GAINED),
}
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ"
_FLAT = str.maketrans(_RAISED + _LOWERED, "0123456789+-=()ni" + "0123456789+-=()aeoxhklmnpst")
_RAISED_SIGN = re.compile(rf"[{_RAISED}]|\^\(")
_SHIFTED = re.compile(r"[\^_]\(([^()]*)\)")

_Marks = dict[int, list[tuple[str, str, int, int]]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A difference on one token, until it is joined with the one before it."""

    kind: DetailKind
    old: str
    new: str
    token: int
    start: int
    end: int
    in_new: bool


def details(old: Prose, new: Prose, runs: Sequence[Run]) -> list[Detail]:
    on_same_words = list(_joined(_on_equal(old, new, runs), old.text, new.text))
    exchanged = [detail for run in runs if not run.equal for detail in _on_exchanged(old, new, run)]
    known = [*on_same_words, *exchanged]
    return [*known, *_links(old, new, known), *_breaks(old.text, new.text)]


def _marks(prose: Prose) -> _Marks:
    """For each token what lies on it, from which of its letters to which."""
    starts = [token.start for token in prose.tokens]
    marks: _Marks = {}
    for span in prose.spans:
        for number in range(max(0, bisect_right(starts, span.start) - 1), len(starts)):
            token = prose.tokens[number]
            if token.start >= span.end:
                break
            if token.end > span.start:
                start, end = max(span.start, token.start) - token.start, min(span.end, token.end) - token.start
                marks.setdefault(number, []).append((span.tag, span.address, start, end))
    return marks


def _on_equal(old: Prose, new: Prose, runs: Iterable[Run]) -> Iterator[_Found]:
    before, after = _marks(old), _marks(new)
    if not before and not after:
        return
    for run in runs:
        for place in range(run.old_end - run.old if run.equal else 0):
            one, other = before.get(run.old + place, []), after.get(run.new + place, [])
            if one != other:
                yield from _on_token(
                    one, other, run.new + place, old.tokens[run.old + place].start, new.tokens[run.new + place].start
                )


def _on_token(
    old: list[tuple[str, str, int, int]], new: list[tuple[str, str, int, int]], token: int, in_old: int, in_new: int
) -> Iterator[_Found]:
    for tag in (*_EMPHASIS, *_POSITIONS, "a"):
        before, after = _letters(old, tag), _letters(new, tag)
        for lost, letters in _grouped(before, after):
            start, end = min(letters), max(letters) + 1
            kind, one, other = _named(tag, lost)
            base = in_new if lost[1] is not None else in_old
            yield _Found(kind, one, other, token, base + start, base + end, lost[1] is not None)


_Fate = tuple[str | None, str | None]


def _letters(marks: Iterable[tuple[str, str, int, int]], tag: str) -> dict[int, str]:
    return {letter: address for name, address, start, end in marks if name == tag for letter in range(start, end)}


def _grouped(before: dict[int, str], after: dict[int, str]) -> Iterator[tuple[_Fate, list[int]]]:
    fates: dict[_Fate, list[int]] = {}
    for letter in sorted(before.keys() | after.keys()):
        fate = before.get(letter), after.get(letter)
        if fate[0] != fate[1]:
            fates.setdefault(fate, []).append(letter)
    yield from fates.items()


def _named(tag: str, fate: _Fate) -> tuple[DetailKind, str, str]:
    old, new = fate
    if tag == "a":
        kind = (
            DetailKind.LINK_ADDED if old is None else DetailKind.LINK_REMOVED if new is None else DetailKind.LINK_TARGET
        )
        return kind, old or "", new or ""
    lost, gained = _POSITIONS.get(tag, (DetailKind.EMPHASIS_LOST, DetailKind.EMPHASIS_GAINED))
    name = "" if tag in _POSITIONS else tag
    return (lost, name, "") if new is None else (gained, "", name)


def _joined(found: Iterable[_Found], old: str, new: str) -> Iterator[Detail]:
    """Differences of one kind on words in a row are one."""
    open_: dict[tuple[DetailKind, str, str], _Found] = {}
    for one in found:
        key = (one.kind, one.old, one.new)
        last = open_.get(key)
        if last and one.token == last.token + 1:
            open_[key] = _Found(one.kind, one.old, one.new, one.token, last.start, one.end, one.in_new)
            continue
        if last:
            yield _detail(last, old, new)
        open_[key] = one
    yield from (_detail(one, old, new) for one in sorted(open_.values(), key=lambda one: one.token))


def _detail(found: _Found, old: str, new: str) -> Detail:
    return Detail(found.kind, found.old, found.new, (new if found.in_new else old)[found.start : found.end])


def _on_exchanged(old: Prose, new: Prose, run: Run) -> Iterator[Detail]:
    """Words that differ only in what is raised or lowered, and emphasis that went or came with other words."""
    before, after = _text(old, run.old, run.old_end), _text(new, run.new, run.new_end)
    if not before or not after:
        return
    shifted = list(_shifts(old, new, run)) or list(_shift(before, after))
    yield from shifted
    tags_before, tags_after = _tags(old, run.old, run.old_end), _tags(new, run.new, run.new_end)
    for tag in _EMPHASIS:
        if tag in tags_before and tag not in tags_after:
            yield Detail(DetailKind.EMPHASIS_LOST, tag, "", tags_before[tag])
        elif tag in tags_after and tag not in tags_before:
            yield Detail(DetailKind.EMPHASIS_GAINED, "", tag, tags_after[tag])


def _text(prose: Prose, start: int, end: int) -> str:
    return prose.text[prose.tokens[start].start : prose.tokens[end - 1].end] if start < end else ""


def _shifts(old: Prose, new: Prose, run: Run) -> Iterator[Detail]:
    """Each word of the one with the word of the other that reads the same but for what is raised or lowered."""
    waiting: dict[str, list[str]] = {}
    for token in new.tokens[run.new : run.new_end]:
        waiting.setdefault(flat(token.text), []).append(token.text)
    for token in old.tokens[run.old : run.old_end]:
        others = waiting.get(flat(token.text))
        if others:
            yield from _shift(token.text, others.pop(0))


def _shift(old: str, new: str) -> Iterator[Detail]:
    if old == new or flat(old) != flat(new):
        return
    raised = sum(1 for _ in _RAISED_SIGN.finditer(old)) - sum(1 for _ in _RAISED_SIGN.finditer(new))
    lowered = sum(old.count(sign) - new.count(sign) for sign in _LOWERED) + old.count("_(") - new.count("_(")
    for difference, (lost, gained) in ((raised, _POSITIONS["sup"]), (lowered, _POSITIONS["sub"])):
        if difference:
            yield Detail(lost if difference > 0 else gained, old, new, new)


def is_raised(text: str) -> bool:
    return bool(_RAISED_SIGN.search(text))


def flat(text: str) -> str:
    """The text as it reads once nothing is raised or lowered in it any more."""
    if text.isascii() and "(" not in text and " " not in text:
        return text
    return "".join(_SHIFTED.sub(r"\1", text).translate(_FLAT).split())


def _tags(prose: Prose, start: int, end: int) -> dict[str, str]:
    """Emphasis between two tokens, with the first words that it lies on there."""
    if start >= end:
        return {}
    first, last = prose.tokens[start].start, prose.tokens[end - 1].end
    found: dict[str, str] = {}
    for span in prose.spans:
        if span.start < last and span.end > first and span.tag in _EMPHASIS:
            found.setdefault(span.tag, prose.text[max(first, span.start) : min(last, span.end)])
    return found


def _links(old: Prose, new: Prose, known: Sequence[Detail]) -> Iterator[Detail]:
    """Links whose words were exchanged: addresses that one text has and the other has not, as far as not yet told."""
    gone = _addresses(old) - _addresses(new) - Counter(detail.old for detail in known)
    come = _addresses(new) - _addresses(old) - Counter(detail.new for detail in known)
    lost, gained = list(gone.elements()), list(come.elements())
    shared = min(len(lost), len(gained))
    for before, after in zip(lost[:shared], gained[:shared], strict=True):
        yield Detail(DetailKind.LINK_TARGET, before, after, _linked(new, after))
    yield from (Detail(DetailKind.LINK_REMOVED, before, "", _linked(old, before)) for before in lost[shared:])
    yield from (Detail(DetailKind.LINK_ADDED, "", after, _linked(new, after)) for after in gained[shared:])


def _addresses(prose: Prose) -> Counter[str]:
    return Counter(span.address for span in prose.spans if span.tag == "a")


def _linked(prose: Prose, address: str) -> str:
    return next(prose.text[span.start : span.end] for span in prose.spans if span.address == address)


def _breaks(old: str, new: str) -> Iterator[Detail]:
    before, after = old.count("\n"), new.count("\n")
    if before != after and "".join(old.split()) == "".join(new.split()):
        yield Detail(DetailKind.LINE_BREAKS, str(before), str(after))
