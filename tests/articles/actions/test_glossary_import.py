"""An import is shown row by row, then done as it was shown, in one go or not at all."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from articles import actions
from articles.importing.glossary import Row, read_terms
from articles.models import Event, GlossaryTerm, Person
from articles.text.terms import Wording
from articles.text.terms.wording import MOST_FORMS
from tests.glossary import STROKE, add

ROWS = read_terms(
    "term,patient,student,abbreviations\n"
    "stroke,,Tissue death in the brain.,AIS\n"  # merged
    "rash,Spots on the skin.,,\n"  # taken
    "Rash,Spots on the skin.,,\n"  # nothing new
    "rash,Something else.,,\n"  # refused: another definition in line 3
    "stroke,Something else.,,\n"  # refused: another definition in the glossary
    "fever,,,\n"  # refused
    "RASH,,A change of the skin.,\n"  # merged into line 3
).rows


def outcomes(plan: actions.ImportPlan) -> list[tuple[int, str, str]]:
    return [(found.line, found.outcome, found.says) for found in plan.outcomes]


PLANNED = [
    (2, "merged", "adds: “Tissue death in the brain.”, “AIS”"),
    (3, "taken", ""),
    (4, "merged", "nothing new"),
    (5, "refused", "Another definition stands in line 3 already: “Spots on the skin.”"),
    (6, "refused", f"Another definition stands in the glossary already: “{STROKE.patient}”"),
    (7, "refused", "The definition is missing."),
    (8, "merged", "adds: “A change of the skin.”"),
]


def test_what_becomes_of_each_row_is_said_and_nothing_is_stored(editor: Person) -> None:
    term = add(STROKE, by=editor)

    plan = actions.plan_import(ROWS)

    assert outcomes(plan) == PLANNED
    assert list(GlossaryTerm.objects.all()) == [term]
    assert term.history.count() == 1


def test_a_second_list_is_planned_as_if_the_first_were_imported(db: None) -> None:
    first = actions.plan_import(ROWS[1:2])

    alone, after = actions.plan_import(ROWS[6:7]), actions.plan_import(ROWS[6:7], after=[first])

    assert outcomes(first) == [(3, "taken", "")]
    assert outcomes(alone) == [(8, "taken", "")]
    assert outcomes(after) == [(8, "merged", "adds: “A change of the skin.”")]
    assert not GlossaryTerm.objects.exists()


def test_an_import_does_what_was_shown(editor: Person) -> None:
    add(STROKE, by=editor)
    shown = actions.plan_import(ROWS)

    done = actions.import_terms(ROWS, by=editor, source="list.csv", seen=shown.fingerprint)

    stroke, rash = GlossaryTerm.objects.get(key="stroke"), GlossaryTerm.objects.get(key="rash")
    event = Event.objects.filter(stream="library").latest("sequence")
    assert outcomes(done) == PLANNED
    assert (stroke.student, stroke.abbreviations) == ("Tissue death in the brain.", ["CVA", "AIS"])
    assert rash.wording == Wording("rash", patient="Spots on the skin.", student="A change of the skin.")
    assert rash.history.get().history_change_reason == "imported from list.csv, line 3"
    assert (event.kind, '"merged":3' in event.body, '"taken":1' in event.body) == ("glossary.imported", True, True)


def test_a_second_import_of_the_same_changes_nothing(editor: Person) -> None:
    actions.import_terms(ROWS, by=editor, source="list.csv")
    before = GlossaryTerm.history.count()

    plan = actions.import_terms(ROWS, by=editor, source="list.csv")

    assert GlossaryTerm.history.count() == before
    assert plan.count("taken") == 0


def test_a_glossary_that_changed_since_it_was_shown_is_shown_again(editor: Person, other_editor: Person) -> None:
    shown = actions.plan_import(ROWS)
    add(Wording("rash", patient="Spots on the skin."), by=other_editor)

    with pytest.raises(actions.GlossaryChanged):
        actions.import_terms(ROWS, by=editor, source="list.csv", seen=shown.fingerprint)

    assert GlossaryTerm.objects.count() == 1


def test_nothing_is_merged_into_a_term_out_of_use(editor: Person) -> None:
    actions.retire_term(add(STROKE, by=editor), by=editor, reason="wrong")

    plan = actions.plan_import(ROWS[:1])

    assert outcomes(plan) == [(2, "refused", "This term is no longer in use.")]


def test_what_would_make_a_term_that_cannot_be_is_refused_and_leaves_the_term(editor: Person) -> None:
    """Each half may be; together they have more synonyms than a term can have."""
    names = [f"brain attack {number}" for number in range(MOST_FORMS)]
    term = add(STROKE, by=editor)
    row = Row(2, "stroke", Wording("stroke", student="Tissue death.", synonyms=tuple(names)))

    plan = actions.import_terms([row], by=editor, source="list.csv")

    says = f"A term has at most {MOST_FORMS} synonyms and as many abbreviations."
    assert outcomes(plan) == [(2, "refused", says)]
    assert GlossaryTerm.objects.get() == term
    assert term.history.count() == 1


def test_an_import_that_breaks_off_leaves_nothing(editor: Person) -> None:
    impossible = Row(9, "x", Wording("x"))

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.import_terms([*ROWS, impossible], by=editor, source="list.csv")

    assert not GlossaryTerm.objects.exists()
