"""Words that carry meaning, and what a heading is about, whoever it is written for ("Treatment", "What can help?")."""

import re
from collections.abc import Iterator


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = _names(
    "about above after again all also although and another any are because been before being below between both but can "
    "cannot could did does doing done down during each even every few first for from further get give given had has have "
    "having her here hers him his how however into its itself just less like made make many may might more most much must "
    "need needs neither new nor not now off often one only other others our out over own people person said same see she "
    "should since some someone such take taken than that the their them then there these they thing this those though "
    "through too two under until upon use used using very was way well were what when where whether which while who whom "
    "whose why will with within without would yes you your yours"
)
# Endings that one word has in one text and another in the other: "treating", "treatment".
_ENDING = re.compile(r"(?:ments?|ations?|ings?|ies|es|ed|s|e|y)$")
_STEM = 4

# What headings of medical texts ask or name. Whoever is not a doctor asks ("Why is your iron low?"), a doctor names
# ("Cause"), so that the headings of two sections about the same thing often share no word.
_TOPICS = {
    "what it is": r"what (?:is|are)\b|definition|overview|anatomy|background|introduction|epidemiology|basics",
    "signs": r"notice|feel|symptom|\bsigns?\b|features|presentation|clinical picture|look like|criteria|recogni[sz]",
    "cause": r"\bwhy\b|\bcauses?\b|reasons?\b|aetiology|etiology|risk factors?|pathophysiology|mechanism",
    "diagnosis": r"diagnos|\btests?\b(?! yourself)|examin|investigat|confirm|find (?:out|the cause)|imaging|assess|criteria",
    "treatment": r"treat|\bhelps?\b|therap|medicines?|medications?|drugs?\b|dos(?:e|es|ing)\b|replac|tablets?|take\b|manage",
    "medicines": r"medicines?|medications?|drugs?\b|tablets?|dos(?:e|es|ing)\b|\bpain\b|pharmaco",
    "operation": r"operation|surg|procedure",
    "moving": r"mov(?:e|ing)|exercis|rehabilit|physio|activity|self.?care|yourself at home|live with|living with",
    "prevention": r"prevent|prophyla|after the|next (?:flare|attack)|avoid|stop it coming back|recurr",
    "outlook": r"expect|prognosis|outlook|follow.?up|monitor|how long|recover|get better",
    "warning signs": r"red flags?|warning|emergency|urgent|when to|call|danger|refer",
    "side effects": r"side effects?|adverse|harms?\b|risks?\b|safe|caution|contraindic|interact",
    "questions": r"questions|test yourself|\bfaqs?\b",
    "sources": r"sources|references|evidence|further reading|more information",
}
_PATTERNS = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in _TOPICS.items()}


def content_words(text: str) -> frozenset[str]:
    """Words that are not the mortar of every sentence, without their endings."""
    return frozenset(_stems(text))


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        if word not in _COMMON:
            stem = _ENDING.sub("", word)
            yield stem if len(stem) >= _STEM else word


def topics(heading: str) -> frozenset[str]:
    """What a heading is about, as far as its words say."""
    return frozenset(topic for topic, pattern in _PATTERNS.items() if pattern.search(heading))
