"""Measurements outside what a body, a scale or an instrument can show, or in a unit that is of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.text.proofreading.doubts import Doubt

# Between a measure and its number: "of", "is above", "between", "(", ...
_GAP: Final = (
    r"(?:[ \u00a0:(]|\b(?:score|reading|level|rate|value|of|is|was|are|were|at|to|in|above|below|over|under|about"
    r"|around|least|most|more|less|than|between|exceeds|exceeding|reaches|rises|falls|higher|lower|greater|or|up|a|an|your|patient|body|the|resting)\b|[<>≤≥=~≈]){1,12}?"
)
_SIGNED: Final = r"(?P<number>[-−–]?\d{1,5}(?:\.\d+)?)"
# The lowest body temperature that was survived is 11.8 °C (Szymańska and others, 2015), the highest 46.5 °C (Slovis and others, 1982).
_BODY: Final = {"C": (10.0, 47.0), "F": (50.0, 117.0)}
_FEVER: Final = {"C": (35.0, 47.0), "F": (95.0, 117.0)}
# Nothing that is done to people or their things is hotter, and nothing at all is colder.
_ANYWHERE: Final = {"C": (-273.15, 300.0), "F": (-459.67, 572.0)}
_HEAT: Final = re.compile(r"(?<![\w.,])(?P<number>[-−]?\d{1,5}(?:\.\d+)?)[ \u00a0]?°[ \u00a0]?(?P<scale>[CF])\b")
_FEVERISH: Final = re.compile(r"\b(?:fever|pyrexia|febrile|high temperature)\b", re.IGNORECASE)
_OF_BODY: Final = re.compile(
    r"\b(?:body temperature|core temperature|hypothermi\w+|hyperthermi\w+|(?:your|his|her|their|patient’s|child’s|baby’s) temperature)\b",
    re.IGNORECASE,
)
_NEAR: Final = 60
_PRESSURE: Final = re.compile(r"(?<![\w./,–-])(?P<upper>\d{2,4})(?:/| over )(?P<lower>\d{2,4})(?![\d/])")
_OF_PRESSURE: Final = re.compile(r"\bblood pressure\b|\bBP\b|\bhypertens|\bhypotens|\bmm ?Hg\b", re.IGNORECASE)
_HIGHEST_PRESSURE: Final = (
    370  # in mmHg, between the heartbeats of weightlifters (MacDougall and others, 1985: 480/350 in one)
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What is measured, the greatest value that it can have, and why."""

    pattern: re.Pattern[str]
    most: float
    reason: str


def _scale(names: str, after: str, most: float, reason: str) -> _Scale:
    return _Scale(re.compile(rf"\b(?:{names})\b\)?{_GAP}{_SIGNED}{after}", re.IGNORECASE), most, reason)


_SCALES: Final = (
    _scale("oxygen saturation|saturation|SpO2|SpO₂|SaO2|SaO₂", r"[ \u00a0]?%", 100, "the scale ends before"),
    _scale("pH", r"(?!\d|%|\.\d|[ \u00a0]?(?:mg|mL|g|hours|days)\b)", 14, "the scale ends before"),
    _scale("Glasgow Coma Scale|Glasgow Coma Score|GCS", r"(?!\d|%|/|[.,]\d)", 15, "the scale ends before"),
    _scale("heart rate|pulse", r"[ \u00a0](?:bpm|beats)\b", 480, "no heart beats so fast"),
    _scale("respiratory rate|breathing rate", r"[ \u00a0](?:breaths|per minute)\b", 150, "nobody breathes so fast"),
    _scale("BMI|body mass index", r"(?!\d|%|[.,]\d|[ \u00a0](?:g|mg|people|patients)\b)", 210, "the scale ends before"),
)
_WEEKS: Final = re.compile(
    r"(?<![\w.,])(?P<number>\d{2,4})(?:\+\d)? weeks?[’']? (?:pregnant|of pregnancy|of gestation|gestation|into (?:the|your) pregnancy)\b",
    re.IGNORECASE,
)
# The longest pregnancy with a living child that a journal reported took 375 days; 45 weeks are three beyond its usual end.
_LONGEST_PREGNANCY: Final = 45
_YEARS: Final = range(1900, 2101)

_MASS: Final = "mg|g|kg|micrograms?|mcg|µg"
_VOLUME: Final = "mL|L|litres?"
_LENGTH: Final = "cm|mm|m|km"
_IN_BLOOD: Final = "mmol/L|mg/dL|g/L|g/dL"
# What a measure is never given in.
_UNITS: Final = tuple(
    re.compile(rf"\b(?:{names})\b{_GAP}(?P<number>\d[\d./]*[ \u00a0]?(?:{units}))(?![\w/%²³])", re.IGNORECASE)
    for names, units in (
        ("blood pressure|BP", f"{_MASS}|{_VOLUME}|{_IN_BLOOD}|°C|bpm|beats"),
        ("heart rate|pulse rate|respiratory rate", f"{_MASS}|{_VOLUME}|{_IN_BLOOD}|mm ?Hg|°C|{_LENGTH}"),
        ("body temperature|fever|pyrexia", f"{_MASS}|{_VOLUME}|{_IN_BLOOD}|mm ?Hg|{_LENGTH}|bpm"),
        ("oxygen saturation|SpO2|SpO₂", f"{_MASS}|{_VOLUME}|{_IN_BLOOD}|mm ?Hg|°C|{_LENGTH}|bpm"),
        ("BMI|body mass index", f"{_MASS}|{_VOLUME}|{_IN_BLOOD}|mm ?Hg|{_LENGTH}"),
        ("body weight", f"{_VOLUME}|{_IN_BLOOD}|mm ?Hg|{_LENGTH}"),
    )
)


def doubts(text: str) -> Iterator[Doubt]:
    yield from _temperatures(text)
    yield from _pressures(text)
    for scale in _SCALES:
        for match in scale.pattern.finditer(text):
            number = _value(match)
            if number > scale.most and number not in _YEARS:
                yield Doubt(match[0], scale.reason)
    for match in _WEEKS.finditer(text):
        if int(match["number"]) > _LONGEST_PREGNANCY:
            yield Doubt(match[0], "no pregnancy takes so long")
    for pattern in _UNITS:
        for match in pattern.finditer(text):
            yield Doubt(match[0], "it is not measured in this unit", is_sure=False)


def _temperatures(text: str) -> Iterator[Doubt]:
    for match in _HEAT.finditer(text) if "°" in text else ():
        near = text[max(0, match.start() - _NEAR) : match.start()]
        bounds = _FEVER if _FEVERISH.search(near) else _BODY if _OF_BODY.search(near) else _ANYWHERE
        low, high = bounds[match["scale"]]
        if not low <= _value(match) <= high:
            yield Doubt(
                match[0], "no body has this temperature" if bounds is not _ANYWHERE else "the scale ends before"
            )


def _pressures(text: str) -> Iterator[Doubt]:
    if not _OF_PRESSURE.search(text):
        return
    for match in _PRESSURE.finditer(text):
        behind = text[match.end() : match.end() + 8]
        if not re.match(r"[ \u00a0]?mm ?Hg", behind) and not _OF_PRESSURE.search(
            text[max(0, match.start() - _NEAR) : match.start()]
        ):
            continue
        upper, lower = int(match["upper"]), int(match["lower"])
        if lower >= upper:
            yield Doubt(match[0], "the lower value stands first")
        elif upper > _HIGHEST_PRESSURE:
            yield Doubt(match[0], "no heart beats so hard")


def _value(match: re.Match[str]) -> float:
    return float(match["number"].replace("−", "-").replace("–", "-"))
