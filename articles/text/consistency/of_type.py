"""What articles of a type say about safety and a text of one leaves out: no section says it, no sentence that it is not covered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.consistency import safety
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading, Statement, reading
from articles.text.skeletons import ArticleType, Safety, safety_of

# Of other languages nothing is said: their words for these topics are not known here.
LANGUAGES: Final = frozenset({"en", "de"})

# Words by which a heading, or a sentence that leaves a topic out, names it.
_NAMED: Final = {
    Safety.WARNING_SIGNS: r"\bwarning signs?\b|\bred flags?\b|\bwhen to (?:get|seek|call|see|ask|go)\b|\bget(?:ting)? help\b"
    r"|\bemergenc|\burgent|\bwarnzeichen|\bnotf[aä]ll|\bnotruf|\bhilfe\b|\bwann (?:sie )?zum? arzt|\bärztlich",
    Safety.CONTRAINDICATIONS: r"\bcontra-?indicat|\bwho (?:should|must|can|may)(?: ?not|n['’]t)\b"
    r"|\bwho (?:should|must) (?:be careful|take care)|\bnot suitable\b|\bfor whom it is different\b"
    r"|\bgegenanzeige|\bkontraindikation|\bwer \w+(?: \w+)? nicht\b|\bwer (?:nicht|vorsichtig)\b|\bnicht geeignet\b"
    r"|\bfür wen es anders ist\b",
    Safety.PREGNANCY: r"\bpregnan|\bexpecting a baby\b|schwanger",
    Safety.BREASTFEEDING: r"\bbreast-?feed|\blactat|\bbreast milk\b|\bstillen|\bstillzeit|\bmuttermilch",
    Safety.KIDNEYS: r"\bkidney|\brenal\b|\begfr\b|\bniere|\bnieren",
    Safety.LIVER: r"\bliver\b|\bhepat|\bleber",
    Safety.ALCOHOL: r"\balcohol|\balkohol",
    Safety.DRIVING: r"\bdriv(?:e|es|ing)\b|\bmachine|\bautofahren|\bauto fahren\b|\bfahrt|\bverkehrst|\bmaschinen|\bsteuer\b",
    Safety.STOPPING: r"\bstop(?:ping)?\b|\bwithdrawal\b|\babrupt|\babsetz|\babgesetzt|\babzusetzen|\bplötzlich auf",
    Safety.OVERDOSE: r"\boverdos|\btoo (?:much|many)\b|überdos|\bzu viel",
    Safety.ALLERGY: r"\ballerg|\bhypersensitiv|\banaphyla|überempfindlich",
}
_NAMES: Final = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in _NAMED.items()}
# A word for a kidney may be anatomy, and "stop" anything: the other topics are spoken of wherever they are named.
_BY_ITS_NAME: Final = frozenset(
    {Safety.PREGNANCY, Safety.BREASTFEEDING, Safety.ALCOHOL, Safety.DRIVING, Safety.ALLERGY, Safety.OVERDOSE}
)
_LEFT_OUT: Final = re.compile(
    r"\bnot (?:covered|dealt with|discussed|described|addressed|part of)\b"
    r"|\b(?:does|do)(?: not|n['’]t) (?:cover|deal with|discuss|describe|address)\b"
    r"|\bsays? nothing about\b|\bbeyond (?:the scope of )?this\b"
    r"|\bnicht (?:behandelt|abgedeckt|besprochen|beschrieben|thema|gegenstand)\b|\bgeht es (?:hier )?nicht\b|\bsagt nichts (?:über|zu)\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\b(?:do|should|must|may|can)(?: ?not|n['’]t) (?:have|take|use|try|get|be (?:given|used|taken|done))\b"
    r"|\bnot (?:suitable|recommended|advised|safe) (?:for|in|if|when|during|with)\b|\bavoid\w*\b[^.;]{0,60}\b(?:if|in|with|during|who)\b"
    r"|\bnot for (?:children|people|adults|everyone|anyone)\b"
    r"|\b(?:darf|dürfen|soll|sollen|sollte|sollten)\b[^.;]{0,80}\bnicht\b|\bnicht (?:für|bei|wenn)\b|\bnicht [^.;]{0,40}\bwenn\b",
    re.IGNORECASE,
)
_URGES: Final = re.compile(
    r"\b(?:sofort|umgehend|dringend|gleich)\b[^.;]{0,60}\b(?:arzt|ärzt\w+|hilfe|klinik|praxis|notaufnahme)"
    r"|\b(?:arzt|ärzt\w+|hilfe|klinik|praxis|notaufnahme)\b[^.;]{0,60}\b(?:sofort|umgehend|dringend|gleich)\b|\bnotruf\b|\bnotaufnahme\b",
    re.IGNORECASE,
)
_CARE_CARDS: Final = frozenset({"emergency", "urgent", "see-someone"})


def uncovered(html: str, kind: ArticleType, *, language: str, note: str = "") -> Iterator[Flag]:
    """A flag for each topic of the type, in the order in which they are listed. `note` stands above every text of the article."""
    if language.split("-")[0] not in LANGUAGES:
        return
    text = reading(html)
    covered = topics_covered(text, kind) | {topic for topic in _BY_ITS_NAME if _NAMES[topic].search(note)}
    if _REFUSED.search(note):
        covered |= {Safety.CONTRAINDICATIONS}
    for topic in Safety:
        if topic in safety_of(kind) - covered:
            yield Flag(Kind.TYPE_SAFETY, Severity.WORTH_A_LOOK, Passage(0), Passage(0), (("subject", topic.value),))


def topics_covered(text: Reading, kind: ArticleType) -> frozenset[Safety]:
    """Those of the type that the text speaks of, has a section for, or says that it leaves out."""
    said = {Safety(topic) for topic in safety.topics(text)}
    if safety.warning_signs(text) or safety.urging(text):
        said.add(Safety.WARNING_SIGNS)
    wanted = safety_of(kind) - said
    return frozenset(said | {topic for topic in wanted if any(_covers(one, topic) for one in text.statements)})


def _covers(statement: Statement, topic: Safety) -> bool:
    names = _NAMES[topic]
    if names.search(statement.section):
        return True
    if _LEFT_OUT.search(statement.said) or topic in _BY_ITS_NAME:
        return bool(names.search(statement.said))
    if topic is Safety.CONTRAINDICATIONS:
        return bool(_REFUSED.search(statement.said))
    return topic is Safety.WARNING_SIGNS and (
        statement.block.within in _CARE_CARDS or bool(_URGES.search(statement.said))
    )
