"""Conversations about a draft: who may, what stays, whom a comment tells, and what an accepted suggestion leaves behind."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.actions.conversation import LONGEST_COMMENT, NothingProposed, NothingSaid, Said, SaidTooMuch
from articles.actions.mentioning import CannotMention
from articles.actions.suggestions import AlreadyDecided, PassageMoved
from articles.models import (
    Article,
    Comment,
    Delivery,
    Event,
    Mention,
    Outcome,
    PassageState,
    Person,
    SuggestionOutcome,
    Text,
    Thread,
)
from articles.refusals import Refusal
from articles.text.blocks import blocks
from articles.text.quotes import PassageNotFound, Spot
from tests.universe import PATIENT, PersonFactory, write

WEEKS = Spot(quote="6 weeks")


def comment_on(
    draft: Article, by: Person, body: str = "Is this so?", passage: Spot = WEEKS, suggestion: str | None = None
) -> Thread:
    said = Said(body, suggestion)
    return actions.open_thread(draft, by=by, audience="patient", passage=passage, said=said)


def suggest(draft: Article, by: Person, words: str, passage: Spot = WEEKS) -> Comment:
    return comment_on(draft, by, "", passage, words).comments.get()


def body_of(draft: Article) -> str:
    return Text.objects.get(article=draft, audience="patient").body


def events(draft: Article, *kinds: str) -> list[dict[str, object]]:
    found = Event.objects.filter(stream=draft.stream, kind__in=kinds).order_by("sequence")
    return [{"kind": event.kind, "by": event.actor_id, **json.loads(event.body)["data"]} for event in found]


def test_a_thread_notes_the_passage_as_the_text_has_it(draft: Article, editor: Person) -> None:
    thread = comment_on(draft, editor)

    block = blocks(body_of(draft))[1]
    assert (thread.block_key, thread.quote, thread.passage_state) == (block.key, "6 weeks", PassageState.IN_PLACE)
    assert (thread.context_before, thread.context_after) == ("Most people get better in ", ".")
    assert (thread.revision, thread.version, thread.opened_by) == (draft.revision, None, editor)
    assert [(said.author, said.body) for said in thread.comments.all()] == [(editor, "Is this so?")]


def test_a_thread_may_be_about_a_block_or_the_whole_text(draft: Article, editor: Person) -> None:
    heading = blocks(body_of(draft))[0]

    about_block = comment_on(draft, editor, passage=Spot(heading.key))
    about_text = comment_on(draft, editor, passage=Spot())

    assert (about_block.quote, about_text.block_key, about_text.quote) == ("What helps", "", "")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Said("  \n"), NothingSaid),
        (Said("x" * (LONGEST_COMMENT + 1)), SaidTooMuch),
        (Said("", "x" * (LONGEST_COMMENT + 1)), SaidTooMuch),
        (Said("", " 6  weeks "), NothingProposed),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(
    draft: Article, editor: Person, said: Said, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.open_thread(draft, by=editor, audience="patient", passage=WEEKS, said=said)

    assert Thread.objects.count() == 0


def test_a_suggestion_about_the_whole_text_has_nothing_to_replace(draft: Article, editor: Person) -> None:
    with pytest.raises(NothingProposed):
        comment_on(draft, editor, passage=Spot(), suggestion="Other words.")


def test_words_that_somebody_changed_meanwhile_are_refused(draft: Article, editor: Person) -> None:
    write(draft, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)

    with pytest.raises(PassageNotFound):
        comment_on(draft, editor)


@pytest.mark.parametrize("who", ["outsider", "auditor", "administrator", "chair"])
def test_only_who_may_draft_says_something_about_a_draft(
    who: str, draft: Article, editor: Person, request: pytest.FixtureRequest
) -> None:
    person, thread = request.getfixturevalue(who), comment_on(draft, editor)
    suggestion = suggest(draft, editor, "8 weeks")

    for attempt in (
        lambda: comment_on(draft, person),
        lambda: actions.reply(thread, by=person, said=Said("Yes.")),
        lambda: actions.resolve_thread(thread, by=person),
        lambda: actions.reopen_thread(thread, by=person),
        lambda: actions.accept_suggestion(suggestion, by=person),
        lambda: actions.decline_suggestion(suggestion, by=person, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert (Comment.objects.count(), SuggestionOutcome.objects.count()) == (2, 0)


def test_a_comment_that_is_sent_twice_stands_once(draft: Article, editor: Person) -> None:
    first, second = comment_on(draft, editor), comment_on(draft, editor)
    replies = [actions.reply(first, by=editor, said=Said("Yes.")) for _ in range(2)]

    assert (first, replies[0]) == (second, replies[1])
    assert [said.body for said in first.comments.all()] == ["Is this so?", "Yes."]


def test_what_was_said_stays(draft: Article, editor: Person) -> None:
    comment = comment_on(draft, editor).comments.get()

    for change in (lambda: Comment.objects.update(body="Other."), lambda: comment.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    assert Comment.objects.get().body == "Is this so?"


def test_resolving_and_reopening_name_the_person_and_leave_an_event_each(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    thread = comment_on(draft, editor)

    for _ in range(2):
        resolved = actions.resolve_thread(thread, by=other_editor)
    assert (resolved.resolved_by, resolved.resolved_at is not None) == (other_editor, True)
    for _ in range(2):
        reopened = actions.reopen_thread(thread, by=editor)

    assert (reopened.resolved_by, reopened.resolved_at) == (None, None)
    about = {"thread": thread.pk, "audience": "patient"}
    assert events(draft, "thread_resolved", "thread_reopened") == [
        {"kind": "thread_resolved", "by": other_editor.pk, **about},
        {"kind": "thread_reopened", "by": editor.pk, **about},
    ]


def test_who_is_named_is_told_once(draft: Article, editor: Person, other_editor: Person, auditor: Person) -> None:
    said = Said("@Otto Editor, @otto editor and @audrey.auditor@example.org: what do you think?", told=[other_editor])

    thread = actions.open_thread(draft, by=editor, audience="patient", passage=WEEKS, said=said)

    assert list(Mention.objects.order_by("pk").values_list("person", flat=True)) == [other_editor.pk, auditor.pk]
    told = [(row.kind, row.person, row.data) for row in Delivery.objects.order_by("pk")]
    data = {"title": "Leg pain", "by": "Edith Editor", "thread": thread.pk}
    assert told == [("mentioned", other_editor, data), ("mentioned", auditor, data)]


def test_who_names_oneself_or_nobody_tells_nobody(draft: Article, editor: Person) -> None:
    comment_on(draft, editor, "@Edith Editor @nobody a@Otto Editor.")

    assert Delivery.objects.count() == 0


def test_the_longest_name_that_fits_is_meant(draft: Article, editor: Person, make_person: PersonFactory) -> None:
    short, long = make_person("Ann Lee", "editor"), make_person("Ann Leeds", "editor")

    comment_on(draft, editor, "@Ann Leeds?")
    comment_on(draft, editor, "@Ann Lee, and you?")

    assert list(Mention.objects.order_by("pk").values_list("person", flat=True)) == [long.pk, short.pk]


def test_a_name_that_two_people_have_is_asked_back(draft: Article, editor: Person, make_person: PersonFactory) -> None:
    make_person("Ann Lee", "editor")
    Person.objects.create_user("other@example.org", printed_name="Ann Lee")

    with pytest.raises(CannotMention, match="Several people"):
        comment_on(draft, editor, "@Ann Lee?")


def test_who_may_not_read_the_draft_cannot_be_mentioned(draft: Article, editor: Person, chair: Person) -> None:
    with pytest.raises(CannotMention, match="Clara Chair may not read this text"):
        comment_on(draft, editor, "@Clara Chair?")

    assert (Thread.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_thread_survives_edits_elsewhere_and_says_when_its_passage_is_gone(draft: Article, editor: Person) -> None:
    thread = comment_on(draft, editor)
    resolved = comment_on(draft, editor, "Old.")
    actions.resolve_thread(resolved, by=editor)

    def states(body: str) -> list[str]:
        write(draft, "patient", body, by=editor)
        return [row.passage_state for row in Thread.objects.order_by("pk")]

    assert states(PATIENT.replace("What helps", "What will help")) == ["in_place"] * 2
    assert states("<h2>What helps</h2>\n<p>Most people get better.</p>") == ["gone"] * 2
    assert states(PATIENT) == ["in_place"] * 2
    assert Thread.objects.get(pk=thread.pk).block_key == thread.block_key


def test_carrying_costs_the_same_for_one_thread_and_for_thirty(draft: Article, editor: Person) -> None:
    def queries(body: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            write(draft, "patient", body, by=editor)
        return len(captured)

    nothing_noted = queries(PATIENT.replace("6 weeks", "7 weeks"))
    comment_on(draft, editor, passage=Spot(quote="7 weeks"))
    one = queries(PATIENT.replace("6 weeks", "8 weeks"))
    for number in range(29):
        comment_on(draft, editor, f"Comment {number}.", passage=Spot(quote="8 weeks"))
    thirty = queries(PATIENT.replace("6 weeks", "9 weeks"))

    assert (one - nothing_noted, thirty) == (1, one)
    assert set(Thread.objects.values_list("passage_state", flat=True)) == {"changed"}


def test_an_accepted_suggestion_is_a_revision_that_names_both(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    suggestion = suggest(draft, other_editor, "6 to 8 weeks")

    outcome = actions.accept_suggestion(suggestion, by=editor)

    draft.refresh_from_db()
    last = draft.history.latest("revision")
    assert body_of(draft) == PATIENT.replace("6 weeks", "6 to 8 weeks")
    assert last.history_change_reason == (
        "patient text, What helps: 1 word. Wording suggested by Otto Editor, accepted by Edith Editor."
    )
    assert (outcome.outcome, outcome.revision, outcome.decided_by) == (Outcome.ACCEPTED, draft.revision, editor)
    assert suggestion.thread.resolved_by_id is None
    assert Thread.objects.get().resolved_by == editor


def test_events_of_an_accepted_suggestion_name_nobody(draft: Article, editor: Person, other_editor: Person) -> None:
    suggestion = suggest(draft, other_editor, "8 weeks")

    outcome = actions.accept_suggestion(suggestion, by=editor)

    saved, accepted = events(draft, "saved", "suggestion_accepted")[-2:]
    assert saved["what"] == "patient text, What helps: 1 word"
    assert accepted == {
        "kind": "suggestion_accepted",
        "by": editor.pk,
        "thread": suggestion.thread_id,
        "audience": "patient",
        "comment": suggestion.pk,
        "author": other_editor.pk,
        "revision": outcome.revision,
        "words": 1,
    }


def test_a_suggestion_to_delete_takes_the_words_out(draft: Article, editor: Person) -> None:
    actions.accept_suggestion(suggest(draft, editor, "", Spot(quote=" in 6 weeks")), by=editor)

    assert body_of(draft) == PATIENT.replace(" in 6 weeks", "")
    assert SuggestionOutcome.objects.get().words == 0


def test_words_of_the_bottom_line_can_be_suggested_too(draft: Article, editor: Person) -> None:
    actions.accept_suggestion(suggest(draft, editor, "arm", Spot(quote="leg", before="Rest the ")), by=editor)

    assert Text.objects.get(article=draft, audience="patient").summary == "<p>Rest the arm and keep moving.</p>"
    assert body_of(draft) == PATIENT


def test_accepting_twice_changes_the_text_once(draft: Article, editor: Person, other_editor: Person) -> None:
    suggestion = suggest(draft, editor, "8 weeks")

    first, second = (actions.accept_suggestion(suggestion, by=by) for by in (editor, other_editor))

    draft.refresh_from_db()
    assert (first, draft.revision) == (second, first.revision)


def test_a_suggestion_whose_passage_changed_cannot_be_accepted(draft: Article, editor: Person) -> None:
    suggestion = suggest(draft, editor, "8 weeks")
    changed = PATIENT.replace("6 weeks", "a few weeks")
    write(draft, "patient", changed, by=editor)

    with pytest.raises(PassageMoved) as refused:
        actions.accept_suggestion(suggestion, by=editor)

    assert refused.value.details == ("Suggested words, to copy: “8 weeks”",)
    assert (body_of(draft), SuggestionOutcome.objects.count()) == (changed, 0)


def test_an_edit_elsewhere_in_the_block_leaves_a_suggestion_acceptable(draft: Article, editor: Person) -> None:
    suggestion = suggest(draft, editor, "8 weeks")
    write(draft, "patient", PATIENT.replace("Most people", "Many people"), by=editor)

    actions.accept_suggestion(suggestion, by=editor)

    assert body_of(draft) == PATIENT.replace("Most people", "Many people").replace("6 weeks", "8 weeks")


def test_declining_wants_a_reason_and_is_final(draft: Article, editor: Person, other_editor: Person) -> None:
    suggestion = suggest(draft, other_editor, "8 weeks")

    with pytest.raises(Refusal, match="Say why"):
        actions.decline_suggestion(suggestion, by=editor, reason=" ")
    first, second = (actions.decline_suggestion(suggestion, by=editor, reason="The trial says 6.") for _ in range(2))
    with pytest.raises(AlreadyDecided, match="Edith Editor has decided about this suggestion already: declined"):
        actions.accept_suggestion(suggestion, by=other_editor)

    assert first == second
    assert (first.outcome, first.reason, first.revision) == (Outcome.DECLINED, "The trial says 6.", None)
    assert body_of(draft) == PATIENT


def test_a_plain_comment_cannot_be_accepted(draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal, match="suggests no words"):
        actions.accept_suggestion(comment_on(draft, editor).comments.get(), by=editor)


def test_a_suggestion_of_a_thread_that_was_resolved_is_accepted_without_resolving_it_again(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    suggestion = suggest(draft, other_editor, "6 to 8 weeks")
    actions.resolve_thread(suggestion.thread, by=other_editor)

    actions.accept_suggestion(suggestion, by=editor)

    assert body_of(draft) == PATIENT.replace("6 weeks", "6 to 8 weeks")
    assert Thread.objects.get().resolved_by == other_editor
    assert [one["by"] for one in events(draft, "thread_resolved")] == [other_editor.pk]
