"""What happened to an article, told newest first."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.importing import parse
from articles.models import Article, Person, Publication, Version
from articles.refusals import Refusal
from tests.universe import PATIENT, sign, write
from workflows import actions
from workflows.models import Answer, Review
from workflows.views.record.timeline import SHOWN, timeline


def titles(article: Article) -> list[str]:
    entries, _left_out = timeline(article, everything=True)
    return [entry.title for entry in entries]


def test_path_to_readers_is_told_newest_first(publication: Publication) -> None:
    assert titles(publication.article) == [
        "Version 1 published",
        "Version 1 approved",
        "Signed version 1: approve",
        "Signed version 1: approve",
        "Declared no interests before reviewing version 1",
        "Declared no interests before reviewing version 1",
        "Declared no interests before reviewing version 1",
        "Review of version 1 by Medical Advisory Board started, asked: Clara Chair, Paul Pharmacist, Laura Lay",
        "Version 1 submitted",
        "Byline saved, revision 4: Edith Editor",
        "Draft saved, revision 3",
        "Draft saved, revision 2",
        "Article created",
    ]


def test_reason_stands_with_the_event(submitted_version: Version, editor: Person) -> None:
    actions.withdraw(submitted_version, by=editor, reason="A newer guideline came out.")

    entries, _left_out = timeline(submitted_version.article)

    assert (entries[0].title, entries[0].why) == ("Version 1 withdrawn", "A newer guideline came out.")


def test_refused_attempts_are_told_with_their_cause(review: Review, editor: Person, managing_editor: Person) -> None:
    with pytest.raises(Refusal):
        sign(review, editor)
    with pytest.raises(Refusal):
        sign(review, managing_editor, password="wrong")
    with pytest.raises(PermissionDenied):
        actions.retire(actions_version(review), by=editor, reason="no")

    assert titles(review.version.article)[:3] == [
        "Tried and refused: retire. Their role does not allow it.",
        "Password or second factor did not fit when signing",
        "Tried and refused: sign off. They may not sign this version.",
    ]


def actions_version(review: Review) -> Version:
    return Version.objects.get(pk=review.version_id)


def test_decisions_about_interests_are_told(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    actions.decide_conflict(
        actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares."),
        by=chair,
        may_sign=False,
        reason="Shares.",
    )
    actions.decide_conflict(
        actions.disclose(review, by=lay_member, answer=Answer.YES, details="A relative."),
        by=chair,
        may_sign=True,
        reason="Far.",
    )
    actions.recuse(review, by=pharmacist, reason="Conflict.")

    assert titles(review.version.article)[:5] == [
        "Stepped back from the review of version 1",
        "Decided that Laura Lay may sign with a declared interest",
        "Declared an interest before reviewing version 1",
        "Decided that Paul Pharmacist cannot sign, with a declared interest",
        "Declared an interest before reviewing version 1",
    ]


def test_what_was_declared_is_not_in_the_timeline(review: Review, pharmacist: Person) -> None:
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares in Example Pharma.")

    entries, _left_out = timeline(review.version.article)

    assert "Example Pharma" not in repr(entries)


def test_what_happens_after_the_approval_is_told(
    publication: Publication,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    settings: Settings,
) -> None:
    due = timezone.localdate()
    members = [chair, pharmacist]
    review = actions.reopen(publication.version, by=managing_editor, members=members, due_on=due, reason="New trial.")
    actions.add_members(review, by=managing_editor, members=[lay_member])
    actions.retire(publication.version, by=managing_editor, reason="Out of date.")
    settings.PENDING_PAGES = True
    actions.show_pending(publication.version, by=managing_editor, reason="Asked for.")

    assert titles(publication.article)[:4] == [
        "Version 1 shown while it waits for review",
        "Version 1 retired",
        "Further members asked to review version 1: Laura Lay",
        "Review of version 1 reopened",
    ]


def test_import_is_told_with_its_audience(editor: Person) -> None:
    article = desk.import_draft(parse("Leg pain\n\nRest the leg."), by=editor, audience="patient", title="Leg pain")

    assert "Text for “Patients, families and carers” imported" in titles(article)


def test_old_events_are_left_out_until_asked_for(draft: Article, editor: Person) -> None:
    for number in range(SHOWN):
        write(draft, "patient", f"{PATIENT}<p>Line {number}.</p>", by=editor)

    shown, left_out = timeline(draft)
    everything, none = timeline(draft, everything=True)

    assert (len(shown), left_out, len(everything), none) == (SHOWN, 4, SHOWN + 4, 0)


def test_each_saving_leads_to_the_draft_as_it_was_then(submitted_version: Version) -> None:
    article = submitted_version.article

    entries, _left_out = timeline(article)

    assert [entry.url for entry in entries] == [
        "",
        *(f"/desk/articles/{article.pk}/revisions/{number}/patient/" for number in (4, 3, 2)),
        "",
    ]
