"""Whom a comment names: found by "@" and printed name or address, told once, and only if they may read what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from articles.models import Comment, Mention, Person
from articles.notifications import owe
from articles.permissions import PartIn
from articles.refusals import Refusal

# An "@" inside an address of mail names nobody.
_AT = re.compile(r"(?<![\w.])@(?=\w)")


class CannotMention(Refusal):
    """A person who is named may not read the text, or it is not clear who is meant."""


def mention(comment: Comment, told: Sequence[Person], part: PartIn) -> list[Mention]:
    """Note and tell everyone whom the comment names or who was chosen, but not its author."""
    version = comment.thread.version
    people = {person.pk: person for person in (*told, *named_in(comment.body)) if person.pk != comment.author_id}
    strangers = [person for person in people.values() if not part(person, version).reads]
    if strangers:
        raise CannotMention(
            _("%s may not read this text, so they cannot be told about it. Take the name out.")
            % ", ".join(person.printed_name for person in strangers)
        )
    mentions = Mention.objects.bulk_create(Mention(comment=comment, person=person) for person in people.values())
    for person in people.values():
        article = comment.thread.article
        owe("mentioned", person, article, title=article.title, by=comment.author.printed_name, thread=comment.thread_id)
    return mentions


def named_in(body: str) -> list[Person]:
    """Active people after an "@", by printed name (the longest that fits) or address of mail; one query, none without an "@"."""
    places = [found.end() for found in _AT.finditer(body)]
    if not places:
        return []
    people = list(Person.objects.filter(is_active=True))
    return [person for place in places if (person := _named(body[place:], people)) is not None]


def _named(words: str, people: Iterable[Person]) -> Person | None:
    fitting = [
        (name, person) for person in people for name in (person.printed_name, person.email) if _begins(words, name)
    ]
    if not fitting:
        return None
    longest = max(len(name) for name, _person in fitting)
    meant = {person.pk: person for name, person in fitting if len(name) == longest}
    if len(meant) > 1:
        name = next(name for name, _person in fitting if len(name) == longest)
        raise CannotMention(_("Several people are called %s. Write the address of the one whom you mean.") % name)
    return next(iter(meant.values()))


def _begins(words: str, name: str) -> bool:
    """Whether the words begin with the whole name: "@Ann" is not in "@Anna"."""
    return words[: len(name)].casefold() == name.casefold() and not words[len(name) : len(name) + 1].isalnum()
