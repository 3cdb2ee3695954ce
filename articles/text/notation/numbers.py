"""Numbers with units in forms that are easily misread: "300mg", "1.0 mg", ".5 mg", "5 µg", "10U", "5 cc", "1000000 units"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.drugs import drug
from articles.text.notation.found import Found
from articles.text.notation.slips import Rule
from articles.text.units import UNIT

# A common blank parts thousands only before "000", as in `quantities`.
_NUMBER: Final = (
    r"(?:\d{1,3}(?:,\d{3}){1,8}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}(?!\d)|[ ](?=000(?!\d)|\d{3}[ ]000(?!\d))\d{3}){1,8}|\d+(?:[.,]\d+)?|\.\d+)"
)
# Spellings that the list of units does not know or that are misread, and what each breaks and becomes.
_SPELLINGS: Final[dict[Rule, dict[str, str]]] = {
    Rule.MICROGRAM: dict.fromkeys(("µg", "μg", "ug"), "micrograms"),
    Rule.UNIT_LETTER: {
        **dict.fromkeys(("U", "u"), "units"),
        **dict.fromkeys(("IU", "iu", "I.U.", "i.u."), "international units"),
    },
    Rule.VOLUME: dict.fromkeys(("cc", "CC", "ccs", "CCs", "ml", "mls", "ML", "mLs", "MLs"), "mL"),
    Rule.UNIT_SPELLING: {
        **dict.fromkeys(("MG", "Mg", "mgs", "Mgs", "MGS"), "mg"),
        **dict.fromkeys(("gm", "gms", "Gm", "Gms", "GM"), "g"),
        **dict.fromkeys(("MCG", "Mcg", "mcgs"), "mcg"),
        **dict.fromkeys(("Kg", "KG", "kgs", "Kgs", "KGs"), "kg"),
        **dict.fromkeys(("tab", "tabs", "tab.", "tabs."), "tablets"),
        **dict.fromkeys(("cap", "caps", "cap.", "caps."), "capsules"),
        **{f"{unit}.": unit for unit in ("mg", "mL", "mcg", "kg")},
    },
}
_MENDED: Final = {form: (rule, unit) for rule, forms in _SPELLINGS.items() for form, unit in forms.items()}
_WRONG: Final = "|".join(re.escape(form) for form in sorted(_MENDED, key=len, reverse=True) if not form.endswith("."))
# A full stop behind a unit that ends no sentence; one that belongs to the abbreviation.
_STOPPED: Final = r"(?:mg|mL|mcg|kg)\.(?= [a-z(])|(?:tabs?|caps?)\.(?= [a-z(])|I\.U\.|i\.u\."
_AMOUNT: Final = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?P<value>{_NUMBER}(?:\s?[-–/]\s?{_NUMBER})?)(?P<gap>[ \u00a0]?)"
    rf"(?P<unit>{_STOPPED}|(?:{_WRONG}|{UNIT})(?![\w²³]))(?P<per>(?:/(?:kg|min|minute|hour|hr|h|day|dose|m²))*)"
)
# These may stand at the number, or are no units of amounts.
_CLOSE: Final = frozenset({"%", "‰", "°C", "°F", "s", "d", "m", "h", "x"})
_CONCENTRATION: Final = re.compile(r"/(?:d?L|mL|ml|dl|l|cm|mm|mol|µL|100)\b")
_DOSED: Final = re.compile(
    r"(?:mg|g|mcg|micrograms?|µg|μg|ug|mL|ml|units?|U|u|IU|mmol|tablets?|capsules?|drops?|puffs?|mEq|L)(?:/(?:kg|day|hour|min|dose).*)?$"
)
_SINGLE: Final = {
    name: name.removesuffix("s") for name in ("micrograms", "units", "international units", "tablets", "capsules")
}
# "5 mg a day": the unit alone is looked at.
_PER_TIME: Final = re.compile(r"[ \u00a0](?:per|an?)[ \u00a0]")
_LARGE: Final = 5


def amounts(text: str) -> Iterator[Found]:
    for match in _AMOUNT.finditer(text):
        found = _mended(match, text)
        if found.instead != found.quote:
            yield found


def _mended(match: re.Match[str], text: str) -> Found:
    whole, rules = _PER_TIME.split(match["unit"])[0], list[Rule]()
    is_concentration = bool(_CONCENTRATION.search(whole + text[match.end("unit") : match.end("unit") + 4]))
    unit = _inner(_unit(match["value"], whole, rules, is_concentration=is_concentration), rules)
    is_dose = bool(_DOSED.fullmatch(whole.split(" ")[0])) and not is_concentration
    value = _value(match["value"], is_dose=is_dose, rules=rules)
    gap = match["gap"]
    if not gap and whole not in _CLOSE:
        gap = " "
        rules.append(Rule.NO_SPACE)
    quote = text[match.start() : match.start("unit") + len(whole)] + match["per"]
    return Found(tuple(dict.fromkeys(rules)), match.start(), quote, f"{value}{gap}{unit}{match['per']}")


def _unit(value: str, whole: str, rules: list[Rule], *, is_concentration: bool) -> str:
    """The unit as it is to be written. Of a value in blood µg is no dose and stays."""
    first, slash, rest = whole.partition("/")
    form = whole if whole in _MENDED else first
    if form not in _MENDED or (is_concentration and form in _SPELLINGS[Rule.MICROGRAM]):
        return whole
    rule, plain = _MENDED[form]
    rules.append(rule)
    plain = _SINGLE.get(plain, plain) if value == "1" else plain
    return plain if form == whole else f"{plain}{slash}{rest}"


def _inner(unit: str, rules: list[Rule]) -> str:
    """ "mg/ml" is "mg/mL"."""
    parts = unit.split("/")
    changed = [parts[0], *("mL" if part in ("ml", "ML", "cc") else part for part in parts[1:])]
    if changed != parts:
        rules.append(Rule.VOLUME)
    return "/".join(changed)


def _value(value: str, *, is_dose: bool, rules: list[Rule]) -> str:
    return re.sub(_NUMBER, lambda number: _number(number[0], is_dose=is_dose, rules=rules), value)


def _number(number: str, *, is_dose: bool, rules: list[Rule]) -> str:
    if number.startswith("."):
        rules.append(Rule.NAKED_POINT)
        number = f"0{number}"
    if is_dose and re.fullmatch(r"\d+,(?:\d{1,2}|\d{4,})", number):
        rules.append(Rule.DECIMAL_COMMA)
        number = number.replace(",", ".")
    if is_dose and re.fullmatch(r"\d[\d,]*\.\d*0", number):
        rules.append(Rule.TRAILING_ZERO)
        number = number.rstrip("0").rstrip(".")
    if is_dose and number.isdigit() and len(number) >= _LARGE:
        rules.append(Rule.LARGE_NUMBER)
        number = f"{int(number):,}"
    return number


_THOUSAND: Final = re.compile(
    r"(?<![\w.,])(?P<value>\d+(?:\.\d+)?)(?P<gap> ?)(?:(?P<power>[KkMm])(?P<unit> units?)\b|MU\b)"
)
_POWERS: Final = {"k": 1000, "m": 1_000_000}


def thousands(text: str) -> Iterator[Found]:
    """ "10K units", "3 MU"."""
    for match in _THOUSAND.finditer(text):
        times = _POWERS[(match["power"] or "M").lower()]
        yield Found((Rule.THOUSAND,), match.start(), match[0], f"{round(float(match['value']) * times):,} units")


_TOGETHER: Final = re.compile(
    rf"(?<![\w-])(?P<name>[^\W\d_]{{4,}})(?P<value>{_NUMBER})(?P<gap> ?)"
    r"(?P<unit>mg|g|mcg|micrograms|mL|units)(?![\w²³])"
)


def run_together(text: str) -> Iterator[Found]:
    """ "Propranolol40 mg": a known name of a drug before its dose."""
    for match in _TOGETHER.finditer(text):
        if drug(match["name"]):
            yield Found(
                (Rule.RUN_TOGETHER,), match.start(), match[0], f"{match['name']} {match['value']} {match['unit']}"
            )


_FRACTION: Final = re.compile(
    r"(?<![\w/.])(?:(?P<whole>\d+)(?: ?(?=½)| (?=1/2)))?(?:½|1/2)(?P<gap> ?)"
    r"(?P<form>(?:tablet|capsule|pill|teaspoon)s?)\b"
)


def fractions(text: str) -> Iterator[Found]:
    for match in _FRACTION.finditer(text):
        form = match["form"]
        instead = f"{match['whole']}.5 {form}" if match["whole"] else f"half a {form.rstrip('s')}"
        yield Found((Rule.FRACTION,), match.start(), match[0], instead)
