"""What a sentence about a dose names beside the amount: drugs, ways to give it, how often, for whom. By lists of words.

Limits: English only; a brand name or a drug that `drugs` does not know is found only after "of"; a condition of health
counts as "for whom" only where a word for people or one of the few conditions here leads to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from articles.text.drugs import SECOND_WORDS, drug

NUMBER: Final = r"(?:\d+(?:[.,]\d+)?[½¼¾]?|[½¼¾]|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
RANGE: Final = rf"{NUMBER}(?:(?: to | or |\s?[–-]\s?){NUMBER})?"


class Route(StrEnum):
    """How a drug is given, in plain words."""

    MOUTH = "by mouth"
    TONGUE = "under the tongue"
    VEIN = "into a vein"
    MUSCLE = "into a muscle"
    UNDER_SKIN = "under the skin"
    JOINT = "into a joint"
    EPIDURAL = "epidural"
    SPINAL_FLUID = "into the spinal fluid"
    RECTAL = "rectal"
    VAGINAL = "vaginal"
    EYE = "into the eye"
    EAR = "into the ear"
    NOSE = "into the nose"
    INHALED = "inhaled"
    ON_SKIN = "on the skin"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a sentence, and what it names in its one spelling or as it stands."""

    start: int
    end: int
    name: str


# In this order: "under the tongue" before what a tablet would say, injections into a place before injections.
_ROUTES: Final = {
    Route.TONGUE: r"under (?:the|your) tongue|sublingual(?:ly)?",
    Route.JOINT: r"into (?:the|a) joint|intra-?articular(?:ly)?",
    Route.EPIDURAL: r"epidural(?:ly)?",
    Route.SPINAL_FLUID: r"intrathecal(?:ly)?|into the spinal fluid",
    Route.VEIN: r"intravenous(?:ly)?|into (?:a|the|your) vein|(?-i:\bIV\b)|\bi\.v\.|by drip",
    Route.MUSCLE: r"intramuscular(?:ly)?|into (?:a|the|your)(?: thigh)? muscle|(?-i:\bIM\b)|\bi\.m\.",
    Route.UNDER_SKIN: r"subcutaneous(?:ly)?|under (?:the|your) skin|(?-i:\bSC\b)|\bs\.c\.|\bsubcut\b",
    Route.RECTAL: r"rectal(?:ly)?|suppositor(?:y|ies)|in(?:to)? (?:the|your) (?:rectum|bottom|back passage)|enema",
    Route.VAGINAL: r"vaginal(?:ly)?|into the vagina|pessar(?:y|ies)",
    Route.EYE: r"eye ?drops?|in(?:to)? (?:the|your|each|the affected) eyes?|ophthalmic",
    Route.EAR: r"ear ?drops?|in(?:to)? (?:the|your|each|the affected) ears?",
    Route.NOSE: r"nasal(?:ly)?|intranasal(?:ly)?|in(?:to)? (?:the|your|each) (?:nose|nostrils?)",
    Route.INHALED: r"inhal(?:e|ed|er|ers|ation|ations)|nebuli[sz]ed|nebuli[sz]er|puffs?",
    Route.ON_SKIN: r"topical(?:ly)?|transdermal(?:ly)?|(?:on|to|onto) (?:the|your) skin|patch(?:es)?|gel|cream|ointment|lotion",
    Route.MOUTH: r"by mouth|oral(?:ly)?|(?-i:\bPO\b)|\bp\.o\.|swallow(?:ed)?",
}
# What may not stand before any of them is asked for once: nearly every place is inside a word.
_WAYS: Final = "|".join(rf"(?P<{route.name}>(?:{words})(?!\w))" for route, words in _ROUTES.items())
_ROUTE: Final = re.compile(rf"(?<!\w)(?:{_WAYS})", re.IGNORECASE)

_PERIOD: Final = r"(?:day|night|morning|afternoon|evening|week|fortnight|month|year|hour|minute)"
_MEAL: Final = r"(?:food|meals?|breakfast|lunch|dinner|eating|each meal|every meal|water|milk|bed)"
_OFTEN: Final = "|".join(
    [
        rf"(?:up to |at most )?{RANGE} times?(?: (?:daily|nightly|weekly|monthly)| (?:an?|per|each|every|in) (?:{_PERIOD}|24 hours))",
        rf"(?:once|twice|thrice)(?: or twice)?(?:[ -](?:daily|nightly|weekly|monthly|yearly)| (?:an?|per|each|every|in the) {_PERIOD})?",
        rf"every (?:other |second |third )?{_PERIOD}s?|every {RANGE}[ -](?:hours?|minutes?|days?|weeks?|months?)",
        rf"{RANGE}[ -]hourly|hourly",
        rf"each {_PERIOD}|on alternate days|at bedtime|at night|in the (?:morning|evening|afternoon)",
        r"(?:bi)?(?:daily|weekly|monthly)|nightly",
        rf"(?<!hours )(?<!hour )(?<!minutes )(?<!times )(?:an?|per) {_PERIOD}(?! (?:later|ago|before|after|or))",
        rf"in (?:{NUMBER} )?divided doses|(?:as |in )?a single dose|as one dose",
        r"(?:as|when|if|where) (?:needed|required|necessary)",
        rf"(?:with|before|after) {_MEAL}",
        r"(?-i:[BTQbtq][Ii][Dd]|[BTQbtq]\.[Ii]\.[Dd]\.|[TQtq][Dd][Ss]|BD|bd|[OQ]D|[oq]d|PRN|prn|STAT|stat|[Qq]\d{1,2}(?:[–-]\d{1,2})?[Hh])",
    ]
)
_FREQUENCY: Final = re.compile(rf"(?<![\w-])(?:{_OFTEN})(?:,? (?:{_OFTEN}))*(?!\w)", re.IGNORECASE)
# What an upper limit is for.
_SPELL: Final = re.compile(
    rf"(?<!\w)(?:(?:in|within|over|during) (?:any |an? |one )?(?:24[- ]hours?(?: period)?|day|week)|{_OFTEN})(?!\w)",
    re.IGNORECASE,
)

_YEARS: Final = r"(?:years?|months?|weeks?)"
_OR_OLDER: Final = r"(?: (?:and|or) (?:over|older|above|under|younger))?"
_AGE: Final = "|".join(
    [
        rf"(?:aged? |ages )(?:(?:from |between )?{RANGE}(?: and {NUMBER})?|under {NUMBER}|over {NUMBER})(?: {_YEARS})?{_OR_OLDER}",
        rf"(?:under|over|below|above|(?:older|younger) than)(?: the age of)? {NUMBER}(?:s\b| {_YEARS}(?: of age)?|(?= ?(?:[.,;:)]|$)))",
        rf"{RANGE} {_YEARS}(?: (?:old|of age))? (?:and|or) (?:over|older|above)",
    ]
)
_WEIGHT: Final = rf"(?:weigh(?:s|ing)?|body weight(?: is)?) (?:less than|more than|under|over|below|above|at least|up to)? ?{RANGE} ?kg"
_KIDNEYS: Final = (
    rf"(?:eGFR|GFR|creatinine clearance|CrCl)(?: is| of)? ?(?:below|under|above|over|less than|more than|between|[<>≤≥])? ?{NUMBER}"
    rf"(?:(?: to | and |[–-]){NUMBER})?\s?m[lL](?:/min(?:ute)?| per minute)(?:/1\.73 ?m²)?"
    rf"|(?:(?:below|under|above|over) )?{RANGE} ?m[lL]/min(?=:)"
)
_ILLNESS: Final = (
    r"(?:(?:severe|moderate|mild|impaired) )?(?:renal|kidney|hepatic|liver) (?:impairment|failure|disease|problems)"
)
_PEOPLE: Final = (
    r"(?:adults?|children|infants?|babies|newborns?|neonates?|toddlers?|teenagers?|adolescents?"
    r"|(?:older|elderly|frail|younger|pregnant|breastfeeding) (?:people|adults?|patients?|women|children)"
    r"|(?:the )?elderly|women|men|people|patients)"
)
# A word for people says for whom only with something behind it; "adults" says enough.
_ALONE: Final = (
    r"(?:adults?|children|infants?|babies|newborns?|neonates?|toddlers?|teenagers?|adolescents?"
    r"|(?:older|elderly|frail|younger|pregnant|breastfeeding) (?:people|adults?|patients?|women|children)|the elderly"
    r"|pregnancy|breastfeeding|lactation)"
)
_STOP: Final = (
    r"(?:and|or|is|are|can|may|should|must|need|needs|take|takes|start|starts|have|has|to|give|use|at|for|in|the)"
)
_SUCH: Final = (
    rf"{_PEOPLE},? (?:{_AGE}|{_WEIGHT}|with (?:{_KIDNEYS}|(?!{_STOP}\b)[a-z-]+(?: (?!{_STOP}\b)[a-z-]+){{0,3}})"
    r"|who (?:are|is) (?:pregnant|breastfeeding|frail)(?: or (?:pregnant|breastfeeding))?)"
)
_ONE_GROUP: Final = rf"(?:{_SUCH}|{_ALONE}|{_KIDNEYS}|{_ILLNESS}|{_WEIGHT}|{_AGE})"
_LEFT_OUT: Final = (
    r"(?:(?:not|avoid|avoided|except|unless|never)(?: (?:recommended|used|suitable|given|licensed|if))?"
    r" (?:in |for |to |during |with )?)"
)
_POPULATION: Final = re.compile(
    rf"(?<!\w){_LEFT_OUT}?{_ONE_GROUP}(?:(?: and | or |, ){_ONE_GROUP})*(?![\w/])", re.IGNORECASE
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")
_VITAMIN: Final = re.compile(r"vitamin (?-i:[A-K]\d{0,2})(?!\w)", re.IGNORECASE)
_MINERALS: Final = frozenset({"calcium", "magnesium", "potassium", "zinc", "selenium"})
_SECOND: Final = re.compile(
    r"acid|sul(?:f|ph)ate|fumarate|gluconate|maltol|citrate|carbonate|chloride|phosphate|valproate|(?:tri|mono|di)nitrate"
    r"|glargine|aspart|lispro|degludec|detemir"
)
_SPELLED: Final = {"sulphate": "sulfate"}


@lru_cache(maxsize=512)
def drugs_in(text: str) -> tuple[Mention, ...]:
    """Every drug, vitamin and mineral with its place; "folic acid" and "insulin glargine" are one."""
    found = [Mention(*match.span(), f"vitamin {match[0][8:]}") for match in _VITAMIN.finditer(text)]
    words = list(_WORD.finditer(text))
    taken = -1
    for place, word in enumerate(words):
        if word.start() < taken:
            continue
        follower = words[place + 1] if place + 1 < len(words) else None
        named = _named(text, word, follower)
        if named:
            taken = named.end
            found.append(named)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _named(text: str, word: re.Match[str], follower: re.Match[str] | None) -> Mention | None:
    beside = follower is not None and text[word.end() : follower.start()] in (" ", "\u00a0")
    name = _drug(word[0])
    if follower is not None and beside:
        second = follower[0].lower()
        # Of "take ibuprofen" the end makes a stem of a drug; only two words that are none alone can be one.
        is_second = second in SECOND_WORDS or second.removesuffix("s") in SECOND_WORDS
        if is_second and not name and not _drug(second) and _pair(f"{word[0]}-{second}"):
            return Mention(word.start(), follower.end(), f"{word[0].lower()} {_SPELLED.get(second, second)}")
        if name and _SECOND.fullmatch(second):
            return Mention(word.start(), follower.end(), f"{name} {_SPELLED.get(second, second)}")
    return Mention(word.start(), word.end(), name) if name else None


@lru_cache(maxsize=8192)
def _pair(words: str) -> str:
    return drug(words)


@lru_cache(maxsize=8192)
def _drug(word: str) -> str:
    if word.lower() in _MINERALS:
        return word.lower()
    if whole := drug(word):
        return whole
    return next(filter(None, map(drug, word.split("-"))), "") if "-" in word else ""


def routes_in(text: str) -> list[Mention]:
    return [Mention(*match.span(), Route[match.lastgroup or ""]) for match in _ROUTE.finditer(text)]


def frequencies_in(text: str) -> list[Mention]:
    """How often, also words side by side: "every 4 hours as needed"."""
    return [Mention(*match.span(), match[0]) for match in _FREQUENCY.finditer(text)]


def spells_in(text: str) -> list[Mention]:
    """What an upper limit is for: "in 24 hours", "a day"."""
    return [Mention(*match.span(), match[0]) for match in _SPELL.finditer(text)]


def populations_in(text: str) -> list[Mention]:
    return [Mention(*match.span(), _lowered(match[0])) for match in _POPULATION.finditer(text)]


def _lowered(words: str) -> str:
    """Without the capital of a sentence's beginning; "eGFR" keeps its own."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def first(mentions: Iterator[Mention] | list[Mention]) -> str:
    return next((mention.name for mention in mentions), "")
