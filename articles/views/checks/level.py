"""How hard the words beside the editor are to read, and where: an aid to whoever writes them, no proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.refusals import Sentence
from articles.text import readability
from articles.text.readability import Remark, Score, SentenceScore, Unscored

HARDEST = 5


@dataclass(frozen=True)
class Grade:
    """One formula: its name and what it says of the text."""

    name: str
    value: str


@dataclass(frozen=True)
class Part:
    """A section with its level; without one it is too short to score."""

    title: str
    level: str | Promise


@dataclass(frozen=True)
class ReadingLevel:
    """One word and SMOG on screen, the rest under "Details". Without a score `why_not` says why."""

    score: Score | None
    why_not: Sentence
    remarks: tuple[Remark, ...]
    grades: tuple[Grade, ...]
    parts: tuple[Part, ...]
    hardest: tuple[SentenceScore, ...]


def reading_level(words: Mapping[Audience, str], audience: Audience) -> ReadingLevel:
    """Of the text for this audience, beside the text for health professionals, if there is one."""
    text = words.get(audience, "")
    found = readability.score(text)
    if isinstance(found, Unscored):
        return ReadingLevel(None, found.reason.sentence, (), (), (), ())
    fuller = readability.score(words[Audience.CLINICIAN]) if Audience.CLINICIAN in words else None
    professional = fuller if isinstance(fuller, Score) else None
    return ReadingLevel(
        score=found,
        why_not="",
        remarks=readability.remarks(found, audience.value, professional),
        grades=_grades(found),
        parts=tuple(_part(section) for section in readability.section_scores(text) if section.title),
        hardest=_hardest(text, found),
    )


def _grades(score: Score) -> tuple[Grade, ...]:
    return (
        Grade(_("Difficulty, 0 to 100"), f"{score.difficulty:.0f}"),
        Grade(_("SMOG grade"), f"{score.smog:.1f}"),
        Grade(_("Flesch-Kincaid grade"), f"{score.flesch_kincaid:.1f}"),
        Grade(_("Flesch reading ease"), f"{score.flesch_ease:.0f}"),
        Grade(_("Dale-Chall grade"), f"{score.dale_chall:.1f}"),
        Grade(_("Gunning Fog grade"), f"{score.fog:.1f}"),
        Grade(_("Coleman-Liau grade"), f"{score.coleman_liau:.1f}"),
        Grade(_("Automated Readability Index"), f"{score.ari:.1f}"),
        Grade(_("Words in a sentence, on average"), f"{score.counts.words / max(score.counts.sentences, 1):.0f}"),
    )


def _part(section: readability.SectionScore) -> Part:
    score = section.score
    return Part(section.title, score.level.label if isinstance(score, Score) else _("too short to score"))


def _hardest(text: str, whole: Score) -> tuple[SentenceScore, ...]:
    """Sentences that are harder than the text as a whole, the hardest first."""
    scored = [(one.score.difficulty, one) for one in readability.sentence_scores(text) if isinstance(one.score, Score)]
    harder = sorted((pair for pair in scored if pair[0] > whole.difficulty), key=lambda pair: -pair[0])
    return tuple(one for _difficulty, one in harder[:HARDEST])
