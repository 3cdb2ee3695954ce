"""Two people at one text: what is merged, what has to be chosen, and that nothing is saved over anybody unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, Person, Text, WorkingCopy
from articles.text.merging import Choice
from articles.text.merging.whole import Words

HEAD, SIX = "<h2>What helps</h2>", '<p>Most people get better in 6 weeks.<cite data-key="doe-2020"></cite></p>'
EIGHT = SIX.replace("6", "8")
NINE = SIX.replace("6", "9")


@pytest.fixture
def text(draft: Article) -> Text:
    return draft.texts.get(audience="patient")


def save(text: Text, by: Person, *body: str, **more: Any) -> Text:
    words = {"summary": text.summary, "description": text.description, "base_revision": text.revision, **more}
    return actions.save_text(text, by=by, body="\n".join(body), **words)


def conflict_of(text: Text, by: Person, *body: str, **more: Any) -> actions.EditConflict:
    with pytest.raises(actions.EditConflict) as conflict:
        save(text, by, *body, **more)
    return conflict.value


def reason(text: Text) -> str:
    return str(text.history.latest("history_date").history_change_reason)


def test_changes_of_different_passages_are_merged_and_the_history_says_so(
    text: Text, editor: Person, other_editor: Person
) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)

    saved = save(text, editor, HEAD, SIX, "<p>Walk daily.</p>", note="For walkers.")

    assert saved.body == f"{HEAD}\n{EIGHT}\n<p>Walk daily.</p>"
    assert saved.revision == theirs.revision + 1
    assert reason(saved) == f"patient text, What helps: 2 words; merged with revision {theirs.revision}. For walkers."
    assert Article.objects.get().change["patient"]["added"] == 2


def test_bottom_line_text_and_description_are_merged_each_by_itself(
    text: Text, editor: Person, other_editor: Person
) -> None:
    save(text, other_editor, HEAD, SIX, summary="<p>Theirs.</p>")

    saved = save(text, editor, HEAD, SIX, description="Mine.")

    assert (saved.summary, saved.body, saved.description) == ("<p>Theirs.</p>", text.body, "Mine.")


def test_a_merge_of_several_revisions_starts_from_what_was_opened(
    text: Text, editor: Person, other_editor: Person
) -> None:
    first = save(text, other_editor, HEAD, SIX, "<p>Theirs.</p>")
    save(first, other_editor, HEAD, EIGHT, "<p>Theirs.</p>")

    saved = save(text, editor, "<h2>What really helps</h2>", SIX)

    assert saved.body == f"<h2>What really helps</h2>\n{EIGHT}\n<p>Theirs.</p>"


def test_who_typed_nothing_takes_nothing_back(text: Text, editor: Person, other_editor: Person) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)
    events = Event.objects.count()

    saved = save(text, editor, HEAD, SIX)

    assert (saved.revision, saved.body) == (theirs.revision, theirs.body)
    assert Event.objects.count() == events


def test_changes_of_one_passage_are_a_conflict_and_mine_is_kept(
    text: Text, editor: Person, other_editor: Person
) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)

    conflict = conflict_of(text, editor, HEAD, NINE, note="Why.")

    found = conflict.merge.conflicts
    kept = WorkingCopy.objects.get()
    assert [(name, clash.base, clash.theirs, clash.mine) for name, clash in found.items()] == [
        ("body-0", SIX, EIGHT, NINE)
    ]
    assert conflict.current == theirs
    assert Text.objects.get(pk=text.pk).body == theirs.body
    assert (kept.person, kept.body, kept.note, kept.base_revision) == (editor, f"{HEAD}\n{NINE}", "Why.", text.revision)


def test_a_conflict_keeps_mine_where_this_page_kept_it_before(text: Text, editor: Person, other_editor: Person) -> None:
    page = actions.Page(text.revision, window="a")
    actions.keep_words(text, by=editor, words=Words(body="<p>Half a</p>"), page=page)
    save(text, other_editor, HEAD, EIGHT)

    conflict = conflict_of(text, editor, HEAD, NINE, window="a")

    assert conflict.mine == WorkingCopy.objects.get()
    assert conflict.mine.body == f"{HEAD}\n{NINE}"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice("theirs"), [EIGHT]),
        (Choice("mine"), [NINE]),
        (Choice("both"), [EIGHT, NINE]),
        (Choice("own", "<p>Most get better in 7 weeks.</p>"), ["<p>Most get better in 7 weeks.</p>"]),
    ],
)
def test_a_conflict_is_settled_as_chosen(
    text: Text, editor: Person, other_editor: Person, choice: Choice, expected: list[str]
) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)
    kept_at = conflict_of(text, editor, HEAD, NINE).mine.updated_at
    settlement = actions.Settlement(theirs.revision, {"body-0": choice})

    saved = save(text, editor, HEAD, NINE, settlement=settlement, kept_at=kept_at)

    assert saved.body == "\n".join([HEAD, *expected])
    assert not WorkingCopy.objects.exists()


def test_the_history_says_that_a_conflict_was_settled(text: Text, editor: Person, other_editor: Person) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)

    saved = save(text, editor, HEAD, NINE, settlement=actions.Settlement(theirs.revision, {"body-0": Choice("mine")}))

    assert (
        reason(saved) == f"patient text, What helps: 1 word; merged with revision {theirs.revision}, 1 conflict settled"
    )


def test_keeping_theirs_everywhere_saves_nothing(text: Text, editor: Person, other_editor: Person) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)

    saved = save(text, editor, HEAD, NINE, settlement=actions.Settlement(theirs.revision, {"body-0": Choice("theirs")}))

    assert saved.revision == theirs.revision


def test_a_choice_over_a_text_that_is_no_longer_the_saved_one_is_asked_again(
    text: Text, editor: Person, other_editor: Person
) -> None:
    shown = save(text, other_editor, HEAD, EIGHT)
    save(shown, other_editor, HEAD, SIX.replace("6", "10"))

    again = conflict_of(
        text, editor, HEAD, NINE, settlement=actions.Settlement(shown.revision, {"body-0": Choice("mine")})
    )

    assert str(again) == "Somebody saved this text again in the meantime. Please look once more."
    assert "10 weeks" in Text.objects.get(pk=text.pk).body


def test_every_conflict_wants_its_choice(text: Text, editor: Person, other_editor: Person) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT, summary="<p>Theirs.</p>")
    settlement = actions.Settlement(theirs.revision, {"summary-0": Choice("mine")})

    conflict = conflict_of(text, editor, HEAD, NINE, summary="<p>Mine.</p>", settlement=settlement)

    assert (str(conflict), conflict.missing) == ("Choose what to keep of each passage.", "body-0")


@pytest.mark.parametrize("words", ["<script>x</script>", '<p>x<cite data-key="nobody-1900"></cite></p>'])
def test_own_words_that_the_text_cannot_hold_are_refused(
    text: Text, editor: Person, other_editor: Person, words: str
) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)
    settlement = actions.Settlement(theirs.revision, {"body-0": Choice("own", words)})

    conflict = conflict_of(text, editor, HEAD, NINE, settlement=settlement)

    assert (conflict.missing, len(conflict.details)) == ("body-0", 1)


def test_two_descriptions_that_are_too_long_together_are_refused(
    text: Text, editor: Person, other_editor: Person
) -> None:
    theirs = save(text, other_editor, HEAD, SIX, description="a" * 200)
    settlement = actions.Settlement(theirs.revision, {"description-0": Choice("both")})

    conflict = conflict_of(text, editor, HEAD, SIX, description="b" * 200, settlement=settlement)

    assert str(conflict) == "A description has at most 300 characters."


def test_without_an_ancestor_everything_is_a_conflict(text: Text, editor: Person) -> None:
    conflict = conflict_of(text, editor, "<p>Mine.</p>", base_revision=0)

    assert [clash.base for clash in conflict.merge.conflicts.values()] == [""]


def test_one_goes_on_in_the_editor_with_what_was_chosen(text: Text, editor: Person, other_editor: Person) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT, "<p>Theirs.</p>")
    words = Words(text.summary, f"{HEAD}\n{NINE}", text.description)
    settlement = actions.Settlement(theirs.revision, {"body-0": Choice("mine")})

    chosen = actions.put_together(text, by=editor, words=words, page=actions.Page(text.revision), settlement=settlement)

    assert chosen.body == f"{HEAD}\n{NINE}\n<p>Theirs.</p>"
    assert Text.objects.get(pk=text.pk).body == theirs.body


def test_going_on_needs_the_choices_too(text: Text, editor: Person, other_editor: Person, outsider: Person) -> None:
    theirs = save(text, other_editor, HEAD, EIGHT)
    words, page = Words(text.summary, NINE, text.description), actions.Page(text.revision)

    with pytest.raises(actions.EditConflict):
        actions.put_together(text, by=editor, words=words, page=page, settlement=actions.Settlement(theirs.revision))
    with pytest.raises(PermissionDenied):
        actions.put_together(text, by=outsider, words=words, page=page, settlement=actions.Settlement(theirs.revision))
