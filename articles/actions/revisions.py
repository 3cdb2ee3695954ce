"""How every change of a draft begins and ends: the lock, who may; then one revision that says what it changed, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy, ngettext

from articles import owed, record
from articles.actions.carrying import carry_passages
from articles.actions.citing import list_cited
from articles.audiences import Audience
from articles.models import Article, Person, Text
from articles.permissions import Desk, require
from articles.text.comparison import words_changed
from articles.text.differing import differing
from articles.text.extent import extent
from articles.text.sections import changed_sections

TEXT_NAMES = {
    Audience.PATIENT: gettext_lazy("patient text"),
    Audience.STUDENT: gettext_lazy("student text"),
    Audience.CLINICIAN: gettext_lazy("health professionals' text"),
}
SECTIONS_NAMED = 2


def open_draft(article: Article, *, by: Person) -> Article:
    """The article, locked, for somebody who may draft; every action on a draft begins with this."""
    return _opened(article.pk, by)


def open_draft_of(text: Text, *, by: Person) -> Article:
    """The same, for an action that is given a text: its article is not read before it is locked."""
    return _opened(text.article_id, by)


def _opened(pk: int, by: Person) -> Article:
    locked = Article.objects.locked().get(pk=pk)
    require(Desk.of(by).may_draft)
    return locked


def new_revision(
    article: Article,
    *,
    by: Person,
    reason: str,
    texts: Sequence[Text] = (),
    stored: Mapping[int, Text] | None = None,
    what: str = "",
) -> None:
    """Save changed texts and the article under the next revision number, with one event. Nothing changed, nothing written.

    `stored`: the texts as they are in the database, for a caller who read them under the lock; else they are read here.
    `what` stands in the event where the reason names people: names can be erased, events cannot.
    """
    stored = Text.objects.in_bulk([text.pk for text in texts if text.pk]) if stored is None else stored
    changed = [text for text in texts if text.differs_from(stored.get(text.pk))]
    list_cited(article, changed)
    if not changed and not article.has_changed():
        return
    article.revision += 1
    words = {text.audience: (_former_words(stored, text), words_of(text)) for text in changed}
    article.change = {audience: extent(*differing(*both)).as_data() for audience, both in words.items()}
    for text in changed:
        text.revision = article.revision
        text.record_change(by=by, reason=reason)
    article.record_change(by=by, reason=reason)
    record.append(article.stream, "saved", by=by, revision=article.revision, what=what or reason)
    carry_passages(article, words)
    owed.kick("check", article.pk)


def _former_words(stored: Mapping[int, Text], text: Text) -> str:
    return words_of(stored[text.pk]) if text.pk in stored else ""


def words_of(text: Text) -> str:
    return f"{text.summary}\n{text.body}"


def written_reason(text: Text, before: str, note: str, *, aside: str = "") -> str:
    """ "patient text, Treatment: 14 words; merged with revision 13", and what the person added."""
    old, new = differing(before, words_of(text))
    count, sections = words_changed(old, new), changed_sections(old, new)
    named = [*sections[:SECTIONS_NAMED], *(["…"] if len(sections) > SECTIONS_NAMED else [])]
    where = ", ".join(filter(None, [str(TEXT_NAMES[Audience(text.audience)]), "; ".join(named)]))
    what = ngettext("%(where)s: %(count)d word", "%(where)s: %(count)d words", count) % {"where": where, "count": count}
    what = "; ".join(filter(None, [what, aside]))
    return f"{what}. {note.strip()}" if note.strip() else what
