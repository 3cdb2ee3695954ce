"""Threads about passages of a draft or version: opening one, replying, resolving, reopening. What was said is never changed.

Who has a part in them is asked of `part`: by default the desk's rules, which know drafts alone; the board's rules
for versions come from the layer above.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.mentioning import mention
from articles.actions.revisions import words_of
from articles.models import Article, Comment, Person, Thread, Version
from articles.permissions import PartIn, part_in_draft, require
from articles.refusals import Refusal
from articles.text import quotes
from articles.text.quotes import Spot

LONGEST_COMMENT = 5000
# The same words of the same person within this time are one click too many.
SAME_CLICK = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Said:
    """A comment; as a suggestion it proposes words for the passage (`None`: it proposes nothing, "": to delete them).

    `told` are people chosen from the list, beside those whom the comment names with "@".
    """

    body: str = ""
    suggestion: str | None = None
    told: Sequence[Person] = ()


class NothingSaid(Refusal):
    """The comment is empty."""


class SaidTooMuch(Refusal):
    """The comment or the proposed words are too long."""


class NothingProposed(Refusal):
    """The suggestion would change nothing, or there are no words to replace."""


@transaction.atomic
def open_thread(
    article: Article,
    *,
    by: Person,
    audience: str,
    passage: Spot,
    said: Said,
    version: Version | None = None,
    part: PartIn = part_in_draft,
) -> Thread:
    """Begin a conversation about a passage of the draft's text or of a version's. The passage is looked up as the text is now."""
    locked = Article.objects.locked().get(pk=article.pk)
    require(part(by, version).writes)
    words = words_of_version(version, audience) if version else words_of(locked.texts.get(audience=audience))
    spot = quotes.spot(words, quote=passage.quote, key=passage.key, before=passage.before, after=passage.after)
    thread = Thread(
        article=locked,
        version=version,
        audience=audience,
        block_key=spot.key,
        quote=spot.quote,
        context_before=spot.before,
        context_after=spot.after,
        revision=version.revision if version else locked.revision,
        opened_by=by,
    )
    complete = _complete(said, thread)
    again = _same_click(_comments_on(thread), by, complete)
    if again is not None:
        return again.thread
    thread.save()
    _say(thread, by, complete, part)
    return thread


@transaction.atomic
def reply(thread: Thread, *, by: Person, said: Said, part: PartIn = part_in_draft) -> Comment:
    """Say something in a thread, resolved or not."""
    current = _current(thread)
    require(part(by, current.version).writes)
    complete = _complete(said, current)
    return _same_click(current.comments.all(), by, complete) or _say(current, by, complete, part)


@transaction.atomic
def resolve_thread(thread: Thread, *, by: Person, part: PartIn = part_in_draft) -> Thread:
    """Close a thread: whoever may draft, or who opened it. A second click changes nothing."""
    current = _current(thread)
    require(part(by, current.version).may_resolve(current, by))
    if current.resolved_at is None:
        close(current, by=by)
    return current


def close(thread: Thread, *, by: Person) -> None:
    """Note who resolved a locked thread, with its one event."""
    thread.resolved_by, thread.resolved_at = by, timezone.now()
    thread.save(update_fields=["resolved_by", "resolved_at"])
    happened(thread, "thread_resolved", by=by)


@transaction.atomic
def reopen_thread(thread: Thread, *, by: Person, part: PartIn = part_in_draft) -> Thread:
    """Take a resolved thread up again: whoever may say something in it."""
    current = _current(thread)
    require(part(by, current.version).writes)
    if current.resolved_at is not None:
        current.resolved_by, current.resolved_at = None, None
        current.save(update_fields=["resolved_by", "resolved_at"])
        happened(current, "thread_reopened", by=by)
    return current


def happened(thread: Thread, kind: str, *, by: Person, **data: Any) -> None:
    where = {"version": thread.version.number} if thread.version else {}
    record.append(thread.article.stream, kind, by=by, thread=thread.pk, audience=thread.audience, **where, **data)


def words_of_version(version: Version, audience: str) -> str:
    """Summary and text, as `words_of` gives those of the draft."""
    text = version.content.texts[audience]
    return f"{text.summary}\n{text.body}"


def _current(thread: Thread) -> Thread:
    """The thread as it is now, its article locked."""
    article = Article.objects.locked().get(pk=thread.article_id)
    current = Thread.objects.select_related("version").get(pk=thread.pk)
    current.article = article
    return current


def _complete(said: Said, thread: Thread) -> Said:
    """Without blanks around; refuses what is empty, too long, or proposes nothing for the passage."""
    body = said.body.replace("\r\n", "\n").strip()
    proposed = None if said.suggestion is None else " ".join(said.suggestion.split())
    if not body and proposed is None:
        raise NothingSaid(_("Write a comment, or suggest other words."))
    if max(len(body), len(proposed or "")) > LONGEST_COMMENT:
        raise SaidTooMuch(_("This is too long: a comment may have up to %d characters.") % LONGEST_COMMENT)
    if proposed is not None and not thread.quote:
        raise NothingProposed(_("A suggestion needs the words that it replaces. Quote them, or choose a passage."))
    if proposed is not None and proposed == " ".join(thread.quote.split()):
        raise NothingProposed(_("These are the words that stand there. Write the words that you suggest instead."))
    return Said(body, proposed, said.told)


def _comments_on(thread: Thread) -> QuerySet[Comment]:
    same = ("article", "version", "audience", "block_key", "quote")
    return Comment.objects.filter(**{f"thread__{name}": getattr(thread, name) for name in same})


def _same_click(among: QuerySet[Comment], by: Person, said: Said) -> Comment | None:
    since = timezone.now() - SAME_CLICK
    same = among.filter(author=by, body=said.body, suggestion=said.suggestion or "", written_at__gte=since)
    return same.filter(is_suggestion=said.suggestion is not None).select_related("thread").first()


def _say(thread: Thread, by: Person, said: Said, part: PartIn) -> Comment:
    comment = Comment.objects.create(
        thread=thread,
        author=by,
        body=said.body,
        is_suggestion=said.suggestion is not None,
        suggestion=said.suggestion or "",
    )
    mention(comment, said.told, part)
    return comment
