"""Starting a review, asking more members, reopening."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Person, Publication, Status, Version
from tests.universe import Administrators, PersonFactory, add_member, add_rule, open_board, sign
from workflows import actions
from workflows.models import Away, Board, Review
from workflows.views.reviews.candidates import candidates


def due(days: int = 14) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def test_only_board_is_chosen_and_its_rule_stands_in_words(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board
) -> None:
    client.force_login(managing_editor)

    response = client.get(f"/desk/versions/{submitted_version.pk}/start-review/")

    fit = response.context["fit"]
    assert (response.context["board"], fit.rule.name, fit.rule.in_words) == (board, "two", "2 approvals")
    assert response.context["form"].initial["due_on"] == timezone.localdate() + datetime.timedelta(days=14)


def second_board(chair: Person, *, by: Administrators) -> Board:
    administrator, second = by
    board = actions.create_board(by=administrator, name="Second board")
    today = timezone.localdate()
    actions.add_member(board, by=administrator, person=chair, role="chair", term_from=today, reason="test")
    actions.add_approval_rule(
        board, by=administrator, name="one", data={"approvals": 1}, is_default=True, reason="test"
    )
    return open_board(board, by=second)


def test_board_that_nobody_opened_is_not_offered(
    client: Client, submitted_version: Version, managing_editor: Person, board_being_set_up: Board
) -> None:
    client.force_login(managing_editor)

    assert client.get(f"/desk/versions/{submitted_version.pk}/start-review/").context["boards"] == []


def test_board_is_asked_for_where_there_are_several(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
) -> None:
    other = second_board(chair, by=administrators)
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"

    assert client.get(url).context["board"] is None
    assert client.get(f"{url}?board={other.pk}").context["board"] == other
    assert client.get(f"{url}?board=nonsense").context["board"] is None


def test_page_says_that_there_is_no_board(client: Client, submitted_version: Version, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    page = client.get(f"/desk/versions/{submitted_version.pk}/start-review/").content.decode()

    assert "There is no board with an approval rule yet" in page


def test_managing_editor_starts_the_review(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    posted = {"members": [chair.pk, pharmacist.pk], "due_on": due(), "publish_at": "2030-01-02T09:30"}

    response = client.post(f"/desk/versions/{submitted_version.pk}/start-review/", posted)

    review = Review.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/articles/{submitted_version.article_id}/")
    assert [seat.person for seat in review.assignments.all()] == [chair, pharmacist]
    assert review.publish_at
    assert timezone.localtime(review.publish_at).isoformat()[:16] == "2030-01-02T09:30"


def test_fitting_rule_is_used_where_there_are_several(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False, classes=["new"])
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"

    fit = client.get(url).context["fit"]
    client.post(url, {"members": [chair.pk], "due_on": due()})

    assert (fit.kind, fit.rule, fit.choice) == ("new", one, None)
    assert Review.objects.get().approval_rule == one


def test_wrong_input_is_answered_at_the_field_and_kept(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person
) -> None:
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"

    response = client.post(url, {"members": [], "due_on": "soon", "reason": "As agreed."})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "members": ["Choose at least one member."],
        "due_on": ["Enter a valid date."],
    }
    assert "As agreed.</textarea>" in response.content.decode()
    assert not Review.objects.exists()


def test_members_who_cannot_fulfil_the_rule_are_refused_with_the_reason(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person
) -> None:
    client.force_login(managing_editor)

    response = client.post(
        f"/desk/versions/{submitted_version.pk}/start-review/", {"members": [chair.pk], "due_on": due()}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "members": ["These members cannot fulfil the approval rule. Add members:", "1 more approval is needed."]
    }


def test_whoever_wrote_the_words_is_marked_and_cannot_be_ticked(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    editor: Person,
) -> None:
    add_member(board, editor, "member", by=administrators, specialty="Neurology")
    client.force_login(managing_editor)

    page = client.get(f"/desk/versions/{submitted_version.pk}/start-review/").content.decode()

    marked = [one for one in candidates(submitted_version, board) if one.wrote]
    assert [one.label for one in marked] == [
        "Edith Editor, MSc (Member, Neurology): wrote or changed words of this version"
    ]
    assert page.count(" disabled") == 1


def test_answer_is_hoped_for_by_the_day_that_was_typed(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"
    posted = {"members": [chair.pk, pharmacist.pk], "due_on": due(), "answer_by": due(3)}

    offered = client.get(url).context["form"].initial["answer_by"]
    client.post(url, posted)

    assert offered.isoformat() == due(5)
    assert {seat.answer_by.isoformat() for seat in Review.objects.get().assignments.all()} == {due(3)}


def test_rule_says_how_long_an_answer_may_take(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
) -> None:
    add_rule(board, "slow", {"approvals": 1, "answer_days": 9, "review_days": 21}, by=administrators)
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"

    initial = client.get(url).context["form"].initial
    client.post(url, {"members": [chair.pk], "due_on": due(21)})

    assert (initial["due_on"].isoformat(), initial["answer_by"].isoformat()) == (due(21), due(9))
    assert Review.objects.get().assignments.get().answer_by.isoformat() == due(9)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"answer_by": 20}, {"answer_by": ["The answer is due before the review."]}),
        ({"answer_by": -1}, {"answer_by": ["This day has passed already. Choose a later one."]}),
        ({"due_on": -1}, {"due_on": ["The due date has passed already. Choose a later one."]}),
    ],
)
def test_wrong_day_is_answered_at_its_field(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    typed: dict[str, int],
    errors: dict[str, list[str]],
) -> None:
    client.force_login(managing_editor)
    posted = {
        "members": [chair.pk, pharmacist.pk],
        "due_on": due(),
        **{name: due(days) for name, days in typed.items()},
    }

    response = client.post(f"/desk/versions/{submitted_version.pk}/start-review/", posted)

    assert (response.status_code, response.context["form"].errors) == (422, errors)
    assert not Review.objects.exists()


def test_members_are_proposed_again_for_another_day_and_nothing_typed_is_lost(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    lay_member: Person,
) -> None:
    today = timezone.localdate()
    Away.objects.create(person=chair, first_day=today, last_day=today + datetime.timedelta(days=10))
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"
    typed = {"members": [chair.pk], "due_on": due(60), "reason": "As agreed.", "publish_at": "2030-01-02T09:30"}

    response = client.post(url, {**typed, "propose": "1"})

    form = response.context["form"]
    assert (response.status_code, form["members"].value()) == (200, [str(chair.pk), str(lay_member.pk)])
    assert [form[name].value() for name in ("due_on", "reason", "publish_at")] == [
        due(60),
        "As agreed.",
        "2030-01-02T09:30",
    ]
    assert 'role="status">The members below are proposed' in response.content.decode()
    assert not Review.objects.exists()


def test_members_are_proposed_again_for_the_rule_that_the_chair_chose_meanwhile(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
) -> None:
    client.force_login(managing_editor)
    url = f"/desk/versions/{submitted_version.pk}/start-review/"
    seen = client.get(url).context["fit"].rule
    one = add_rule(board, "one", {"approvals": 1, "roles": {"chair": 1}}, by=administrators, is_default=False)
    actions.choose_rule(submitted_version, by=chair, rule=one, reason="Known to the board.")
    posted = {"rule": seen.pk, "members": [chair.pk], "due_on": due()}

    refused = client.post(url, posted)
    proposed = client.post(url, {**posted, "propose": "1"})

    assert (refused.status_code, refused.context["form"].non_field_errors()) == (
        422,
        ["Another rule is used by now: 1 approval, of which 1 chair. Look at it and at the members, then start."],
    )
    assert proposed.context["form"]["members"].value() == [str(chair.pk)]
    assert f'name="rule" value="{one.pk}"' in proposed.content.decode()
    assert not Review.objects.exists()


def test_proposing_again_says_what_is_wrong_with_the_day_and_keeps_who_was_ticked(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person
) -> None:
    client.force_login(managing_editor)
    posted = {"members": [chair.pk], "due_on": "soon", "propose": "1"}

    response = client.post(f"/desk/versions/{submitted_version.pk}/start-review/", posted)

    form = response.context["form"]
    assert (response.status_code, form.errors) == (422, {"due_on": ["Enter a valid date."]})
    assert form["members"].value() == [str(chair.pk)]


def test_proposing_again_says_when_nobody_is_free(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board
) -> None:
    today = timezone.localdate()
    for term in board.memberships.all():
        Away.objects.create(person=term.person, first_day=today, last_day=today + datetime.timedelta(days=30))
    client.force_login(managing_editor)

    response = client.post(f"/desk/versions/{submitted_version.pk}/start-review/", {"due_on": due(), "propose": "1"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "members": ["The members who are free until then cannot fulfil the rule. Choose another day."]
    }


def test_editor_and_member_cannot_start(
    client: Client, submitted_version: Version, editor: Person, chair: Person, board: Board
) -> None:
    url, statuses = f"/desk/versions/{submitted_version.pk}/start-review/", []
    for person in (editor, chair):
        client.force_login(person)
        statuses += [
            client.get(url).status_code,
            client.post(url, {"members": [chair.pk], "due_on": due()}).status_code,
        ]

    # The chair's board may never be asked about it, so that it is nothing they need to know of.
    assert statuses == [403, 403, 404, 404]
    assert not Review.objects.exists()


def test_more_members_are_asked(
    client: Client,
    review: Review,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    make_person: PersonFactory,
) -> None:
    new = make_person("Nina New")
    add_member(board, new, "member", by=administrators)
    client.force_login(managing_editor)

    response = client.post(f"/desk/reviews/{review.pk}/members/", {"members": [new.pk]})

    assert response.status_code == 302
    assert review.assignments.filter(person=new).count() == 1


def test_editor_cannot_ask_more_members(client: Client, review: Review, editor: Person, board: Board) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/reviews/{review.pk}/members/", {"members": []})

    assert response.status_code == 422
    assert review.assignments.count() == 3


@pytest.mark.parametrize("who", ["chair", "managing_editor"])
def test_chair_or_managing_editor_reopens(
    client: Client,
    publication: Publication,
    who: str,
    request: pytest.FixtureRequest,
    chair: Person,
    pharmacist: Person,
) -> None:
    client.force_login(request.getfixturevalue(who))
    url = f"/desk/versions/{publication.version_id}/reopen/"
    posted = {"members": [chair.pk, pharmacist.pk], "due_on": due(), "reason": "New trial."}

    assert client.get(url).status_code == 200
    response = client.post(url, posted)

    review = Review.objects.order_by("-pk")[0]
    assert (response.status_code, response["Location"]) == (302, f"/desk/reviews/{review.pk}/")
    assert Version.objects.get(pk=publication.version_id).status == Status.UNDER_REVIEW


def test_reopening_proposes_members_again_for_another_day_and_asks_for_no_reason_yet(
    client: Client, publication: Publication, managing_editor: Person, chair: Person, lay_member: Person
) -> None:
    today = timezone.localdate()
    Away.objects.create(person=chair, first_day=today, last_day=today + datetime.timedelta(days=10))
    client.force_login(managing_editor)
    url = f"/desk/versions/{publication.version_id}/reopen/"

    response = client.post(url, {"members": [lay_member.pk], "due_on": due(60), "answer_by": due(20), "propose": "1"})

    form = response.context["form"]
    assert (response.status_code, form["members"].value()) == (200, [str(chair.pk), str(lay_member.pk)])
    assert [form[name].value() for name in ("due_on", "answer_by", "reason")] == [due(60), due(20), None]
    assert 'role="status">The members below are proposed' in response.content.decode()
    assert Review.objects.count() == 1


def test_reopening_hopes_for_an_answer_by_the_day_that_was_typed(
    client: Client, publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    url, posted = f"/desk/versions/{publication.version_id}/reopen/", {"reason": "New trial.", "due_on": due()}
    members = [chair.pk, pharmacist.pk]

    late = client.post(url, {**posted, "members": members, "answer_by": due(60)})
    client.post(url, {**posted, "members": members, "answer_by": due(3)})

    seats = Review.objects.order_by("-pk")[0].assignments.all()
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["answer_by"])
    assert {seat.answer_by.isoformat() for seat in seats if seat.answer_by} == {due(3)}


def test_member_and_editor_cannot_reopen(
    client: Client, publication: Publication, pharmacist: Person, editor: Person
) -> None:
    statuses = []
    for person in (pharmacist, editor):
        client.force_login(person)
        statuses.append(client.post(f"/desk/versions/{publication.version_id}/reopen/", {"reason": "x"}).status_code)

    assert statuses == [403, 403]


def test_version_that_was_never_reviewed_cannot_be_reopened(
    client: Client, submitted_version: Version, managing_editor: Person
) -> None:
    client.force_login(managing_editor)

    assert client.get(f"/desk/versions/{submitted_version.pk}/reopen/").status_code == 403


def test_page_proposes_members_and_says_why(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    make_person: PersonFactory,
) -> None:
    today = timezone.localdate()
    fitting = make_person("Fay Fitting")
    add_member(board, fitting, "member", by=administrators, specialty="Pain medicine")
    Away.objects.create(person=chair, first_day=today, last_day=today + datetime.timedelta(days=10))
    client.force_login(managing_editor)

    form = client.get(f"/desk/versions/{submitted_version.pk}/start-review/").context["form"]

    offered = [(one.label, one.why.split(";")[0]) for one in candidates(submitted_version, board)]
    assert offered == [
        ("Fay Fitting (Member, Pain medicine)", "Pain medicine fits the subject"),
        ("Laura Lay (Lay member)", "0 open reviews"),
        ("Paul Pharmacist, PharmD (Pharmacist)", "0 open reviews"),
        ("Clara Chair, MD (Chair)", "0 open reviews"),
    ]
    assert set(form.initial["members"]) == {fitting.pk, lay_member.pk}


def test_open_reviews_of_a_member_are_counted(
    submitted_version: Version, board: Board, review: Review, pharmacist: Person, managing_editor: Person
) -> None:
    sign(review, pharmacist)

    whys = {one.person: one.why for one in candidates(submitted_version, board)}

    assert sorted(whys.values()) == ["0 open reviews", "1 open review", "1 open review"]
    assert whys[pharmacist.pk] == "0 open reviews"


def test_members_are_listed_with_the_same_queries_for_a_large_board(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    make_person: PersonFactory,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/desk/versions/{submitted_version.pk}/start-review/")
        return len(captured)

    client.force_login(managing_editor)
    few = queries()
    for number in range(30):
        person = make_person(f"Member {number}")
        add_member(board, person, "member", by=administrators)

    assert queries() == few


def test_start_page_and_version_lead_to_another_rule_where_the_managing_editor_chairs_the_board(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
) -> None:
    url = f"/desk/versions/{submitted_version.pk}/"
    link = f'href="{url}rule/{board.pk}/"'
    client.force_login(managing_editor)
    before = [link in client.get(page).content.decode() for page in (url, f"{url}start-review/")]
    add_member(board, managing_editor, "chair", by=administrators)

    after = [link in client.get(page).content.decode() for page in (url, f"{url}start-review/")]

    assert (before, after) == ([False, False], [True, True])
