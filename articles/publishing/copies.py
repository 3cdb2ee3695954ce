"""Is my copy current? What became of the page that a copy was made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from articles.models import Basis, CopyCode, Ending, NoticeKind, Publication
from articles.publishing.cautions import cautions_of, notices_of_past
from articles.publishing.facts import Notice
from articles.publishing.past_versions import WITHHELD, Read

State = Literal["current", "pending", "replaced", "retired", "removed", "retracted", "ended"]


@dataclass(frozen=True)
class Copy:
    """A text as it was copied, and what readers have now in its place. `on` is the day from which it is no longer current."""

    code: str
    audience: str
    publication: Publication
    state: State
    on: datetime.date | None
    notices: tuple[Notice, ...]
    has_hidden: bool
    current: Publication | None

    @property
    def is_current(self) -> bool:
        return self.state == "current"

    @property
    def has_successor(self) -> bool:
        """Is there a text for the same people now, other than this one?"""
        return not self.is_current and self.current is not None and self.audience in self.current.audiences

    def sides(self) -> tuple[Read, Read] | None:
        """The version that was copied and the one that is read now, to be compared; None where nothing took its place."""
        if not self.has_successor or self.current is None:
            return None
        return _side(self.publication), _side(self.current)


def copy_of(code: str) -> Copy | None:
    """None for a code that was never given."""
    row = CopyCode.objects.select_related("publication__version", "publication__article").filter(code=code).first()
    if row is None:
        return None
    copied = row.publication
    current = Publication.objects.live().filter(article=copied.article_id).select_related("version", "article").first()
    last = _last_of(copied)
    state = _state(copied, last, current, row.audience)
    shown, hidden = cautions_of(current if state == "current" and current else copied)
    return Copy(
        code=code,
        audience=row.audience,
        publication=copied,
        state=state,
        on=timezone.localdate(last.ended_at) if last.ended_at else None,
        notices=shown if state in ("current", "pending") else notices_of_past(last, shown),
        has_hidden=bool(hidden),
        current=current if current is not None and current.basis != Basis.PENDING else None,
    )


def _last_of(copied: Publication) -> Publication:
    """The last publication of the same words: what became of them."""
    rows = copied.version.publications.exclude(live_from=None).order_by("live_from", "pk")
    last = rows.last() or copied
    last.version, last.article = copied.version, copied.article
    return last


def _state(copied: Publication, last: Publication, current: Publication | None, audience: str) -> State:
    if copied.version.notices.standing().filter(kind=NoticeKind.RETRACTION).exists():
        return "retracted"
    if current is not None and current.version_id == copied.version_id and audience in current.audiences:
        return "pending" if current.basis == Basis.PENDING else "current"
    return _ended(last, current)


def _ended(last: Publication, current: Publication | None) -> State:
    """What was removed stays removed, whatever came after; of the rest what readers have now is the first thing to know."""
    if last.ended_as == Ending.REMOVED and last.basis != Basis.PENDING:
        return "removed"
    if current is not None or last.ended_as == Ending.REPLACED:
        newest = last.article.publications.exclude(live_from=None).order_by("live_from", "pk").last()
        return "replaced" if current is not None or newest is None else _as_a_whole(newest)
    return "retired" if last.ended_as == Ending.RETIRED else "ended"


def _as_a_whole(newest: Publication) -> State:
    """Nothing is read any more: how the article ended."""
    ends: dict[str, State] = {Ending.RETIRED: "retired", Ending.REMOVED: "removed", Ending.RETRACTED: "retracted"}
    return ends.get(newest.ended_as, "ended")


def _side(publication: Publication) -> Read:
    since = timezone.localdate(publication.live_from)
    until = timezone.localdate(publication.ended_at) if publication.ended_at else None
    return Read(publication, since, until, is_withheld=publication.ended_as in WITHHELD)
