"""Threads as pages show them: what was said, what may be done, and where the passage stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from articles.forms.conversation import DeclineForm, SaidForm
from articles.models import Comment, PassageState, Person, SuggestionOutcome, Thread
from articles.models.conversation import ThreadQuerySet
from articles.permissions import Part
from articles.text.blocks import blocks
from articles.text.replacing import Piece, difference

_SHORT = 160
_LAST = 1_000_000
# So many threads of a page are answered in place; below them a link leads to the thread's own page.
_ANSWERED_HERE = 10


@dataclass(frozen=True)
class Remark:
    """One comment; a suggestion with its small comparison, and what was decided about it."""

    comment: Comment
    pieces: tuple[Piece, ...] = ()
    outcome: SuggestionOutcome | None = None
    decline_form: DeclineForm | None = None

    @property
    def may_decide(self) -> bool:
        return self.decline_form is not None


@dataclass(frozen=True)
class Card:
    """A thread with everything said in it. `form` is the reply, where one may be written."""

    thread: Thread
    remarks: tuple[Remark, ...]
    form: SaidForm | None
    may_resolve: bool
    may_reopen: bool
    answer_url: str = ""

    @property
    def quote(self) -> str:
        line = " ".join(self.thread.quote.split())
        return line if len(line) <= _SHORT else f"{line[:_SHORT].rstrip()}…"

    @property
    def desk_url(self) -> str:
        """Where the desk reads the words: beside the editor, or the version."""
        thread = self.thread
        if thread.version_id:
            return f"{reverse('desk:version', args=[thread.version_id])}?text={thread.audience}"
        return reverse("desk:article_edit", args=[thread.article_id, thread.audience])

    @property
    def is_marked(self) -> bool:
        """Whether the words are marked in the text."""
        return self.thread.is_open and bool(self.thread.quote) and self.thread.passage_state == PassageState.IN_PLACE


@dataclass(frozen=True)
class Conversation:
    """The threads beside a text: those that are open, how many are resolved, and where to begin another."""

    cards: Sequence[Card]
    resolved: int
    new_url: str
    all_url: str
    people: Sequence[Person]
    form: SaidForm | None = None


def with_comments(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Two queries however many threads and comments there are."""
    return with_people(threads).prefetch_related(_comments())


def with_people(threads: ThreadQuerySet) -> ThreadQuerySet:
    return threads.select_related("opened_by", "resolved_by", "version")


def with_all_comments(threads: list[Thread]) -> list[Thread]:
    """Of threads that were loaded `with_people`; one query if there are any."""
    prefetch_related_objects(threads, _comments())
    return threads


def _comments() -> Prefetch[Any]:
    return Prefetch("comments", queryset=Comment.objects.select_related("author", "outcome__decided_by"))


def cards(threads: Iterable[Thread], person: Person, part: Part, *, here: str = "") -> list[Card]:
    """`here` is the page that answers go back to."""
    return [
        card(thread, person, part, here=here, is_answered_here=place < _ANSWERED_HERE)
        for place, thread in enumerate(threads)
    ]


def card(
    thread: Thread,
    person: Person,
    part: Part,
    *,
    here: str = "",
    form: SaidForm | None = None,
    is_answered_here: bool = True,
) -> Card:
    decides = part.decides and thread.is_open
    if form is None and part.writes and is_answered_here:
        form = SaidForm(initial={"next": here}, auto_id=f"id_{thread.pk}_%s", makes_author=not part.decides)
    return Card(
        thread=thread,
        remarks=tuple(_remark(comment, thread, decides=decides, here=here) for comment in thread.comments.all()),
        form=form if part.writes else None,
        answer_url=thread.get_absolute_url() if part.writes and form is None else "",
        may_resolve=thread.is_open and part.may_resolve(thread, person),
        may_reopen=not thread.is_open and part.writes,
    )


def _remark(comment: Comment, thread: Thread, *, decides: bool, here: str) -> Remark:
    if not comment.is_suggestion:
        return Remark(comment)
    outcome: SuggestionOutcome | None = getattr(comment, "outcome", None)
    form = DeclineForm(initial={"next": here}, auto_id=f"id_decline_{comment.pk}_%s")
    return Remark(
        comment, difference(thread.quote, comment.suggestion), outcome, form if decides and not outcome else None
    )


def in_order(threads: Iterable[Thread], html: str) -> list[Thread]:
    """As their passages stand in the text; what has no place any more comes last."""
    places = {block.key: place for place, block in enumerate(blocks(html))}
    return sorted(threads, key=lambda thread: (_place(thread, places), thread.pk))


def _place(thread: Thread, places: dict[str, int]) -> int:
    gone = thread.passage_state == PassageState.GONE
    return _LAST if gone else places.get(thread.block_key, -1)
