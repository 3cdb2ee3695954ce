"""Taking a sign-off back: who, once, why, and what becomes of the approval that rested on it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Delivery, Event, PageChange, Person, Publication, Status, Version
from articles.publishing.releases import facts_for
from articles.refusals import Refusal
from tests.universe import ask, sign, submit_again, write
from workflows import actions
from workflows.actions import CannotSign, NotReady
from workflows.models import Board, Review, Revocation, SignOff
from workflows.quorum import Standing
from workflows.reviews.standing import standing_of

WHY = "I had read an old label."
MONTH = datetime.timedelta(days=30)
AGAIN: dict[str, Any] = {"due_on": timezone.localdate() + MONTH, "reason": "a sign-off was taken back"}


def of(person: Person) -> SignOff:
    return SignOff.objects.get(person=person)


def test_in_an_open_review_the_seat_is_empty_and_the_rule_says_what_is_missing(review: Review, chair: Person) -> None:
    sign(review, chair)

    actions.revoke(of(chair), by=chair, reason=WHY)

    version = Version.objects.get()
    assert (version.status, Revocation.objects.get().reason) == (Status.UNDER_REVIEW, WHY)
    assert standing_of(Review.objects.get()).standing is Standing.OPEN
    assert list(Event.objects.filter(kind="revoke").values_list("actor", flat=True)) == [chair.pk]


def test_who_took_it_back_does_not_sign_the_same_review_again(review: Review, chair: Person) -> None:
    sign(review, chair)
    actions.revoke(of(chair), by=chair, reason=WHY)

    with pytest.raises((CannotSign, PermissionDenied)):
        sign(review, chair)


def test_approval_that_falls_is_examined_again_and_readers_are_told(publication: Publication, chair: Person) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)

    version, again = Version.objects.get(), Review.objects.open().get()
    live = Publication.objects.live().get()
    examined = facts_for(live).reexamination
    assert (version.status, again.reason) == (Status.UNDER_REVIEW, f"a sign-off was taken back: {WHY}")
    assert (live, examined.state if examined else "") == (publication, "under_review")
    assert Event.objects.filter(kind="revoke").count() == 1


def test_the_new_review_asks_the_same_members_by_the_same_rule(publication: Publication, chair: Person) -> None:
    former = Review.objects.get()

    actions.revoke(of(chair), by=chair, reason=WHY)

    again = Review.objects.open().get()
    asked = set(again.assignments.values_list("person", flat=True))
    assert asked == set(former.assignments.values_list("person", flat=True))
    assert (again.frozen_rule, again.approval_rule) == (former.frozen_rule, former.approval_rule)
    assert again.sign_offs.count() == 0


def test_what_was_planned_is_not_published(approved_version: Version, chair: Person) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)

    assert [row.ended_as for row in Publication.objects.all()] == ["cancelled"]
    assert not Publication.objects.live().exists()


def test_approval_that_still_holds_stays_and_quotes_the_others(
    review: Review, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair, "abstain")
    sign(review, pharmacist)
    lay = Person.objects.get(printed_name="Laura Lay")
    sign(review, lay)
    actions.publish_due(Publication.objects.get().pk)

    actions.revoke(of(chair), by=chair, reason=WHY)

    planned = Publication.objects.planned().get()
    assert Version.objects.get().status == Status.APPROVED
    assert [row["name"] for row in planned.review_statement["signers"]] == ["Paul Pharmacist", "Laura Lay"]
    assert actions.publish_due(planned.pk) == Publication.objects.live().get()


@pytest.fixture
def successor(publication: Publication, editor: Person) -> Version:
    """Submitted while the first version is live."""
    write(publication.article, "patient", "<p>Other words.</p>", by=editor)
    publication.article.refresh_from_db()
    return submit_again(publication.article, by=editor, change_note="other words")


def caution() -> str:
    examined = facts_for(Publication.objects.live().get()).reexamination
    return examined.state if examined else ""


def test_with_a_newer_version_in_work_the_status_stays_and_readers_are_told(
    publication: Publication, successor: Version, chair: Person
) -> None:
    changes = PageChange.objects.count()

    actions.revoke(of(chair), by=chair, reason=WHY)

    told = json.loads(Event.objects.get(kind="revoke").body)["data"]
    assert [v.status for v in Version.objects.order_by("number")] == [Status.APPROVED, Status.SUBMITTED]
    assert (Publication.objects.live().get(), caution()) == (publication, "under_review")
    assert (told["doubted"], Review.objects.open().count()) == ([publication.pk], 0)
    assert PageChange.objects.count() == changes + 1


def test_a_second_sign_off_taken_back_leaves_the_day_of_the_first(
    publication: Publication, successor: Version, chair: Person, pharmacist: Person
) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)
    since = Publication.objects.get().doubted_at

    actions.revoke(of(pharmacist), by=pharmacist, reason=WHY)

    assert Publication.objects.get().doubted_at == since


def test_the_caution_ends_when_the_successor_is_live(
    publication: Publication,
    successor: Version,
    board: Board,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    review = ask(successor, managing_editor, board, chair, pharmacist, lay_member)
    first = of(chair)
    actions.revoke(first, by=chair, reason=WHY)
    for person in (pharmacist, lay_member):
        actions.disclose(review, by=person, answer="none")
        sign(review, person)
    before = caution()

    actions.publish_due(Publication.objects.planned().get().pk)

    assert (before, caution()) == ("under_review", "")
    assert Publication.objects.live().get().version == successor


def test_what_quotes_a_signer_until_its_successor_comes_warns_even_where_the_others_are_enough(
    review: Review, board: Board, managing_editor: Person, editor: Person, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair, "abstain")
    abstained, lay = of(chair), Person.objects.get(printed_name="Laura Lay")
    sign(review, pharmacist)
    sign(review, lay)
    live = actions.publish_due(Publication.objects.get().pk)
    write(live.article, "patient", "<p>Other words.</p>", by=editor)
    live.article.refresh_from_db()
    successor = submit_again(live.article, by=editor, change_note="other words")
    later = ask(successor, managing_editor, board, pharmacist, lay, publish_at=timezone.now() + MONTH)
    for person in (pharmacist, lay):
        actions.disclose(later, by=person, answer="none")
        sign(later, person)

    actions.revoke(abstained, by=chair, reason=WHY)

    assert (Publication.objects.live().get(), caution()) == (live, "under_review")
    assert Publication.objects.planned().get().version == successor


def test_when_the_successor_is_withdrawn_the_board_can_decide_anew_and_the_caution_ends(
    publication: Publication,
    successor: Version,
    managing_editor: Person,
    editor: Person,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)
    actions.withdraw(successor, by=editor, reason="not ready")
    again = actions.reopen(publication.version, by=managing_editor, members=[pharmacist, lay_member], **AGAIN)
    for person in (pharmacist, lay_member):
        actions.disclose(again, by=person, answer="none")
        sign(again, person)
    before = caution()

    actions.publish_due(Publication.objects.planned().get().pk)

    assert (before, caution()) == ("under_review", "")
    assert Publication.objects.live().get().version == publication.version


def test_a_withdrawn_successor_does_not_keep_the_board_from_looking_again(
    publication: Publication, successor: Version, chair: Person, editor: Person
) -> None:
    actions.withdraw(successor, by=editor, reason="not ready")

    actions.revoke(of(chair), by=chair, reason=WHY)

    assert [v.status for v in Version.objects.order_by("number")] == [Status.UNDER_REVIEW, Status.WITHDRAWN]
    assert (Review.objects.open().get().version, caution()) == (publication.version, "under_review")


def test_nothing_is_submitted_while_the_board_looks_again_at_what_is_live(
    publication: Publication, successor: Version, chair: Person, editor: Person
) -> None:
    actions.withdraw(successor, by=editor, reason="not ready")
    actions.revoke(of(chair), by=chair, reason=WHY)

    with pytest.raises(NotReady, match="looking at version 1 again"):
        submit_again(publication.article, by=editor, change_note="again")


def test_what_is_live_is_not_reopened_beside_a_version_that_is_with_the_board(
    publication: Publication, successor: Version, chair: Person, lay_member: Person, managing_editor: Person
) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)

    with pytest.raises(Refusal, match="Another version is with the board"):
        actions.reopen(publication.version, by=managing_editor, members=[lay_member], **AGAIN)


def test_taking_back_what_sent_the_version_back_leaves_it_there(returned_version: Version, chair: Person) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)

    assert Version.objects.get().status == Status.CHANGES_REQUESTED


def test_nobody_takes_back_the_sign_off_of_another(
    approved_version: Version, chair: Person, pharmacist: Person, managing_editor: Person, administrator: Person
) -> None:
    for person in (pharmacist, managing_editor, administrator):
        with pytest.raises(PermissionDenied):
            actions.revoke(of(chair), by=person, reason=WHY)

    assert not Revocation.objects.exists()
    assert Event.objects.filter(kind="refused").count() == 3


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(approved_version: Version, chair: Person, reason: str) -> None:
    with pytest.raises(Refusal, match="Say why"):
        actions.revoke(of(chair), by=chair, reason=reason)


def test_twice_is_refused(approved_version: Version, chair: Person) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)

    with pytest.raises(Refusal, match="already"):
        actions.revoke(of(chair), by=chair, reason=WHY)


def test_editors_are_told(approved_version: Version, chair: Person, editor: Person, managing_editor: Person) -> None:
    actions.revoke(of(chair), by=chair, reason=WHY)

    told = Delivery.objects.filter(kind="revoked").order_by("person").values_list("person", flat=True)
    assert list(told) == sorted([editor.pk, managing_editor.pk])


def test_what_is_no_longer_live_is_not_planned_again_for_a_name(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person, managing_editor: Person
) -> None:
    """Abstaining was no approval, so that the rule is met without it."""
    sign(review, lay_member, "abstain")
    sign(review, chair)
    sign(review, pharmacist)
    version = Version.objects.get()
    actions.publish_due(version.publications.get().pk)
    actions.retire(version, by=managing_editor, reason="Out of date.")

    actions.revoke(of(lay_member), by=lay_member, reason=WHY)

    publication = Publication.objects.get()
    assert (publication.ended_as, Version.objects.get().status) == ("retired", Status.APPROVED)
