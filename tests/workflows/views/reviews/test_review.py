"""The review page: who reads what, and what it says."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Person, Publication, Version
from tests.universe import (
    CLINICIAN,
    PATIENT,
    Administrators,
    PersonFactory,
    add_member,
    answer_points,
    ask,
    sign,
    submit_again,
    write,
)
from workflows import actions
from workflows.models import Answer, Board, BoardRole, Review

WORDS = "Most people get better"


def opened(client: Client, review: Review, person: Person, query: str = "") -> Any:
    """The page's context, its HTML under "page"."""
    client.force_login(person)
    response = client.get(f"/desk/reviews/{review.pk}/{query}")
    assert response.status_code == 200
    contexts: Any = response.context
    of_page = next(context for context in contexts if "review" in context)
    return {**of_page.flatten(), "page": response.content.decode()}


def next_version(
    article_version: Version, editor: Person, text: str = CLINICIAN.replace("300 mg", "100 mg")
) -> Version:
    write(article_version.article, "clinician", text, by=editor)
    answer_points(article_version.article, by=editor)
    return submit_again(article_version.article, by=editor, change_note="Lower dose.")


def test_member_who_declared_reads_and_may_sign(client: Client, review: Review, pharmacist: Person) -> None:
    shown = opened(client, review, pharmacist)

    assert (shown["reasons"], shown["sign_form"] is not None, WORDS in shown["page"]) == ([], True, True)


def test_sign_panel_carries_the_fingerprint_that_was_shown(client: Client, review: Review, pharmacist: Person) -> None:
    page = opened(client, review, pharmacist)["page"]

    assert f'<input type="hidden" name="digest" value="{review.version.digest}"' in page
    assert 'name="password"' not in page


def test_text_is_chosen_by_the_address(client: Client, review: Review, pharmacist: Person) -> None:
    shown = opened(client, review, pharmacist, "?text=clinician")

    text = shown["page"].partition('id="_words"')[2].partition("</section>")[0]
    assert ("Start gabapentin" in text, WORDS in text) == (True, False)


def test_desk_reads_and_is_told_why_it_cannot_sign(
    client: Client, review: Review, editor: Person, managing_editor: Person, auditor: Person
) -> None:
    stranger = ["You are not a member of this board.", "You are not assigned to this review."]
    wrote = "You wrote or changed words of this version, so you cannot sign it."
    undeclared = "Declare your interests first."

    assert opened(client, review, editor)["reasons"] == [*stranger, wrote, undeclared]
    assert opened(client, review, managing_editor)["reasons"] == [*stranger, undeclared]
    assert opened(client, review, auditor)["sign_form"] is None


def test_chair_without_a_seat_sees_the_judgement_but_no_text(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    review = ask(submitted_version, managing_editor, board, pharmacist, lay_member)
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Advises a maker.")

    shown = opened(client, review, chair)

    assert (shown["reads_text"], WORDS in shown["page"], "Advises a maker." in shown["page"]) == (False, False, True)


def test_outsider_does_not_learn_of_it(client: Client, review: Review, outsider: Person) -> None:
    client.force_login(outsider)

    assert client.get(f"/desk/reviews/{review.pk}/").status_code == 404


def test_first_version_has_nothing_to_compare_with(client: Client, review: Review, pharmacist: Person) -> None:
    shown = opened(client, review, pharmacist)

    assert (shown["base"], shown["changed"]) == (None, ())
    assert "Everything in it is new." in shown["page"]


def test_changes_since_the_last_approved_version_are_shown(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    pharmacist: Person,
    chair: Person,
) -> None:
    review = ask(next_version(publication.version, editor), managing_editor, board, pharmacist, chair)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    shown = opened(client, review, pharmacist, "?since=1")

    counts = [(row.audience.value, row.count) for row in shown["changed"]]
    assert (shown["base"], counts) == (publication.version, [("patient", 0), ("clinician", 1)])
    assert "The editors write: Lower dose." in shown["page"]
    assert "since version 1 (Approved)" in shown["page"]


def test_member_who_required_changes_sees_the_difference_since_they_signed(
    client: Client,
    returned_version: Version,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    review = ask(next_version(returned_version, editor), managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=chair, answer=Answer.NONE)

    shown = opened(client, review, chair)

    assert shown["base"] == returned_version
    assert [point.text for point in shown["own_points"]] == ["The dose is too high."]
    assert shown["other_points"] == []
    assert "What was done about what you asked for" in shown["page"]
    assert "It stands as the trial reports it." in shown["page"]


def test_what_another_member_asked_for_comes_after_ones_own(
    client: Client,
    review: Review,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    sign(review, pharmacist, "approve_with_comment", "Mention driving.")
    sign(review, chair, "changes_required", "The dose is too high.")
    again = ask(next_version(review.version, editor), managing_editor, board, chair, pharmacist)
    actions.disclose(again, by=pharmacist, answer=Answer.NONE)

    shown = opened(client, again, pharmacist)

    points = [[point.text for point in shown[name]] for name in ("own_points", "other_points")]
    assert points == [["Mention driving."], ["The dose is too high."]]
    assert shown["page"].index("Mention driving.") < shown["page"].index("The dose is too high.")


def test_another_version_to_compare_with_is_chosen_by_the_address(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    second = next_version(publication.version, editor)
    actions.withdraw(second, by=editor, reason="One more change.")
    write(publication.article, "patient", PATIENT.replace("6", "8"), by=editor)
    third = submit_again(publication.article, by=editor, change_note="Weeks.")
    review = ask(third, managing_editor, board, chair, pharmacist)

    def base(query: str) -> Version:
        found = opened(client, review, editor, query)["base"]
        assert isinstance(found, Version)
        return found

    assert [base(query) for query in ("", "?since=2", "?since=x")] == [publication.version, second, publication.version]


def test_sign_offs_of_others_are_shown_as_readers_will_see_them(
    client: Client, review: Review, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair, "approve_with_comment", "Mention driving.")

    shown = opened(client, review, pharmacist)

    assert (shown["signed"], shown["result"].reasons) == (1, ("1 more approval is needed.",))
    assert "“Mention driving.”" in shown["page"]
    assert "clinical accuracy, doses" in shown["page"]


def test_ended_review_says_so(
    client: Client, approved_version: Version, pharmacist: Person, lay_member: Person
) -> None:
    review = approved_version.reviews.get()

    assert opened(client, review, lay_member)["reasons"] == ["This review has ended."]


def test_chair_and_managing_editor_are_offered_to_reopen(
    client: Client,
    approved_version: Version,
    chair: Person,
    managing_editor: Person,
    pharmacist: Person,
    editor: Person,
) -> None:
    review, url = approved_version.reviews.get(), f"/desk/versions/{approved_version.pk}/reopen/"

    offered = [opened(client, review, person)["reopen_url"] for person in (chair, managing_editor, pharmacist, editor)]

    assert offered == [url, url, "", ""]


def test_only_the_managing_editor_is_offered_more_members(
    client: Client, review: Review, managing_editor: Person, editor: Person
) -> None:
    assert opened(client, review, managing_editor)["members_form"] is not None
    assert opened(client, review, editor)["members_form"] is None
    assert "Every member of the board has been asked." in opened(client, review, managing_editor)["page"]


def test_reading_leaves_no_trace(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/desk/reviews/{review.pk}/")

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_query_count_does_not_grow_with_the_members(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
    make_person: PersonFactory,
) -> None:
    def queries(review: Review) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/desk/reviews/{review.pk}/")
        return len(captured)

    people = [make_person(f"Member {number}") for number in range(30)]
    for person in people:
        add_member(board, person, BoardRole.MEMBER, by=administrators)
    review = ask(submitted_version, managing_editor, board, chair, *people[:1])
    client.force_login(managing_editor)
    queries(review)  # what is worked out of the version once
    two = queries(review)
    actions.add_members(review, by=managing_editor, members=people[1:])
    for person in people:
        actions.declare_interests(by=person, interests=[])
        actions.disclose(review, by=person, answer=Answer.NONE)

    assert queries(review) == two
