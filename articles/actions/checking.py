"""Running the checks over a draft: what they notice now becomes its flags. Answers stay with the passages that they are about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles import flagging
from articles.flagging import Key, Measured, Noticed
from articles.models import Article, Check, Demotion, Flag, HardWord, LeftOut, TextLevel

# After a failure the same words are tried again no sooner; a new revision is tried at once.
TRY_AGAIN_AFTER = datetime.timedelta(minutes=15)
_COLUMNS = ("kind", "severity", "equality", "data", "gone_at", "answer", "answered_by_id", "answered_at")


def checks_due() -> QuerySet[Article]:
    """Articles whose draft no check has seen, the longest waiting first."""
    seen = Q(last_check__revision=F("revision"), last_check__rules=flagging.rules())
    recently = timezone.now() - TRY_AGAIN_AFTER
    failing = Q(last_check__failed_at__gt=recently, last_check__failed_revision=F("revision"))
    return (
        Article.objects.filter(revision__gt=0).exclude(seen).exclude(failing).order_by("last_check__checked_at", "pk")
    )


def check_draft(pk: int) -> None:
    """Look at a draft as it is saved now, and keep what was noticed. A failure is on record and raised again."""
    article = Article.objects.prefetch_related("texts").get(pk=pk)
    try:
        words = flagging.words_of_draft(article)
        behind, about = flagging.works_behind(article, words), flagging.Subject.of(article)
        found = flagging.noticed(words, flagging.last_agreed(article), behind, about=about)
        levels, hard = flagging.levels(words), flagging.hard_words(words)
    except Exception:
        failed = {"failed_at": timezone.now(), "failed_revision": article.revision}
        Check.objects.update_or_create(article=article, defaults=failed)
        raise
    keep(article, found, levels=levels, hard_words=hard)


def is_checked(article: Article) -> bool:
    """Whether the flags are of the draft as it is saved now, by the rules of today."""
    return Check.objects.filter(article=article, revision=F("article__revision"), rules=flagging.rules()).exists()


def has_failed(article: Article) -> bool:
    """Whether the checks failed on the draft as it is saved now."""
    return Check.objects.filter(
        article=article, failed_revision=F("article__revision"), failed_at__isnull=False
    ).exists()


@transaction.atomic
def keep(article: Article, found: Sequence[Noticed], *, levels: Sequence[Measured], hard_words: Sequence[str]) -> None:
    """Make these the flags and measures of the draft, unless somebody saved meanwhile: then they are of words that are gone."""
    locked = Article.objects.locked().get(pk=article.pk)
    if locked.revision != article.revision:
        return
    known = {(flag.audience, flag.other, flag.fingerprint): flag for flag in locked.flags.all()}
    before = {flag.pk: _state(flag) for flag in known.values()}
    rows = _described(locked, found, known)
    answer_left_out(rows, LeftOut.objects.filter(article=locked, ended_at=None).select_related("said_by"))
    _note_gone(known, flagging.keys(found))
    Flag.objects.bulk_create([flag for flag in rows if flag.pk is None], batch_size=200)
    changed = [flag for flag in known.values() if _state(flag) != before[flag.pk]]
    if changed:
        Flag.objects.bulk_update(changed, [name.removesuffix("_id") for name in _COLUMNS], batch_size=200)
    _keep_levels(locked, levels)
    _keep_hard_words(locked, hard_words)
    ran = {"revision": locked.revision, "rules": flagging.rules(), "checked_at": timezone.now(), "failed_at": None}
    Check.objects.update_or_create(article=locked, defaults=ran)


def _described(article: Article, found: Sequence[Noticed], known: Mapping[Key, Flag]) -> list[Flag]:
    """The flag of each thing noticed: the one that is known, come back if it was gone, or a new one."""
    rows, demoted = [], Demotion.objects.kinds()
    for one in found:
        audience, other, fingerprint = one.key
        new = Flag(article=article, audience=audience, other=other, fingerprint=fingerprint, revision=article.revision)
        flag = known.get(one.key, new)
        flag.kind, flag.equality = one.flag.kind.value, one.flag.equality
        flag.severity = flagging.lowered(one.flag.severity, is_demoted=flag.kind in demoted)
        flag.data, flag.gone_at = flagging.as_data(one), None
        rows.append(flag)
    return rows


def _keep_levels(article: Article, levels: Sequence[Measured]) -> None:
    """One row a text; a text that is no longer declared has none."""
    article.levels.exclude(audience__in=[one.audience for one in levels]).delete()
    for one in levels:
        measured = {
            "revision": article.revision,
            "rules": one.rules,
            "words": one.words,
            "difficulty": one.difficulty,
            "smog": one.smog,
            "why_not": one.why_not,
        }
        TextLevel.objects.update_or_create(article=article, audience=one.audience, defaults=measured)


def _keep_hard_words(article: Article, words: Sequence[str]) -> None:
    known = set(article.hard_words.values_list("word", flat=True))
    article.hard_words.exclude(word__in=words).delete()
    HardWord.objects.bulk_create([HardWord(article=article, word=word) for word in words if word not in known])


def _state(flag: Flag) -> tuple[object, ...]:
    return tuple(getattr(flag, name) for name in _COLUMNS)


def _note_gone(known: Mapping[Key, Flag], standing: Iterable[Key]) -> None:
    now, there = timezone.now(), set(standing)
    for key, flag in known.items():
        if key not in there and flag.gone_at is None:
            flag.gone_at = now


def answer_left_out(flags: Iterable[Flag], left_out: Iterable[LeftOut]) -> list[Flag]:
    """Flags about what a section alone says are answered where it was left out on purpose of every text that says nothing."""
    said = {(one.audience, one.section, one.other): one for one in left_out}
    answered = []
    for flag in flags:
        alone = flagging.said_alone(flag) if said and flag.answered_at is None else None
        whys = [said.get((alone.audience, alone.section, other)) for other in alone.others] if alone else []
        given = [why for why in whys if why is not None]
        if given and len(given) == len(whys):
            flag.answer = "\n".join(dict.fromkeys(why.reason for why in given))
            flag.answered_by, flag.answered_at = given[-1].said_by, timezone.now()
            answered.append(flag)
    return answered
