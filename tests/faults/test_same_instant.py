"""Two people at the same instant, with real connections: one wins, the other sees why, nothing counts twice."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection, transaction
from django.utils import timezone

from articles import actions as desk
from articles import chains, record
from articles.models import (
    Article,
    Event,
    Notice,
    Person,
    Publication,
    Reference,
    Status,
    SuggestionOutcome,
    Version,
    WorkingCopy,
)
from articles.text.merging.whole import Words
from articles.text.quotes import Spot
from tests.evidence_servers import Services, crossref_work
from tests.universe import SUMMARY, ask, enrol, sign
from workflows import actions
from workflows.models import Answer, Board, Review, SigningAttempt, SignOff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*doing: Callable[[], object]) -> list[object]:
    """Run each in a thread with a connection of its own, let go together; results or the exceptions raised."""
    start = threading.Barrier(len(doing))

    def run(do: Callable[[], object]) -> object:
        start.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doing)) as threads:
        running = [threads.submit(run, do) for do in doing]
    return [done.exception() or done.result() for done in running]


def outcomes(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_two_clicks_of_one_member_count_once(review: Review, chair: Person) -> None:
    results = at_once(*(lambda: sign(review, chair) for _ in range(4)))

    assert outcomes(results) == ["CannotSign", "CannotSign", "CannotSign", "SignOff"]
    assert SignOff.objects.count() == 1


def test_last_two_signatures_in_one_instant_approve_once(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    results = at_once(*(lambda person=person: sign(review, person) for person in (chair, pharmacist, lay_member)))  # type: ignore[misc]

    assert outcomes(results) == ["SignOff", "SignOff", "WrongStatus"]
    assert Version.objects.get().status == Status.APPROVED
    assert Publication.objects.count() == 1
    assert Event.objects.filter(kind="sign_off").count() == 1


def test_guesses_in_one_instant_are_five_at_most(review: Review, chair: Person) -> None:
    results = at_once(*(lambda: sign(review, chair, password="guess") for _ in range(9)))

    assert set(outcomes(results)) <= {"SigningLocked", "WrongPassword"}
    assert Event.objects.filter(kind="credential_failed").count() <= 5
    while Event.objects.filter(kind="credential_failed").count() < 5:
        with pytest.raises(actions.WrongPassword):
            sign(review, chair, password="guess")
    with pytest.raises(actions.SigningLocked):
        sign(review, chair)
    assert Event.objects.filter(kind="signing_locked").count() == 1


def test_after_a_lock_by_guesses_of_one_instant_four_more_do_not_lock(review: Review, chair: Person) -> None:
    """The lock stands at the newest of its five, whichever of them was noted last."""
    while not SigningAttempt.objects.locking(timezone.now()).exists():
        at_once(*(lambda: sign(review, chair, password="guess") for _ in range(5)))

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16)):
        for _ in range(4):
            with pytest.raises(actions.WrongPassword):
                sign(review, chair, password="guess")

        assert sign(review, chair).person == chair


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # what a transaction has read once stays as it was
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        return cursor.fetchone() is not None


def leave_the_board(review: Review, person: Person) -> None:
    membership = review.board.memberships.get(person=person)
    membership.term_until = timezone.localdate() - datetime.timedelta(days=1)
    membership.record(by=person, reason="left")


def declare_a_tie(review: Review, person: Person) -> None:
    actions.disclose(review, by=person, answer=Answer.YES, details="Shares.")


def recuse(review: Review, person: Person) -> None:
    actions.recuse(review, by=person, reason="too close")


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "refusal"),
    [(leave_the_board, "CannotSign"), (declare_a_tie, "CannotSign"), (recuse, "PermissionDenied")],
)
def test_what_changed_while_a_signature_waited_for_the_article_refuses_it(
    review: Review, pharmacist: Person, change: Callable[[Review, Person], None], refusal: str
) -> None:
    """On SQLite there is one writer at a time, so that the signature is proven afterwards too."""

    def wait_and_sign() -> list[object]:
        return at_once(lambda: sign(review, pharmacist))

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            Article.objects.locked().get(pk=review.version.article_id)
            signing = threads.submit(wait_and_sign)
            while not waits_for_a_lock():
                time.sleep(0.01)
            change(review, pharmacist)
        (result,) = signing.result(timeout=10)

    assert type(result).__name__ == refusal
    assert not SignOff.objects.exists()


def test_approval_and_withdrawal_in_one_instant_have_one_winner(
    review: Review, chair: Person, pharmacist: Person, editor: Person
) -> None:
    sign(review, chair)

    at_once(
        lambda: sign(review, pharmacist),
        lambda: actions.withdraw(review.version, by=editor, reason="a mistake"),
    )

    version = Version.objects.get()
    assert version.status in (Status.APPROVED, Status.WITHDRAWN)
    assert Publication.objects.exists() == (version.status == Status.APPROVED)


def test_approval_and_changes_required_in_one_instant_have_one_winner(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    sign(review, chair)

    results = at_once(
        lambda: sign(review, pharmacist),
        lambda: sign(review, lay_member, "changes_required", "The dose is too high."),
    )

    version = Version.objects.get()
    assert outcomes(results) == ["SignOff", "WrongStatus"]
    assert version.status in (Status.APPROVED, Status.CHANGES_REQUESTED)
    assert Publication.objects.exists() == (version.status == Status.APPROVED)
    assert Event.objects.filter(kind="sign_off").count() == 1


def test_sign_off_taken_back_while_the_clock_publishes_leaves_no_unapproved_page(
    approved_version: Version, chair: Person
) -> None:
    planned, signed = approved_version.publications.get(), SignOff.objects.get(person=chair)

    at_once(
        lambda: actions.publish_due(planned.pk),
        lambda: actions.revoke(signed, by=chair, reason="an old label"),
    )

    planned.refresh_from_db()
    assert Version.objects.get().status == Status.UNDER_REVIEW
    assert (planned.is_live, planned.ended_as) in ((True, ""), (False, "cancelled"))


def test_two_who_reopen_open_one_review(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    version, due = publication.version, timezone.localdate() + datetime.timedelta(days=14)
    asked = {"members": [pharmacist, lay_member], "due_on": due, "reason": "look again"}

    results = at_once(*(lambda by=by: actions.reopen(version, by=by, **asked) for by in (managing_editor, chair)))  # type: ignore[misc]

    assert outcomes(results) == ["Review", "WrongStatus"]
    assert Review.objects.open().count() == 1


def test_two_who_take_one_page_down_take_it_down_once(
    publication: Publication, managing_editor: Person, editor: Person
) -> None:
    version = publication.version

    results = at_once(
        lambda: actions.take_down(version, by=editor, reason="danger"),
        lambda: actions.retract(version, by=managing_editor, reason="wrong", told="It was wrong."),
    )

    assert sorted(set(outcomes(results)) - {"Refusal"}) in (["Emergency"], ["Publication"])
    assert (len(results), Notice.objects.count()) == (2, 1)
    assert not Publication.objects.live().exists()


def test_two_who_save_one_text_lose_no_words(draft: Article, editor: Person, other_editor: Person) -> None:
    text = draft.texts.get(audience="patient")

    def save(by: Person, body: str) -> Callable[[], object]:
        return lambda: desk.save_text(
            text, by=by, summary=SUMMARY, body=body, description="x", base_revision=text.revision
        )

    results = at_once(save(editor, "<p>Hers.</p>"), save(other_editor, "<p>His.</p>"))

    assert outcomes(results) == ["EditConflict", "Text"]
    kept = {draft.texts.get(audience="patient").body, WorkingCopy.objects.get().body}
    assert kept == {"<p>Hers.</p>", "<p>His.</p>"}


def test_two_who_save_different_passages_at_one_instant_are_merged(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    text = draft.texts.get(audience="patient")

    def save(by: Person, body: str) -> Callable[[], object]:
        words = {"summary": SUMMARY, "description": text.description, "base_revision": text.revision}
        return lambda: desk.save_text(text, by=by, body=body, **words)

    results = at_once(
        save(editor, text.body.replace("What helps", "What can help")),
        save(other_editor, text.body.replace("6 weeks", "8 weeks")),
    )

    saved = draft.texts.get(audience="patient")
    assert outcomes(results) == ["Text", "Text"]
    assert saved.body == text.body.replace("What helps", "What can help").replace("6 weeks", "8 weeks")
    assert saved.revision == draft.revision + 2
    assert not WorkingCopy.objects.exists()


def test_two_windows_that_keep_words_at_one_instant_lose_none(draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")

    def keep(window: str) -> Callable[[], object]:
        words = Words(body=f"<p>{window}</p>")
        return lambda: desk.keep_words(text, by=editor, words=words, page=desk.Page(text.revision, window=window))

    results = at_once(*(keep(window) for window in "abc"))

    kept = [result for result in results if isinstance(result, desk.Kept) and result.kept_at]
    assert (len(results), len(kept)) == (3, 1)
    assert WorkingCopy.objects.get().updated_at == kept[0].kept_at


@pytest.mark.postgres
def test_words_are_kept_while_somebody_saves_the_article(draft: Article, editor: Person) -> None:
    """On SQLite there is one writer at a time, for everything."""
    text = draft.texts.get(audience="patient")
    page = desk.Page(text.revision, window="a")

    def keep() -> desk.Kept:
        try:
            return desk.keep_words(text, by=editor, words=Words(body="<p>Typed.</p>"), page=page)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        Article.objects.locked().get(pk=draft.pk)
        kept = threads.submit(keep).result(timeout=10)

    assert WorkingCopy.objects.get().updated_at == kept.kept_at


def test_two_who_accept_one_suggestion_change_the_text_once(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    said = desk.Said("", "8 weeks")
    passage = Spot(quote="6 weeks")
    thread = desk.open_thread(draft, by=editor, audience="patient", passage=passage, said=said)
    comment = thread.comments.get()

    results = at_once(*(lambda by=by: desk.accept_suggestion(comment, by=by) for by in (editor, other_editor)))  # type: ignore[misc]

    assert outcomes(results) == ["SuggestionOutcome", "SuggestionOutcome"]
    assert SuggestionOutcome.objects.get().revision == Article.objects.get().revision == draft.revision + 1


def test_one_who_accepts_and_one_who_declines_have_one_winner(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    said = desk.Said("", "8 weeks")
    passage = Spot(quote="6 weeks")
    comment = desk.open_thread(draft, by=editor, audience="patient", passage=passage, said=said).comments.get()

    results = at_once(
        lambda: desk.accept_suggestion(comment, by=editor),
        lambda: desk.decline_suggestion(comment, by=other_editor, reason="No."),
    )

    assert outcomes(results) == ["AlreadyDecided", "SuggestionOutcome"]
    assert SuggestionOutcome.objects.count() == 1


def test_two_submissions_make_one_version(draft: Article, editor: Person, other_editor: Person) -> None:
    results = at_once(*(lambda by=by: actions.submit(draft, by=by, change_note="") for by in (editor, other_editor)))  # type: ignore[misc]

    assert outcomes(results) == ["Version", "WrongStatus"]
    assert Version.objects.count() == 1


def test_two_who_start_one_review_start_one(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    results = at_once(*(lambda: ask(submitted_version, managing_editor, board, chair, pharmacist) for _ in range(2)))

    assert outcomes(results) == ["Review", "WrongStatus"]
    assert Review.objects.count() == 1


def test_two_workers_publish_once(approved_version: Version) -> None:
    planned = approved_version.publications.get().pk

    at_once(*(lambda: actions.publish_due(planned) for _ in range(3)))

    assert Event.objects.filter(kind="publish").count() == 1
    assert Publication.objects.live().count() == 1


def test_events_of_many_at_once_make_one_chain(draft: Article, editor: Person) -> None:
    at_once(*(lambda: _note(editor) for _ in range(6)))

    assert [str(fault) for fault in chains.chain_faults()] == []
    assert Event.objects.filter(stream="site", kind="noted").count() == 6


def _note(by: Person) -> None:
    with transaction.atomic():
        record.append(record.SITE, "noted", by=by)


@pytest.mark.postgres
def test_a_code_that_passes_in_the_same_instant_counts_once(review: Review, chair: Person) -> None:
    """On SQLite there is one writer at a time, so that the second sees that the code was used."""
    secret = enrol(chair)
    with time_machine.travel(timezone.now(), tick=False):
        step = int(time.time()) // 30
        code = format_hotp_value(hotp_value(secret, step))
        first = SigningAttempt.objects.begin(chair)
        with ThreadPoolExecutor(1) as threads:
            with transaction.atomic():
                SigningAttempt.objects.filter(pk=first.pk).update(passed_at=timezone.now(), code_step=step)
                signing = threads.submit(lambda: at_once(lambda: sign(review, chair, code=code)))
                while not waits_for_a_lock():
                    time.sleep(0.01)
            (result,) = signing.result(timeout=10)

    assert type(result).__name__ == "WrongPassword"
    assert not SignOff.objects.exists()


@pytest.mark.postgres
def test_a_work_that_somebody_else_adds_while_it_is_looked_up_is_theirs(services: Services, editor: Person) -> None:
    """Whoever changes a DOI holds no lock of the library."""
    services.works["10.5555/legs.1"] = crossref_work("10.5555/legs.1")
    other = desk.add_reference(desk.ReferenceData(title="Legs", type="other-research", key="legs", csl={}), by=editor)

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            other.doi = "10.5555/legs.1"
            other.record(by=editor, reason="found it")
            adding = threads.submit(lambda: at_once(lambda: desk.add_looked_up("10.5555/legs.1", by=editor)))
            while not waits_for_a_lock():
                time.sleep(0.01)
        (result,) = adding.result(timeout=10)

    assert isinstance(result, tuple)
    assert (result[0], Reference.objects.count()) == (other, 1)
