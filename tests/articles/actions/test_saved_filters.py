"""Filters that people keep: their own, and those that managing editors share."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.actions.saved_filters import FilterNotNamed
from articles.models import Person, SavedFilter
from articles.narrowing import Narrowing
from articles.refusals import Refusal
from tests.universe import PersonFactory

DRAFTS = Narrowing(status="draft")


def seen_by(person: Person) -> list[str]:
    return list(SavedFilter.objects.seen_by(person).values_list("name", flat=True))


def test_a_filter_is_its_owners_alone(editor: Person, other_editor: Person) -> None:
    saved = actions.save_filter(DRAFTS, by=editor, name="  My   drafts ")

    assert (saved.name, saved.query, seen_by(editor), seen_by(other_editor)) == (
        "My drafts",
        "status=draft",
        ["My drafts"],
        [],
    )


def test_the_same_name_again_is_another_filter_under_it(editor: Person) -> None:
    actions.save_filter(DRAFTS, by=editor, name="Mine")

    saved = actions.save_filter(Narrowing(due="overdue"), by=editor, name="Mine")

    assert (SavedFilter.objects.count(), saved.query) == (1, "due=overdue")


def test_managing_editors_share_what_everybody_sees(managing_editor: Person, editor: Person) -> None:
    actions.save_filter(DRAFTS, by=managing_editor, name="All drafts", is_shared=True)

    assert seen_by(editor) == ["All drafts"]


def test_an_editor_shares_nothing(editor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.save_filter(DRAFTS, by=editor, name="Mine", is_shared=True)

    assert SavedFilter.objects.count() == 0


def test_who_reads_no_drafts_keeps_no_filter(outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.save_filter(DRAFTS, by=outsider, name="Mine")


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_filter_needs_a_name(name: str, editor: Person) -> None:
    with pytest.raises(FilterNotNamed, match="Give the filter a name of at most 80 letters"):
        actions.save_filter(DRAFTS, by=editor, name=name)


def test_a_name_that_another_filter_has_is_refused(editor: Person) -> None:
    actions.save_filter(DRAFTS, by=editor, name="Mine")
    other = actions.save_filter(DRAFTS, by=editor, name="Other")

    with pytest.raises(FilterNotNamed, match="There is a filter of this name"):
        actions.rename_filter(other, by=editor, name="Mine")

    assert seen_by(editor) == ["Mine", "Other"]


def test_a_shared_name_is_taken_for_those_that_are_shared(managing_editor: Person, make_person: PersonFactory) -> None:
    actions.save_filter(DRAFTS, by=managing_editor, name="All", is_shared=True)
    second = make_person("Second Managing", "managing_editor")

    with pytest.raises(FilterNotNamed):
        actions.save_filter(DRAFTS, by=second, name="All", is_shared=True)


def test_the_owner_renames_and_removes_and_twice_is_as_once(editor: Person) -> None:
    saved = actions.save_filter(DRAFTS, by=editor, name="Mine")

    renamed = actions.rename_filter(saved, by=editor, name="Drafts")
    actions.remove_filter(saved, by=editor)
    actions.remove_filter(saved, by=editor)

    assert (renamed.name, seen_by(editor)) == ("Drafts", [])


def test_others_touch_it_only_if_it_is_shared_and_they_manage(
    editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    mine = actions.save_filter(DRAFTS, by=editor, name="Mine")

    for person in (other_editor, managing_editor):
        with pytest.raises(PermissionDenied):
            actions.rename_filter(mine, by=person, name="Theirs")
        with pytest.raises(PermissionDenied):
            actions.remove_filter(mine, by=person)

    assert seen_by(editor) == ["Mine"]


def test_nobody_keeps_filters_without_end(editor: Person) -> None:
    SavedFilter.objects.bulk_create(SavedFilter(owner=editor, name=str(number), query="") for number in range(100))

    with pytest.raises(Refusal, match="You keep 100 filters"):
        actions.save_filter(DRAFTS, by=editor, name="One more")
