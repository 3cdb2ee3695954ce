"""The page of the dose sheet: who sees it, ticking without scripts, and a constant number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Person, Version
from tests.universe import CLINICIAN, ask, write
from workflows import actions
from workflows.models import Board, DoseTick, Review
from workflows.reviews.dose_sheet import dose_sheet


@pytest.fixture
def doses(review: Review) -> str:
    return f"/desk/reviews/{review.pk}/doses/"


def test_sheet_has_a_row_for_each_quantity_and_a_cell_for_each_text(
    client: Client, doses: str, pharmacist: Person
) -> None:
    client.force_login(pharmacist)

    first, second = client.get(doses).context["tables"]

    assert [(shown.row.name, [len(cell.lines) for cell in shown.cells]) for shown in first.rows] == [
        ("gabapentin, 300 mg", [0, 1])
    ]
    assert [(shown.row.name, [len(cell.lines) for cell in shown.cells]) for shown in second.rows] == [
        ("6 weeks", [1, 0])
    ]


def test_sheet_names_source_and_what_is_said(client: Client, doses: str, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    page = " ".join(client.get(doses).content.decode().split())

    assert "A trial of walking: <em>no quote names this amount</em>" in page
    assert "how often: daily" in page
    assert "Start gabapentin at 300 mg daily." in page
    assert '<p class="rb-dosesheet__missing">not in this text</p>' in page


def test_row_is_ticked_and_taken_back_by_a_form(client: Client, doses: str, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    key = dose_sheet(review.version.content).doses[0].key

    ticked = client.post(f"{doses}tick/", {"row": key, "tick": "yes"})
    progress = client.get(doses).context["progress"]
    back = client.post(f"{doses}tick/", {"row": key, "tick": "no"})

    assert (ticked.status_code, ticked["Location"]) == (302, f"{doses}#row-{key[:12]}")
    assert (progress.ticked, progress.rows, progress.ticked_doses, progress.doses) == (1, 2, 1, 1)
    assert (back.status_code, client.get(doses).context["progress"].ticked) == (302, 0)


def test_s29_opening_the_address_of_a_tick_changes_nothing(client: Client, doses: str, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    assert client.get(f"{doses}tick/").status_code == 405


def test_row_that_is_gone_is_said_on_the_sheet(client: Client, doses: str, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    page = client.post(f"{doses}tick/", {"row": "0" * 64, "tick": "yes"}, follow=True).content.decode()

    assert "The dose sheet has no such row. Open it again." in page


def test_everybody_sees_who_ticked_what(
    client: Client, doses: str, review: Review, pharmacist: Person, auditor: Person
) -> None:
    actions.tick_dose(review, by=pharmacist, row=dose_sheet(review.version.content).doses[0].key)
    client.force_login(auditor)

    response = client.get(doses)

    first, second = response.context["tables"]
    assert [[(tick.person, tick.version) for tick in shown.ticks] for shown in (*first.rows, *second.rows)] == [
        [(pharmacist, None)],
        [],
    ]
    assert (response.context["may_tick"], 'name="tick"' in response.content.decode()) == (False, False)


@pytest.mark.parametrize(("person", "status"), [("editor", 403), ("managing_editor", 403), ("outsider", 404)])
def test_others_tick_nothing(
    client: Client, doses: str, review: Review, person: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))
    key = dose_sheet(review.version.content).doses[0].key

    assert client.post(f"{doses}tick/", {"row": key}).status_code == status
    assert DoseTick.objects.count() == 0


def test_sheet_is_for_those_who_read_the_text(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    outsider: Person,
) -> None:
    review = ask(submitted_version, managing_editor, board, pharmacist, chair)
    address = f"/desk/reviews/{review.pk}/doses/"

    client.force_login(pharmacist)
    undeclared = client.get(address)
    client.force_login(outsider)
    unknown = client.get(address)
    client.logout()
    anonymous = client.get(address)

    assert (undeclared.status_code, undeclared["Location"]) == (302, f"/desk/reviews/{review.pk}/interests/")
    assert (unknown.status_code, anonymous.status_code) == (404, 302)


def test_chair_without_a_seat_sees_no_sheet(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    review = ask(submitted_version, managing_editor, board, pharmacist, lay_member)
    client.force_login(chair)

    assert client.get(f"/desk/reviews/{review.pk}/doses/").status_code == 404


@pytest.fixture
def long_review(
    draft: Article, editor: Person, managing_editor: Person, board: Board, pharmacist: Person, chair: Person
) -> Review:
    """Thirty doses."""
    more = "".join(f"<p>Then naproxen {number} mg daily.</p>" for number in range(100, 130))
    write(draft, "clinician", f"{CLINICIAN}{more}", by=editor)
    draft.refresh_from_db()
    review = ask(actions.submit(draft, by=editor, change_note=""), managing_editor, board, pharmacist, chair)
    for person in (pharmacist, chair):
        actions.disclose(review, by=person, answer="none")
    return review


def test_query_count_does_not_grow_with_rows_and_ticks(
    client: Client, long_review: Review, pharmacist: Person, chair: Person
) -> None:
    client.force_login(pharmacist)
    address = f"/desk/reviews/{long_review.pk}/doses/"
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    first, *others = dose_sheet(long_review.version.content).rows
    actions.tick_dose(long_review, by=pharmacist, row=first.key)
    one = queries()
    for row in others:
        actions.tick_dose(long_review, by=pharmacist, row=row.key)
        actions.tick_dose(long_review, by=chair, row=row.key)

    assert (one, queries(), len(others)) == (16, 16, 31)
