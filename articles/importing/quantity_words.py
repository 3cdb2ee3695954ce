"""Words in front of a number that make it a quantity or a name, not a citation."""

import re

# Whoever writes one of these goes on with a number that is meant ("at least 6", "type 2", "INR of 3").
_LEADING_TO_A_NUMBER_TEXT = (
    "to of at than under over above below about around approximately approx least most by from for up between "
    "and or in on with until every each per within after before times x is are was were be been equals "
    "exactly only nearly almost then plus minus not a an the this that as"
)
_LEADING_TO_A_NUMBER = frozenset(_LEADING_TO_A_NUMBER_TEXT.split())
_NAMED_BY_NUMBER_TEXT = (
    "type types stage stages grade grades step steps table tables figure figures fig phase phases level "
    "levels class classes vitamin factor chapter page pages pp volume vol part parts section sections "
    "category tier zone question item items number numbers no nr room bed tip rule version box appendix "
    "interleukin aged age ages ca vs"
)
_NAMED_BY_NUMBER = frozenset(_NAMED_BY_NUMBER_TEXT.split())
# Results and amounts often, a citation sometimes: a person decides.
_OFTEN_MEASURED_TEXT = (
    "score scores scale index target goal value ratio trial study group groups arm arms cohort rate count "
    "dose doses line lead nerve vertebra segment option schedule complex maximum minimum max min total "
    "average mean median temperature size gauge covid sars tablet tablets capsule capsules drop drops puff "
    "puffs mg ml mcg units"
)
_OFTEN_MEASURED = frozenset(_OFTEN_MEASURED_TEXT.split())
_TIMES_TEXT = (
    "day days week weeks month months year years hour hours minute minutes cycle cycles visit visits session sessions"
)
_TIMES = frozenset(_TIMES_TEXT.split())
_DOSE_TIMES = frozenset({"BID", "TID", "QID", "QD", "OD", "PRN", "BD", "TDS", "QDS", "PO", "IV", "IM"})
_CLOSED = (")", "]", "”", '"', "’", ",")
_COMPARED = re.compile(r"(?:[<>=≤≥±×+~≈/:–—-])\s*$")
_INTERVAL = re.compile(r"(?:[<>=≤≥±×~≈]|\b(?:CI|IQR|range|interval))\s*$", re.IGNORECASE)


def is_countable(before: str) -> bool:
    """The number plainly belongs to the word before it: nobody needs to be asked."""
    word = _last(before)
    if word.lower() in _LEADING_TO_A_NUMBER or word.lower() in _NAMED_BY_NUMBER:
        return True
    return bool(_COMPARED.search(before)) or _is_bare_time(before, word)


def is_compared(before: str) -> bool:
    """Numbers in brackets behind these words are an interval: "95% CI [2, 4]"."""
    return bool(_INTERVAL.search(before))


def is_never_cited(before: str) -> bool:
    """Whether the words before speak against a citation."""
    word = _last(before)
    if not word or is_countable(before) or word.lower() in _OFTEN_MEASURED:
        return True
    return _is_abbreviation(word) or _is_name(before, word) or len(word) < 2 or any(sign.isdigit() for sign in word)


def _last(before: str) -> str:
    """The last word; "closed" when a bracket or quotation mark closes it off from the number."""
    found = before.split()
    if not found:
        return ""
    return "closed" if found[-1].endswith(_CLOSED) else found[-1].strip("(“\"'‘*_")


def _is_abbreviation(word: str) -> bool:
    """ "INR 2", "GCS 8", "HbA1c 7": a result. How often a dose is taken is none."""
    if word in _DOSE_TIMES:
        return False
    return sum(sign.isupper() for sign in word) > 1 or (word[:1].islower() and any(sign.isupper() for sign in word))


def _is_name(before: str, word: str) -> bool:
    """ "Apgar 5", "Gleason 7": a name inside a sentence."""
    return word[:1].isupper() and word not in _DOSE_TIMES and before.strip() != word


def _is_bare_time(before: str, word: str) -> bool:
    """ "in week 6" names a week; behind "for 6 weeks" a number is something else."""
    if word.lower() not in _TIMES:
        return False
    before_it = before.split()[-2:-1]
    return not before_it or not any(sign.isdigit() for sign in before_it[0])
