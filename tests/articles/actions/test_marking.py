"""Marks at works: one person sets them, only two take one off."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import Event, MarkMistake, PageChange, Person, Publication, Reference, ReferenceMark
from articles.publishing.facts import ReferenceMark as Shown
from articles.publishing.releases import facts_for
from articles.refusals import Refusal

NOTICE = "https://example.org/notice"


def mark(reference: Reference, by: Person, mark: str = ReferenceMark.RETRACTED) -> Reference:
    return actions.mark_reference(reference, by=by, mark=mark, source=NOTICE, reason="The journal says so.")


def doubt(reference: Reference, by: Person, **more: str) -> MarkMistake:
    return actions.doubt_mark(reference, by=by, reason="It was another paper of the same name.", **more)


def shown() -> tuple[Shown, ...]:
    return facts_for(Publication.objects.live().get()).reference_marks


def now() -> tuple[str, str]:
    row = Reference.objects.get()
    return row.mark, row.mark_source


def last_event() -> tuple[str, dict[str, object]]:
    event = Event.objects.filter(stream="library").latest("sequence")
    return event.kind, json.loads(event.body)["data"]


def test_mark_stands_until_another_person_confirms_the_mistake_then_pages_show_it_no_more(
    publication: Publication, reference: Reference, editor: Person, other_editor: Person
) -> None:
    mark(reference, editor)
    doubted = doubt(reference, editor)
    between, changes = shown(), PageChange.objects.count()

    actions.confirm_mistake(doubted, by=other_editor)

    row = Reference.objects.get()
    assert between == (Shown("doe-2020", "retracted", None),)
    assert (now(), shown(), PageChange.objects.count()) == (("", ""), (), changes + 1)
    assert row.history.latest("history_date").history_change_reason == "It was another paper of the same name."
    about = {"reference": "doe-2020", "mark": "", "mistake": doubted.pk}
    assert last_event() == ("reference.marked", about)


def test_a_milder_mark_takes_the_place_of_the_mistaken_one(
    publication: Publication, reference: Reference, editor: Person, other_editor: Person
) -> None:
    mark(reference, editor)

    actions.confirm_mistake(doubt(reference, editor, becomes="corrected", source="PMID 1"), by=other_editor)

    assert (now(), shown()) == (("corrected", "PMID 1"), (Shown("doe-2020", "corrected", None),))


def test_saying_so_leaves_an_event_and_changes_nothing(reference: Reference, editor: Person) -> None:
    mark(reference, editor)

    doubted = doubt(reference, editor)

    about = {"reference": "doe-2020", "mark": "retracted", "becomes": "", "mistake": doubted.pk}
    assert (now(), last_event()) == (("retracted", NOTICE), ("reference.mark_doubted", about))


def test_mark_that_is_kept_stays_with_the_reason_on_record(
    reference: Reference, editor: Person, other_editor: Person
) -> None:
    mark(reference, editor)
    doubted = doubt(reference, editor)

    actions.keep_mark(doubted, by=other_editor, reason="The DOI is the same.")

    row = MarkMistake.objects.get()
    assert (now(), row.confirmed, row.decided_by, row.decision_reason) == (
        ("retracted", NOTICE),
        False,
        other_editor,
        "The DOI is the same.",
    )
    assert last_event()[0] == "reference.mark_kept"


def test_whoever_says_so_does_not_confirm_it(reference: Reference, editor: Person) -> None:
    mark(reference, editor)
    doubted = doubt(reference, editor)

    with pytest.raises(PermissionDenied):
        actions.confirm_mistake(doubted, by=editor)
    doubted.confirmed, doubted.decided_by, doubted.decided_at = True, editor, doubted.proposed_at
    with pytest.raises(IntegrityError), transaction.atomic():
        doubted.save()

    assert now() == ("retracted", NOTICE)


@pytest.mark.parametrize("who", ["auditor", "administrator", "chair", "outsider"])
def test_who_sets_no_marks_takes_none_off(
    reference: Reference, editor: Person, who: str, request: pytest.FixtureRequest
) -> None:
    mark(reference, editor)
    doubted, person = doubt(reference, editor), request.getfixturevalue(who)

    for act in (
        lambda: doubt(reference, person),
        lambda: actions.confirm_mistake(doubted, by=person),
        lambda: actions.keep_mark(doubted, by=person, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_one_person_alone_does_not_make_a_mark_milder(
    reference: Reference, editor: Person, other_editor: Person
) -> None:
    mark(reference, editor)

    with pytest.raises(Refusal, match="graver mark stands"):
        mark(reference, other_editor, ReferenceMark.CORRECTED)

    assert now() == ("retracted", NOTICE)


def test_a_graver_mark_is_set_at_once(reference: Reference, editor: Person) -> None:
    mark(reference, editor, ReferenceMark.CORRECTED)

    mark(reference, editor, ReferenceMark.RETRACTED)

    assert now() == ("retracted", NOTICE)


@pytest.mark.parametrize(
    ("becomes", "source", "sentence"),
    [("retracted", "x", "milder mark"), ("nonsense", "x", "milder mark"), ("corrected", " ", "where that is said")],
)
def test_what_is_right_is_milder_and_has_a_source(
    reference: Reference, editor: Person, becomes: str, source: str, sentence: str
) -> None:
    mark(reference, editor)

    with pytest.raises(Refusal, match=sentence):
        doubt(reference, editor, becomes=becomes, source=source)


def test_there_is_nothing_to_take_off_without_a_mark(reference: Reference, editor: Person) -> None:
    with pytest.raises(Refusal, match="no mark"):
        doubt(reference, editor)


def test_reasons_are_needed(reference: Reference, editor: Person, other_editor: Person) -> None:
    mark(reference, editor)
    with pytest.raises(Refusal, match="Say why"):
        actions.doubt_mark(reference, by=editor, reason=" ")
    doubted = doubt(reference, editor)

    with pytest.raises(Refusal, match="Say why"):
        actions.keep_mark(doubted, by=other_editor, reason="")


def test_twice_is_refused(reference: Reference, editor: Person, other_editor: Person, managing_editor: Person) -> None:
    mark(reference, editor)
    doubted = doubt(reference, editor)
    with pytest.raises(Refusal, match="said so already"):
        doubt(reference, other_editor)
    actions.confirm_mistake(doubted, by=other_editor)

    with pytest.raises(Refusal, match="decided already"):
        actions.confirm_mistake(doubted, by=managing_editor)


def test_work_that_was_marked_anew_since_is_looked_at_again(
    reference: Reference, editor: Person, other_editor: Person
) -> None:
    mark(reference, editor, ReferenceMark.CONCERN)
    doubted = doubt(reference, editor)
    mark(reference, editor, ReferenceMark.RETRACTED)

    with pytest.raises(Refusal, match="marked anew"):
        actions.confirm_mistake(doubted, by=other_editor)

    assert now() == ("retracted", NOTICE)
