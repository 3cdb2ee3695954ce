"""Signing: who, once, what exactly, and what the last signature decides."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions as desk
from articles.manifest import DISCLOSURES
from articles.models import Article, Delivery, Event, Person, Publication, Status, Version
from articles.publishing.pages import page_for
from articles.refusals import Refusal
from tests.universe import PASSWORD, Administrators, answer_points, ask, change, sign, submit_again, write
from workflows import actions, signing
from workflows.actions import CannotSign, OtherText, WrongPassword
from workflows.models import Answer, Board, OpenPoint, Review, SignOff
from workflows.reviews.statement import signer
from workflows.transitions import WrongStatus


def kinds(version: Version) -> list[str]:
    return list(Event.objects.filter(stream=version.article.stream).order_by("sequence").values_list("kind", flat=True))


def refused(version: Version) -> list[str]:
    return [event.body for event in Event.objects.filter(stream=version.article.stream, kind="refused")]


def test_first_of_two_signatures_leaves_the_version_under_review(review: Review, chair: Person) -> None:
    made = sign(review, chair)

    version = Version.objects.get()
    assert version.status == Status.UNDER_REVIEW
    assert made.digest == version.digest
    assert signing.is_valid(made)
    assert signing.columns_fit(made)
    assert not Publication.objects.exists()


def test_a_signed_statement_of_another_kind_fits_no_row(review: Review, chair: Person) -> None:
    made = sign(review, chair)

    made.statement = '{"auditor": "somebody", "result": "nothing found"}'

    assert not signing.columns_fit(made)


def test_last_signature_approves_and_plans_the_publication(review: Review, chair: Person, pharmacist: Person) -> None:
    sign(review, chair)
    sign(review, pharmacist)

    version, publication = Version.objects.get(), Publication.objects.get()
    assert version.status == Status.APPROVED
    assert (publication.basis, publication.live_from, publication.last_reviewed) == (
        "approved",
        None,
        timezone.localdate(),
    )
    assert [signer["name"] for signer in publication.review_statement["signers"]] == ["Clara Chair", "Paul Pharmacist"]
    assert kinds(version)[-3:] == ["signed", "signed", "sign_off"]


def test_one_change_of_status_leaves_one_event(approved_version: Version) -> None:
    changes = [kind for kind in kinds(approved_version) if kind in {"submit", "start_review", "sign_off"}]

    assert changes == ["submit", "start_review", "sign_off"]


def test_changes_required_returns_the_version_with_an_open_point(review: Review, chair: Person) -> None:
    sign(review, chair, "changes_required", "The dose is too high.")

    assert Version.objects.get().status == Status.CHANGES_REQUESTED
    assert [point.text for point in OpenPoint.objects.all()] == ["The dose is too high."]
    assert Delivery.objects.filter(kind="changes_requested").count() == 2


@pytest.mark.parametrize("verdict", ["approve_with_comment", "changes_required", "dissent"])
def test_verdict_that_needs_words_is_refused_without(review: Review, chair: Person, verdict: str) -> None:
    with pytest.raises(Exception, match="Say in a few words"):
        sign(review, chair, verdict)

    assert not SignOff.objects.exists()


def test_dissent_says_whether_readers_see_its_words(review: Review, chair: Person) -> None:
    with pytest.raises(Refusal, match="whether readers may see"):
        sign(review, chair, "dissent", "Too early.", published=None)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize(("published", "told"), [(True, "Too early."), (False, "")])
def test_choice_is_signed_and_readers_see_the_words_only_if_published(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person, published: bool, told: str
) -> None:
    sign(review, chair, "dissent", "Too early.", published=published)
    sign(review, pharmacist)
    sign(review, lay_member)
    publication = actions.publish_due(Publication.objects.get().pk)

    made = SignOff.objects.get(person=chair)
    said = [(row["verdict"], row["comment"]) for row in publication.review_statement["signers"]]
    page = page_for(publication, "patient").html
    assert (made.signed["published"], signing.is_valid(made), made.comment) == (published, True, "Too early.")
    assert said == [("dissent", told), ("approve", ""), ("approve", "")]
    assert ("Disagreed" in page, "Too early." in page) == (True, published)


def test_other_verdicts_sign_no_such_choice(review: Review, chair: Person) -> None:
    made = sign(review, chair)

    assert "published" not in made.signed


def test_dissents_signed_before_there_was_a_choice_stay_published(review: Review, chair: Person) -> None:
    signed = sign(review, chair, "dissent", "Too early.").signed
    del signed["published"]

    assert signer(signed)["comment"] == "Too early."


def test_sign_off_twice_counts_once(review: Review, chair: Person) -> None:
    sign(review, chair)

    with pytest.raises(CannotSign, match="signed this version already"):
        sign(review, chair)

    assert SignOff.objects.count() == 1
    assert len(refused(review.version)) == 1


def test_wrong_password_is_refused_recorded_and_signs_nothing(review: Review, chair: Person) -> None:
    with pytest.raises(WrongPassword):
        sign(review, chair, password="guess")

    assert not SignOff.objects.exists()
    assert kinds(review.version)[-1] == "credential_failed"


def test_fifth_wrong_password_locks_signing_for_a_while(review: Review, chair: Person) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            sign(review, chair, password="guess")

    with pytest.raises(WrongPassword, match="locked"):
        sign(review, chair)


def test_other_digest_than_the_one_under_review_is_refused_and_recorded(review: Review, chair: Person) -> None:
    with pytest.raises(OtherText):
        sign(review, chair, digest="0" * 64)

    assert not SignOff.objects.exists()
    assert "OtherText" in refused(review.version)[0]


def test_stranger_cannot_sign(review: Review, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        sign(review, outsider)

    assert not SignOff.objects.exists()
    assert len(refused(review.version)) == 1


def test_administrator_cannot_sign(review: Review, administrator: Person) -> None:
    administrator.is_superuser = True
    administrator.save()

    with pytest.raises(PermissionDenied):
        sign(review, administrator)

    assert not SignOff.objects.exists()


def test_managing_editor_cannot_sign_for_anybody(review: Review, managing_editor: Person) -> None:
    with pytest.raises(CannotSign, match="not a member"):
        sign(review, managing_editor)


def test_member_in_the_byline_cannot_be_asked(
    draft: Article, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    entries = [
        desk.Byline(role="author", person=editor, none_of=DISCLOSURES),
        desk.Byline(role="author", person=chair, none_of=DISCLOSURES),
    ]
    desk.set_byline(draft, by=editor, byline=entries)
    version = actions.submit(draft, by=editor, change_note="")

    with pytest.raises(Exception, match="Clara Chair wrote"):
        ask(version, managing_editor, board, chair, pharmacist)


def test_member_who_saved_a_change_cannot_sign(
    draft: Article,
    make_person: object,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    administrator = Person.objects.get(printed_name="Adam Administrator")
    desk.grant_role(chair, by=administrator, role="editor", reason="helps out")
    write(draft, "patient", "<p>Other words.</p>", by=chair)
    write(draft, "patient", "<p>Words again.</p>", by=editor)
    draft.refresh_from_db()
    version = actions.submit(draft, by=editor, change_note="")

    with pytest.raises(Exception, match="Clara Chair wrote"):
        ask(version, managing_editor, board, chair, pharmacist)


def test_member_without_disclosure_cannot_sign(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)

    with pytest.raises(CannotSign, match="Declare your interests"):
        sign(review, chair)


def test_member_with_open_conflict_cannot_sign_until_somebody_else_decides(
    review: Review, chair: Person, pharmacist: Person, managing_editor: Person
) -> None:
    disclosure = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares in a maker of gabapentin.")
    with pytest.raises(CannotSign, match="has not decided"):
        sign(review, pharmacist)

    actions.decide_conflict(disclosure, by=chair, may_sign=True, reason="Sold last year.")

    assert sign(review, pharmacist).signed["interests"]["details"] == "Shares in a maker of gabapentin."


def test_nobody_decides_about_their_own_conflict(review: Review, chair: Person) -> None:
    disclosure = actions.disclose(review, by=chair, answer=Answer.YES, details="Shares.")

    with pytest.raises(PermissionDenied):
        actions.decide_conflict(disclosure, by=chair, may_sign=True, reason="It is fine.")


def test_member_whose_term_ended_cannot_sign(
    review: Review, administrators: Administrators, board: Board, chair: Person
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    membership = board.memberships.get(person=chair)
    change(board, "member_ended", by=administrators, membership=membership.pk, last_day=yesterday)

    with pytest.raises(CannotSign, match="not a member"):
        sign(review, chair)


def test_inactive_person_cannot_sign(review: Review, chair: Person) -> None:
    chair.is_active = False
    chair.save()

    with pytest.raises(WrongPassword):
        sign(review, chair)


def test_password_changed_between_check_and_lock_is_refused(review: Review, chair: Person) -> None:
    stale = Person.objects.get(pk=chair.pk)
    chair.set_password("another one")
    chair.save()

    with pytest.raises(WrongPassword, match="changed a moment ago"):
        sign(review, stale, password=PASSWORD)


def test_closed_review_takes_no_further_signature(approved_version: Version, lay_member: Person) -> None:
    with pytest.raises(WrongStatus):
        sign(approved_version.reviews.get(), lay_member)


def test_statement_says_everything_that_was_signed(review: Review, chair: Person) -> None:
    signed = sign(review, chair).signed

    assert (signed["printed_name"], signed["credentials"], signed["role"]) == ("Clara Chair", "MD", "chair")
    assert (signed["scope"], signed["audiences"]) == (["clinical_accuracy", "doses"], ["patient", "clinician"])
    assert (signed["method"], signed["verdict"], signed["version"]) == ("email+password", "approve", "1")


def test_new_version_needs_new_signatures(
    returned_version: Version, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    write(returned_version.article, "patient", '<p>Better in 8 weeks.<cite data-key="doe-2020"></cite></p>', by=editor)
    answer_points(returned_version.article, by=editor)
    second = submit_again(returned_version.article, by=editor, change_note="softer")

    fresh = ask(second, managing_editor, board, chair, pharmacist)

    assert fresh.sign_offs.count() == 0
    assert second.number == 2
    with pytest.raises(CannotSign, match="Declare your interests"):
        sign(fresh, chair)
