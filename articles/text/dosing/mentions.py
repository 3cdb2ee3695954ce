"""What a sentence about a dose names beside the amount: drugs, ways to give it, how often, for whom. By lists of words.

Limits: English only; a brand name or a drug that `drugs` does not know is found only after "of"; a condition of health
counts as "for whom" only where a word for people or one of the few conditions here leads to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from articles.text.beginnings import beginning
from articles.text.drugs import SECOND_WORDS, drug
from articles.text.quantities import AND_A_HALF, NO_LABEL, SHARE

_ONES: Final = "one|two|three|four|five|six|seven|eight|nine|ten|twelve"
NUMBER: Final = (
    rf"(?:(?:{NO_LABEL}\d{{1,2}}(?: |-| and ))?{SHARE}|\d+(?:[.,]\d+)?[½¼¾]?|[½¼¾]|(?:{_ONES}|\d{{1,2}}){AND_A_HALF}"
    rf"|(?<!and[ -])one[ -]half|(?<!and[ -])a half|half(?: an?|(?= (?:to|or) ))|{_ONES})"
)
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


_WHICH: Final = r"(?:(?:the|your|each|both|one)(?: (?:affected|left|right|other|sore))?)"
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
    Route.EYE: rf"eye ?drops?|in(?:to)? {_WHICH} eyes?|ophthalmic",
    Route.EAR: rf"ear ?drops?|in(?:to)? {_WHICH} ears?",
    Route.NOSE: rf"nasal(?:ly)?|intranasal(?:ly)?|in(?:to)? {_WHICH} (?:nose|nostrils?)",
    Route.INHALED: r"inhal(?:e|ed|er|ers|ation|ations)|nebuli[sz]ed|nebuli[sz]er|puffs?",
    Route.ON_SKIN: r"topical(?:ly)?|transdermal(?:ly)?|(?:on|to|onto) (?:the|your) skin|patch(?:es)?|gel|cream|ointment|lotion",
    Route.MOUTH: r"by mouth|oral(?:ly)?|(?-i:\bPO\b)|\bp\.o\.|swallow(?:ed)?",
}
# What may not stand before any of them is asked for once: nearly every place is inside a word.
_WAYS: Final = "|".join(rf"(?P<{route.name}>(?:{words})(?!\w))" for route, words in _ROUTES.items())
_ROUTE: Final = re.compile(rf"(?<!\w)(?:{_WAYS})", re.IGNORECASE)
# Where one of these stands a way may begin, in small letters.
_ROUTE_FIRST: Final = re.compile(
    r"(?<!\w)(?:under (?:the|your)|sub|in(?:to|tra|hal| the| your| each| both| one)|epidural|i\.?[vm]|by (?:drip|mouth)|s\.?c"
    r"|rectal|supposit|enema|vaginal|pessar|eye|ophthalmic|ear|nasal|nebuli|puff|topical|transdermal"
    r"|(?:on|to|onto) (?:the|your) skin|patch|gel|cream|ointment|lotion|oral|p\.?o|swallow)"
)

_PERIOD: Final = r"(?:day|night|morning|afternoon|evening|week|fortnight|month|year|hour|minute)"
_MEAL: Final = r"(?:food|meals?|breakfast|lunch|dinner|eating|each meal|every meal|water|milk|bed)"
_OFTEN: Final = "|".join(
    [
        rf"(?:up to |at most )?{RANGE} times?(?: (?:daily|nightly|weekly|monthly)| (?:an?|per|each|every|in) (?:{_PERIOD}|24 hours))",
        rf"(?:once|twice|thrice)(?: or twice)?(?:[ -](?:daily|nightly|weekly|monthly|yearly)| (?:an?|per|each|every|in the) {_PERIOD})?",
        rf"every (?:other |second |third )?{_PERIOD}s?|every {RANGE}[ -](?:hours?|minutes?|days?|weeks?|months?|years?)",
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
_NUMBER_FIRST: Final = r"[\d½¼¾]|half|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
_FREQUENCY_FIRST: Final = re.compile(
    rf"(?<![\w-])(?:{_NUMBER_FIRST}|up(?= to)|at(?= [mbn])|once|twice|thrice|every|hourly|each(?= )|on(?= alt)"
    r"|in(?= (?:the [mea]|a s|(?:[\w.,]+ ){0,2}div))|(?:an?|per)(?= (?:day|[nmaewfyh]|single))|nightly"
    r"|(?:bi)?(?:daily|weekly|monthly)|as(?= (?:one|a s|[nr]))|(?:when|if|where)(?= [nr])"
    r"|(?:with|before|after)(?= (?:food|meal|each|every|water|bed|breakf|lunch|dinner|eating|milk))|[btq]\.?i|[tq]ds|[boq]d|prn|stat|q\d)"
)
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
_POPULATION_FIRST: Final = re.compile(
    rf"(?<!\w)(?:{_NUMBER_FIRST}|adult|child|infant|bab|newborn|neonat|toddler|teen|adolesc|older|elderly|frail|young"
    r"|pregnan|breast|lactation|the elderly|w?omen|men|people|patients|not|avoid|except|unless|never|egfr|gfr|creat|crcl"
    r"|below|under|above|over|severe|moderate|mild|impaired|renal|kidney|hepatic|liver|weigh|body|age)"
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")
_VITAMIN: Final = re.compile(r"vitamin (?-i:[A-K]\d{0,2})(?!\w)", re.IGNORECASE)
_MINERALS: Final = frozenset({"calcium", "magnesium", "potassium", "zinc", "selenium"})
_SECOND: Final = re.compile(
    r"acid|sul(?:f|ph)ate|fumarate|gluconate|maltol|citrate|carbonate|chloride|phosphate|valproate|(?:tri|mono|di)nitrate"
    r"|glargine|aspart|lispro|degludec|detemir"
)
_SPELLED: Final = {"sulphate": "sulfate"}


def drugs_in(text: str) -> tuple[Mention, ...]:
    """Every drug, vitamin and mineral with its place; "folic acid" and "insulin glargine" are one."""
    return _drugs_in(text.rstrip(" .,;:"))


# A sentence, its only clause and what stands in its brackets differ by a full stop.
@lru_cache(maxsize=4096)
def _drugs_in(text: str) -> tuple[Mention, ...]:
    vitamins = _VITAMIN.finditer(text) if "itamin" in text.lower() else ()
    found = [Mention(*match.span(), f"vitamin {match[0][8:]}") for match in vitamins]
    words = list(_WORD.finditer(text))
    taken = -1
    for word, follower in zip_longest(words, words[1:]):
        name = _drug(word[0])
        # Nearly every word is no drug, and none stands behind it that makes it one.
        if (name or (follower and _is_second(follower[0]))) and word.start() >= taken:
            named = _named(text, word, follower, name)
            if named:
                taken = named.end
                found.append(named)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _named(text: str, word: re.Match[str], follower: re.Match[str] | None, name: str) -> Mention | None:
    if follower is not None and text[word.end() : follower.start()] in (" ", "\u00a0"):
        second = follower[0].lower()
        # Of "take ibuprofen" the end makes a stem of a drug; only two words that are none alone can be one.
        if _is_second(follower[0]) and not name and not _drug(second) and _pair(f"{word[0]}-{second}"):
            return Mention(word.start(), follower.end(), f"{word[0].lower()} {_SPELLED.get(second, second)}")
        if name and _SECOND.fullmatch(second):
            return Mention(word.start(), follower.end(), f"{name} {_SPELLED.get(second, second)}")
    return Mention(word.start(), word.end(), name) if name else None


@lru_cache(maxsize=8192)
def _is_second(word: str) -> bool:
    second = word.lower()
    return second in SECOND_WORDS or second.removesuffix("s") in SECOND_WORDS


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


# Doses and the comparison ask for the same sentences, and each sentence for what stands above it.
@lru_cache(maxsize=4096)
def routes_in(text: str) -> tuple[Mention, ...]:
    found = beginning(_ROUTE, _ROUTE_FIRST, text)
    return tuple(Mention(*match.span(), Route[match.lastgroup or ""]) for match in found)


@lru_cache(maxsize=4096)
def frequencies_in(text: str) -> tuple[Mention, ...]:
    """How often, also words side by side: "every 4 hours as needed"."""
    return tuple(Mention(*match.span(), match[0]) for match in beginning(_FREQUENCY, _FREQUENCY_FIRST, text))


def spells_in(text: str) -> tuple[Mention, ...]:
    """What an upper limit is for: "in 24 hours", "a day"."""
    return tuple(Mention(*match.span(), match[0]) for match in _SPELL.finditer(text))


@lru_cache(maxsize=4096)
def populations_in(text: str) -> tuple[Mention, ...]:
    found = beginning(_POPULATION, _POPULATION_FIRST, text)
    return tuple(Mention(*match.span(), _lowered(match[0])) for match in found)


def _lowered(words: str) -> str:
    """Without the capital of a sentence's beginning; "eGFR" keeps its own."""
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def first(mentions: Iterable[Mention]) -> str:
    return next((mention.name for mention in mentions), "")
