"""Conversations about drafts and versions alike: the desk's actions under the board's rules of who has a part in them."""

from __future__ import annotations

from articles.actions import conversation, suggestions
from articles.models import Comment, Person, SuggestionOutcome, Thread, Version
from articles.text.quotes import Spot
from workflows.permissions import part_in


def comment_on(version: Version, *, by: Person, audience: str, passage: Spot, said: conversation.Said) -> Thread:
    """Begin a thread about a passage of a frozen version."""
    return conversation.open_thread(
        version.article, by=by, audience=audience, passage=passage, said=said, version=version, part=part_in
    )


def reply(thread: Thread, *, by: Person, said: conversation.Said) -> Comment:
    return conversation.reply(thread, by=by, said=said, part=part_in)


def resolve_thread(thread: Thread, *, by: Person) -> Thread:
    return conversation.resolve_thread(thread, by=by, part=part_in)


def reopen_thread(thread: Thread, *, by: Person) -> Thread:
    return conversation.reopen_thread(thread, by=by, part=part_in)


def accept_suggestion(comment: Comment, *, by: Person) -> SuggestionOutcome:
    return suggestions.accept_suggestion(comment, by=by, part=part_in)


def decline_suggestion(comment: Comment, *, by: Person, reason: str) -> SuggestionOutcome:
    return suggestions.decline_suggestion(comment, by=by, reason=reason, part=part_in)
