"""Starting a sweep, its names, and the choice of articles."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article, Event, Person, Publication, Reference, Version
from articles.refusals import Refusal
from tests.workflows.actions.sweeps.sweeping import alert, confirmed, kinds, started
from workflows import actions
from workflows.models import Sweep

pytestmark = pytest.mark.django_db


def test_a_sweep_keeps_what_it_found_and_what_it_searched(publication: Publication, editor: Person) -> None:
    row = started(editor)

    finding = row.findings.get()
    assert (row.texts_by_index, row.texts_read, row.names[:2]) == (
        2,
        0,
        [["gabapentin", "typed"], ["neurontin", "same"]],
    )
    assert (finding.publication, finding.version, finding.is_chosen, finding.mentions) == (
        publication,
        publication.version,
        True,
        1,
    )
    assert [(one.audience, one.words, one.heading, one.warning) for one in finding.mentioned] == [
        ("clinician", "Start gabapentin at 300 mg daily.", "Treatment", "Loss of bladder control: refer at once.")
    ]


def test_a_sweep_leaves_one_event_with_its_alert(publication: Publication, editor: Person) -> None:
    row = started(editor)

    event = Event.objects.get(stream="sweeps")
    data = json.loads(event.body)["data"]
    assert (event.kind, event.actor, data["sweep"], data["sought"]) == ("sweep_started", editor, row.pk, "gabapentin")
    assert (data["articles"], data["texts"], data["alert"]) == (1, 2, row.alert_at.isoformat())


def test_a_sweep_that_finds_nothing_says_what_was_searched(publication: Publication, editor: Person) -> None:
    row = started(editor, "naproxen")

    assert (row.findings.count(), row.texts, row.names_sought) == (
        0,
        2,
        ("naproxen", "aleve", "naprosyn", *row.names_sought[3:]),
    )


def test_drafts_that_name_it_are_kept_apart(draft: Article, editor: Person) -> None:
    row = started(editor)

    assert [(one.version, one.publication) for one in row.findings.unpublished()] == [(None, None)]
    assert row.findings.published().count() == 0


@pytest.mark.parametrize("typed", ["doe-2020", "10.1000/walk"])
def test_a_work_is_looked_for_where_it_is_cited(
    typed: str, publication: Publication, reference: Reference, editor: Person
) -> None:
    row = started(editor, typed, "work")

    assert (row.sought, row.findings.get().mentions) == ("doe-2020", 2)


def test_a_phrase_is_looked_for_as_it_is(publication: Publication, editor: Person) -> None:
    assert started(editor, "get better in 6 weeks", "phrase").findings.get().mentions == 1
    assert started(editor, "better get in 6 weeks", "phrase").findings.count() == 0


@pytest.mark.parametrize(
    ("kind", "sought", "said"),
    [
        ("medicine", " … ", "Type a word to look for."),
        ("work", "10.1000/nothing", "The library has no work with this key, DOI or PMID."),
    ],
)
def test_what_cannot_be_looked_for_is_refused(kind: str, sought: str, said: str, editor: Person) -> None:
    with pytest.raises(actions.NothingSought) as refused:
        started(editor, sought, kind)

    assert (str(refused.value.sentence), Sweep.objects.count()) == (said, 0)


def test_an_alert_says_where_it_came_from_and_came_before_now(editor: Person) -> None:
    late = dataclasses.replace(alert(), at=timezone.now() + datetime.timedelta(hours=1))
    for wrong in (late, dataclasses.replace(alert(), source="  ")):
        with pytest.raises(Refusal):
            actions.start_sweep(by=editor, kind="medicine", sought="gabapentin", alert=wrong)

    assert Sweep.objects.count() == 0


def test_only_who_may_act_in_an_emergency_may_sweep(
    editor: Person, managing_editor: Person, chair: Person, board: object, auditor: Person, outsider: Person
) -> None:
    for person in (editor, managing_editor, chair):
        assert started(person).started_by == person
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            started(person)


def test_names_are_taken_off_and_added(publication: Publication, editor: Person) -> None:
    row = started(editor)

    again = actions.search_again(row, by=editor, names=["neurontin"], added=["bladder control", "NEURONTIN"])

    assert again.names == [["neurontin", "same"], ["bladder control", "added"]]
    assert ["gabapentin", "typed"] in again.left_out
    assert [one.words for one in again.findings.get().mentioned] == ["Loss of bladder control: refer at once."]
    assert kinds() == ["sweep_started", "sweep_repeated"]


def test_a_name_that_was_taken_off_comes_back_when_it_is_added(publication: Publication, editor: Person) -> None:
    row = actions.search_again(started(editor), by=editor, names=["neurontin"])

    again = actions.search_again(row, by=editor, names=["neurontin"], added=["Gabapentin"])

    assert again.names == [["neurontin", "same"], ["gabapentin", "typed"]]


def test_one_name_is_kept_and_a_work_keeps_its_keys(
    publication: Publication, reference: Reference, editor: Person
) -> None:
    with pytest.raises(actions.NothingSought):
        actions.search_again(started(editor), by=editor, names=[])
    with pytest.raises(Refusal, match="by all its keys"):
        actions.search_again(started(editor, "doe-2020", "work"), by=editor, names=["doe-2020"])


def test_articles_are_chosen_one_by_one_or_all(publication: Publication, editor: Person) -> None:
    row = started(editor)
    finding = row.findings.get()

    counts = [
        actions.choose(row, by=editor, choices={finding.pk: False}),
        actions.choose(row, by=editor, choices={finding.pk: True}),
        actions.choose_all(row, by=editor, are_chosen=False),
        actions.choose_all(row, by=editor, are_chosen=True),
    ]

    assert counts == [0, 1, 0, 1]


def test_another_sweeps_findings_and_drafts_are_not_chosen(
    publication: Publication, version_under_review: Version, editor: Person
) -> None:
    first, second = started(editor), started(editor)

    assert actions.choose(first, by=editor, choices={second.findings.get().pk: False}) == 1
    assert second.findings.chosen().count() == 1


def test_nothing_changes_once_it_is_confirmed(publication: Publication, editor: Person) -> None:
    row = confirmed(editor)

    for act in (
        lambda: actions.search_again(row, by=editor, names=["neurontin"]),
        lambda: actions.choose(row, by=editor, choices={}),
        lambda: actions.choose_all(row, by=editor, are_chosen=False),
    ):
        with pytest.raises(actions.SweepConfirmed):
            act()
    assert row.findings.chosen().count() == 1


def test_more_names_than_are_looked_for_at_a_time_are_refused(publication: Publication, editor: Person) -> None:
    row = started(editor)
    more = [f"gabapentin {number}" for number in range(61)]

    with pytest.raises(Refusal, match="At most 60 names at a time"):
        actions.search_again(row, by=editor, names=["gabapentin"], added=more)

    row.refresh_from_db()
    assert "gabapentin 60" not in row.names_sought
