"""Submitting, starting, taking back and reopening a review."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions as desk
from articles import manifest
from articles.manifest import DISCLOSURES, STATED
from articles.models import Article, Delivery, Event, PageChange, Person, Publication, Status, Version
from articles.refusals import Refusal
from tests.meanwhile import meanwhile
from tests.universe import PATIENT, Administrators, ask, change, sign, submit_again, write
from workflows import actions
from workflows.actions import NotReady
from workflows.models import ApprovalRule, Board, Review


def missing(article: Article, by: Person) -> list[str]:
    with pytest.raises(NotReady) as refused:
        actions.submit(article, by=by, change_note="")
    return [str(detail) for detail in refused.value.details]


def test_submitting_freezes_the_draft(draft: Article, editor: Person) -> None:
    version = actions.submit(draft, by=editor, change_note="")

    content = manifest.read(version.manifest)
    assert (version.number, version.status, version.digest) == (1, Status.SUBMITTED, manifest.digest(version.manifest))
    assert content.texts["patient"].body == PATIENT
    assert [reference.key for reference in content.references] == ["doe-2020"]
    assert [byline.name for byline in content.contributors] == ["Edith Editor"]


def test_later_edits_leave_the_version_as_it_was(submitted_version: Version, editor: Person) -> None:
    before = submitted_version.manifest

    write(submitted_version.article, "patient", "<p>Changed.</p>", by=editor)

    submitted_version.refresh_from_db()
    assert submitted_version.manifest == before


def test_empty_declared_text_is_refused(draft: Article, editor: Person) -> None:
    details = desk.Details(title="Leg pain", audiences=["patient", "student", "clinician"], population=["adults"])
    desk.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    assert missing(draft, editor) == ["The text for “Students” is empty."]


def test_unresolved_citation_is_refused(draft: Article, editor: Person) -> None:
    write(
        draft,
        "patient",
        '<p>So.<cite data-key="unresolved:aan"></cite><cite data-key="doe-2020"></cite></p>',
        by=editor,
    )

    assert missing(draft, editor) == [
        "“Patients, families and carers”: citation “aan” is not bound to a reference yet; confirm it on the citations page."
    ]


def test_article_without_reference_is_refused(draft: Article, editor: Person) -> None:
    for audience in ("patient", "clinician"):
        write(draft, audience, "<p>No source.</p>", by=editor)

    assert missing(draft, editor) == ["No text cites a reference."]


def test_article_without_author_is_refused(draft: Article, editor: Person) -> None:
    desk.set_byline(draft, by=editor, byline=[desk.Byline(role="editor", person=editor, none_of=DISCLOSURES)])

    assert missing(draft, editor) == ["The article has no author. Add one under Details, “Written by”."]


def test_whatever_a_contributor_has_not_stated_is_told_and_refused(draft: Article, editor: Person) -> None:
    byline = [
        desk.Byline(role="author", person=editor, interests="None.", none_of=["funding"]),
        desk.Byline(role="illustrator", name="Ida Example", none_of=STATED),
        desk.Byline(role="translator", name="Tom Example"),
    ]
    desk.set_byline(draft, by=editor, byline=byline)

    where = "Add it under Details, “Written by”, or tick that there is none."
    assert missing(draft, editor) == [
        f"Edith Editor: not stated yet: use of software (AI). {where}",
        f"Tom Example: not stated yet: credentials, interests, funding, use of software (AI). {where}",
    ]


def test_s31_dose_without_applies_to_is_refused(draft: Article, editor: Person) -> None:
    details = desk.Details(title="Leg pain", question="What helps?", audiences=["patient", "clinician"])
    desk.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    assert missing(draft, editor) == [
        "A text names a dose: say whom the article applies to (adults, children, pregnancy, older people)."
    ]


def test_refused_submission_is_on_record(draft: Article, editor: Person) -> None:
    desk.set_byline(draft, by=editor, byline=[])

    missing(draft, editor)

    assert Event.objects.filter(stream=draft.stream).latest("sequence").kind == "refused"


def test_board_member_cannot_submit(draft: Article, chair: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.submit(draft, by=chair, change_note="")


def test_second_submission_of_the_same_draft_is_refused(submitted_version: Version, editor: Person) -> None:
    with pytest.raises(Refusal):
        submit_again(submitted_version.article, by=editor, change_note="again")

    assert Version.objects.count() == 1


def test_next_version_says_what_changed_and_the_first_need_not(withdrawn_version: Version, editor: Person) -> None:
    draft = withdrawn_version.article

    with pytest.raises(actions.NotReady) as refused:
        submit_again(draft, by=editor, change_note=" ")
    again = submit_again(draft, by=editor, change_note="Once more.")

    assert refused.value.details == ("Say what changed since the last version.",)
    assert (again.number, again.content.change_note) == (2, "Once more.")


def test_review_freezes_the_rule(
    review: Review, rule: ApprovalRule, administrators: Administrators, board: Board, chair: Person
) -> None:
    frozen = review.frozen_rule
    change(board, "rule_changed", by=administrators, rule=rule.pk, name="two", data={"approvals": 1}, is_default=True)

    sign(review, chair)

    assert Review.objects.get().frozen_rule == frozen
    assert Version.objects.get().status == Status.UNDER_REVIEW


def test_editor_cannot_start_a_review(submitted_version: Version, editor: Person, board: Board, chair: Person) -> None:
    with pytest.raises(PermissionDenied):
        ask(submitted_version, editor, board, chair)


def test_members_who_cannot_fulfil_the_rule_are_refused(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person
) -> None:
    with pytest.raises(Refusal, match="1 more approval is needed"):
        ask(submitted_version, managing_editor, board, chair)

    assert not Review.objects.exists()


def test_stranger_cannot_be_asked(
    submitted_version: Version, managing_editor: Person, board: Board, outsider: Person
) -> None:
    with pytest.raises(Refusal, match="Oscar Outsider is not a member"):
        ask(submitted_version, managing_editor, board, outsider)


def test_due_date_in_the_past_is_refused(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    with pytest.raises(Refusal, match="later one"):
        actions.start_review(
            submitted_version, by=managing_editor, board=board, members=[chair, pharmacist], due_on=yesterday
        )


def test_each_member_is_invited_once(review: Review) -> None:
    invited = Delivery.objects.filter(kind="invitation").values_list("person__printed_name", flat=True)

    assert sorted(invited) == ["Clara Chair", "Laura Lay", "Paul Pharmacist"]


def test_withdrawing_closes_the_review_and_tells_the_members(review: Review, editor: Person) -> None:
    actions.withdraw(review.version, by=editor, reason="A new trial is out.")

    assert Version.objects.get().status == Status.WITHDRAWN
    assert Review.objects.get().outcome == "withdrawn"
    assert Delivery.objects.filter(kind="withdrawn").count() == 3


def test_withdrawing_needs_a_reason(submitted_version: Version, editor: Person) -> None:
    with pytest.raises(Refusal, match="Say why"):
        actions.withdraw(submitted_version, by=editor, reason=" ")

    assert Version.objects.get().status == Status.SUBMITTED


def test_recusal_leaves_the_seat_and_tells_the_managing_editor(review: Review, lay_member: Person) -> None:
    actions.recuse(review, by=lay_member, reason="A friend is the author.")

    assert review.assignments.get(person=lay_member).state == "recused"
    assert Delivery.objects.filter(kind="recused").count() == 1
    with pytest.raises(PermissionDenied):
        sign(review, lay_member)


def test_reopened_version_stays_live_with_a_change_of_its_page(
    publication: Publication, chair: Person, pharmacist: Person
) -> None:
    before = PageChange.objects.count()
    due = timezone.localdate() + datetime.timedelta(days=7)

    actions.reopen(publication.version, by=chair, members=[chair, pharmacist], due_on=due, reason="New warning.")

    assert Version.objects.get().status == Status.UNDER_REVIEW
    assert Publication.objects.live().count() == 1
    assert PageChange.objects.count() == before + 1


def test_reopening_is_for_the_chair_or_a_managing_editor(
    publication: Publication, pharmacist: Person, editor: Person
) -> None:
    due = timezone.localdate() + datetime.timedelta(days=7)

    for person in (pharmacist, editor):
        with pytest.raises(PermissionDenied):
            actions.reopen(publication.version, by=person, members=[pharmacist], due_on=due, reason="?")


def test_what_is_saved_between_the_check_and_the_lock_is_looked_at_first(draft: Article, editor: Person) -> None:
    desk.require_checked(draft)
    saved = PATIENT.replace("6 weeks", "8 weeks")

    with (
        meanwhile("SAVEPOINT", lambda: write(draft, "patient", saved, by=editor)),
        pytest.raises(NotReady, match="Somebody saved the draft just now"),
    ):
        actions.submit(draft, by=editor, change_note="")

    assert not Version.objects.exists()
