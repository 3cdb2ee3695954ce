"""Hard words that give way to plain ones: one revision that names them, and only over the text that was looked at."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, Person, Text
from articles.plainness import hard_places
from tests.universe import SUMMARY, write

BODY = "<p>You may <strong>utilise</strong> a stick prior to the operation.</p>\n<p>Utilise it.</p>"
PLAINER = "<p>You may <strong>use</strong> a stick before the operation.</p>\n<p>Utilise it.</p>"


@pytest.fixture
def text(draft: Article, editor: Person) -> Text:
    write(draft, "patient", BODY, by=editor)
    return Text.objects.select_related("article").get(article=draft, audience="patient")


def names(text: Text, *quotes: str) -> list[str]:
    return [one.name for one in hard_places(text.article, text.audience, text) if one.quote in quotes]


def test_chosen_words_are_replaced_and_marks_stay(text: Text, editor: Person) -> None:
    written = actions.write_plainly(text, by=editor, chosen=names(text, "utilise", "prior to"), seen=text.revision)

    assert written.body == PLAINER
    assert Text.objects.get(pk=text.pk).body == PLAINER


def test_words_of_the_bottom_line_are_replaced_there(draft: Article, editor: Person) -> None:
    write(draft, "patient", BODY, by=editor, summary="<p>Utilise a stick.</p>")
    text = Text.objects.select_related("article").get(article=draft, audience="patient")
    (first, *_others) = names(text, "Utilise")

    written = actions.write_plainly(text, by=editor, chosen=[first], seen=text.revision)

    assert (written.summary, written.body) == ("<p>Use a stick.</p>", BODY)


def test_one_revision_says_which_words_and_leaves_one_event(text: Text, editor: Person) -> None:
    events = Event.objects.count()

    written = actions.write_plainly(text, by=editor, chosen=names(text, "utilise", "prior to"), seen=text.revision)

    last = written.history.latest("history_id")
    assert written.revision == text.revision + 1
    assert last.history_user == editor
    assert last.history_change_reason == (
        "patient text: 3 words. Plainer words: “utilise” → “use”, “prior to” → “before”."
    )
    assert Event.objects.count() == events + 1
    assert (written.summary, written.description) == (SUMMARY, "About leg pain, patient.")


def test_a_second_click_is_refused_and_changes_nothing(text: Text, editor: Person) -> None:
    chosen = names(text, "utilise")
    actions.write_plainly(text, by=editor, chosen=chosen, seen=text.revision)

    with pytest.raises(actions.HardWordsGone, match="saved in the meantime"):
        actions.write_plainly(text, by=editor, chosen=chosen, seen=text.revision)

    assert Text.objects.get(pk=text.pk).revision == text.revision + 1


def test_a_text_that_was_saved_meanwhile_is_looked_at_again(text: Text, editor: Person, other_editor: Person) -> None:
    chosen = names(text, "utilise")
    write(text.article, "patient", f"{BODY}\n<p>More.</p>", by=other_editor)

    with pytest.raises(actions.HardWordsGone):
        actions.write_plainly(text, by=editor, chosen=chosen, seen=text.revision)

    assert Text.objects.get(pk=text.pk).body == f"{BODY}\n<p>More.</p>"


@pytest.mark.parametrize("chosen", [[], ["0" * 32]])
def test_nothing_chosen_or_not_there_is_refused(text: Text, editor: Person, chosen: list[str]) -> None:
    with pytest.raises(actions.HardWordsGone):
        actions.write_plainly(text, by=editor, chosen=chosen, seen=text.revision)


def test_what_has_no_words_to_write_instead_is_refused(draft: Article, editor: Person) -> None:
    write(draft, "patient", "<p>The tablets are taken.</p>", by=editor)
    text = Text.objects.select_related("article").get(article=draft, audience="patient")

    with pytest.raises(actions.HardWordsGone):
        actions.write_plainly(text, by=editor, chosen=names(text, "are taken"), seen=text.revision)


def test_only_who_drafts_may(text: Text, auditor: Person, chair: Person) -> None:
    for person in (auditor, chair):
        with pytest.raises(PermissionDenied):
            actions.write_plainly(text, by=person, chosen=names(text, "utilise"), seen=text.revision)

    assert Text.objects.get(pk=text.pk).body == BODY


def test_words_that_stand_there_often_are_told_apart_though_what_follows_them_is_replaced_first(
    draft: Article, editor: Person
) -> None:
    write(
        draft, "patient", "<p>Utilise a stick, then utilise a frame prior to walks. Do not utilise both.</p>", by=editor
    )
    text = Text.objects.select_related("article").get(article=draft, audience="patient")
    second = next(one.name for one in hard_places(draft, "patient", text) if one.quote == "utilise")

    written = actions.write_plainly(text, by=editor, chosen=[second, *names(text, "prior to")], seen=text.revision)

    assert written.body == "<p>Utilise a stick, then use a frame before walks. Do not utilise both.</p>"


SENTENCE = (
    "Whoever has <em>sore</em> legs after a long walk may utilise a stick <strong>prior</strong> to the next one."
)


@pytest.mark.parametrize("chosen", [("utilise",), ("utilise", "prior to")])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_equal_sentences_the_one_that_was_meant_is_written_anew(
    which: int, chosen: tuple[str, ...], draft: Article, editor: Person
) -> None:
    """One sentence three times in a passage, longer than the words that are noted around a place."""
    write(draft, "patient", f"<p>H<sub>2</sub>O. {' '.join([SENTENCE] * 3)}</p>", by=editor)
    text = Text.objects.select_related("article").get(article=draft, audience="patient")
    meant = [names(text, quote)[which] for quote in chosen]

    written = actions.write_plainly(text, by=editor, chosen=meant, seen=text.revision)

    plainer = SENTENCE.replace("utilise", "use")
    expected = [SENTENCE] * 3
    expected[which] = (
        plainer.replace("<strong>prior</strong> to", "<strong>before</strong>") if "prior to" in chosen else plainer
    )
    assert written.body == text.body.replace(" ".join([SENTENCE] * 3), " ".join(expected))


def test_all_of_them_at_once_leave_nothing_to_replace(text: Text, editor: Person) -> None:
    words = names(text, "utilise", "prior to", "Utilise")

    written = actions.write_plainly(text, by=editor, chosen=words, seen=text.revision)

    assert written.body == PLAINER.replace("Utilise", "Use")
    assert hard_places(text.article, "patient", written) == ()
