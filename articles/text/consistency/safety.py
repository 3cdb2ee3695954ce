"""What keeps a reader safe: warning signs, contraindications, pregnancy and the like, in one text only or in none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from articles.text.comparison.badges import WARNINGS
from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.refusing import refusals
from articles.text.consistency.statements import Reading, Statement
from articles.text.doses import has_dose
from articles.text.skeletons import WITH_DOSES, Safety

_URGENT: Final = re.compile(
    r"\bred flags?\b|\bwarning signs?\b|\b(?:seek|get|need|needs|require|requires) (?:\w+ ){0,2}?(?:urgent|emergency|immediate|medical)\b"
    r"|\burgent (?:medical )?(?:help|care|evaluation|assessment|attention|referral)\b|\bemergency department\b|\bemergency number\b"
    r"|\bcall (?:\w+ ){0,4}?(?:ambulance|999|911|112|000)\b|\bgo to (?:\w+ ){0,3}?emergency\b|\bA&E\b",
    re.IGNORECASE,
)
_IN_CASE: Final = re.compile(r"\b(?:if|when|in case|for|with|after)\b", re.IGNORECASE)
_DRUG_WORDS: Final = re.compile(
    r"\b(?:take|takes|taking|use|used|using|avoid|dose|medicine|medicines|drug|drugs|treatment|safe|contraindicat\w+|tell your|prescrib\w+"
    r"|stop|recommended|tablets?|inject\w*)\b",
    re.IGNORECASE,
)
_REFUSES: Final = re.compile(
    r"\bcontra-?indicat|\bshould not be (?:used|given|taken)\b|\bmust not be (?:used|given|taken)\b|\ballerg|\bhypersensitiv",
    re.IGNORECASE,
)
_IN_WHOM: Final = re.compile(
    r"\b(?:if you\b|in (?:patients|people|those|adults|children|severe|pregnan|renal|hepatic|heart)"
    r"|with (?:a history|known|severe|renal|kidney|liver|heart)|during\b|when you (?:are|have)\b"
    r"|with (?!food|water|meals|a meal|or without))",
    re.IGNORECASE,
)
CONTRAINDICATION: Final = Safety.CONTRAINDICATIONS.value
_TOPICS: Final = {
    Safety.PREGNANCY.value: r"\bpregnan|\btrimester\b|\bteratogen|\bbirth defects?\b",
    Safety.BREASTFEEDING.value: r"\bbreast-?feed|\blactat|\bbreast milk\b",
    Safety.KIDNEYS.value: r"\brenal (?:impairment|failure|function|disease)\b|\beGFR\b|\bcreatinine clearance\b"
    r"|\bkidney (?:disease|failure|function|problems?)\b|\bkidneys\b",
    Safety.LIVER.value: r"\bhepatic (?:impairment|failure|function|disease)\b|\bliver (?:disease|failure|function|problems?)\b",
    Safety.ALCOHOL.value: r"\balcohol\b",
    Safety.DRIVING.value: r"\bdriv(?:e|ing)\b|\bmachinery\b",
    Safety.STOPPING.value: r"\babrupt|\bstop\w{0,10}(?: \w+){0,4} suddenly\b|\bwithdrawal\b|\bsuddenly stop",
    Safety.OVERDOSE.value: r"\boverdos|\btoo much\b|\bmore than the\b",
    Safety.ALLERGY.value: r"\ballerg|\bhypersensitiv|\banaphyla",
}
_PATTERNS: Final = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in _TOPICS.items()}
# Most sentences hold none of them, and one search is quicker than nine.
_ANY: Final = re.compile("|".join(_TOPICS.values()).lower().replace(r"\b", ""))
_WEIGHTY: Final = frozenset({CONTRAINDICATION, "pregnancy", "breastfeeding", "kidney function"})


Topics = dict[str, Statement]


def checked(index: Index, said: Sequence[Topics]) -> Iterator[Flag]:
    """`said` holds the topics of both texts."""
    yield from _warnings(index)
    if not index.is_short:
        yield from _topics(*said)


def missing(texts: Sequence[Reading], said: Sequence[Topics]) -> Iterator[Flag]:
    """Where doses are given and nothing is said about who must not take them."""
    dosed = next((one for text in texts for one in text.statements if has_dose(one.text)), None)
    if dosed is None:
        return
    number = next(place for place, text in enumerate(texts) if dosed in text.statements)
    for topic in WITH_DOSES:
        if not any(topic in told for told in said):
            yield Flag(
                Kind.NO_SAFETY,
                Severity.WORTH_A_LOOK,
                dosed.passage(number),
                Passage(number),
                (("subject", topic.value),),
            )


def _warnings(index: Index) -> Iterator[Flag]:
    left, right = warning_signs(index.left), warning_signs(index.right)
    # In a sentence of its own ("Go to A&E if it does not stop") it is told as well.
    left, right = left or (right and urging(index.left)), right or (left and urging(index.right))
    if bool(left) != bool(right):
        if left:
            yield Flag(Kind.WARNING, Severity.MUST_ANSWER, left[0].passage(0), Passage(1))
        else:
            yield Flag(Kind.WARNING, Severity.MUST_ANSWER, Passage(0), right[0].passage(1))
        return
    yield from (_sign(one.passage(0), Passage(1), one) for one in left if not _is_named(one, right, index.right))
    yield from (_sign(Passage(0), one.passage(1), one) for one in right if not _is_named(one, left, index.left))


def _sign(left: Passage, right: Passage, sign: Statement) -> Flag:
    severity = Severity.NOTE if sign.block.within == "see-someone" else Severity.WORTH_A_LOOK
    return Flag(Kind.WARNING_SIGN, severity, left, right, (("subject", sign.text),))


def _is_named(sign: Statement, among: list[Statement], text: Reading) -> bool:
    """Whether a warning sign of the other text shares something with it, or a sentence of the text most of it."""
    if not sign.about or any(sign.about & other.about for other in among):
        return True
    return any(2 * len(sign.about & other.about) > len(sign.about) for other in text.statements)


def warning_signs(text: Reading) -> list[Statement]:
    """What stands in a box for emergencies, or under words or a heading that call for urgent help."""
    return [one for one in text.statements if _is_sign(one)]


def urging(text: Reading) -> list[Statement]:
    """Sentences that send a reader for urgent help, and say in which case."""
    return [one for one in text.statements if _URGENT.search(one.text) and _IN_CASE.search(one.text)]


def _is_sign(statement: Statement) -> bool:
    if statement.block.within in WARNINGS - {"warning"} and statement.block.kind == "li":
        return True
    return statement.block.kind == "li" and bool(_URGENT.search(statement.lead_in) or _URGENT.search(statement.section))


def _topics(left: Topics, right: Topics) -> Iterator[Flag]:
    for topic in (CONTRAINDICATION, *_TOPICS):
        severity = Severity.WORTH_A_LOOK if topic in _WEIGHTY else Severity.NOTE
        if topic in left and topic not in right:
            yield Flag(Kind.SAFETY, severity, left[topic].passage(0), Passage(1), (("subject", topic),))
        elif topic in right and topic not in left:
            yield Flag(Kind.SAFETY, severity, Passage(0), right[topic].passage(1), (("subject", topic),))


def topics(text: Reading) -> Topics:
    """What a text says about safety: the first statement of each topic. "Kidneys" in a list of anatomy is none."""
    found: Topics = {}
    for statement in text.statements:
        said = statement.said
        if CONTRAINDICATION not in found and _is_contraindication(statement):
            found[CONTRAINDICATION] = statement
        if not _ANY.search(said.lower()) or not (
            statement.substances or statement.block.within or _DRUG_WORDS.search(said)
        ):
            continue
        for topic, pattern in _PATTERNS.items():
            if topic not in found and pattern.search(said):
                found[topic] = statement
    return found


def _is_contraindication(statement: Statement) -> bool:
    said = statement.said
    if _REFUSES.search(said):
        return True
    about_drug = bool(statement.substances) or statement.block.within == "warning"
    return about_drug and bool(_IN_WHOM.search(said)) and refusals(said) > 0
