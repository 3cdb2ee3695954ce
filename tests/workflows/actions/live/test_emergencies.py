"""Emergencies: one person, at once, only downwards; another looks at it afterwards; going up is signed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Delivery, Emergency, Event, PageChange, Person, Publication, Version
from articles.publishing import wording
from articles.publishing.facts import Notice as Shown
from articles.publishing.hiding import passages
from articles.publishing.releases import facts_for, releases_for
from articles.refusals import Refusal
from tests.workflows.actions.live.test_notices import approve_again
from workflows import actions

Act = Callable[..., Emergency]


def key_of(version: Version, audience: str, start: str) -> str:
    (key,) = [found.key for found in passages(version, audience) if found.text.startswith(start)]
    return key


def hide(version: Version, by: Person, reason: str = "Ten times too much.") -> Emergency:
    block = key_of(version, "clinician", "Start gabapentin")
    return actions.hide_passage(version, by=by, audience="clinician", block=block, reason=reason)


def warn(version: Version, by: Person, reason: str = "A dose may be wrong.") -> Emergency:
    return actions.warn(version, by=by, warning="doses", reason=reason)


def take_down(version: Version, by: Person, reason: str = "It could kill.") -> Emergency:
    return actions.take_down(version, by=by, reason=reason)


ACTS: dict[str, Act] = {"hide_passage": hide, "warn": warn, "take_down": take_down}


def test_s22_hidden_passage_gives_way_to_a_line(publication: Publication, editor: Person) -> None:
    row = hide(publication.version, editor)

    pages = releases_for(publication.article)["leg-pain"].pages
    assert "gabapentin" not in pages["clinician"]
    assert "This passage is hidden while it is being checked." in pages["clinician"]
    assert "A passage of this article is hidden because it may be wrong." in pages["patient"]
    assert (row.quote[:32], row.by, row.reason) == (
        "Start gabapentin at 300 mg daily",
        editor,
        "Ten times too much.",
    )


def test_s22_warning_stands_first_on_every_text_in_words_of_the_frame(publication: Publication, editor: Person) -> None:
    warn(publication.version, editor)

    assert facts_for(publication).notices == (Shown("warning", timezone.localdate(), str(wording.WARNINGS["doses"])),)
    for page in releases_for(publication.article)["leg-pain"].pages.values():
        assert "Do not rely on the doses on this page for now." in page


def test_s22_page_that_was_taken_down_is_gone_at_once(publication: Publication, editor: Person) -> None:
    take_down(publication.version, editor)

    release = releases_for(publication.article)["leg-pain"]
    assert (release.status, list(release.pages)) == (410, ["any"])
    assert "This article has been removed." in release.pages["any"]
    assert "It could kill." not in release.pages["any"]


@pytest.mark.parametrize("name", ACTS)
def test_one_act_leaves_one_event_one_page_change_and_word_to_those_in_charge(
    name: str, publication: Publication, editor: Person, managing_editor: Person, chair: Person
) -> None:
    before = (Event.objects.count(), PageChange.objects.count())

    ACTS[name](publication.version, editor)

    assert (Event.objects.count(), PageChange.objects.count()) == (before[0] + 1, before[1] + 1)
    assert Event.objects.latest("pk").kind == name
    told = Delivery.objects.filter(kind="emergency").values_list("person", flat=True)
    assert set(told) == {managing_editor.pk, chair.pk}


@pytest.mark.parametrize("name", ACTS)
def test_chair_acts_and_strangers_do_not(
    name: str,
    publication: Publication,
    chair: Person,
    pharmacist: Person,
    outsider: Person,
    administrator: Person,
    auditor: Person,
) -> None:
    for person in (pharmacist, outsider, administrator, auditor):
        with pytest.raises(PermissionDenied):
            ACTS[name](publication.version, person)

    assert ACTS[name](publication.version, chair).by == chair


@pytest.mark.parametrize("name", ACTS)
def test_second_time_is_refused(name: str, publication: Publication, editor: Person, chair: Person) -> None:
    ACTS[name](publication.version, editor)

    with pytest.raises(Refusal):
        ACTS[name](publication.version, chair)

    assert Emergency.objects.count() == 1


@pytest.mark.parametrize("name", ACTS)
def test_reason_is_needed(name: str, publication: Publication, editor: Person) -> None:
    with pytest.raises(Refusal, match="Say why"):
        ACTS[name](publication.version, editor, " ")

    assert (Emergency.objects.count(), Publication.objects.live().count()) == (0, 1)


@pytest.mark.parametrize("name", ["warn", "take_down"])
def test_version_that_nobody_reads_has_no_emergency(name: str, approved_version: Version, editor: Person) -> None:
    with pytest.raises(Refusal, match="not live"):
        ACTS[name](approved_version, editor)


def test_page_that_waits_for_review_is_taken_down_too(
    submitted_version: Version, editor: Person, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    actions.show_pending(submitted_version, by=managing_editor, reason="urgent")

    take_down(submitted_version, editor)

    assert not Publication.objects.live().exists()


def test_s22_only_words_of_the_frame_warn(publication: Publication, editor: Person) -> None:
    with pytest.raises(Refusal, match="Choose one of the warnings"):
        actions.warn(publication.version, by=editor, warning="Take 5 mg instead", reason="why")


def test_s14_a_warning_is_never_hidden(publication: Publication, editor: Person) -> None:
    card = key_of(publication.version, "clinician", "Loss of bladder control")

    with pytest.raises(Refusal, match="A warning is never hidden"):
        actions.hide_passage(publication.version, by=editor, audience="clinician", block=card, reason="why")


@pytest.mark.parametrize(("audience", "block"), [("clinician", "0" * 12), ("student", "0" * 12)])
def test_passage_that_is_not_there_is_refused(
    audience: str, block: str, publication: Publication, editor: Person
) -> None:
    with pytest.raises(Refusal, match="no such passage"):
        actions.hide_passage(publication.version, by=editor, audience=audience, block=block, reason="why")


def test_emergency_is_reviewed_by_another(
    publication: Publication, managing_editor: Person, editor: Person, chair: Person
) -> None:
    row = hide(publication.version, managing_editor)
    for person in (managing_editor, editor):
        with pytest.raises(PermissionDenied):
            actions.review_emergency(row, by=person, was_right=True, note="Yes.")

    reviewed = actions.review_emergency(row, by=chair, was_right=True, note="It was ten times too much.")

    assert (reviewed.reviewed_by, reviewed.was_right) == (chair, True)
    assert Event.objects.latest("pk").kind == "emergency_reviewed"
    assert list(Emergency.objects.to_review()) == []
    with pytest.raises(Refusal, match="reviewed already"):
        actions.review_emergency(row, by=chair, was_right=False, note="No.")


def test_database_refuses_a_review_by_whoever_did_it(publication: Publication, editor: Person) -> None:
    row = hide(publication.version, editor)

    row.reviewed_by, row.reviewed_at, row.was_right, row.review_note = editor, timezone.now(), True, "Yes."

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_what_was_hidden_is_shown_again_only_after_the_board_signed_again(
    publication: Publication, editor: Person, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    row = hide(publication.version, editor)
    with pytest.raises(Refusal, match="Somebody else must review"):
        actions.lift(row, by=managing_editor, reason="It was right.")
    actions.review_emergency(row, by=managing_editor, was_right=False, note="The dose was right.")
    with pytest.raises(Refusal, match="The board must approve the version again"):
        actions.lift(row, by=managing_editor, reason="It was right.")

    live = approve_again(publication.version, managing_editor, chair, pharmacist)
    assert facts_for(live).hidden_blocks == (row.block,)
    actions.lift(row, by=managing_editor, reason="The board looked.")

    assert facts_for(live).hidden_blocks == ()
    with pytest.raises(Refusal, match="nothing to lift"):
        actions.lift(row, by=managing_editor, reason="Again.")
    with pytest.raises(PermissionDenied):
        actions.lift(row, by=editor, reason="Again.")


def test_taken_down_page_comes_back_with_new_signatures_alone(
    publication: Publication, editor: Person, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    take_down(publication.version, editor)
    with pytest.raises(actions.NotApprovedSince):
        actions.publish(publication.version, by=managing_editor, reason="It was right.")

    live = approve_again(publication.version, managing_editor, chair, pharmacist)

    assert live.is_live
