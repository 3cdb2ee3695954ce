"""Items that a machine can decide of a text, each with its reason. What it cannot decide is left to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.plainness import Finding, Kind, Known
from articles.text.rating.instruments import InstrumentKey
from articles.text.rating.reading import Reading, read
from articles.text.rating.scoring import Answer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# Guide to PEMAT: a thing is so where it is so nearly all of the time, 80 per cent and more.
_NEARLY_ALL: Final = 0.8
_VERY_SHORT: Final = 120
_QUOTED: Final = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    reason: Sentence


def verdicts(key: InstrumentKey, parts: Mapping[str, str], known: Known) -> dict[int, Verdict]:
    """What can be said of "summary" and "body", by the number of the item."""
    reading = read(parts, known)
    decided = {number: decide(reading) for number, decide in _DECIDING[key].items()}
    return {number: verdict for number, verdict in decided.items() if verdict is not None}


_Decided = Verdict | None


def _yes(reason: StrPromise, **values: object) -> Verdict:
    return Verdict(Answer.YES, format_lazy(reason, **values))


def _no(reason: StrPromise, **values: object) -> Verdict:
    return Verdict(Answer.NO, format_lazy(reason, **values))


def _none(reason: StrPromise) -> Verdict:
    return Verdict(Answer.NOT_APPLICABLE, reason)


def _quoted(found: Sequence[Finding]) -> str:
    words = [f"“{one.quote}”" for one in found[:_QUOTED]]
    return ", ".join([*words, *(["…"] if len(found) > _QUOTED else [])])


def _message_first(text: Reading) -> _Decided:
    return _yes(_("Readers get the bottom line first.")) if text.has_summary else _no(_("There is no bottom line."))


def _message_set_off(text: Reading) -> _Decided:
    return _yes(_("The bottom line has a box of its own.")) if text.has_summary else _no(_("There is no bottom line."))


def _picture(text: Reading) -> _Decided:
    return None if text.pictures else _no(_("There is no picture."))


def _action(text: Reading) -> _Decided:
    if not text.actions:
        return _no(_("No sentence tells readers what they can do."))
    return _yes(_("For example: “{words}”"), words=text.actions[0][1].text)


def _recommendation(text: Reading) -> _Decided:
    """Without one these items do not apply, which a person says."""
    return _action(text) if text.actions else None


def _active_message(text: Reading) -> _Decided:
    """Passive voice in the bottom line, or in a sentence that calls to act."""
    calls = {(passage.part, passage.block.key, sentence.start, sentence.end) for passage, sentence in text.actions}
    found = [
        one
        for one in text.of(Kind.PASSIVE)
        if one.part == "summary"
        or any((one.part, one.key) == call[:2] and call[2] <= one.start < call[3] for call in calls)
    ]
    if found:
        return _no(_("Passive: {words}"), words=_quoted(found))
    return _yes(_("No passive voice was found there."))


def _readers_words(text: Reading) -> _Decided:
    """That no list of ours has a word is no proof that readers use it."""
    found = text.of(Kind.HARD_WORD, Kind.JARGON, Kind.ABBREVIATION)
    return _no(_("Found: {words}"), words=_quoted(found)) if found else None


def _lists(text: Reading) -> _Decided:
    return _yes(_("There are lists.")) if text.kinds("li") else _no(_("There is no list."))


def _chunks(text: Reading) -> _Decided:
    if not text.headings:
        return _no(_("There is no heading."))
    found = text.of(Kind.NO_HEADING)
    if found:
        return _no(_("A stretch of {words} words has no heading."), words=max(one.size for one in found))
    return _yes(_("Headings: {count}, and no long stretch without one."), count=text.headings)


def _readers_numbers(text: Reading) -> _Decided:
    if not text.has_numbers:
        return _none(_("There are no numbers."))
    found = text.of(Kind.DENOMINATOR, Kind.PERCENT, Kind.RELATIVE_RISK)
    return _no(_("Found: {words}"), words=_quoted(found)) if found else None


def _numbers_explained(text: Reading) -> _Decided:
    return None if text.has_numbers else _none(_("There are no numbers."))


def _no_sums(text: Reading) -> _Decided:
    found = text.of(Kind.SUM)
    return _no(_("To be calculated: {words}"), words=_quoted(found)) if found else _yes(_("No sum was found."))


def _no_sums_of_numbers(text: Reading) -> _Decided:
    return _no_sums(text) if text.has_numbers else _none(_("There are no numbers."))


def _chances(text: Reading) -> _Decided:
    return None if text.has_chances else _none(_("No chance is given as a number."))


def _everyday_words(text: Reading) -> _Decided:
    found = text.of(Kind.HARD_WORD)
    return _no(_("Found: {words}"), words=_quoted(found)) if found else None


def _terms_explained(text: Reading) -> _Decided:
    found = text.of(Kind.JARGON, Kind.ABBREVIATION)
    return _no(_("Not explained: {words}"), words=_quoted(found)) if found else None


def _active(text: Reading) -> _Decided:
    """As the guide has it: in four sentences of five."""
    passive = len({(one.part, one.key, one.start) for one in text.of(Kind.PASSIVE)})
    if not text.sentences:
        return None
    share = max(0.0, 1 - passive / text.sentences)
    words = _("{passive} passive verbs in {sentences} sentences.")
    decide = _yes if share >= _NEARLY_ALL else _no
    return decide(words, passive=passive, sentences=text.sentences)


def _short_sections(text: Reading) -> _Decided:
    return _none(_VERY_SHORT_WORDS) if text.words < _VERY_SHORT else _chunks(text)


_VERY_SHORT_WORDS: Final = _("The text is very short.")


def _headings(text: Reading) -> _Decided:
    if text.headings:
        return None
    return _none(_VERY_SHORT_WORDS) if text.words < _VERY_SHORT else _no(_("There is no heading."))


def _summary(text: Reading) -> _Decided:
    if text.has_key_points:
        return _yes(_("There are key points."))
    if text.has_summary:
        return _yes(_("There is a bottom line."))
    return (
        _none(_VERY_SHORT_WORDS)
        if text.words < _VERY_SHORT
        else _no(_("There is neither a bottom line nor key points."))
    )


def _cues(text: Reading) -> _Decided:
    there = [
        *([_("boxes")] if text.has_boxes else []),
        *([_("lists")] if text.kinds("li") else []),
        *([_("bold type")] if text.has_bold else []),
    ]
    if not there:
        return _no(_("There are no boxes, no lists and no bold type."))
    return _yes(_("There are: {words}."), words=", ".join(map(str, there)))


def _of_pictures(text: Reading) -> _Decided:
    return None if text.pictures else _none(_("There is no picture."))


def _captions(text: Reading) -> _Decided:
    if not text.pictures:
        return _none(_("There is no picture."))
    if text.pictures_without_words:
        return _no(_("Pictures without a caption: {count}."), count=text.pictures_without_words)
    return None


def _tables(text: Reading) -> _Decided:
    return None if text.kinds("table") else _none(_("There is no table."))


def _direct(text: Reading) -> _Decided:
    """Orders, and sentences with "you", are what `actions` finds."""
    if not text.actions:
        return _no(_("No sentence tells readers what they can do."))
    return _yes(_("For example: “{words}”"), words=text.actions[0][1].text)


def _sums_shown(text: Reading) -> _Decided:
    return None if text.of(Kind.SUM) else _none(_("No sum was found."))


def _charts(text: Reading) -> _Decided:
    return None if text.pictures or text.kinds("table") else _none(_("There is no picture and no table."))


_DECIDING: Final[Mapping[InstrumentKey, Mapping[int, Callable[[Reading], _Decided]]]] = {
    InstrumentKey.CDC: {
        2: _message_first,
        3: _message_set_off,
        4: _picture,
        5: _action,
        6: _active_message,
        7: _readers_words,
        8: _lists,
        9: _chunks,
        12: _recommendation,
        15: _readers_numbers,
        16: _numbers_explained,
        17: _no_sums_of_numbers,
        20: _chances,
    },
    InstrumentKey.PEMAT: {
        3: _everyday_words,
        4: _terms_explained,
        5: _active,
        6: _readers_numbers,
        7: _no_sums,
        8: _short_sections,
        9: _headings,
        11: _summary,
        12: _cues,
        16: _of_pictures,
        17: _captions,
        18: _of_pictures,
        19: _tables,
        20: _action,
        21: _direct,
        24: _sums_shown,
        25: _charts,
    },
}
