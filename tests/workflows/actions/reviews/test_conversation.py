"""Conversations about a version: the board's part in them, suggestions that go into the draft, and rule 3's tenth."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actions as desk
from articles.actions.conversation import Said
from articles.actions.mentioning import CannotMention
from articles.actions.suggestions import PassageMoved
from articles.models import Article, Comment, Delivery, Person, Text, Thread, Version
from articles.refusals import Refusal
from articles.text.quotes import Spot
from tests.universe import PATIENT, answer_points, ask, sign, submit_again, write
from workflows import actions
from workflows.actions.reviews import conversation
from workflows.authorship import suggestions_of, writers
from workflows.models import Answer, Board, Review
from workflows.permissions import part_in, readers, reasons_not_to_sign

WEEKS = Spot(quote="6 weeks")


def comment_on(version: Version, by: Person, body: str = "Is this so?", suggestion: str | None = None) -> Thread:
    said = Said(body, suggestion)
    return conversation.comment_on(version, by=by, audience="patient", passage=WEEKS, said=said)


def suggest(version: Version, by: Person, words: str) -> Comment:
    return comment_on(version, by, "", words).comments.get()


def draft_body(version: Version) -> str:
    return Text.objects.get(article=version.article_id, audience="patient").body


def test_a_member_who_reads_the_text_takes_part(review: Review, pharmacist: Person, editor: Person) -> None:
    thread = comment_on(review.version, pharmacist)
    conversation.reply(thread, by=editor, said=Said("Yes, see the trial."))
    resolved = conversation.resolve_thread(thread, by=pharmacist)

    assert (thread.version, thread.revision) == (review.version, review.version.revision)
    assert [said.author for said in thread.comments.all()] == [pharmacist, editor]
    assert resolved.resolved_by == pharmacist


def test_a_member_resolves_only_what_they_opened(review: Review, pharmacist: Person, lay_member: Person) -> None:
    thread = comment_on(review.version, pharmacist)

    with pytest.raises(PermissionDenied):
        conversation.resolve_thread(thread, by=lay_member)
    conversation.resolve_thread(thread, by=pharmacist)
    reopened = conversation.reopen_thread(thread, by=lay_member)

    assert reopened.resolved_at is None


def test_who_did_not_declare_interests_has_no_part(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)

    with pytest.raises(PermissionDenied):
        comment_on(submitted_version, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    assert comment_on(submitted_version, pharmacist).opened_by == pharmacist


def test_who_stepped_back_has_no_part_any_more(review: Review, pharmacist: Person, editor: Person) -> None:
    thread = comment_on(review.version, editor)
    actions.recuse(review, by=pharmacist, reason="Conflict.")

    with pytest.raises(PermissionDenied):
        conversation.reply(thread, by=pharmacist, said=Said("Yes."))


def test_a_member_has_no_part_in_the_draft(review: Review, draft: Article, pharmacist: Person, editor: Person) -> None:
    thread = desk.open_thread(draft, by=editor, audience="patient", passage=WEEKS, said=Said("Hm."))

    with pytest.raises(PermissionDenied):
        conversation.reply(thread, by=pharmacist, said=Said("Yes."))


def test_the_desks_rules_alone_open_no_thread_on_a_version(review: Review, editor: Person) -> None:
    with pytest.raises(PermissionDenied):
        desk.reply(comment_on(review.version, editor), by=editor, said=Said("Yes."))


def test_members_accept_and_decline_nothing(review: Review, pharmacist: Person, chair: Person) -> None:
    suggestion = suggest(review.version, pharmacist, "8 weeks")

    for attempt in (
        lambda: conversation.accept_suggestion(suggestion, by=chair),
        lambda: conversation.decline_suggestion(suggestion, by=chair, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_only_who_reads_the_version_can_be_mentioned(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person, editor: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)
    with pytest.raises(CannotMention):
        comment_on(submitted_version, editor, "@Paul Pharmacist?")
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    comment_on(submitted_version, editor, "@Paul Pharmacist?")

    assert [row.person for row in Delivery.objects.filter(kind="mentioned")] == [pharmacist]


def test_readers_are_exactly_those_with_a_part(
    review: Review, pharmacist: Person, outsider: Person, auditor: Person, administrator: Person
) -> None:
    actions.recuse(review, by=pharmacist, reason="Conflict.")

    for version in (None, review.version):
        reading = {person for person in Person.objects.all() if part_in(person, version).reads}
        assert reading == set(readers(version))


def test_a_version_thread_never_moves(review: Review, pharmacist: Person, editor: Person) -> None:
    thread = comment_on(review.version, pharmacist)

    write(review.version.article, "patient", "<p>Other.</p>", by=editor)

    after = Thread.objects.get()
    assert (after.block_key, after.passage_state) == (thread.block_key, "in_place")


def test_threads_of_the_draft_stay_with_the_draft_when_it_is_submitted(draft: Article, editor: Person) -> None:
    desk.open_thread(draft, by=editor, audience="patient", passage=WEEKS, said=Said("Hm."))

    version = submit_again(draft, by=editor, change_note="")

    assert (version.threads.count(), Thread.objects.filter(version=None).count()) == (0, 1)


def test_a_suggestion_on_a_version_is_accepted_into_the_draft(
    review: Review, pharmacist: Person, editor: Person
) -> None:
    suggestion = suggest(review.version, pharmacist, "8 weeks")
    edited = PATIENT.replace("Most people", "Many people")
    write(review.version.article, "patient", edited, by=editor)

    conversation.accept_suggestion(suggestion, by=editor)

    assert draft_body(review.version) == edited.replace("6 weeks", "8 weeks")
    assert review.version.content.texts["patient"].body == PATIENT


def test_a_suggestion_whose_words_the_draft_has_no_longer_is_refused(
    review: Review, pharmacist: Person, editor: Person
) -> None:
    suggestion = suggest(review.version, pharmacist, "8 weeks")
    write(review.version.article, "patient", PATIENT.replace("6 weeks", "a few weeks"), by=editor)

    with pytest.raises(PassageMoved):
        conversation.accept_suggestion(suggestion, by=editor)


HUNDRED = " ".join(f"word{number}" for number in range(100))
SUMMARY = "<p>Bottom line.</p>"  # the text has 102 words with it


@pytest.fixture
def long_version(draft: Article, editor: Person) -> Version:
    """The patient text has 100 words in all, its bottom line included."""
    words = " ".join(HUNDRED.split()[:98])
    write(draft, "patient", f"<p>{words}</p>", by=editor, summary=SUMMARY)
    return submit_again(draft, by=editor, change_note="")


def accepted(version: Version, by: Person, editor: Person, *places: range) -> None:
    """One accepted suggestion for each range of words."""
    article = version.article
    for place in places:
        quote = " ".join(f"word{number}" for number in place)
        said = Said("", quote.replace("word", "new"))
        thread = conversation.comment_on(version, by=by, audience="patient", passage=Spot(quote=quote), said=said)
        conversation.accept_suggestion(thread.comments.get(), by=editor)
    article.refresh_from_db()


@pytest.mark.parametrize(
    ("places", "is_author"),
    [
        ([range(10, 19)], False),
        ([range(10, 20)], False),
        ([range(10, 21)], True),
        ([range(10, 15), range(30, 35)], False),
        ([range(10, 15), range(30, 36)], True),
    ],
)
def test_more_than_a_tenth_of_accepted_words_makes_an_author(
    places: list[range],
    is_author: bool,
    long_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    editor: Person,
) -> None:
    first = ask(long_version, managing_editor, board, chair, pharmacist)
    actions.disclose(first, by=pharmacist, answer=Answer.NONE)
    accepted(long_version, pharmacist, editor, *places)
    actions.withdraw(long_version, by=editor, reason="Other words.")

    version = submit_again(long_version.article, by=editor, change_note="Other words.")

    assert (pharmacist.pk in writers(version)) is is_author
    assert sum(row.words for row in suggestions_of(version)) == sum(len(place) for place in places)


def test_who_is_an_author_by_suggestions_cannot_sign_and_is_told_why(
    long_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person, editor: Person
) -> None:
    review = ask(long_version, managing_editor, board, chair, pharmacist)
    for person in (chair, pharmacist):
        actions.disclose(review, by=person, answer=Answer.NONE)
    accepted(long_version, pharmacist, editor, range(10, 19))
    sign(review, chair, "changes_required", "Too long.")
    answer_points(long_version.article, by=editor)
    small = submit_again(long_version.article, by=editor, change_note="Shorter.")
    again = ask(small, managing_editor, board, chair, pharmacist)
    actions.disclose(again, by=pharmacist, answer=Answer.NONE)
    assert reasons_not_to_sign(pharmacist, again) == []

    accepted(small, pharmacist, editor, range(30, 35))
    actions.withdraw(small, by=editor, reason="More to come.")
    large = submit_again(long_version.article, by=editor, change_note="More.")

    assert pharmacist.pk in writers(large)
    with pytest.raises(Refusal) as refused:
        ask(large, managing_editor, board, chair, pharmacist)
    assert refused.value.details == ("Paul Pharmacist wrote or changed words of this version.",)


def test_the_sentence_names_the_text(
    long_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person, editor: Person
) -> None:
    """Accepted before the freeze, so that the member sits in the review already when the words count."""
    review = ask(long_version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)
    accepted(long_version, pharmacist, editor, range(10, 30))
    review.version.revision = long_version.article.revision

    assert reasons_not_to_sign(pharmacist, review) == [
        (
            "Wording that you suggested makes up more than a tenth of the text for “Patients, families and carers”, "
            "so you cannot sign it."
        )
    ]


def test_writers_are_found_with_the_same_queries_for_one_suggestion_and_for_many(
    long_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person, editor: Person
) -> None:
    review = ask(long_version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    def queries() -> int:
        version = Version.objects.get(pk=long_version.pk)
        version.revision = long_version.article.revision
        with CaptureQueriesContext(connection) as captured:
            writers(version)
        return len(captured)

    accepted(long_version, pharmacist, editor, range(2))
    one = queries()
    accepted(long_version, pharmacist, editor, *(range(at, at + 2) for at in range(4, 24, 2)))

    assert queries() == one
