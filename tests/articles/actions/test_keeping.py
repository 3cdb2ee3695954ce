"""Words that were typed and not saved: kept for their owner, never written over unseen, gone once they are saved."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Event, Person, Presence, Text, WorkingCopy
from articles.text.dialect import TextTooLong
from articles.text.merging.whole import Words

TYPED = Words("<p>Rest.</p>", "<p>Half a sent", "x" * 400)
MORE = Words("<p>Rest.</p>", "<p>Half a sentence", "x" * 400)


@pytest.fixture
def text(draft: Article) -> Text:
    return draft.texts.get(audience="patient")


def keep(text: Text, by: Person, words: Words = TYPED, **page: Any) -> actions.Kept:
    return actions.keep_words(text, by=by, words=words, page=actions.Page(text.revision, **page), note="Why")


def test_words_are_kept_as_they_were_typed_and_nothing_else_happens(text: Text, editor: Person) -> None:
    events = Event.objects.count()

    kept = keep(text, editor, window="a")

    copy = WorkingCopy.objects.get()
    assert (copy.summary, copy.body, copy.description) == (TYPED.summary, TYPED.body, TYPED.description)
    assert (copy.note, copy.base_revision, copy.updated_at) == ("Why", text.revision, kept.kept_at)
    assert Event.objects.count() == events
    assert Text.objects.get(pk=text.pk).revision == text.revision


def test_a_page_goes_on_with_its_own_words(text: Text, editor: Person) -> None:
    keep(text, editor, window="a")

    kept = keep(text, editor, MORE, window="a")

    assert WorkingCopy.objects.get().body == MORE.body
    assert WorkingCopy.objects.get().updated_at == kept.kept_at


def test_a_page_that_began_with_kept_words_goes_on_with_them(text: Text, editor: Person) -> None:
    first = keep(text, editor, window="a")

    keep(text, editor, MORE, window="b", kept_at=first.kept_at)

    assert WorkingCopy.objects.get().body == MORE.body


def test_a_second_page_never_writes_over_words_that_it_does_not_know(text: Text, editor: Person) -> None:
    first = keep(text, editor, window="a")

    kept = keep(text, editor, MORE, window="b")

    assert kept == actions.Kept(other_at=first.kept_at)
    assert WorkingCopy.objects.get().body == TYPED.body


def test_two_people_keep_words_of_one_text(text: Text, editor: Person, other_editor: Person) -> None:
    keep(text, editor, window="a")
    keep(text, other_editor, MORE, window="b")

    assert {copy.person: copy.body for copy in WorkingCopy.objects.all()} == {
        editor: TYPED.body,
        other_editor: MORE.body,
    }


def test_saving_ends_the_words_of_its_own_page_alone(text: Text, editor: Person) -> None:
    keep(text, editor, window="a")
    words = {"summary": "", "description": "", "base_revision": text.revision}

    actions.save_text(text, by=editor, body="<p>Other.</p>", window="b", **words)
    left = WorkingCopy.objects.count()
    actions.save_text(text, by=editor, body="<p>Other.</p>", window="a", **words)

    assert (left, WorkingCopy.objects.count()) == (1, 0)


def test_a_conflict_leaves_words_of_another_page_alone(text: Text, editor: Person, other_editor: Person) -> None:
    keep(text, editor, window="a")
    words = {"summary": text.summary, "description": text.description, "base_revision": text.revision}
    actions.save_text(text, by=other_editor, body="<p>Theirs.</p>", **words)

    with pytest.raises(actions.EditConflict) as conflict:
        actions.save_text(text, by=editor, body="<p>Mine.</p>", window="b", **words)

    assert (conflict.value.mine.pk, conflict.value.mine.body) == (None, "<p>Mine.</p>")
    assert WorkingCopy.objects.get().body == TYPED.body


def test_nobody_keeps_words_without_the_right_to_write(text: Text, outsider: Person, auditor: Person) -> None:
    for person in (outsider, auditor):
        with pytest.raises(PermissionDenied):
            keep(text, person)

    assert not WorkingCopy.objects.exists()


def test_words_above_two_megabytes_are_refused(text: Text, editor: Person) -> None:
    with pytest.raises(TextTooLong):
        keep(text, editor, Words(body="a" * (2 * 1024 * 1024 + 1)))


def test_keeping_costs_the_same_every_time(
    text: Text, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(text, editor, window="a")

    with django_assert_num_queries(3):  # roles, working copy written and read
        keep(text, editor, MORE, window="a")


def test_kept_words_that_are_saved_words_are_nothing_to_offer(text: Text, editor: Person) -> None:
    words = Words(text.summary, f"{text.body} ", text.description)

    actions.keep_words(text, by=editor, words=words, page=actions.Page(text.revision))

    assert actions.is_saved(WorkingCopy.objects.get(), text)


# Presence


def test_kept_words_are_thrown_away_by_their_owner_alone(text: Text, editor: Person, other_editor: Person) -> None:
    keep(text, editor, window="a")
    keep(text, other_editor, window="b")
    mine = WorkingCopy.objects.get(person=editor)

    with pytest.raises(PermissionDenied):
        actions.drop_working_copy(mine, by=other_editor)
    both = WorkingCopy.objects.count()
    actions.drop_working_copy(mine, by=editor)

    assert (both, WorkingCopy.objects.get().person) == (2, other_editor)


def test_who_is_here_is_noted_once_and_kept_fresh(text: Text, editor: Person) -> None:
    actions.note_presence(text, by=editor)
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=1))
    gone = Presence.objects.now().count()

    actions.note_presence(text, by=editor)

    assert (gone, Presence.objects.now().count(), Presence.objects.count()) == (0, 1, 1)


def test_who_leaves_is_no_longer_here(text: Text, editor: Person) -> None:
    actions.note_presence(text, by=editor)

    actions.leave_text(text, by=editor)

    assert not Presence.objects.exists()


def test_only_who_may_write_is_here(text: Text, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.note_presence(text, by=auditor)
