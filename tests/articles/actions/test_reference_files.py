"""Files of references: read, shown, saved, given up; interrupted, and at the same time twice."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles import actions, owed, work
from articles.actions import reference_files, reference_import
from articles.actions.reference_files import counted
from articles.actions.reference_import import Counts
from articles.models import (
    Event,
    FileToRemove,
    ImportedRecord,
    ImportStage,
    Person,
    Reference,
    ReferenceImport,
    RoleGrant,
)
from tests.evidence_servers import Bad, Services, crossref_work, pubmed_work


def ris(*titles: str) -> bytes:
    return "".join(f"TY  - JOUR\nTI  - {title}\nAU  - Doe, A\nPY  - 2020\nER  - \n" for title in titles).encode()


def bring(content: bytes, *, by: Person) -> ReferenceImport:
    return actions.bring_references(io.BytesIO(content), by=by, name="list.ris")


def shown(content: bytes, *, by: Person) -> ReferenceImport:
    brought = bring(content, by=by)
    actions.go_on_with_import(brought.pk)
    brought.refresh_from_db()
    return brought


def go_on(brought: ReferenceImport) -> ReferenceImport:
    actions.go_on_with_import(brought.pk)
    brought.refresh_from_db()
    return brought


@pytest.fixture
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_import, "RECORDS_AT_ONCE", 2)
    monkeypatch.setattr(reference_files, "RECORDS_AT_ONCE", 2)


def test_a_file_is_shown_before_anything_is_saved(editor: Person) -> None:
    brought = shown(ris("Tea", "Coffee", "Tea"), by=editor)

    rows = list(brought.records.values_list("number", "line", "outcome", "title", "says"))
    assert (brought.stage, brought.format, brought.encoding, brought.records_read) == (
        ImportStage.SHOWN,
        "RIS",
        "utf-8",
        3,
    )
    assert rows == [
        (1, 1, "taken", "Tea", ""), (2, 6, "taken", "Coffee", ""), (3, 11, "merged", "Tea", "the same work as in line 1"),
    ]  # fmt: skip
    assert not Reference.objects.exists()


def test_saving_takes_what_was_shown_and_leaves_one_event(editor: Person) -> None:
    brought = shown(ris("Tea", "Coffee", "Tea", ""), by=editor)

    actions.save_references(brought, by=editor)
    go_on(brought)

    assert (brought.stage, brought.records_saved, counted(brought)) == (ImportStage.DONE, 4, Counts(2, 1, 1))
    assert sorted(Reference.objects.values_list("title", flat=True)) == ["Coffee", "Tea"]
    assert '"merged":1,"refused":1,"taken":2' in Event.objects.get(kind="references.imported").body
    assert not ImportedRecord.objects.exclude(work={}).exists()


@pytest.mark.django_db(transaction=True)
def test_the_file_is_gone_when_it_is_saved_or_given_up(editor: Person) -> None:
    saved, dropped = shown(ris("Tea"), by=editor), shown(ris("Coffee"), by=editor)
    files = [saved.file.name, dropped.file.name]

    actions.save_references(saved, by=editor)
    go_on(saved)
    actions.drop_references(dropped, by=editor)

    dropped.refresh_from_db()
    assert [default_storage.exists(name) for name in files] == [False, False]
    assert (dropped.stage, dropped.records.count(), Reference.objects.count()) == (ImportStage.DROPPED, 0, 1)


def test_saving_twice_saves_once(editor: Person) -> None:
    brought = shown(ris("Tea"), by=editor)

    actions.save_references(brought, by=editor)
    actions.save_references(brought, by=editor)
    go_on(brought)
    actions.save_references(brought, by=editor)
    go_on(brought)

    assert (Reference.objects.count(), Event.objects.filter(kind="references.imported").count()) == (1, 1)


def test_nobody_else_decides_on_it(editor: Person, other_editor: Person) -> None:
    brought = shown(ris("Tea"), by=editor)

    for decide in (actions.save_references, actions.drop_references):
        with pytest.raises(PermissionDenied):
            decide(brought, by=other_editor)


def test_whoever_may_not_draft_brings_nothing(outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        bring(ris("Tea"), by=outsider)


def test_what_is_not_shown_yet_is_not_saved(editor: Person) -> None:
    brought = bring(ris("Tea"), by=editor)

    with pytest.raises(actions.ImportGone):
        actions.save_references(brought, by=editor)


def test_what_is_being_saved_is_not_given_up(editor: Person) -> None:
    brought = shown(ris("Tea"), by=editor)
    actions.save_references(brought, by=editor)

    with pytest.raises(actions.ImportGone):
        actions.drop_references(brought, by=editor)


def test_reading_goes_on_where_it_was_stopped(
    editor: Person, two_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = bring(ris("Tea", "", "Milk", "Tea", "Water"), by=editor)
    show = reference_files._show

    def stopped(brought: ReferenceImport, place: int, *rest: Any) -> bool:
        if place == 2:
            raise KeyboardInterrupt
        return show(brought, place, *rest)

    monkeypatch.setattr(reference_files, "_show", stopped)
    with pytest.raises(KeyboardInterrupt):
        actions.go_on_with_import(brought.pk)
    monkeypatch.setattr(reference_files, "_show", show)

    go_on(brought)

    assert (brought.stage, list(brought.records.values_list("number", "outcome"))) == (
        ImportStage.SHOWN,
        [(1, "taken"), (2, "refused"), (3, "taken"), (4, "merged"), (5, "taken")],
    )


def test_two_workers_show_each_record_once(editor: Person, two_at_once: None) -> None:
    brought = bring(ris("Tea", "Coffee", "Milk"), by=editor)
    late = ReferenceImport.objects.get(pk=brought.pk)
    actions.go_on_with_import(brought.pk)

    reference_files._read(late, asks_others=True)

    assert brought.records.count() == 3


def test_a_worker_that_is_late_finishes_nothing_that_is_being_saved(editor: Person) -> None:
    """It had gone through the file to its end when the other showed it, and somebody said that it is to be saved."""
    brought = bring(ris("Tea", "Coffee"), by=editor)
    late = ReferenceImport.objects.get(pk=brought.pk)
    go_on(brought)
    late.records_read = brought.records_read
    actions.save_references(brought, by=editor)

    reference_files._read(late, asks_others=True)

    brought.refresh_from_db()
    assert (brought.stage, brought.records.count()) == (ImportStage.SAVING, 2)


def test_two_workers_save_what_was_shown_once_and_leave_one_event(editor: Person) -> None:
    brought = shown(ris("Tea"), by=editor)
    late = actions.save_references(brought, by=editor)
    go_on(brought)

    reference_files._save(late)

    assert (late.stage, Reference.objects.count()) == (ImportStage.SAVING, 1)
    assert Event.objects.filter(kind="references.imported").count() == 1


def test_saving_takes_turns(editor: Person, two_at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_files, "_BATCHES_A_TURN", 1)
    brought = shown(ris("Tea", "Coffee", "Milk"), by=editor)
    actions.save_references(brought, by=editor)

    stages = [(go_on(brought).stage, brought.records_saved) for _turn in range(3)]

    assert stages == [(ImportStage.SAVING, 2), (ImportStage.SAVING, 3), (ImportStage.DONE, 3)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"%PDF-1.4", "This is a PDF file, not an export of references. Paste its list of references instead."),
        (b"<PubmedArticleSet></PubmedArticleSet>", "There are no references in it."),
    ],
)
def test_a_file_without_references_says_so(editor: Person, content: bytes, problem: str) -> None:
    brought = shown(content, by=editor)

    assert (brought.stage, brought.problem) == (ImportStage.REFUSED, problem)


def test_a_file_that_is_gone_says_so(editor: Person) -> None:
    brought = bring(ris("Tea"), by=editor)
    default_storage.delete(str(brought.file.name))

    assert (go_on(brought).stage, brought.problem) == (ImportStage.REFUSED, "The file is gone. Bring it once more.")


def test_what_was_refused_can_be_put_away(editor: Person) -> None:
    """Its file went when it was refused."""
    brought = shown(b"%PDF-1.4", by=editor)

    actions.drop_references(brought, by=editor)

    brought.refresh_from_db()
    assert (brought.stage, brought.problem, FileToRemove.objects.count()) == (ImportStage.DROPPED, "", 1)


def test_what_was_given_up_while_a_worker_came_to_its_file_is_not_refused_too(editor: Person) -> None:
    brought = bring(ris("Tea"), by=editor)
    late = ReferenceImport.objects.get(pk=brought.pk)
    actions.drop_references(brought, by=editor)
    default_storage.delete(str(late.file.name))

    reference_files._read(late, asks_others=True)

    brought.refresh_from_db()
    assert (brought.stage, brought.problem) == (ImportStage.DROPPED, "")


def test_whoever_lost_the_right_in_between_saves_nothing(editor: Person, administrator: Person) -> None:
    brought = shown(ris("Tea"), by=editor)
    actions.save_references(brought, by=editor)
    actions.end_role(RoleGrant.objects.get(person=editor), by=administrator, reason="left")

    go_on(brought)

    assert (brought.stage, Reference.objects.count()) == (ImportStage.REFUSED, 0)
    assert brought.problem == "Whoever brought this file may no longer keep the library."


def test_identifiers_are_looked_up_in_the_background_alone(editor: Person) -> None:
    actions.add_reference(actions.ReferenceData(title="Tea", type="review", doi="10.5555/tea"), by=editor)
    brought = bring(b"10.5555/tea\n10.1/<script>\n10.5555/tea\n10.5555/tea\n10.5555/tea\n10.5555/tea\n", by=editor)

    actions.go_on_with_import(brought.pk, asks_others=False)
    waiting = ReferenceImport.objects.get(pk=brought.pk).records_read
    turns = [go_on(brought).records_read for _turn in range(3)]

    assert (waiting, turns, brought.stage) == (0, [5, 6, 6], ImportStage.SHOWN)
    assert [row.outcome for row in brought.records.all()] == ["merged", "refused", *["merged"] * 4]


def test_the_clock_finds_what_is_underway_and_gives_up_what_is_forgotten(editor: Person) -> None:
    underway, waiting = bring(ris("Tea"), by=editor), shown(ris("Coffee"), by=editor)
    old = shown(ris("Milk"), by=editor)
    ReferenceImport.objects.filter(pk=old.pk).update(at=timezone.now() - reference_files.KEPT_FOR)

    due = [list(work.imports_underway()), list(work.imports_forgotten())]
    owed.sweep("reference_import_forgotten")
    actions.forget_import(waiting.pk)

    stages = dict(ReferenceImport.objects.values_list("pk", "stage"))
    assert due == [[underway.pk], [old.pk]]
    assert (stages[old.pk], stages[waiting.pk]) == (ImportStage.DROPPED, ImportStage.SHOWN)


@pytest.fixture
def list_of_two(editor: Person, services: Services) -> ReferenceImport:
    """Crossref and PubMed know one work each of the list; nothing was asked yet."""
    services.works["10.5555/tea"] = crossref_work("10.5555/tea", "Tea")
    services.papers["12"] = pubmed_work("12", "Coffee.", articleids=[])
    return bring(b"10.5555/tea\nPMID 12\n", by=editor)


def later(brought: ReferenceImport, machine: TimeMachineFixture) -> ReferenceImport:
    """At the moment for which the next attempt was put off."""
    assert brought.again_at is not None
    machine.move_to(brought.again_at + datetime.timedelta(seconds=1))
    return go_on(brought)


def test_a_service_that_is_away_is_asked_again_and_nothing_is_left_out(
    list_of_two: ReferenceImport, services: Services, time_machine: TimeMachineFixture
) -> None:
    services.bad["12"] = [Bad(403)]

    brought = go_on(list_of_two)
    put_off = (brought.records_read, brought.problem, list(work.imports_underway()))
    too_early = (go_on(brought).records_read, len(services.asked))
    later(brought, time_machine)
    go_on(brought)

    assert put_off == (1, "PubMed cannot be asked at present: it answers with an error (403).", [])
    assert too_early == (1, 2)
    assert [(row.title, row.outcome) for row in brought.records.all()] == [("Tea", "taken"), ("Coffee", "taken")]
    assert (brought.stage, brought.problem, brought.tries, brought.again_at) == (ImportStage.SHOWN, "", 0, None)


def test_waits_for_a_service_grow_to_an_hour_and_then_the_record_is_left_out(
    list_of_two: ReferenceImport, services: Services, time_machine: TimeMachineFixture
) -> None:
    services.bad["10.5555/tea"] = [Bad(403)] * 11
    brought, waits = go_on(list_of_two), []
    while brought.again_at is not None and not brought.records_read:
        waits.append(round((brought.again_at - timezone.now()).total_seconds() / 60))
        later(brought, time_machine)
    for _turn in range(2):
        go_on(brought)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert [(row.title, row.outcome) for row in brought.records.all()] == [
        ("10.5555/tea", "refused"),
        ("Coffee", "taken"),
    ]
    assert "Crossref cannot be asked at present" in brought.records.get(number=1).says


def test_what_two_workers_look_up_at_once_is_shown_once(list_of_two: ReferenceImport, services: Services) -> None:
    """The service that the late one asks is away: it puts nothing off that the other has shown."""
    late = ReferenceImport.objects.get(pk=list_of_two.pk)
    go_on(list_of_two)
    services.bad["12"] = [Bad(403)]
    cache.clear()

    reference_files._read(late, asks_others=True)

    brought = ReferenceImport.objects.get()
    assert [row.title for row in brought.records.all()] == ["Tea", "Coffee"]
    assert (brought.records_read, brought.again_at, brought.problem) == (2, None, "")


def test_whoever_brought_the_list_sees_what_is_away_and_when_it_is_asked_again(
    list_of_two: ReferenceImport, services: Services, editor: Person, client: Client
) -> None:
    services.bad["10.5555/tea"] = [Bad(403)]
    go_on(list_of_two)
    client.force_login(editor)

    page = " ".join(client.get(f"/desk/references/import/{list_of_two.pk}/").content.decode().split())

    assert "<strong>Crossref cannot be asked at present: it answers with an error (403).</strong>" in page
    assert "It is tried again at" in page
