"""The amounts of a sentence that somebody takes or gives: where each stands, and whether it is an upper limit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from articles.text.doses import is_dose_unit
from articles.text.dosing.mentions import RANGE, Mention, drugs_in
from articles.text.quantities import quantities

_FORM: Final = r"(?:tablets?|capsules?|pills?|caplets?|drops?|puffs?|patch(?:es)?|sachets?|sprays?|lozenges?|suppositor(?:y|ies)|vials?)"
_ON_SKIN: Final = (
    r"(?:gel|cream|ointment|patch(?:es)?|plasters?|solution|lotion|foam|spray|drops|shampoo|mouthwash|paste|eye drops)"
)
_SHARE: Final = re.compile(
    rf"(?<![\w.])\d+(?:\.\d+)?\s?% {_ON_SKIN}(?!\w)|(?<!\w){_ON_SKIN} \d+(?:\.\d+)?\s?%(?!\w)", re.IGNORECASE
)
# "one glycerol suppository", "1 or 2 paracetamol tablets"
_COUNTED: Final = re.compile(rf"(?<![\w./⁄])({RANGE})((?: [^\W\d_]+(?:-\w+)*){{1,2}}) ({_FORM})(?!\w)", re.IGNORECASE)
_PER_TIME: Final = re.compile(
    r"(?:\s(?:per|an?)\s(?:day|night|week|fortnight|month|year|hour|minute|morning|evening)){1,9}$"
)
_COUNT_BEFORE: Final = re.compile(rf"(?<![\w./⁄])(?:{RANGE}|a)(?: x| ×)? $", re.IGNORECASE)
_NUMBER_BEFORE: Final = re.compile(rf"(?<![\w./⁄])(?:{RANGE}) (?:or|to) $", re.IGNORECASE)
_FORM_AFTER: Final = re.compile(rf"^ {_FORM}(?!\w)", re.IGNORECASE)
_MORE_AFTER: Final = re.compile(r"^ or (?:more|less)(?!\w)")
_ABOUT_BEFORE: Final = re.compile(
    r"(?<!\w)(?:(?:more|less|fewer) than|at least|about|around|approximately|over|under|above|below) $", re.IGNORECASE
)
_DOSES_OF: Final = re.compile(r"^ of (?!the\b)\w")
_JOINED: Final = re.compile(r"\s?(?:to|or|–|-|—)\s?")
_STEP: Final = re.compile(r"(?<!\w)(?:by|in (?:increments|steps) of) $", re.IGNORECASE)
_PACK: Final = re.compile(r"\b(?:pack|packs|box|boxes|bottle|bottles|strip|strips|supply) of $", re.IGNORECASE)
_ALCOHOL: Final = re.compile(r"\balcohol|\bdrinks?\b", re.IGNORECASE)
_FLOW: Final = re.compile(r"clearance|GFR|CrCl", re.IGNORECASE)
_NO: Final = r"(?:not|never|no|cannot|n['’]t)"
_LIMIT: Final = re.compile(
    rf"(?<!\w)(?:max(?:imum|\.)?(?: (?:daily|total|single|weekly|recommended))?(?: doses?)?|at most|up to|not exceeding|limit"
    rf"|(?:not|never|{_NO} to) exceed|(?<!\w){_NO}\b[^.;,]{{0,30}}\b(?:more than|exceed|over|above)|no more than)"
    r"(?: (?:is|are|of|to|be|a|an|dose))*:? ?$",
    re.IGNORECASE,
)
_LIMIT_AFTER: Final = re.compile(r"^,? ?(?:\(?max(?:imum|\.)?(?!\w)|at (?:the )?most)", re.IGNORECASE)
_REFUSED: Final = re.compile(
    rf"(?<!\w)(?:{_NO}|avoid|stop|without|instead of|rather than)(?:\s+[\w-]+){{0,3}}\s*$", re.IGNORECASE
)


# Without one of these there is no amount.
_SOME: Final = re.compile(
    r"[\d½¼¾⅓⅔]|\b(?:half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Portion:
    """An amount as it stands. `drug` where it stands inside ("2 paracetamol tablets")."""

    start: int
    end: int
    text: str
    unit: str = ""
    drug: str = ""
    is_limit: bool = False
    is_refused: bool = False


def portions(sentence: str, populations: Iterable[Mention]) -> list[Portion]:
    """In order. An amount that says for whom ("below 30 mL/min") is none."""
    taken = [(group.start, group.end) for group in populations]
    found = _found(sentence)
    apart = [portion for portion in found if not any(s < portion.end and portion.start < e for s, e in taken)]
    joined = _joined(sorted(apart, key=lambda portion: (portion.start, -portion.end)), sentence)
    return list(_judged(joined, sentence))


def has_portions(sentence: str) -> bool:
    """Whether there is any amount, for whomever."""
    return bool(_found(sentence))


# Asked for twice: whether there are any, and again when it is known which of them say for whom.
@lru_cache(maxsize=64)
def _found(sentence: str) -> tuple[Portion, ...]:
    if not _SOME.search(sentence):
        return ()
    measured = [*_quantities(sentence), *_shares(sentence)]
    begun = {portion.start for portion in measured}
    # "100 mg capsules" are no hundred capsules.
    return (*measured, *(portion for portion in _counted(sentence) if portion.start not in begun))


def _quantities(sentence: str) -> Iterator[Portion]:
    for quantity in quantities(sentence):
        if not quantity.value or not is_dose_unit(quantity.unit) or _measures(sentence, quantity.unit):
            continue
        if quantity.unit == "dose" and not _DOSES_OF.match(sentence[quantity.end : quantity.end + 60]):
            continue
        if _PACK.search(sentence, _near(quantity.start), quantity.start):
            continue
        text = _PER_TIME.sub("", quantity.text)
        yield _widened(Portion(quantity.start, quantity.start + len(text), text, quantity.unit), sentence)


def _measures(sentence: str, unit: str) -> bool:
    """A flow of the kidneys, a glass of wine."""
    amount = unit.split("/")[0]
    if unit.startswith("mL/minute"):
        return bool(_FLOW.search(sentence))
    return amount == "unit" and bool(_ALCOHOL.search(sentence))


def _widened(portion: Portion, sentence: str) -> Portion:
    """With what belongs to it: "two 500 mg tablets", "1 or 2 tablets", "by 300 mg", "1,000 mg or more"."""
    start, end = portion.start, portion.end
    if before := _NUMBER_BEFORE.search(sentence, _near(start), start):
        start = before.start()
    form = _FORM_AFTER.match(sentence[end : end + 60])
    if form and (before := _COUNT_BEFORE.search(sentence, _near(start), start)):
        start, end = before.start(), end + form.end()
    about = _ABOUT_BEFORE.search(sentence, _near(start), start)
    if about and not _LIMIT.search(sentence, _near(start), start):
        start = about.start()
    if before := _STEP.search(sentence, _near(start), start):
        start = before.start()
    if more := _MORE_AFTER.match(sentence[end : end + 60]):
        end += more.end()
    return replace(portion, start=start, end=end, text=sentence[start:end])


def _near(place: int) -> int:
    """What belongs to an amount stands this near, however long the sentence is."""
    return max(0, place - 60)


def _shares(sentence: str) -> Iterator[Portion]:
    found = _SHARE.finditer(sentence) if "%" in sentence else ()
    return (Portion(*match.span(), match[0], "%") for match in found)


def _has_form(sentence: str) -> bool:
    lowered = sentence.lower()
    return any(beginning in lowered for beginning in _FORM_BEGINNINGS)


# Looking for these is quicker than for a number with a form behind it.
_FORM_BEGINNINGS: Final = ("tab", "cap", "pill", "drop", "puff", "patch", "sachet", "spray", "loz", "supp", "vial")


def _counted(sentence: str) -> Iterator[Portion]:
    for match in _COUNTED.finditer(sentence) if _has_form(sentence) else ():
        if not re.search(r"\b(?:of|to|or|and|half|quarters?|thirds?)\b", match[2]):
            name = "".join(mention.name for mention in drugs_in(match[2])[:1])
            yield Portion(*match.span(), f"{match[1]} {match[3]}", match[3], name)


def _joined(found: list[Portion], sentence: str) -> Iterator[Portion]:
    """ "30 mg to 35 mg" is one; what stands inside another is none."""
    current: Portion | None = None
    for portion in found:
        if current and portion.start < current.end:
            continue
        if current and _JOINED.fullmatch(sentence, current.end, portion.start) and not (portion.drug or current.drug):
            current = replace(current, end=portion.end, text=sentence[current.start : portion.end])
            continue
        if current:
            yield current
        current = portion
    if current:
        yield current


def _judged(found: Iterable[Portion], sentence: str) -> Iterator[Portion]:
    last = 0
    for portion in found:
        before = sentence[max(last, _near(portion.start)) : portion.start]
        after = sentence[portion.end : portion.end + 60]
        if portion.unit != "%" and (_LIMIT.search(before) or _LIMIT_AFTER.match(after)):
            yield replace(portion, is_limit=True)
        else:
            yield replace(portion, is_refused=True) if _REFUSED.search(before) else portion
        last = portion.end
