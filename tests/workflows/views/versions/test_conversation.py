"""One thread as a page, its buttons, and comments on a version: for whom they are, and for whom they do not exist."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions as desk
from articles.actions.conversation import Said
from articles.models import Article, Comment, Outcome, Person, SuggestionOutcome, Text, Thread, Version
from articles.text.quotes import Spot
from tests.universe import PASSWORD, PATIENT, ask, write
from workflows import actions
from workflows.actions.reviews import conversation
from workflows.models import Board, Review

WEEKS = Spot(quote="6 weeks")
DEEDS = ["reply", "resolve", "reopen"]


@pytest.fixture
def suggestion(draft: Article, editor: Person) -> Comment:
    said = Said("Longer.", "8 weeks")
    return desk.open_thread(draft, by=editor, audience="patient", passage=WEEKS, said=said).comments.get()


@pytest.fixture
def member_thread(review: Review, pharmacist: Person) -> Thread:
    """A thread that a member of the board opened on the version."""
    said = Said("Is this so?", "8 weeks")
    return conversation.comment_on(review.version, by=pharmacist, audience="patient", passage=WEEKS, said=said)


def urls_of(thread: Thread) -> list[str]:
    comment = thread.comments.first()
    assert comment is not None
    return [f"/desk/threads/{thread.pk}/{deed}/" for deed in DEEDS] + [
        f"/desk/suggestions/{comment.pk}/{deed}/" for deed in ("accept", "decline")
    ]


def test_a_stranger_is_sent_to_sign_in(client: Client, suggestion: Comment) -> None:
    pages = [client.get(f"/desk/threads/{suggestion.thread_id}/")]
    pages += [client.post(url) for url in urls_of(suggestion.thread)]

    assert {page.status_code for page in pages} == {302}
    assert all(page["Location"].startswith("/accounts/login/") for page in pages)


@pytest.mark.parametrize("who", ["outsider", "administrator", "pharmacist"])
def test_a_thread_of_a_draft_does_not_exist_for_who_may_not_read_it(
    who: str, client: Client, suggestion: Comment, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    answers = [client.get(f"/desk/threads/{suggestion.thread_id}/")]
    answers += [client.post(url, {"body": "Hm.", "reason": "No."}) for url in urls_of(suggestion.thread)]

    assert {answer.status_code for answer in answers} == {404}


def test_an_auditor_reads_a_thread_and_changes_nothing(client: Client, suggestion: Comment, auditor: Person) -> None:
    client.force_login(auditor)

    read = client.get(f"/desk/threads/{suggestion.thread_id}/")
    answers = [client.post(url, {"body": "Hm.", "reason": "No."}) for url in urls_of(suggestion.thread)]

    assert read.status_code == 200
    assert {answer.status_code for answer in answers} == {403}
    assert Comment.objects.count() == 1


def test_s29_following_a_link_does_nothing(client: Client, suggestion: Comment, editor: Person) -> None:
    client.force_login(editor)

    answers = [client.get(url, {"body": "Hm.", "reason": "No."}) for url in urls_of(suggestion.thread)]

    assert {answer.status_code for answer in answers} == {405}
    assert SuggestionOutcome.objects.count() == 0


def test_a_reply_is_resolved_and_reopened(client: Client, suggestion: Comment, editor: Person) -> None:
    client.force_login(editor)
    pk = suggestion.thread_id
    seen = []
    for deed in DEEDS:
        response = client.post(f"/desk/threads/{pk}/{deed}/", {"body": "Why?"})
        seen.append((response["Location"], Thread.objects.get().is_open))

    there = f"/desk/threads/{pk}/#thread-{pk}"
    assert seen == [(there, True), (there, False), (there, True)]
    assert [said.body for said in Comment.objects.all()] == ["Longer.", "Why?"]


def test_a_refused_reply_keeps_what_was_typed(client: Client, suggestion: Comment, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/threads/{suggestion.thread_id}/reply/", {"body": "x" * 5001})

    assert response.status_code == 422
    assert response.context["card"].form["body"].value() == "x" * 5001
    assert "at most 5000 characters" in response.content.decode()


def test_a_reply_typed_into_a_lost_session_is_there_after_signing_in(
    client: Client, suggestion: Comment, editor: Person
) -> None:
    url = f"/desk/threads/{suggestion.thread_id}/"
    lost = client.post(f"{url}reply/", {"body": "Why?"})
    client.post(lost["Location"], {"login": editor.email, "password": PASSWORD})

    form = client.get(url).context["card"].form

    assert (lost["Location"], form["body"].value()) == (f"/accounts/login/?next={url}", "Why?")


def test_one_click_puts_suggested_words_into_the_draft(client: Client, suggestion: Comment, editor: Person) -> None:
    client.force_login(editor)

    client.post(f"/desk/suggestions/{suggestion.pk}/accept/")

    assert Text.objects.get(audience="patient").body == PATIENT.replace("6 weeks", "8 weeks")


def test_a_suggestion_that_cannot_be_accepted_offers_its_words(
    client: Client, suggestion: Comment, draft: Article, editor: Person
) -> None:
    write(draft, "patient", "<p>Other.</p>", by=editor)
    client.force_login(editor)

    response = client.post(f"/desk/suggestions/{suggestion.pk}/accept/")

    assert response.status_code == 422
    assert "Suggested words, to copy: “8 weeks”" in response.content.decode()


def test_declining_asks_for_a_reason(client: Client, suggestion: Comment, editor: Person) -> None:
    client.force_login(editor)
    url = f"/desk/suggestions/{suggestion.pk}/decline/"

    without = client.post(url, {"reason": ""})
    client.post(url, {"reason": "The trial says 6."})

    assert (without.status_code, list(without.context["declined"].errors)) == (422, ["reason"])
    assert [(row.outcome, row.reason) for row in SuggestionOutcome.objects.all()] == [
        (Outcome.DECLINED, "The trial says 6.")
    ]


def test_a_member_comments_on_the_version_they_review(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    url = f"/desk/versions/{review.version_id}/comments/patient/"

    offered = client.get(url).context["form"]
    response = client.post(url, {"quote": "6 weeks", "body": "Is this so?", "next": review.get_absolute_url()})

    thread = Thread.objects.get()
    assert "more than a tenth" in str(offered.fields["suggests"].help_text)
    assert response["Location"] == f"{review.get_absolute_url()}#thread-{thread.pk}"
    assert (thread.version, thread.opened_by) == (review.version, pharmacist)


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("auditor", 403), ("administrator", 404)])
def test_others_do_not_comment_on_a_version(
    who: str, status: int, client: Client, review: Review, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/desk/versions/{review.version_id}/comments/patient/").status_code == status


def test_who_has_not_declared_interests_finds_no_version_to_comment_on(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    ask(submitted_version, managing_editor, board, chair, pharmacist)
    client.force_login(pharmacist)

    assert client.get(f"/desk/versions/{submitted_version.pk}/comments/patient/").status_code == 404


def test_a_text_that_the_version_has_not_is_not_found(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    assert client.get(f"/desk/versions/{review.version_id}/comments/student/").status_code == 404


def test_threads_of_members_stand_on_the_review_and_version_pages(
    client: Client, member_thread: Thread, chair: Person, editor: Person, review: Review
) -> None:
    client.force_login(chair)
    on_review = client.get(f"{review.get_absolute_url()}?text=patient").context["conversation"]
    client.force_login(editor)
    on_version = client.get(f"/desk/versions/{review.version_id}/?text=patient").context["conversation"]
    other_text = client.get(f"/desk/versions/{review.version_id}/?text=clinician").context["conversation"]

    assert [card.thread for card in on_review.cards] == [member_thread]
    assert [card.thread for card in on_version.cards] == [member_thread]
    assert list(other_text.cards) == []


def test_who_stepped_back_finds_the_thread_no_longer(
    client: Client, member_thread: Thread, review: Review, pharmacist: Person
) -> None:
    actions.recuse(review, by=pharmacist, reason="Conflict.")
    client.force_login(pharmacist)

    assert client.get(f"/desk/threads/{member_thread.pk}/").status_code == 404


@pytest.mark.parametrize("page", ["version", "review", "thread"])
def test_a_page_asks_the_same_for_one_thread_and_for_thirty(
    page: str, client: Client, member_thread: Thread, review: Review, pharmacist: Person, editor: Person
) -> None:
    client.force_login(pharmacist if page == "review" else editor)
    url = {
        "version": f"/desk/versions/{review.version_id}/?text=patient",
        "review": f"{review.get_absolute_url()}?text=patient",
        "thread": f"/desk/threads/{member_thread.pk}/",
    }[page]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    queries()  # what is worked out of the version once
    one = queries()
    for number in range(29):
        said = Said(f"Comment {number}.", f"{number + 9} weeks")
        conversation.comment_on(review.version, by=pharmacist, audience="patient", passage=WEEKS, said=said)
        conversation.reply(member_thread, by=editor, said=said)

    assert queries() == one


def test_a_mention_waits_in_my_work_until_it_is_answered(
    client: Client, suggestion: Comment, editor: Person, other_editor: Person
) -> None:
    desk.reply(suggestion.thread, by=editor, said=Said("@Otto Editor?"))
    client.force_login(other_editor)

    (before,) = client.get("/desk/").context["sections"]
    desk.reply(suggestion.thread, by=other_editor, said=Said("Yes."))
    after = client.get("/desk/").context["sections"]

    assert [(task.title, task.url) for task in before.tasks] == [("Leg pain", f"/desk/threads/{suggestion.thread_id}/")]
    assert after == []


def test_a_mention_of_a_member_who_stepped_back_waits_no_longer(
    client: Client, member_thread: Thread, review: Review, lay_member: Person, editor: Person
) -> None:
    conversation.reply(member_thread, by=editor, said=Said("@Laura Lay?"))
    client.force_login(lay_member)
    titles = [str(section.title) for section in client.get("/desk/").context["sections"]]
    actions.recuse(review, by=lay_member, reason="Conflict.")

    assert titles == ["Reviews to do", "Comments that name you"]
    assert client.get("/desk/").context["sections"] == []
