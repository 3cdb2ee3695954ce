"""Saving one text beside others who do: merged where it can be, settled passage by passage where it cannot."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.citing import unknown_references, unknown_sentence
from articles.actions.keeping import Page, copies_of, kept_copy, new_copy
from articles.actions.revisions import new_revision, open_draft_of, words_of, written_reason
from articles.models import Person, Text, WorkingCopy
from articles.permissions import Desk, require
from articles.refusals import Refusal, Sentence
from articles.text.dialect import problems
from articles.text.merging import Choice
from articles.text.merging.whole import Words, WordsMerge, merge_words

LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class Settlement:
    """What to take for each conflict, and the revision of the others' text that was shown for it."""

    revision: int
    choices: Mapping[str, Choice] = field(default_factory=dict)


class EditConflict(Refusal):
    """Two changed the same passages. Nothing was saved; `mine` is kept, unless other words of theirs are kept already."""

    def __init__(self, clash: _Clash, mine: WorkingCopy) -> None:
        super().__init__(clash.sentence, details=clash.details)
        self.current, self.merge, self.missing, self.mine = clash.current, clash.merge, clash.missing, mine


class _Clash(Exception):
    def __init__(
        self, current: Text, merge: WordsMerge, sentence: str, *, missing: str = "", details: Sequence[Sentence] = ()
    ) -> None:
        super().__init__()
        self.current, self.merge, self.missing = current, merge, missing
        self.sentence, self.details = sentence, details


def save_text(
    text: Text,
    *,
    by: Person,
    summary: str,
    body: str,
    description: str,
    base_revision: int,
    note: str = "",
    kept_at: datetime.datetime | None = None,
    window: str = "",
    settlement: Settlement | None = None,
) -> Text:
    """Save one text, merged with what others saved since `base_revision`. Raises `EditConflict` where that cannot be."""
    page = Page(base_revision, kept_at, window)
    words = Words(summary, body, description)
    try:
        return _save_text(text, by, words, page, note, settlement)
    except _Clash as clash:
        mine = kept_copy(text, by, words, note, page) or new_copy(text, by, words, note, page)
        raise EditConflict(clash, mine) from None


@transaction.atomic
def _save_text(text: Text, by: Person, words: Words, page: Page, note: str, settlement: Settlement | None) -> Text:
    article = open_draft_of(text, by=by)
    stored = Text.objects.get(pk=text.pk)
    current, before, saved = copy(stored), words_of(stored), saved_words(stored)
    typed, aside = _put_together(current, words.canonical(), page.base_revision, settlement)
    if typed != saved:
        current.summary, current.body, current.description = typed.summary, typed.body, typed.description
        reason = written_reason(current, before, note, aside=aside)
        new_revision(article, by=by, reason=reason, texts=[current], stored={stored.pk: stored})
    copies_of(current, by, page).delete()
    return current


def put_together(text: Text, *, by: Person, words: Words, page: Page, settlement: Settlement, note: str = "") -> Words:
    """What saving would save, for going on in the editor. Raises `EditConflict` as saving does."""
    require(Desk.of(by).may_draft)
    current = Text.objects.get(pk=text.pk)
    try:
        return _put_together(current, words.canonical(), page.base_revision, settlement)[0]
    except _Clash as clash:
        raise EditConflict(clash, new_copy(text, by, words, note, page)) from None


def _put_together(current: Text, typed: Words, base: int, settlement: Settlement | None) -> tuple[Words, str]:
    """The words to save, and what the history says of their merge."""
    saved = saved_words(current)
    if current.revision <= base or typed == saved:
        return typed, ""
    merged = merge_words(words_at(current, base), saved, typed)
    if merged.conflicts:
        _require_choices(current, merged, settlement)
    words = merged.settled(settlement.choices if settlement else {})
    if len(words.description) > LONGEST_DESCRIPTION:
        raise _Clash(current, merged, _("A description has at most %d characters.") % LONGEST_DESCRIPTION)
    return words, _merged_with(current.revision, len(merged.conflicts)) if words != saved else ""


def _require_choices(current: Text, merged: WordsMerge, settlement: Settlement | None) -> None:
    """A choice for every conflict, made over the text that is saved now, and words that the text can hold."""
    if settlement is None:
        raise _Clash(
            current, merged, _("Somebody else saved this text while you were editing. Nothing of yours is lost.")
        )
    if settlement.revision != current.revision:
        raise _Clash(current, merged, _("Somebody saved this text again in the meantime. Please look once more."))
    for name in merged.conflicts:
        if name not in settlement.choices:
            raise _Clash(current, merged, _("Choose what to keep of each passage."), missing=name)
        lost = [] if name.startswith("description") else _lost(settlement.choices[name].words)
        if lost:
            sentence = _("The text cannot hold everything in your own words:")
            raise _Clash(current, merged, sentence, missing=name, details=lost)


def _lost(html: str) -> list[Sentence]:
    unknown = unknown_references(html)
    return [*(problem.sentence for problem in problems(html)), *([unknown_sentence(unknown)] if unknown else [])]


def _merged_with(revision: int, conflicts: int) -> str:
    merged = _("merged with revision %d") % revision
    if not conflicts:
        return merged
    settled = ngettext("%d conflict settled", "%d conflicts settled", conflicts) % conflicts
    return f"{merged}, {settled}"


def saved_words(text: Text) -> Words:
    return Words(text.summary, text.body, text.description)


def words_at(text: Text, revision: int) -> Words:
    """The text as it was at a revision of the article; empty where there was none."""
    then = text.history.filter(revision__lte=revision).order_by("-revision", "-history_id").first()
    return Words(then.summary, then.body, then.description).canonical() if then else Words()
