"""What is done to the texts of an article together: one started from another, words replaced in all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.revisions import TEXT_NAMES, new_revision, open_draft, open_draft_of
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.models import Article, Person, Text
from articles.refusals import Refusal
from articles.text.searching import Hit, Sought, find, find_in_line, replace, replace_in_line, tidied

DESCRIPTION_LENGTH = 300
SEARCHED_PARTS = ("summary", "body", "description")


class TextsChanged(Refusal):
    """A text is not the one whose places were chosen."""


@dataclass(frozen=True)
class Replacement:
    """Put `words` in the place of what was sought; none only where it is said that it `deletes`. `note`: added to the reason."""

    sought: Sought
    words: str
    note: str = ""
    deletes: bool = False


# Audience and one of `SEARCHED_PARTS` → numbers of the hits, as `hits` counts them.
Chosen = Mapping[tuple[str, str], Collection[int]]


@transaction.atomic
def start_text_from(text: Text, *, by: Person, source: Text, base_revision: int, reason: str = "") -> Text:
    """Copy another text of the article. One that has words gives them up for a typed reason, and only as `base_revision`."""
    article = open_draft_of(text, by=by)
    current, origin = (Text.objects.select_related("article").get(pk=one.pk) for one in (text, source))
    _require_origin(current, origin)
    if current.revision != base_revision:
        raise TextsChanged(_("Somebody else saved this text since you opened this page. Look at theirs first."))
    if has_words(current) and not reason.strip():
        raise Refusal(_("Say why the words of this text are to be replaced."))
    current.summary, current.body, current.description = origin.summary, origin.body, origin.description
    new_revision(article, by=by, reason=_started_reason(current, origin, reason), texts=[current])
    return current


def has_words(text: Text) -> bool:
    """Of a text, or of a row of its history."""
    return bool(text.summary or text.body or text.description)


def _require_origin(text: Text, source: Text) -> None:
    if source.pk == text.pk or source.article_id != text.article_id:
        raise Refusal(_("Choose another text of this article."))
    if source.is_empty:
        raise Refusal(_("That text is empty: there is nothing to start from."))
    if (text.summary, text.body, text.description) == (source.summary, source.body, source.description):
        raise Refusal(_("Both texts are the same already."))


def _started_reason(text: Text, source: Text, typed: str) -> str:
    names = {"text": TEXT_NAMES[Audience(text.audience)], "source": TEXT_NAMES[Audience(source.audience)]}
    written = _("%(text)s started from the %(source)s, revision %(number)d") % {**names, "number": source.revision}
    return f"{written}. {typed.strip()}" if typed.strip() else written


def hits(text: Text, part: str, sought: Sought, replacement: str | None = None) -> tuple[Hit, ...]:
    """Where the words stand in one part of a text, in reading order."""
    return (find_in_line if part == "description" else find)(getattr(text, part), sought, replacement)


@transaction.atomic
def replace_in_texts(
    article: Article, *, by: Person, replacement: Replacement, chosen: Chosen, revisions: Mapping[str, int]
) -> int:
    """Replace or delete the chosen places as one revision over all texts; how many.

    Raises `TextsChanged` if a text is of another revision, `NothingLeft` if a deletion would leave a block without words.
    """
    locked = open_draft(article, by=by)
    _require_exchange(replacement, chosen)
    texts = _chosen_texts(locked, replacement.sought, chosen, revisions)
    for (audience, part), numbers in chosen.items():
        _exchange(texts[audience], part, replacement, numbers)
    count, former = sum(len(numbers) for numbers in chosen.values()), locked.revision
    new_revision(locked, by=by, reason=_replaced_reason(replacement, len(texts), count), texts=list(texts.values()))
    if locked.revision == former:
        raise Refusal(_("Nothing would change."))
    return count


def _chosen_texts(article: Article, sought: Sought, chosen: Chosen, revisions: Mapping[str, int]) -> dict[str, Text]:
    texts = {name: text for name, text in declared_texts(article).items() if name in {name for name, _part in chosen}}
    for (name, part), numbers in chosen.items():
        text = texts.get(name)
        if text is None or text.revision != revisions.get(name) or part not in SEARCHED_PARTS:
            raise TextsChanged(_("A text changed since this list was made. Here is the list as it is now."))
        if not set(numbers) <= set(range(len(hits(text, part, sought)))):
            raise TextsChanged(_("A text changed since this list was made. Here is the list as it is now."))
    return texts


def _require_exchange(replacement: Replacement, chosen: Chosen) -> None:
    if replacement.sought.is_empty or replacement.deletes == bool(tidied(replacement.words)):
        raise Refusal(_("Say which words to find and what to put in their place."))
    if tidied(replacement.sought.words) == tidied(replacement.words):
        raise Refusal(_("Both words are the same."))
    if not chosen or not all(chosen.values()):
        raise Refusal(_("Tick at least one place."))


def _exchange(text: Text, part: str, replacement: Replacement, numbers: Collection[int]) -> None:
    sought, words = replacement.sought, replacement.words
    if part != "description":
        setattr(text, part, replace(getattr(text, part), sought, words, numbers))
        return
    text.description = replace_in_line(text.description, sought, words, numbers)
    if len(text.description) > DESCRIPTION_LENGTH:
        raise Refusal(_("The description for search engines would be longer than 300 characters."))


def _replaced_reason(replacement: Replacement, texts: int, places: int) -> str:
    where = ngettext("in %d text", "in %d texts", texts) % texts
    how_often = ngettext("%d place", "%d places", places) % places
    words = {"old": tidied(replacement.sought.words), "new": tidied(replacement.words)}
    done = (
        _("deleted “%(old)s” %(where)s: %(count)s")
        if replacement.deletes
        else _("replaced “%(old)s” by “%(new)s” %(where)s: %(count)s")
    )
    written = done % {**words, "where": where, "count": how_often}
    return f"{written}. {replacement.note.strip()}" if replacement.note.strip() else written
