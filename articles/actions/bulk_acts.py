"""One deed on many articles, in the background: each goes through the ordinary action, and what became of it is kept beside it.

The action and its result are written in one transaction, so that whoever dies at it has done an article wholly or not at all.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles import notifications, owed, record
from articles.actions.archiving import archive, bring_back, move_to_topic, set_type
from articles.actions.handing_over import add_co_editor, hand_over
from articles.models import (
    Article,
    BulkAct,
    BulkActResult,
    BulkActStage,
    BulkDeed,
    BulkOutcome,
    CoEditor,
    Person,
    Topic,
)
from articles.models.bulk_act import FOR_A_PERSON
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.skeletons import ArticleType

log = structlog.get_logger(__name__)
KIND = "bulk_act"
# One turn of a worker, then other work gets its own. A worker that dies is replaced when its time is over.
_TURN, _HELD = 10.0, datetime.timedelta(seconds=60)
_AT_ONCE = 1000


class NothingChosen(Refusal):
    """There is no article to do it with."""


class DoneMeanwhile(Exception):
    """The article has its result already; what this turn did with it is undone."""


@dataclass(frozen=True)
class Deed:
    """What is to be done with each article."""

    name: str
    reason: str
    person: Person | None = None
    topic: Topic | None = None
    type: str = ""


def begin_bulk_act(articles: Sequence[int], *, by: Person, deed: Deed, chosen: str = "") -> BulkAct:
    """Keep what is to be done, with a row for each article (their ids); it is done in the background. Each article says who may."""
    desk = Desk.of(by)
    require(desk.may_draft)
    _require_whole(deed)
    numbers = sorted(set(articles))
    if not numbers:
        raise NothingChosen(_("Choose at least one article."))
    with transaction.atomic():
        act = BulkAct.objects.create(
            by=by,
            deed=deed.name,
            person=deed.person,
            topic=deed.topic,
            has_topic=deed.topic is not None,
            type=deed.type,
            reason=deed.reason.strip(),
            chosen=chosen,
        )
        BulkActResult.objects.bulk_create(
            (BulkActResult(act=act, article_id=number) for number in numbers), batch_size=_AT_ONCE
        )
        record.append(record.SITE, "bulk_act.begun", by=by, bulk_act=act.pk, deed=act.deed, articles=len(numbers))
        owed.kick(KIND, act.pk)
    return act


def _require_whole(deed: Deed) -> None:
    if deed.name not in BulkDeed.values:
        raise Refusal(_("This cannot be done with many articles at once."))
    if not deed.reason.strip():
        raise Refusal(_("Say why. It stands in the record of each article."))
    if deed.type not in ("", *ArticleType):
        raise Refusal(_("Choose a type."))
    if (deed.name in FOR_A_PERSON) != (deed.person is not None):
        raise Refusal(_("Choose the person."))


@transaction.atomic
def stop_bulk_act(act: BulkAct, *, by: Person) -> BulkAct:
    """Nothing more is done; what is done stays. The article that is at work is done to its end."""
    locked = _locked(act, by)
    if locked.stage != BulkActStage.WORKING:
        raise Refusal(_("It is over."))
    _end(locked, BulkActStage.STOPPED)
    record.append(record.SITE, "bulk_act.stopped", by=by, bulk_act=locked.pk, **counted(locked))
    return locked


@transaction.atomic
def go_on_with_stopped_act(act: BulkAct, *, by: Person) -> BulkAct:
    """The articles that wait come to their turn."""
    locked = _locked(act, by)
    if locked.stage != BulkActStage.STOPPED:
        raise Refusal(_("Only what was stopped can go on."))
    locked.stage, locked.finished_at, locked.working_until = BulkActStage.WORKING, None, None
    locked.save()
    record.append(record.SITE, "bulk_act.went_on", by=by, bulk_act=locked.pk)
    owed.kick(KIND, locked.pk)
    return locked


def _locked(act: BulkAct, by: Person) -> BulkAct:
    """For whoever began it, and for managing editors."""
    locked = BulkAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    desk = Desk.of(by)
    require(desk.may_draft and (desk.manages or locked.by_id == by.pk))
    return locked


def go_on_with_bulk_act(pk: int) -> None:
    """A turn of it. Whoever has the turn is alone with it; twice at once does nothing twice."""
    taken = BulkAct.objects.due().filter(pk=pk).update(working_until=timezone.now() + _HELD)
    if not taken:
        return
    act = BulkAct.objects.select_related("by", "person", "topic").get(pk=pk)
    try:
        with translation.override(act.by.reads_in):
            _do_some(act)
    finally:
        BulkAct.objects.filter(pk=pk).update(working_until=None)
    if BulkAct.objects.due().filter(pk=pk).exists():
        owed.kick(KIND, pk)


def _do_some(act: BulkAct) -> None:
    until = time.monotonic() + _TURN
    while time.monotonic() < until:
        waiting = act.results.filter(outcome=BulkOutcome.WAITING).select_related("article").order_by("pk")
        rows = list(waiting.defer("article__quotes", "article__terms", "article__evidence_searches")[:50])
        if not rows:
            _finish(act)
            return
        for row in rows:
            if time.monotonic() >= until or not _still_at_it(act):
                return
            _do_one(act, row)


def _still_at_it(act: BulkAct) -> bool:
    """Nobody stopped it; the turn is kept for as long as something is done in it."""
    rows = BulkAct.objects.filter(pk=act.pk, stage=BulkActStage.WORKING)
    return bool(rows.update(working_until=timezone.now() + _HELD))


def _do_one(act: BulkAct, row: BulkActResult) -> None:
    """A result for this article, whatever it is; the others have their turn."""
    try:
        with transaction.atomic():
            if _is_so(act, row.article):
                _settle(row, BulkOutcome.ALREADY)
            else:
                _DO[act.deed](act, row.article)
                _settle(row, BulkOutcome.DONE)
    except DoneMeanwhile:
        return
    except Refusal as why:
        _settle_refused(row, str(why))
    except PermissionDenied:
        _settle_refused(row, _("%s may not do this with this article.") % act.by)
    except (DatabaseError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Else this article would come first again in every turn, and no other would ever have its own.
        log.exception("a deed on an article failed", bulk_act=act.pk, article=row.article_id)
        _settle_refused(row, _("This article met a fault of this program. An operator finds it in the log."))


def _settle(row: BulkActResult, outcome: BulkOutcome, sentence: str = "") -> None:
    rows = BulkActResult.objects.filter(pk=row.pk, outcome=BulkOutcome.WAITING)
    if not rows.update(outcome=outcome, sentence=sentence, done_at=timezone.now()):
        raise DoneMeanwhile


def _settle_refused(row: BulkActResult, sentence: str) -> None:
    try:
        _settle(row, BulkOutcome.REFUSED, sentence)
    except DoneMeanwhile:
        return


def _is_so(act: BulkAct, article: Article) -> bool:
    """Whether the article is already as it is to be."""
    if act.deed == BulkDeed.HAND_OVER:
        return article.handling_editor_id == act.person_id
    if act.deed == BulkDeed.ADD_CO_EDITOR:
        return CoEditor.objects.filter(article=article, person=act.person_id).exists()
    if act.deed == BulkDeed.MOVE:
        return article.topic_id == act.topic_id and act.has_topic == (act.topic_id is not None)
    if act.deed == BulkDeed.SET_TYPE:
        return article.type == act.type
    return (article.archived_at is not None) == (act.deed == BulkDeed.ARCHIVE)


def _hand_over(act: BulkAct, article: Article) -> None:
    assert act.person is not None
    hand_over(article, by=act.by, to=act.person, reason=act.reason, tells=False)


def _add_co_editor(act: BulkAct, article: Article) -> None:
    assert act.person is not None
    add_co_editor(article, by=act.by, person=act.person, tells=False)


def _move(act: BulkAct, article: Article) -> None:
    if act.has_topic and act.topic is None:
        raise Refusal(_("The topic was removed meanwhile."))
    move_to_topic(article, by=act.by, topic=act.topic)


def _set_type(act: BulkAct, article: Article) -> None:
    set_type(article, by=act.by, type=act.type)


def _archive(act: BulkAct, article: Article) -> None:
    archive(article, by=act.by, reason=act.reason)


def _bring_back(act: BulkAct, article: Article) -> None:
    bring_back(article, by=act.by, reason=act.reason)


_DO: Mapping[str, Callable[[BulkAct, Article], None]] = {
    BulkDeed.HAND_OVER: _hand_over,
    BulkDeed.ADD_CO_EDITOR: _add_co_editor,
    BulkDeed.MOVE: _move,
    BulkDeed.SET_TYPE: _set_type,
    BulkDeed.ARCHIVE: _archive,
    BulkDeed.BRING_BACK: _bring_back,
}


@transaction.atomic
def _finish(act: BulkAct) -> None:
    locked = BulkAct.objects.select_for_update(of=("self",)).select_related("by").get(pk=act.pk)
    if locked.stage == BulkActStage.WORKING:
        _end(locked, BulkActStage.DONE)
        counts = counted(locked)
        record.append(record.SITE, "bulk_act.done", by=locked.by, bulk_act=locked.pk, **counts)
        notifications.tell_bulk_act_done(locked, counts)


def _end(locked: BulkAct, stage: BulkActStage) -> None:
    locked.stage, locked.finished_at = stage, timezone.now()
    locked.save()


def counted(act: BulkAct) -> Mapping[str, int]:
    """How many articles have each outcome, in one query."""
    each = {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in BulkOutcome}
    return dict(act.results.order_by().aggregate(**each))
