"""Proving who signs: every component first, the password for a while after, and a lock that only its person opens early."""

from __future__ import annotations

import datetime
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.utils import timezone

from articles import record
from articles.models import Delivery, Event, Person, RoleGrant
from articles.refusals import Refusal
from tests.universe import PersonFactory, sign
from workflows import actions
from workflows.actions import CannotSign, SigningLocked, WrongPassword
from workflows.actions.signing.proving import require_same_credential, unlock_words
from workflows.credentials import Credential, Proof, shows_second_factor
from workflows.models import Assignment, Review, SigningAttempt, SignOff

MINUTE = datetime.timedelta(minutes=1)
SECRET = generate_totp_secret()


def code_of(secret: str = SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def app(chair: Person) -> Authenticator:
    """The chair's authenticator app."""
    return TOTP.activate(chair, SECRET).instance


def guess(review: Review, person: Person, times: int = 5) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            sign(review, person, password="guess")


def mailed_code(person: Person) -> str:
    return str(unlock_words(Delivery.objects.get(kind="signing_locked", person=person))["code"])


def test_first_signature_of_a_visit_needs_the_address_too(review: Review, chair: Person) -> None:
    with pytest.raises(WrongPassword):
        sign(review, chair, email="somebody@example.org")

    assert sign(review, chair).signed["method"] == "email+password"


@pytest.mark.parametrize("minutes", [0, 29])
def test_for_half_an_hour_the_password_is_enough(
    review: Review, chair: Person, app: Authenticator, minutes: int
) -> None:
    given = {"proven_at": timezone.now() - minutes * MINUTE, "proven_with": "email+password+totp"}
    made = sign(review, chair, email="", **given)

    assert made.signed["method"] == "password after email+password+totp"


@pytest.mark.parametrize("minutes", [30, -1])
def test_after_that_and_on_a_clock_set_back_everything_is_asked_again(
    review: Review, chair: Person, app: Authenticator, minutes: int
) -> None:
    with pytest.raises(WrongPassword):
        sign(review, chair, email="", proven_at=timezone.now() - minutes * MINUTE)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_code_of_the_app_signs(review: Review, chair: Person, app: Authenticator, steps: int) -> None:
    with time_machine.travel(datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC), tick=False):
        made = sign(review, chair, code=code_of(steps=steps))

    assert made.signed["method"] == "email+password+totp"


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef"])
def test_whoever_has_an_app_cannot_sign_without_its_code(
    review: Review, chair: Person, app: Authenticator, code: str
) -> None:
    with pytest.raises(WrongPassword):
        sign(review, chair, code=code)

    assert not SignOff.objects.exists()


def test_a_code_counts_once(review: Review, chair: Person, app: Authenticator) -> None:
    code = code_of()
    sign(review, chair, "abstain", code=code)

    with pytest.raises(WrongPassword):
        sign(review, chair, code=code)

    assert SigningAttempt.objects.filter(passed_at=None, failed_at__isnull=False).count() == 1


@pytest.mark.parametrize("passkey", [{}, {"id": "x"}, {"rawId": "AA", "response": {}}, {"type": "public-key"}])
def test_what_is_no_answer_of_a_passkey_is_refused(
    review: Review, chair: Person, app: Authenticator, passkey: dict[str, object]
) -> None:
    with pytest.raises(WrongPassword):
        sign(review, chair, passkey=passkey, challenge={"challenge": "AA", "user_verification": "preferred"})


def test_board_that_requires_a_second_factor_refuses_whoever_has_none(review: Review, chair: Person) -> None:
    review.board.second_factor_required = True
    review.board.save()

    with pytest.raises(CannotSign, match="Set one up in your account first"):
        sign(review, chair)


def test_board_that_requires_a_second_factor_takes_one(review: Review, chair: Person, app: Authenticator) -> None:
    review.board.second_factor_required = True
    review.board.save()

    assert sign(review, chair, code=code_of()).signed["method"] == "email+password+totp"


def test_fifth_failure_locks_signing_for_fifteen_minutes(review: Review, chair: Person) -> None:
    guess(review, chair)

    with pytest.raises(SigningLocked, match="Signing is locked until"):
        sign(review, chair)
    with time_machine.travel(timezone.now() + 15 * MINUTE):
        assert sign(review, chair).person == chair


def test_failures_before_a_success_do_not_count(review: Review, chair: Person) -> None:
    guess(review, chair, 4)
    sign(review, chair, "abstain")
    guess(review, chair, 4)

    assert not SigningAttempt.objects.filter(locked_until__isnull=False).exists()


def test_after_the_lock_five_new_failures_lock_again(review: Review, chair: Person) -> None:
    guess(review, chair)
    with time_machine.travel(timezone.now() + 16 * MINUTE):
        guess(review, chair, 4)
        assert SigningAttempt.objects.filter(locked_until__isnull=False).count() == 1
        guess(review, chair, 1)

    assert SigningAttempt.objects.filter(locked_until__isnull=False).count() == 2


def ended_unanswered(person: Person, times: int) -> None:
    """As many requests ended in the middle: the process was killed, or the database was away."""
    for _ in range(times):
        SigningAttempt.objects.begin(person)


def test_what_ended_before_an_answer_is_no_failure(review: Review, chair: Person) -> None:
    ended_unanswered(chair, 4)

    with time_machine.travel(timezone.now() + MINUTE):
        guess(review, chair, 4)
        assert sign(review, chair).person == chair

    assert not SigningAttempt.objects.filter(locked_until__isnull=False).exists()


def test_what_nobody_has_answered_yet_takes_a_place(review: Review, chair: Person) -> None:
    ended_unanswered(chair, 5)

    with pytest.raises(SigningLocked, match="Too many attempts at once"):
        sign(review, chair)
    assert not Event.objects.filter(kind="credential_failed").exists()
    with time_machine.travel(timezone.now() + MINUTE):
        assert sign(review, chair).person == chair


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_was_set_makes_nobody_wait_for_what_ended(review: Review, chair: Person, hours: int) -> None:
    ended_unanswered(chair, 5)

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=hours)):
        assert sign(review, chair).person == chair


def test_four_that_are_under_way_do_not_make_one_failure_the_fifth(review: Review, chair: Person) -> None:
    ended_unanswered(chair, 4)

    guess(review, chair, 1)

    assert not SigningAttempt.objects.filter(locked_until__isnull=False).exists()


def test_what_ended_between_failures_hides_none_of_them(review: Review, chair: Person) -> None:
    guess(review, chair, 3)
    ended_unanswered(chair, 2)
    with time_machine.travel(timezone.now() + MINUTE):
        ended_unanswered(chair, 2)
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        guess(review, chair, 2)

        with pytest.raises(SigningLocked, match="Signing is locked until"):
            sign(review, chair)


def test_lock_is_recorded_and_told_to_its_person_and_to_security(
    review: Review, chair: Person, make_person: PersonFactory, administrator: Person
) -> None:
    officer = make_person("Sarah Security", "security")

    guess(review, chair)

    told = Delivery.objects.filter(kind__startswith="signing_locked").order_by("pk").values_list("kind", "person")
    assert list(told) == [("signing_locked", chair.pk), ("signing_locked_elsewhere", officer.pk)]
    assert Event.objects.filter(stream=record.SITE, actor=chair, kind="signing_locked").count() == 1
    assert Event.objects.filter(kind="credential_failed", actor=chair).count() == 5


def test_without_a_security_officer_the_administrators_are_told(
    review: Review, chair: Person, administrator: Person
) -> None:
    guess(review, chair)

    told = Delivery.objects.filter(kind="signing_locked_elsewhere").values_list("person", flat=True)
    administrators = RoleGrant.objects.filter(role="administrator").values_list("person", flat=True)
    assert administrator.pk in told
    assert sorted(told) == sorted(administrators)


def test_review_due_on_the_day_of_the_lock_is_due_a_day_later(review: Review, chair: Person) -> None:
    today = timezone.localdate()
    Assignment.objects.filter(review=review).update(due_on=today)
    Review.objects.filter(pk=review.pk).update(due_on=today)

    guess(review, chair)

    review.refresh_from_db()
    days = [(seat.due_on - today).days for seat in review.assignments.order_by("pk")]
    assert (days, (review.due_on - today).days) == ([1, 0, 0], 1)
    assert Event.objects.filter(kind="due_date_moved").count() == 1


def test_review_due_later_keeps_its_date(review: Review, chair: Person) -> None:
    guess(review, chair)

    assert set(review.assignments.values_list("due_on", flat=True)) == {review.due_on}


def test_mail_and_second_factor_together_unlock(review: Review, chair: Person, app: Authenticator) -> None:
    guess(review, chair)

    actions.unlock_signing(chair, mailed=f" {mailed_code(chair).upper()} ", given=Credential(code=code_of()))

    assert sign(review, chair, code=code_of(steps=1)).person == chair
    assert Event.objects.get(kind="signing_unlocked").actor == chair


@pytest.mark.parametrize("mailed", ["", "00000000"])
def test_second_factor_alone_does_not_unlock(review: Review, chair: Person, app: Authenticator, mailed: str) -> None:
    guess(review, chair)

    with pytest.raises(WrongPassword):
        actions.unlock_signing(chair, mailed=mailed, given=Credential(code=code_of()))


def test_mail_alone_does_not_unlock(review: Review, chair: Person, app: Authenticator) -> None:
    guess(review, chair)

    with pytest.raises(WrongPassword):
        actions.unlock_signing(chair, mailed=mailed_code(chair), given=Credential(code="000000"))


def test_whoever_has_no_second_factor_waits(review: Review, chair: Person) -> None:
    guess(review, chair)

    with pytest.raises(Refusal, match="only waiting helps"):
        actions.unlock_signing(chair, mailed=mailed_code(chair), given=Credential())


def test_administrator_cannot_unlock_for_somebody(review: Review, chair: Person, administrator: Person) -> None:
    guess(review, chair)

    with pytest.raises(Refusal, match="not locked"):
        actions.unlock_signing(administrator, mailed=mailed_code(chair), given=Credential())


def test_unlocking_is_tried_five_times(review: Review, chair: Person, app: Authenticator) -> None:
    guess(review, chair)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            actions.unlock_signing(chair, mailed=mailed_code(chair), given=Credential(code="000000"))

    with pytest.raises(SigningLocked, match="Wait until the lock ends"):
        actions.unlock_signing(chair, mailed=mailed_code(chair), given=Credential(code=code_of()))


def test_unlocking_twice_does_nothing_the_second_time(review: Review, chair: Person, app: Authenticator) -> None:
    guess(review, chair)
    actions.unlock_signing(chair, mailed=mailed_code(chair), given=Credential(code=code_of()))

    with pytest.raises(Refusal, match="not locked"):
        actions.unlock_signing(chair, mailed=mailed_code(chair), given=Credential(code=code_of(steps=1)))


def test_the_lock_of_one_member_leaves_the_others_alone(review: Review, chair: Person, pharmacist: Person) -> None:
    guess(review, chair)

    assert sign(review, pharmacist).person == pharmacist


def test_factor_that_was_removed_between_check_and_lock_is_refused(chair: Person, app: Authenticator) -> None:
    proof = Proof(chair.password, "email+password+totp", factor=app.pk)
    app.delete()

    with pytest.raises(WrongPassword, match="removed a moment ago"):
        require_same_credential(chair, proof)


@pytest.mark.parametrize(
    ("method", "shows"),
    [
        ("email+password", False),
        ("password", False),
        ("password after email+password", False),
        ("email+password+totp", True),
        ("password after email+password+passkey", True),
    ],
)
def test_an_approval_rule_counts_a_second_factor_given_with_or_before(method: str, shows: bool) -> None:
    assert shows_second_factor(method) == shows


def test_a_lock_is_told_to_its_person_where_nobody_looks_after_security(review: Review, chair: Person) -> None:
    RoleGrant.objects.filter(role="administrator").update(ended_at=timezone.now())

    guess(review, chair)

    assert list(Delivery.objects.filter(kind__startswith="signing_locked").values_list("kind", "person")) == [
        ("signing_locked", chair.pk)
    ]


def test_a_seat_due_on_the_day_of_the_lock_moves_without_its_review_that_lasts_longer(
    review: Review, chair: Person
) -> None:
    today, last = timezone.localdate(), review.due_on
    Assignment.objects.filter(review=review, person=chair).update(due_on=today)

    guess(review, chair)

    review.refresh_from_db()
    seat = review.assignments.get(person=chair)
    assert ((seat.due_on - today).days, review.due_on) == (1, last)
