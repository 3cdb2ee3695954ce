"""How every change of a draft begins and ends: the lock, who may; then one revision that says what it changed, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy, ngettext

from articles import record
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
    locked = Article.objects.locked().get(pk=article.pk)
    require(Desk.of(by).may_draft)
    return locked


def new_revision(article: Article, *, by: Person, reason: str, texts: Sequence[Text] = ()) -> None:
    """Save changed texts and the article under the next revision number, with one event. Nothing changed, nothing written."""
    stored = Text.objects.in_bulk([text.pk for text in texts if text.pk])
    changed = [text for text in texts if text.differs_from(stored.get(text.pk))]
    if not changed and not article.has_changed():
        return
    article.revision += 1
    article.change = {text.audience: _change(stored.get(text.pk), text) for text in changed}
    for text in changed:
        text.revision = article.revision
        text.record_change(by=by, reason=reason)
    article.record_change(by=by, reason=reason)
    record.append(article.stream, "saved", by=by, revision=article.revision, what=reason)


def _change(stored: Text | None, text: Text) -> dict[str, object]:
    """What the revision changes in one text, for the history to list and to filter by."""
    return extent(*differing(words_of(stored) if stored else "", words_of(text))).as_data()


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
