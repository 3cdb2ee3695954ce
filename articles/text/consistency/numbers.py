"""The numbers of a sentence: amounts with units, how often, shares ("14 out of every 100"), ages, days and bare numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from articles.text.comparison.amounts import Figure, measured
from articles.text.consistency.derived import derived
from articles.text.consistency.directions import directed, weighed
from articles.text.consistency.facts import NEAR, NUMBER, PIECE, PIECES, RATE, SHARE, TIME, Fact
from articles.text.consistency.numerals import kilograms, plainly
from articles.text.doses import is_dose_unit
from articles.text.dosing.keys import frequency_key
from articles.text.dosing.mentions import frequencies_in
from articles.text.quantities import Quantity, quantities

_SHARE: Final = re.compile(
    r"(?<![\w.,/-])(\d+(?:\.\d+)?)(?:(?:[–-]| to )(\d+))? (?:in|out of|of|per(?= ?1[, ]?0))(?: every"
    r"| each)? (\d+(?:[, ]\d{3})*)(?![\w.,]*\d)"
    r"(?! ?(?:%|(?:mg|mL|g|µg|hours?|days?|weeks?|months?|years?|minutes?|times|tablets?)\b))"
)
_BARE: Final = re.compile(
    r"(?<![\w.,/^₀-₉⁰-⁹-])(\d+(?:,\d{3}| \d{3}(?= 000(?!\d))| 000)*(?:\.\d+)?)(?:(?: ?[–-] ?| to )(\d+(?:\.\d+)?))?(?![\w%]|[.,]?\d|/\d)"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LABEL: Final = re.compile(
    r"\b(days?|weeks?|months?|steps?|stages?|grades?|phases?|types?|doses?|levels?|classes|class|figures?|tables?"
    r"|parts?) (?:\d+ to |\d+ and |(?:\d+, )+(?:and )?)?$",
    re.IGNORECASE,
)
_AGE_BEFORE: Final = re.compile(
    r"\b(?:younger|older) than (?:the age of )?$|\b(?:aged?|ages)(?: of)? (?:[<>≤≥] ?|over |under |above |below "
    r"|between |from )?$",
    re.IGNORECASE,
)
_PEOPLE_BEFORE: Final = re.compile(
    r"\b(?:adults?|children|people|women|men|babies|infants|patients|girls|boys|you are|if you are|anyone"
    r"|everyone|those|child|teenagers)"
    r"(?: who are| aged)? (?:over|under|above|below|from|between) (?:the age of )?$",
    re.IGNORECASE,
)
_PEOPLE_OF: Final = re.compile(
    r"\b(?:adults|children|people|women|men|girls|boys|infants|patients|those"
    r"|teenagers)(?: aged| of)? $",
    re.IGNORECASE,
)
_AGE_AFTER: Final = re.compile(r"^ (?:or|and) (?:older|younger)\b|^s\b", re.IGNORECASE)
_ON: Final = re.compile(r"^ (?:on|onwards?|upwards?)\b")
_HAS_TO_BE: Final = re.compile(r"\b(?:have|has|had|must|should|needs?|ought)(?: to)? be $")
_AND_OVER: Final = re.compile(r"^ (?:or|and) (?:over|above|under|below|more)\b")
_JOINED: Final = re.compile(r" ?(?:(?:and |,? or )?(?:up )?to|or|–|-|—) ?")
_SOLUTION: Final = re.compile(r"(?<=[a-zA-Zµ]) ?/ ?(?=\d+(?:\.\d+)? ?mL\b)")
# "1.2 g a day in three divided doses" is three times a day too.
_DIVIDED: Final = re.compile(r"\b(\d) divided")
_SIGNS: Final = {"<": -1, "≤": -1, ">": 1, "≥": 1}
# The "2" of "2 paracetamol 500 mg tablets" and of "2 co-codamol 30/500 tablets".
_COUNTED_AFTER: Final = re.compile(
    r" ?(?:x|×)?(?: [a-z][a-z-]*){0,2}?(?: ?\d+(?:\.\d+)? ?(?:mg|g|µg|mcg|micrograms?|mL|units?|%)"
    r"| \d+/\d+)?(?: [a-z][\w-]*){0,3}?"
    r" (tablet|capsule|pill|puff|patch|sachet|drop|spoonful)(?:e?s)?\b"
)
# The "4" of "4 75 mg aspirin".
_COUNTED_BEFORE_DOSE: Final = re.compile(
    r" (?:x |× )?\d+(?:\.\d+)? ?(?:mg|g|µg|mcg|micrograms?|milligrams?|grams?|units?)\b"
)
_EVERY: Final = re.compile(r"out of (?:every )?(\d[\d, ]*)$")
_OF_EVERY: Final = re.compile(r"\b(?:[Oo]f|[Ii]n|[Ff]or|[Aa]mong) (?:every|each|the|all) $|^(?:Of|Out of|In|Among) $")
# What happens to so many of them; but no "19 or 20".
_PEOPLE_DID: Final = re.compile(r"^(?: (?!or\b|and\b|to\b|times\b)[a-z]|$)")


# What those patterns end with: a number rarely has it before it, and it is quickly seen.
_LEADS_TO_AGE: Final = (
    "than ", "age of ", "aged of ", "ages of ", "age ", "aged ", "ages ", "<", ">", "≤", "≥",
    "over ", "under ", "above ", "below ", "between ", "from ",
)  # fmt: skip
_LEADS_TO_PEOPLE: Final = (
    "over ", "under ", "above ", "below ", "from ", "between ", "age of ", "adults ", "children ", "people ", "women ", "men ",
    "girls ", "boys ", "infants ", "patients ", "those ", "teenagers ", "aged ", "of ",
)  # fmt: skip
_LEADS_AS_LABEL: Final = (
    "day ", "days ", "week ", "weeks ", "month ", "months ", "step ", "steps ", "stage ", "stages ", "grade ", "grades ",
    "phase ", "phases ", "type ", "types ", "dose ", "doses ", "level ", "levels ", "class ", "classes ", "figure ", "figures ",
    "table ", "tables ", "part ", "parts ", " to ", " and ", ", ",
)  # fmt: skip


def facts(sentence: str) -> tuple[Fact, ...]:
    """Every number of a sentence, in order, with a unit or without, and how often something is done."""
    return _facts(sentence.rstrip(" .,;:"))


# A sentence and its only clause differ by a full stop.
@lru_cache(maxsize=4096)
def _facts(sentence: str) -> tuple[Fact, ...]:
    text = as_read(sentence)
    if not (_DIGIT.search(text) or (_PERIOD.search(text) and frequencies_in(text))):
        return ()
    rates = [*_ranges([*_rates(text)], text)]
    often = [(fact.start, fact.end) for fact in rates]
    measures = [fact for fact in _measures(text) if not any(start <= fact.start < end for start, end in often)]
    told = [*_shares(text)]
    if told:
        spans = [(fact.start, fact.end) for fact in told]
        measures = [fact for fact in measures if fact.dimension != "dose" or not _overlaps(fact, spans)]
    flows = [(fact.start, fact.end) for fact in measures if "/time" in fact.dimension]
    found = [fact for fact in rates if not _overlaps(fact, flows)]
    taken = [*often, *((fact.start, fact.end) for fact in measures)]
    shares = [fact for fact in told if not _overlaps(fact, taken)]
    taken += [(fact.start, fact.end) for fact in shares]
    bare = [fact for fact in _bare(text) if not _overlaps(fact, taken)]
    ordered = sorted([*found, *measures, *shares, *bare], key=lambda fact: fact.start)
    named = _with_unit_of_the_one_before([*_out_of(ordered, text)], text)
    stated = [*_in_other_units([weighed(directed(fact, text), text) for fact in named], text)]
    return (*stated, *derived(stated, text))


_DIGIT: Final = re.compile(r"\d")
# Without one of these nothing says how often.
_PERIOD: Final = re.compile(
    r"dai|day|night|morning|afternoon|evening|bedtime|hour|minute|week|month|year|[oO]nce|[tT]wice|thrice"
    r"|[qQ]\d|\b(?:od|bd|bds|bid|tid|tds|qid|qds|qd)\b|[bqtBQT]\.[iI]\.[dD]"
    r"|[A-Z]{2}|D\b"
)


def _in_other_units(found: Iterable[Fact], text: str) -> Iterator[Fact]:
    """ "Below 10,000 IU (3,000 micrograms)": what stands in brackets is below as well."""
    before: Fact | None = None
    for fact in found:
        said = fact
        if (
            before
            and before.direction
            and not fact.direction
            and text[before.end : fact.start] in (" (", " / ", ", or ")
        ):
            is_limit = before.is_limit and fact.is_dose
            said = replace(fact, direction=before.direction, is_limit=is_limit)
        yield said
        before = said


def _with_unit_of_the_one_before(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """ "Six weeks at best, twelve at worst": a number with no word of its own behind it is of the unit of the one before."""
    before: Fact | None = None
    for fact in found:
        said = fact
        if before is not None and _is_elliptic(fact, before, text):
            unit = before.low / _exact(_FIRST_FIGURE.findall(before.text)[0].replace(",", ""))
            is_dose = before.is_dose
            said = replace(
                fact, dimension=before.dimension, low=fact.low * unit, high=fact.high * unit, is_dose=is_dose
            )
        yield said
        before = said if said.dimension not in (NUMBER, RATE, SHARE) else None


def _is_elliptic(fact: Fact, before: Fact, text: str) -> bool:
    if fact.dimension != NUMBER or fact.start - before.end > NEAR or before.dimension.startswith("#"):
        return False
    figures = _FIRST_FIGURE.findall(before.text)
    is_single = figures and before.low and not (before.parts or text[: before.start].endswith(_BOUNDS))
    return bool(is_single and _ELLIPSIS.match(text, fact.end) and _INSTEAD.fullmatch(text, before.end, fact.start))


# "If you are older than 60, it is 500" is about no age.
_BOUNDS: Final = (
    "than ",
    "over ",
    "under ",
    "above ",
    "below ",
    "from ",
    "until ",
    "before ",
    "after ",
    "aged ",
    "age of ",
)
_FIRST_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ELLIPSIS: Final = re.compile(
    r"$|[.;,)](?!\d)| (?:at (?:best|worst|most|least|the (?:most|least|latest|outside))|if|when|or so|in some|for some|instead|though)\b"
)
_INSTEAD: Final = re.compile(
    r"[^.;:\d()]{0,24}?(?:,|,? or|,? but|,? and)(?: (?:or|perhaps|maybe|often|sometimes|even|possibly|at|most|usually|mostly|rarely|up to"
    r"|never|not|more|than|less|over|under|then|better|as|many|at the|of|it|can|be|may|is|takes?|last|lasts|by|from|to|for|on|in|nearer"
    r"|closer|about|around))* "
)


def as_read(sentence: str) -> str:
    """The sentence as its facts are read from it: `start` and `end` of a fact are places in this."""
    text = plainly(sentence)
    return _SOLUTION.sub(" in ", text) if "/" in text else text


def _overlaps(fact: Fact, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < fact.end and fact.start < end for start, end in taken)


def _rates(text: str) -> Iterator[Fact]:
    if not _PERIOD.search(text):
        return
    listed = [*_listed_times(text)]
    yield from listed
    for mention in frequencies_in(text):
        if any(fact.start < mention.end and mention.start < fact.end for fact in listed):
            continue
        key = frequency_key(mention.name.replace(",", ""))
        if key and isinstance(key[0], tuple):
            low, high = key[0]
            direction = -1 if "up to" in key else 0
            yield Fact(RATE, low, high, mention.name, mention.start, mention.end, direction)
        if parted := _DIVIDED.search(mention.name):
            times = Fraction(parted[1])
            yield Fact(RATE, times, times, "", mention.start, mention.end, is_extra=True)


def _listed_times(text: str) -> Iterator[Fact]:
    """ "In the morning, at noon and again at night" is three times a day."""
    if " and " not in text or not any(map(text.__contains__, _MOMENTS)):
        return
    for found in _TIMES_OF_DAY.finditer(text):
        count = Fraction(len(_TIME_OF_DAY.findall(found[0])))
        yield Fact(RATE, count, count, found[0], *found.span())


# Of two times of day one is one of these.
_MOMENTS: Final = ("morning", "breakfast", "noon", "evening", "night", "dinner", "lunch", "supper")
_MOMENT: Final = r"(?:morning|breakfast|noon|midday|lunch(?:time)?|afternoon|evening|dinner|supper|bedtime|night)"
_TIME_OF_DAY: Final = re.compile(rf"\b{_MOMENT}s?\b", re.IGNORECASE)
_AT: Final = rf"(?:(?:in the|at|with|each|every|before|after) )?{_MOMENT}s?"
_TIMES_OF_DAY: Final = re.compile(
    rf"\b{_AT}(?:, {_AT}){{0,2}}(?:,? and (?:again |then |once more )?{_AT})(?!\w)", re.IGNORECASE
)


def _measures(text: str) -> list[Fact]:
    """Quantities with what belongs to them: "for each kilogram", a second one behind "to"."""
    found = [fact for quantity in quantities(text) for fact in _measure(quantity)]
    for start, end in kilograms(text):
        _give_weight(found, start, end, text)
    return list(_ranges(found, text))


def _measure(quantity: Quantity) -> Iterator[Fact]:
    figure = Figure(quantity.value, _without_period(quantity.unit), quantity.text)
    is_strength = "/" in quantity.value and quantity.unit in PIECES
    if not quantity.value or figure.is_frequency or is_strength:
        return
    read = measured(figure)
    if read is None:
        return
    sign, ends, dimension = read
    name = "/".join(_SAME.get(part, part) for part in dimension)
    scale = Fraction(1, 100) if name == SHARE else Fraction(1)
    is_dose = (
        (is_dose_unit(figure.unit) or _is_by_weight(figure.unit))
        and figure.unit not in ("dose", "injection")
        and "1.73" not in figure.unit
    )
    if "±" in quantity.value:
        ends = ends[:1]
    low, high = (min(ends) * scale, max(ends) * scale) if "/" not in quantity.value else (ends[0], ends[-1])
    yield Fact(name, low, high, quantity.text.strip(), quantity.start, quantity.end, _SIGNS.get(sign[:1], 0), is_dose)


def _is_by_weight(unit: str) -> bool:
    """ "10 kcal/kg" is given like a dose; kg/m² is a body."""
    amount, *per = unit.split("/")
    return amount != "kg" and per[:1] in (["kg"], ["m²"])


# International units are units; a tablet is counted as a capsule is.
_SAME: Final = {"%": SHARE, "activity": "unit", "injection": "dose", **dict.fromkeys(PIECES, PIECE)}


def _without_period(unit: str) -> str:
    """ "mg/day" and "mg a puff" are amounts, "% a year" is a share; the rate of a drip stays what it is."""
    first, *rest = unit.split("/")
    left = [part for part in rest if part not in _PERIODS and not (first == "%" and part == "year")]
    return "/".join([first, *left])


_PERIODS: Final = frozenset(
    {
        "day",
        "night",
        "dose",
        "week",
        "month",
        "injection",
        "tablet",
        "capsule",
        "pill",
        "puff",
        "drop",
        "spray",
        "session",
        "time",
    }
)


def _give_weight(found: list[Fact], start: int, end: int, text: str) -> None:
    """To the amount before it, and to what that is joined to by "and"; else to the one after it."""
    within = next((place for place, fact in enumerate(found) if fact.start < start < fact.end), None)
    if within is not None and found[within].dimension.endswith("/mass"):
        before = found[within - 1]
        if within and before.is_dose and _JOINED.fullmatch(text, before.end, found[within].start):
            found[within - 1] = _per_kilogram(before)
        return
    places = [place for place, fact in enumerate(found) if _is_given(fact) and 0 <= start - fact.end < NEAR][-1:]
    while places and places[-1] and _AND.fullmatch(text, found[places[-1] - 1].end, found[places[-1]].start):
        places.append(places[-1] - 1)
    if not places:
        places = [place for place, fact in enumerate(found) if fact.is_dose and fact.start >= end][:1]
    for place in places:
        if _is_given(found[place]):
            found[place] = _per_kilogram(found[place])


def _is_given(fact: Fact) -> bool:
    return fact.is_dose or fact.dimension == "energy"


_AND: Final = re.compile(r"[^.,;:(]* and (?:\w+ ){0,2}")


def _per_kilogram(fact: Fact) -> Fact:
    if fact.dimension.endswith("/mass"):
        return fact
    milligrams = 1_000_000
    return replace(
        fact, dimension=f"{fact.dimension}/mass", low=fact.low / milligrams, high=fact.high / milligrams, is_dose=True
    )


def _ranges(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    current: Fact | None = None
    for fact in found:
        is_step = current is not None and text[max(0, current.start - 3) : current.start] == "by "
        is_one = current is not None and current.dimension == fact.dimension and not is_step
        if current and is_one and _JOINED.fullmatch(text, current.end, fact.start):
            whole = text[current.start : fact.end]
            current = replace(
                current, low=min(current.low, fact.low), high=max(current.high, fact.high), end=fact.end, text=whole
            )
            continue
        if current:
            yield current
        current = fact
    if current:
        yield current


def _shares(text: str) -> Iterator[Fact]:
    for found in _SHARE.finditer(text):
        whole = _exact(found[3].replace(",", "").replace(" ", ""))
        if whole and _exact(found[1]) <= whole:
            low = _exact(found[1]) / whole
            yield Fact(SHARE, low, _exact(found[2]) / whole if found[2] else low, found[0], *found.span())


def _bare(text: str) -> Iterator[Fact]:
    """Numbers without a unit: ages, the "2" of "2 500 mg tablets", days and steps, and others."""
    for found in _BARE.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - NEAR) : start], text[end : end + 20]
        low = _exact(found[1].replace(",", "").replace(" ", ""))
        high = _exact(found[2]) if found[2] else low
        is_group = low != high or _AND_OVER.match(after)
        lowered = before.lower()
        is_of_people = lowered.endswith(_LEADS_TO_PEOPLE) and (
            _PEOPLE_BEFORE.search(before) or (is_group and _PEOPLE_OF.search(before))
        )
        is_age = (
            (lowered.endswith(_LEADS_TO_AGE) and _AGE_BEFORE.search(before))
            or _AGE_AFTER.match(after)
            or (_ON.match(after) and lowered.endswith("from "))
            or (lowered.endswith("be ") and after.startswith(" before ") and _HAS_TO_BE.search(before))
        )
        if is_of_people or is_age:
            yield Fact(TIME, low * 525600, high * 525600, found[0], start, end)
        elif counted := _COUNTED_AFTER.match(text, end):
            form = PIECE if counted[1] in PIECES else counted[1]
            yield Fact(form, low, high, found[0], start, end, is_dose=True)
        elif label := lowered.endswith(_LEADS_AS_LABEL) and _LABEL.search(before):
            yield Fact(f"#{label[1].lower().rstrip('s')}", low, high, f"{label[1]} {found[0]}", start, end)
        elif low == high <= _MANY_PIECES and _COUNTED_BEFORE_DOSE.match(text, end):
            yield Fact(PIECE, low, high, found[0], start, end, is_dose=True)
        elif not _YEAR.fullmatch(found[0]) and not (start == 0 and after.startswith((".", ")"))):
            yield Fact(NUMBER, low, high, found[0], start, end)


_MANY_PIECES: Final = 12


@lru_cache(maxsize=4096)
def _exact(figure: str) -> Fraction:
    """Without its commas and blanks."""
    return Fraction(figure)


def _out_of(found: Sequence[Fact], text: str) -> Iterator[Fact]:
    """ "Of every 100 people, 19 were dizzy and 14 sleepy" names two shares; so does "92 out of every 100 had pain, 95 fever"."""
    whole = Fraction(0)
    for fact in found:
        if fact.dimension == SHARE and (every := _EVERY.search(fact.text)):
            whole = Fraction(every[1].replace(",", "").replace(" ", ""))
        elif fact.dimension == NUMBER and _OF_EVERY.search(text[: fact.start]):
            whole = fact.low
            continue
        elif whole and fact.dimension == NUMBER and fact.high <= whole and _PEOPLE_DID.match(text[fact.end :]):
            yield replace(fact, dimension=SHARE, low=fact.low / whole, high=fact.high / whole)
            continue
        yield fact
