"""Answering what the checks noticed: with a reason, by name, for one flag, for equal ones, or for a whole section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import rfc8785
import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import flagging, manifest, record
from articles.actions.checking import answer_left_out, check_draft, has_failed, is_checked
from articles.actions.revisions import open_draft
from articles.audiences import Audience
from articles.models import Article, Check, Flag, FrozenFlags, LeftOut, Person, Version
from articles.refusals import Refusal, Sentence

log = structlog.get_logger(__name__)

_ANSWER = ("answer", "answered_by", "answered_at")
_NAMED = 7


class FlagReasonMissing(Refusal):
    """Whoever answers a flag says why the texts are right as they are."""


class FlagGone(Refusal):
    """The passages changed, so that there is nothing left to answer."""


class NothingLeftOut(Refusal):
    """No such section, or nothing that only it says."""


@transaction.atomic
def answer_flags(article: Article, *, by: Person, flags: Sequence[int], reason: str) -> list[Flag]:
    """Say why the texts are right as they are, for each of these flags. Answered ones get the new reason; the same changes nothing."""
    locked = open_draft(article, by=by)
    why = _needed(reason)
    found = list(locked.flags.standing().filter(pk__in=flags).order_by("pk"))
    if len(found) != len(set(flags)):
        raise FlagGone(_("The texts changed meanwhile, and this flag is gone. Please look at the list once more."))
    changed = [flag for flag in found if flag.answer != why]
    for flag in changed:
        flag.answer, flag.answered_by, flag.answered_at = why, by, timezone.now()
    if changed:
        Flag.objects.bulk_update(changed, _ANSWER, batch_size=200)
        record.append(locked.stream, "flags_answered", by=by, flags=[flag.pk for flag in changed], why=why)
    return found


@transaction.atomic
def take_back_answer(flag: Flag, *, by: Person) -> Flag:
    """Open a flag again. One that is open stays so."""
    locked = open_draft(flag.article, by=by)
    current = locked.flags.get(pk=flag.pk)
    if current.answered_at is not None:
        current.answer, current.answered_by, current.answered_at = "", None, None
        current.save(update_fields=_ANSWER)
        record.append(locked.stream, "flag_answer_taken_back", by=by, flag=current.pk)
    return current


@transaction.atomic
def leave_out(
    article: Article, *, by: Person, audience: Audience, section: str, other: Audience, reason: str
) -> LeftOut:
    """A section of one text is not part of the other on purpose: answers what only it says, now and later. Twice changes nothing."""
    locked = open_draft(article, by=by)
    why = _needed(reason)
    known = locked.left_out.filter(audience=audience, section=section, other=other, ended_at=None).first()
    if known is not None:
        return known
    alone = [flag for flag in locked.flags.open() if _is_left_out(flag, audience, section, other)]
    if not alone:
        raise NothingLeftOut(_("Nothing is flagged any more that only this section says."))
    said = LeftOut.objects.create(
        article=locked, audience=audience, section=section, other=other, reason=why, said_by=by
    )
    # What stands against several texts is answered once it is left out of each of them.
    everywhere = locked.left_out.filter(ended_at=None).select_related("said_by")
    Flag.objects.bulk_update(answer_left_out(alone, everywhere), _ANSWER, batch_size=200)
    record.append(locked.stream, "section_left_out", by=by, left_out=said.pk, audience=audience, other=other, why=why)
    return said


def _is_left_out(flag: Flag, audience: Audience, section: str, other: Audience) -> bool:
    alone = flagging.said_alone(flag)
    return alone is not None and (alone.audience, alone.section) == (audience, section) and other in alone.others


@transaction.atomic
def end_left_out(said: LeftOut, *, by: Person) -> LeftOut:
    """The section belongs into the other text after all. Answers that it gave stay until they are taken back one by one."""
    locked = open_draft(said.article, by=by)
    current = locked.left_out.get(pk=said.pk)
    if current.ended_at is None:
        current.ended_by, current.ended_at = by, timezone.now()
        current.save(update_fields=["ended_by", "ended_at"])
        record.append(locked.stream, "section_left_out_ended", by=by, left_out=current.pk)
    return current


def _needed(reason: str) -> str:
    if not reason.strip():
        raise FlagReasonMissing(_("Say why the texts are right as they are, in a sentence."))
    return reason.strip()


def require_checked(article: Article) -> None:
    """Before a submission: run the checks if they have not seen the draft as it is. Call it before the article is locked.

    Where they fail the submission goes on, and the board is told that this version was not checked: a fault of a check
    must not keep a correction from its readers (S35, rule 10).
    """
    if not is_checked(article):
        try:
            check_draft(article.pk)
        except Exception:
            log.exception("the checks failed on a draft that is submitted", article=article.pk)


def unanswered_flags(article: Article) -> list[Sentence]:
    """What keeps the draft from being submitted: one sentence for each flag that must be answered."""
    waiting = list(Flag.objects.must_be_answered().filter(article=article))
    said: list[Sentence] = [
        _("Flag “%(kind)s”: %(why)s Answer it on the page of flags, or change a text.")
        % {"kind": shown.kind.label, "why": shown.why}
        for shown in map(flagging.seen_flag, waiting[:_NAMED])
    ]
    if len(waiting) > _NAMED:
        said.append(_("… and %d more flags that must be answered.") % (len(waiting) - _NAMED))
    return said


def is_looked_at(article: Article) -> bool:
    """Whether the checks have been over the draft as it is, with or without success: what `require_checked` sees to."""
    return is_checked(article) or has_failed(article)


def freeze_flags(version: Version) -> FrozenFlags:
    """Keep the draft's flags with their answers beside the version that was just made of it. The caller holds the lock."""
    check = Check.objects.filter(article=version.article_id, revision=version.revision, rules=flagging.rules()).first()
    flags = Flag.objects.standing().filter(article=version.article_id).select_related("answered_by")
    content: dict[str, Any] = {
        "checked_at": check.checked_at.isoformat() if check and check.checked_at else "",
        "rules": flagging.rules() if check else "",
        "flags": [_frozen(flag) for flag in flags] if check else [],
    }
    text = rfc8785.dumps(content).decode()
    return FrozenFlags.objects.create(version=version, content=text, digest=manifest.digest(text))


def _frozen(flag: Flag) -> dict[str, Any]:
    """One flag in the words of the day; numbers are strings, as in a manifest."""
    shown = flagging.seen_flag(flag)
    passages = [
        {"audience": place.audience.value, "section": place.section, "quote": place.quote, "key": place.key}
        for place in (shown.left, shown.right, *shown.also)
    ]
    answer = {
        "reason": flag.answer,
        "by": str(flag.answered_by_id or ""),
        "name": str(flag.answered_by or ""),
        "at": flag.answered_at.isoformat() if flag.answered_at else "",
    }
    return {
        "kind": flag.kind,
        "label": str(shown.kind.label),
        "severity": flag.severity,
        "why": str(shown.why),
        "within": shown.is_within,
        "passages": passages,
        "answer": answer if flag.answered_at else None,
    }
