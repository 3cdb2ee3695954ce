"""The type of a work, confirmed by a person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Event, Person, Reference, Version
from articles.refusals import Refusal

WHY = "Read the methods section."


def confirm(reference: Reference, by: Person, type: str = "randomised-trial", **more: Any) -> Reference:
    return actions.confirm_type(reference, by=by, **{"type": type, "reason": WHY} | more)


def add(by: Person, **data: Any) -> Reference:
    return actions.add_reference(actions.ReferenceData(title="Back pain", type="other-research", **data), by=by)


def stored(reference: Reference) -> tuple[str, str]:
    row = Reference.objects.get(pk=reference.pk)
    return row.type, row.standing


def test_confirming_leaves_type_reason_and_one_event(reference: Reference, editor: Person) -> None:
    events = Event.objects.count()

    confirm(reference, editor, "review")

    newest = Reference.objects.get().history.latest("history_id")
    event = Event.objects.latest("pk")
    assert stored(reference) == ("review", "confirmed")
    assert (newest.history_change_reason, newest.history_user, newest.type) == (WHY, editor, "review")
    assert (event.kind, event.stream, Event.objects.count()) == ("reference.type_confirmed", "library", events + 1)
    assert json.loads(event.body)["data"] == {"reference": "doe-2020", "type": "review"}


def test_confirming_the_type_that_was_stated_changes_its_standing(reference: Reference, editor: Person) -> None:
    confirm(reference, editor)

    assert stored(reference) == ("randomised-trial", "confirmed")


def test_confirming_twice_leaves_one_row_and_one_event(reference: Reference, editor: Person) -> None:
    confirm(reference, editor)
    left = (reference.history.count(), Event.objects.count())

    confirm(reference, editor)

    assert (reference.history.count(), Event.objects.count()) == left


def test_who_may_not_draft_confirms_nothing(reference: Reference, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            confirm(reference, person)

    assert stored(reference) == ("randomised-trial", "as-stated")


@pytest.mark.parametrize("wrong", [{"type": "poem"}, {"type": ""}, {"reason": " "}])
def test_a_type_that_is_none_or_no_reason_is_refused(
    reference: Reference, editor: Person, wrong: dict[str, str]
) -> None:
    with pytest.raises(Refusal):
        confirm(reference, editor, **wrong)

    assert stored(reference) == ("randomised-trial", "as-stated")


def test_a_guideline_without_body_year_and_address_is_refused_with_a_sentence_for_each(editor: Person) -> None:
    bare = add(editor)

    with pytest.raises(actions.GuidelineIncomplete) as refused:
        confirm(bare, editor, "guideline")

    assert refused.value.fields == ("issuing_body", "year", "url")
    assert str(refused.value) == (
        "A guideline needs the body that issued it. A guideline needs its year. "
        "A guideline needs its number, another identifier or a web address."
    )
    assert stored(bare) == ("other-research", "as-stated")


@pytest.mark.parametrize(
    ("csl", "identifier", "missing"),
    [
        ({"publisher": "NICE", "issued": {"date-parts": [["2020"]]}}, {"guideline": "NG59"}, ()),
        ({"author": [{"literal": "NICE"}], "issued": {"date-parts": [["2020"]]}}, {"url": "https://nice.example/"}, ()),
        ({"author": [{"family": "Doe"}], "issued": {"date-parts": [["2020"]]}}, {"pmid": "12"}, ("issuing_body",)),
        ({"publisher": "NICE"}, {"doi": "10.1000/g"}, ("year",)),
        ({"publisher": "NICE", "issued": {"date-parts": [["2020"]]}}, {}, ("url",)),
    ],
)
def test_what_a_guideline_needs_is_read_from_the_record(
    editor: Person, csl: dict[str, Any], identifier: dict[str, str], missing: tuple[str, ...]
) -> None:
    work = add(editor, csl=csl, **identifier)

    assert actions.missing_of_guideline(work) == missing


def test_what_a_guideline_lacks_is_filled_with_it(editor: Person) -> None:
    bare = add(editor)

    confirm(bare, editor, "guideline", issuing_body="NICE", year="2020", guideline="NG59", url="https://nice.example/")

    row = Reference.objects.get(pk=bare.pk)
    assert stored(bare) == ("guideline", "confirmed")
    assert (row.csl["publisher"], row.year, row.guideline, row.url) == ("NICE", "2020", "NG59", "https://nice.example/")


def test_what_the_record_has_is_not_written_over(reference: Reference, editor: Person) -> None:
    confirm(reference, editor, year="1999", url="https://walk.example/")

    row = Reference.objects.get()
    assert (row.year, row.url, row.doi) == ("2020", "https://walk.example/", "10.1000/walk")


def test_a_version_that_is_frozen_keeps_its_type(
    submitted_version: Version, reference: Reference, editor: Person
) -> None:
    confirm(reference, editor, "review")

    frozen = Version.objects.get().content.references
    assert [(work.type, work.standing) for work in frozen] == [("randomised-trial", "as-stated")]
