"""Abbreviations of how often, by which way and of which drug, and signs, that are read as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.text.drugs import drug
from articles.text.notation.found import Found
from articles.text.notation.slips import Rule

# Near an amount of something an abbreviation is one of a prescription; elsewhere "OD", "AS" and "IT" are other words.
_AMOUNT: Final = re.compile(
    r"\d ?(?:mg|g|mcg|micrograms?|µg|mL|ml|units?|U|mmol|tablets?|capsules?|drops?|puffs?|%)(?![\w²³])|\b(?:one|two|three|1|2|3) drops?\b",
    re.IGNORECASE,
)
_PRESCRIBED: Final = re.compile(r"\b(?:give|start|take|prescribe|dose|infus\w+|inject\w*)\b", re.IGNORECASE)
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class _Table:
    """Forms with their mends. `needs` is what has to stand in the same block before or around for the form to be meant."""

    rule: Rule
    forms: dict[str, str]
    needs: re.Pattern[str] | None = None


_TABLES: Final = (
    _Table(
        Rule.DAILY,
        {
            **dict.fromkeys(("QD", "qd", "q.d.", "Q.D.", "q1d", "Q1D"), "daily"),
            **dict.fromkeys(("QOD", "qod", "q.o.d.", "Q.O.D."), "every other day"),
            **dict.fromkeys(("TIW", "tiw", "t.i.w."), "3 times a week"),
            **dict.fromkeys(("BIW", "biw", "b.i.w."), "twice a week"),
            **dict.fromkeys(("qhs", "QHS", "q.h.s.", "Q.H.S.", "qn", "QN"), "at bedtime"),
        },
    ),
    _Table(
        Rule.DAILY,
        {
            **dict.fromkeys(("OD", "od", "o.d.", "O.D."), "daily"),
            **dict.fromkeys(("HS", "hs", "h.s.", "H.S."), "at bedtime"),
        },
        _AMOUNT,
    ),
    _Table(Rule.DAILY, {"UD": "as directed"}, _PRESCRIBED),
    _Table(
        Rule.ROUTE,
        {
            **dict.fromkeys(("SQ", "sub q", "subQ", "SubQ", "sub-q", "subq"), "subcutaneously"),
            "per os": "by mouth",
            **dict.fromkeys(("OU", "o.u.", "O.U."), "in both eyes"),
        },
    ),
    _Table(
        Rule.ROUTE,
        {
            **dict.fromkeys(("SC", "s.c.", "S.C."), "subcutaneously"),
            **dict.fromkeys(("OS", "o.s.", "O.S."), "in the left eye"),
            "AU": "in both ears",
            "AS": "in the left ear",
            "AD": "in the right ear",
            "IT": "intrathecally",
            "IN": "into the nose",
        },
        _AMOUNT,
    ),
    _Table(
        Rule.DRUG_ABBREVIATION,
        {
            **dict.fromkeys(("MSO4", "MSO₄"), "morphine sulfate"),
            **dict.fromkeys(("MgSO4", "MgSO₄"), "magnesium sulfate"),
            **dict.fromkeys(("ZnSO4", "ZnSO₄"), "zinc sulfate"),
            "HCTZ": "hydrochlorothiazide",
        },
    ),
    _Table(
        Rule.DRUG_ABBREVIATION,
        {
            "MTX": "methotrexate", "AZT": "zidovudine", "PTU": "propylthiouracil", "TNK": "tenecteplase", "tPA": "alteplase",
            "CPZ": "chlorpromazine", "APAP": "paracetamol", "ASA": "aspirin", "NTG": "nitroglycerin", "5-FU": "fluorouracil",
            "DTO": "diluted tincture of opium",
        },
        _PRESCRIBED,
    ),
)  # fmt: skip
_MENDS: Final = {form: (table, mend) for table in _TABLES for form, mend in table.forms.items()}
_FORMS: Final = "|".join(re.escape(form) for form in sorted(_MENDS, key=len, reverse=True))
_FORM: Final = re.compile(rf"(?<![\w./-])(?:{_FORMS})(?![\w/-])(?<![A-Za-z]\.(?=\w))")
# "MS 5 mg" is a drug, "MS" alone is multiple sclerosis.
_WITH_DOSE: Final = re.compile(r"(?<![\w-])(?P<form>MS|HCT|TAC)(?P<dose> \d[\d.,]* ?(?:mg|g|%|mcg))(?!\w)")
_DOSED: Final = {
    "MS": "morphine sulfate",
    "HCT": "hydrocortisone or hydrochlorothiazide (say which)",
    "TAC": "triamcinolone",
}
_DAYS: Final = re.compile(r"(?<![\w.])x ?(\d{1,2}) ?d(?!\w)")
_BETWEEN: Final = re.compile(r"(?P<before>[^\W\d_]{1,39}) (?P<sign>&) (?P<after>[^\W\d_]+)")
_AT: Final = re.compile(r"(?<= )@(?= (?:\d|bedtime|night|noon|breakfast|lunch|dinner))")
_STOP: Final = re.compile(r"(?<!\w)D/C(?!\w)")


def abbreviations(text: str) -> Iterator[Found]:
    if text.isupper():
        return
    for match in _FORM.finditer(text):
        table, mend = _MENDS[match[0]]
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if table.needs is None or table.needs.search(near):
            yield Found((table.rule,), match.start(), match[0], mend)
    for match in _DAYS.finditer(text):
        yield Found((Rule.DAILY,), match.start(), match[0], f"for {match[1]} days")
    for match in _WITH_DOSE.finditer(text):
        yield Found((Rule.DRUG_ABBREVIATION,), match.start(), match[0], _DOSED[match["form"]] + match["dose"])


def signs(text: str) -> Iterator[Found]:
    for match in _AT.finditer(text):
        yield Found((Rule.SIGN,), match.start(), match[0], "at")
    for match in _BETWEEN.finditer(text):
        if drug(match["before"]) or drug(match["after"]):
            yield Found((Rule.SIGN,), match.start("sign"), "&", "and")
    for match in _STOP.finditer(text):
        yield Found((Rule.SIGN,), match.start(), match[0], "")
