"""Beside the editor: what the checks notice in the words as they are typed, against the other texts as they are saved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from articles import flagging
from articles.audiences import Audience
from articles.flagging import Key, Noticed, Place, Seen, Words
from articles.models import Demotion, Flag, Severity, Text, WorkingCopy
from articles.plainness import hard_places
from articles.text import notation
from articles.text.consistency import Kind
from articles.views.checks.flags import AT_A_TIME, tally
from articles.views.checks.level import reading_level
from articles.views.checks.plain import grouped
from articles.views.desk import DeskRequest, writes_drafts
from articles.views.editing.editing import text_of

# Two people in one article look at the same words again and again.
REMEMBERED_SECONDS = 600


@dataclass(frozen=True)
class Line:
    """One thing that was noticed: the words of this text that it is about, and the saved flag, where there is one."""

    severity: Severity
    seen: Seen
    here: Place
    there: Place | None
    flag: Flag | None

    @property
    def severity_label(self) -> str:
        return str(self.severity.label)


@never_cache
@writes_drafts
def article_checks(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    text = text_of(pk, audience)
    mine = text.working_copies.filter(person=request.user).first() or text
    words = _words(text, mine)
    known = {(flag.audience, flag.other, flag.fingerprint): flag for flag in text.article.flags.standing()}
    lines = _open_lines(text, _noticed(text, words), known)
    slips = _open_slips(words.get(Audience(text.audience), ""), known.values())
    context = {
        "text": text,
        "level": reading_level(words, Audience(text.audience)),
        "slips": slips[:AT_A_TIME],
        "slips_total": len(slips),
        "hard": grouped(hard_places(text.article, text.audience, mine), most=AT_A_TIME),
        "lines": lines[:AT_A_TIME],
        "total": len(lines),
        "tally": tally(lines),
    }
    return render(request, "articles/_checks_found.html", context)


def _words(text: Text, mine: Text | WorkingCopy) -> dict[Audience, str]:
    """Every text as it is saved, but this one as its editor has it now."""
    words = flagging.words_of_draft(text.article)
    if mine is not text:
        words[Audience(text.audience)] = f"{mine.summary}\n{mine.body}"
    return {audience: words[audience] for audience in Audience if audience in words}


def _noticed(text: Text, words: Words) -> tuple[Noticed, ...]:
    base = flagging.last_agreed(text.article)
    behind, about = flagging.works_behind(text.article, words), flagging.Subject.of(text.article)
    parts = [
        flagging.rules(),
        repr(about),
        *map(repr, behind),
        *(part for texts in (words, base) for pair in texts.items() for part in pair),
    ]
    name = "noticed:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()
    cache = caches["versions"]
    found = cache.get(name)
    if found is None:
        found = flagging.noticed(words, base, behind, about=about)
        cache.set(name, found, REMEMBERED_SECONDS)
    return tuple(found)


def _open_slips(words: str, flags: Iterable[Flag]) -> list[notation.Slip]:
    """Forms that are easily misread, each with its mend, but for those of a block that was answered for."""
    answered = {
        (flag.data["left"]["key"], flag.data["values"]["subject"])
        for flag in flags
        if flag.kind == Kind.NOTATION and flag.answered_at is not None
    }
    return [slip for slip in notation.slips(words) if (slip.key, slip.rule.value) not in answered]


def _open_lines(text: Text, found: Sequence[Noticed], known: Mapping[Key, Flag]) -> list[Line]:
    """What concerns this text and has no answer, worst first. Forms that are easily misread have a list with their mends."""
    lines, demoted = [], Demotion.objects.kinds()
    for one in found:
        flag = known.get(one.key)
        if one.flag.kind is Kind.NOTATION:
            continue
        if text.audience not in [side.audience.value for side in one.sides] or (
            flag is not None and flag.answered_at is not None
        ):
            continue
        seen = flagging.seen(one.flag.kind.value, one.audience, one.other, flagging.as_data(one))
        here, *others = sorted(seen.places, key=lambda place: place.audience.value != text.audience)
        there = next((place for place in others if place.quote), None)
        severity = flagging.lowered(one.flag.severity, is_demoted=one.flag.kind.value in demoted)
        lines.append(Line(severity, seen, here, there, flag))
    rank = list(Severity)
    return sorted(lines, key=lambda line: rank.index(line.severity))
