"""The units of medicine, each written down once with its spellings; the first spelling is the one that is compared."""

import re
from typing import Final

# Symbols mean what they mean in their case only: mg is no Mg, m no M.
_AMOUNTS: Final = """
    pg | picogram picograms
    ng | nanogram nanograms
    µg | μg ug mcg microgram micrograms
    mg | MG milligram milligrams
    g | gram grams
    kg | KG kilogram kilograms kilo kilos
    mL | ml ML millilitre millilitres milliliter milliliters
    dL | dl
    L | l litre litres liter liters
    µL | μL uL
    pmol | picomole
    nmol | nanomole
    µmol | μmol umol micromole micromoles
    mmol | millimole millimoles
    mol
    mEq | meq
    IU | iu
    mIU
    unit | units U
    kcal
    kJ
    mmHg
    cmH₂O
    kPa
    bpm
    cell | cells
    copy | copies
"""
_FORMS: Final = """
    tablet | tablets tab tabs
    capsule | capsules
    pill | pills
    drop | drops
    puff | puffs
    patch | patches
    sachet | sachets
    spray | sprays
    dose | doses
    injection | injections
    infusion | infusions
    ampoule | ampoules
    vial | vials
    lozenge | lozenges
    suppository | suppositories
    teaspoon | teaspoons
    tablespoon | tablespoons
    cycle | cycles
    session | sessions
    time | times
"""
_TIMES: Final = """
    ms | millisecond milliseconds
    second | seconds sec secs s
    minute | minutes min mins
    hour | hours hr hrs h hourly
    day | days d
    night | nights
    week | weeks wk wks
    fortnight | fortnights
    month | months mo
    year | years yr yrs
"""
_MEASURES: Final = """
    % | percent
    ‰
    °C
    °F
    mm
    cm
    m | metre metres meter meters
    km
    cm²
    m² | m2
    mm³ | mm3
    Hz
    kHz
    Gy
    mSv
    point | points
"""
_PER: Final = re.compile(r"\s{1,30}(?:per|a|an)\s+|/")


def _spellings(table: str) -> dict[str, str]:
    spelled: dict[str, str] = {}
    for line in filter(str.strip, table.splitlines()):
        unit, _, others = line.strip().partition(" | ")
        spelled.update(dict.fromkeys([unit, *others.split()], unit))
    return spelled


def _any(spelled: dict[str, str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spelled, key=len, reverse=True))


_SPELLED: Final = _spellings(_AMOUNTS + _FORMS + _TIMES + _MEASURES)
_COMPOUND: Final = {"24h": "day", "1.73m²": "1.73 m²"}
_IN_WORDS: Final = {spelling: unit for spelling, unit in _spellings(_FORMS + _TIMES).items() if len(spelling) > 2}

_ONE: Final = _any(_SPELLED)
_SLASHED: Final = rf"(?:/(?:24[ \u00a0]?h|1\.73[ \u00a0]?m²|{_ONE}))"
_PER_TIME: Final = rf"(?:[ \u00a0](?:per|an?)[ \u00a0](?:{_ONE})(?![\w²³]))"
# Patterns of a unit after a figure, and of one after a number in words ("two tablets").
UNIT: Final = rf"(?:(?:{_ONE}){_SLASHED}{{0,3}}|{_SLASHED}){_PER_TIME}{{0,2}}"
UNIT_IN_WORDS: Final = rf"(?:{_any(_IN_WORDS)}){_PER_TIME}?"
# How often, without a figure.
_PERIOD: Final = "day|morning|evening|night|week|month|year"
_TIMES_OVER: Final = r"(?:once|twice|thrice|(?:one|two|three|four|five|six) times?)"
_EACH: Final = r"[ \u00a0-](?:(?:an?|each|every|per)[ \u00a0-])?"
FREQUENCY: Final = "|".join(
    [
        rf"{_TIMES_OVER}{_EACH}(?:daily|nightly|weekly|monthly|yearly|{_PERIOD})",
        rf"every[ \u00a0](?:other[ \u00a0])?(?:{_PERIOD})",
        "(?:bi)?(?:daily|weekly|monthly)|nightly|at bedtime",
        r"[BTQbtq]\.?[Ii]\.?[Dd]\.?|[TQtq][Dd][Ss]|[OBQ]D|[oq]d|PRN|prn|[Qq]\d{1,2}[Hh]",
    ]
)


def standard(unit: str) -> str:
    """One spelling: "mcg" and "micrograms" are "µg", "tablets" is "tablet", "mg per day" is "mg/day"."""
    parts = _PER.split(unit.strip().replace("\u00a0", " "))
    return "/".join(_SPELLED.get(part) or _COMPOUND.get(part.replace(" ", ""), part) for part in parts)
