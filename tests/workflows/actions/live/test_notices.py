"""Corrections and expressions of concern on a live page."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Event, Notice, PageChange, Person, Publication, Version
from articles.publishing.facts import Notice as Shown
from articles.publishing.preview import preview_of_version
from articles.publishing.releases import facts_for, releases_for
from articles.refusals import Refusal
from tests.universe import ask, sign, submit_again, write
from workflows import actions
from workflows.models import Answer, Board

CONCERN = {"kind": "concern", "sentence": "We are checking the advice on rest.", "reason": "A reader wrote."}
CORRECTION = {"kind": "correction", "sentence": "The advice on rest was wrong.", "reason": "A reader was right."}


def approve(version: Version, by: Person, board: Board, *members: Person) -> Publication:
    review = ask(version, by, board, *members)
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)
    return actions.publish_due(version.publications.planned().get().pk)


def approve_again(version: Version, by: Person, *members: Person) -> Publication:
    due = timezone.localdate() + datetime.timedelta(days=7)
    review = actions.reopen(version, by=by, members=members, due_on=due, reason="A concern.")
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)
    return actions.publish_due(version.publications.planned().get().pk)


@pytest.fixture
def second(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Publication:
    """The second version, live, with other words for patients."""
    write(publication.article, "patient", '<p>Walk.<cite data-key="doe-2020"></cite></p>', by=editor)
    version = submit_again(publication.article, by=editor, change_note="The advice on rest")
    return approve(version, managing_editor, board, chair, pharmacist)


def test_concern_stands_above_every_text_at_once(publication: Publication, managing_editor: Person) -> None:
    before = (Event.objects.count(), PageChange.objects.count())

    actions.post_notice(publication.version, by=managing_editor, **CONCERN)

    today = timezone.localdate()
    assert facts_for(publication).notices == (Shown("concern", today, "We are checking the advice on rest."),)
    for page in releases_for(publication.article)["leg-pain"].pages.values():
        assert "We are checking the advice on rest." in page
    assert (Event.objects.count(), PageChange.objects.count()) == (before[0] + 1, before[1] + 1)


def test_notice_twice_is_refused(publication: Publication, managing_editor: Person) -> None:
    actions.post_notice(publication.version, by=managing_editor, **CONCERN)

    with pytest.raises(Refusal, match="already"):
        actions.post_notice(publication.version, by=managing_editor, **CONCERN)

    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "retraction"}, "Choose a correction"),
        ({"sentence": " "}, "Tell readers what is wrong"),
        ({"reason": ""}, "Say why"),
        ({"kind": "correction"}, "one version only"),
        ({"sentence": "It said 5 mg."}, "Leave doses out"),
    ],
)
def test_notice_that_lacks_something_is_refused(
    changes: dict[str, str], said: str, publication: Publication, managing_editor: Person
) -> None:
    with pytest.raises(Refusal, match=said):
        actions.post_notice(publication.version, by=managing_editor, **(CONCERN | changes))

    assert Notice.objects.count() == 0


def test_only_a_managing_editor_posts_notices(publication: Publication, editor: Person, chair: Person) -> None:
    for person in (editor, chair):
        with pytest.raises(PermissionDenied):
            actions.post_notice(publication.version, by=person, **CONCERN)


def test_version_that_is_not_live_gets_no_notice(approved_version: Version, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="not live"):
        actions.post_notice(approved_version, by=managing_editor, **CONCERN)


def test_concern_ends_once_the_board_has_approved_the_version_again(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    notice = actions.post_notice(publication.version, by=managing_editor, **CONCERN)
    with pytest.raises(Refusal, match="The board must review the version again"):
        actions.end_notice(notice, by=managing_editor, reason="All is well.")

    live = approve_again(publication.version, managing_editor, chair, pharmacist)
    assert [shown.kind for shown in facts_for(live).notices] == ["concern"]
    actions.end_notice(notice, by=managing_editor, reason="The board looked.")

    assert facts_for(live).notices == ()
    with pytest.raises(Refusal, match="ended already"):
        actions.end_notice(notice, by=managing_editor, reason="Again.")


def test_correction_stays_on_this_version_and_those_after_it(
    second: Publication, managing_editor: Person, editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    notice = actions.post_notice(second.version, by=managing_editor, **CORRECTION)

    with pytest.raises(Refusal, match="stays"):
        actions.end_notice(notice, by=managing_editor, reason="Old.")
    write(second.article, "patient", '<p>Walk daily.<cite data-key="doe-2020"></cite></p>', by=editor)
    version = submit_again(second.article, by=editor, change_note="daily")
    third = approve(version, managing_editor, board, chair, pharmacist)

    shown = (Shown("correction", timezone.localdate(), "The advice on rest was wrong."),)
    assert (facts_for(second).notices, facts_for(third).notices) == (shown, shown)


def test_concern_about_a_version_is_not_said_of_the_next(
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    actions.post_notice(publication.version, by=managing_editor, **CONCERN)
    write(publication.article, "patient", '<p>Walk.<cite data-key="doe-2020"></cite></p>', by=editor)
    version = submit_again(publication.article, by=editor, change_note="mended")

    second = approve(version, managing_editor, board, chair, pharmacist)

    assert facts_for(second).notices == ()


def test_s18_version_after_a_retracted_one_says_so_and_is_not_retracted_itself(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The advice was wrong.")
    write(publication.article, "patient", '<p>Walk.<cite data-key="doe-2020"></cite></p>', by=editor)
    version = submit_again(publication.article, by=editor, change_note="mended")

    facts = facts_for(approve(version, managing_editor, board, chair, pharmacist))

    assert facts.notices == (Shown("earlier_retraction", timezone.localdate(), "The advice was wrong."),)
    assert (facts.is_retracted, facts.is_indexed) == (False, True)


def test_s27_past_version_opens_on_what_a_later_one_corrected(
    second: Publication, managing_editor: Person, auditor: Person
) -> None:
    actions.post_notice(second.version, by=managing_editor, **CORRECTION)
    first = Version.objects.get(number=1)

    shown = preview_of_version(first, reader="Audrey Auditor").facts.notices

    assert shown == (Shown("correction", timezone.localdate(), "The advice on rest was wrong."),)


def test_s27_retracted_version_opens_on_its_notice(publication: Publication, managing_editor: Person) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The advice was wrong.")

    shown = preview_of_version(publication.version, reader="Audrey Auditor").facts.notices

    assert shown == (Shown("retraction", timezone.localdate(), "The advice was wrong."),)
