"""The sheet of a review: what changed for whom, every dose, warnings, answered flags, new references, minutes to read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions as desk
from articles.actions.conversation import Said
from articles.models import Article, Person, Publication, Reference, Version
from articles.text import rating
from articles.text.quotes import Spot
from articles.text.rating import InstrumentKey
from tests.universe import CLINICIAN, PATIENT, answer_points, ask, sign, submit_again, write
from workflows import actions
from workflows.actions.reviews.conversation import comment_on
from workflows.models import Answer, Board, OpenPoint, Review
from workflows.views.reviews.sheet import blocks_of, sheet

DOSES_OF_PATIENTS = "<p>Take gabapentin, 100 mg three times a day. Do not take more than 1800 mg a day.</p>"


@pytest.fixture
def draft(draft: Article, editor: Person) -> Article:
    """Both texts give doses of one drug, not the same ones."""
    write(draft, "patient", f"{PATIENT}\n{DOSES_OF_PATIENTS}", by=editor)
    write(draft, "clinician", f"{CLINICIAN}\n<p>Then gabapentin 0.1 g TID.</p>", by=editor)
    draft.refresh_from_db()
    return draft


def opened(client: Client, review: Review, person: Person, query: str = "") -> dict[str, Any]:
    client.force_login(person)
    response = client.get(f"/desk/reviews/{review.pk}/{query}")
    assert response.status_code == 200
    contexts: Any = response.context
    of_page = next(context for context in contexts if "review" in context)
    return {**of_page.flatten(), "page": response.content.decode()}


def second_review(
    version: Version, editor: Person, managing_editor: Person, board: Board, *members: Person, dose: str = "600 mg"
) -> Review:
    """A review of the next version, whose first dose is another."""
    body = re.sub(r"at \d+ mg", f"at {dose}", version.article.texts.get(audience="clinician").body)
    write(version.article, "clinician", body, by=editor)
    submitted = submit_again(version.article, by=editor, change_note="Another dose.")
    review = ask(submitted, managing_editor, board, *members)
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
    return review


def test_every_dose_stands_in_one_table_with_a_column_for_each_text(
    client: Client, review: Review, pharmacist: Person
) -> None:
    doses = opened(client, review, pharmacist)["sheet"].doses

    shown = [
        (dose.row.drug, dose.row.amount or dose.row.limit, [len(cell.lines) for cell in dose.cells])
        for dose in doses.rows
    ]
    assert [audience.value for audience in doses.audiences] == ["patient", "clinician"]
    assert shown == [("gabapentin", "100 mg", [1, 1]), ("gabapentin", "300 mg", [0, 1])]


def test_dose_that_another_text_gives_otherwise_is_marked(client: Client, review: Review, pharmacist: Person) -> None:
    doses = opened(client, review, pharmacist)["sheet"].doses

    assert [(dose.where, dose.notes) for dose in doses.rows] == [
        ("", []),
        ("only in: Health professionals", ["another text gives another dose"]),
    ]
    assert (doses.alone, doses.unlike) == (1, 1)


def test_line_of_a_dose_leads_to_its_block(client: Client, review: Review, pharmacist: Person) -> None:
    shown = opened(client, review, pharmacist, "?text=clinician")

    line = shown["sheet"].doses.rows[1].cells[1].lines[0]
    anchor = line.url.partition("#")[2]
    assert line.url.startswith("?text=clinician#block-")
    assert f'id="{anchor}"' in shown["page"]


def test_each_block_of_the_text_can_be_commented_on(client: Client, review: Review, pharmacist: Person) -> None:
    shown = opened(client, review, pharmacist, "?text=patient")
    address = f"/desk/versions/{review.version_id}/comments/patient/?block="

    first = shown["page"].partition(f'href="{address}')[2].partition('"')[0]
    form = client.get(address + first).context["form"]

    assert shown["page"].count(f'href="{address}') == 4
    assert form["block"].value() == first


def test_auditor_gets_places_but_no_way_to_comment(client: Client, review: Review, auditor: Person) -> None:
    page = opened(client, review, auditor)["page"]

    assert ("?block=" in page, 'id="block-' in page) == (False, True)


def test_warnings_stand_in_full(client: Client, review: Review, pharmacist: Person) -> None:
    warnings = opened(client, review, pharmacist)["sheet"].warnings

    assert [(warned.audience.value, warned.kind, warned.lines) for warned in warnings] == [
        ("clinician", "emergency", ("Loss of bladder control: refer at once.",))
    ]


def test_minutes_are_counted_for_each_text(draft: Article, editor: Person) -> None:
    write(draft, "patient", f"<p>{'word ' * 500}</p>", by=editor)
    draft.refresh_from_db()

    made = sheet(submit_again(draft, by=editor, change_note=""), None)

    assert [(reading.audience.value, reading.minutes) for reading in made.readings] == [
        ("patient", 3),
        ("clinician", 1),
    ]
    assert made.minutes == 4


def test_references_are_new_on_the_first_version_only(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    reference: Reference,
) -> None:
    first = sheet(publication.version, None)
    review = second_review(publication.version, editor, managing_editor, board, chair, pharmacist)
    second = opened(client, review, pharmacist)["sheet"]

    assert [entry.key for entry in first.references] == [reference.key]
    assert (second.references, second.gone) == ((), ())


def test_flags_are_shown_as_they_were_when_the_version_was_submitted(
    client: Client, review: Review, editor: Person, pharmacist: Person
) -> None:
    """What becomes of the draft's flags later is nothing to this version."""
    article = review.version.article
    answered = list(article.flags.exclude(answered_at=None))
    for flag in answered:
        desk.take_back_answer(flag, by=editor)

    shown = opened(client, review, pharmacist)

    assert len(answered) > 0
    assert [flag.reason for flag in shown["sheet"].flags.answered] == ["Meant so."] * len(answered)
    assert "Meant so." in shown["page"]


def test_a_version_that_no_check_saw_says_so(submitted_version: Version) -> None:
    """S35: one from before there were checks."""
    same = ("article", "number", "revision", "manifest", "digest")
    former = Version(pk=0, **{name: getattr(submitted_version, name) for name in same})

    shown = sheet(former, None)

    assert shown.flags is None
    assert "The checks did not run over this version." in render_to_string("workflows/_flags.html", {"sheet": shown})


def test_badges_of_a_changed_dose_come_first(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    """The pharmacist signed version 1, which is also the approved one; the lay member signed none."""
    review = second_review(publication.version, editor, managing_editor, board, chair, pharmacist, lay_member)

    signed = opened(client, review, pharmacist)["sinces"]
    not_signed = opened(client, review, lay_member)["sinces"]

    assert [(told.version.number, told.is_signed) for told in signed] == [(1, True)]
    assert [(told.version.number, told.is_signed) for told in not_signed] == [(1, False)]
    assert [note.sentence for note in signed[0].brief.badges] == ["300 mg → 600 mg, twice"]


def test_sheet_tells_what_changed_since_the_approved_version_and_since_the_own_signature(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    second = second_review(publication.version, editor, managing_editor, board, chair, pharmacist)
    sign(second, pharmacist, "changes_required", "Too much.")
    answer_points(second.version.article, by=editor)
    third = second_review(second.version, editor, managing_editor, board, chair, pharmacist, dose="200 mg")
    shown = opened(client, third, pharmacist)

    told = [(since.version.number, since.is_signed, since.brief.badges[0].sentence) for since in shown["sinces"]]
    assert told == [(2, True, "600 mg → 200 mg, a third"), (1, False, "300 mg → 200 mg, 0.67 times")]
    assert (shown["base"].number, [other.number for other in shown["earlier"]]) == (2, [1])


def test_ratings_of_the_words_of_the_version_are_told_and_others_are_not(
    client: Client,
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    pharmacist: Person,
    chair: Person,
) -> None:
    rated = desk.rate_text(
        draft.texts.get(audience="patient"),
        by=editor,
        instrument=InstrumentKey.CDC,
        answers=ALL_YES,
        seen=revision(draft),
    )
    version = submit_again(draft, by=editor, change_note="")
    write(draft, "patient", PATIENT, by=editor)
    desk.rate_text(
        draft.texts.get(audience="patient"),
        by=editor,
        instrument=InstrumentKey.CDC,
        answers=ALL_YES,
        seen=revision(draft),
    )
    review = ask(version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    shown = opened(client, review, pharmacist)

    assert shown["sheet"].ratings == (rated,)
    assert "rated by Edith Editor" in shown["page"]
    assert "CDC Clear Communication Index: score 100 %" in shown["page"]


ALL_YES = {item.number: rating.Answer.YES for item in rating.INSTRUMENTS[InstrumentKey.CDC].items}


def revision(draft: Article) -> int:
    return draft.texts.get(audience="patient").revision


QUERIES = 34


def queries(client: Client, review: Review) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/desk/reviews/{review.pk}/").status_code == 200
        return len(captured)


def test_query_count_is_the_same_with_one_comment_and_point_and_with_thirty(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    """Of a member who signed the approved version, so that everything is compared and shown."""
    review = second_review(publication.version, editor, managing_editor, board, chair, pharmacist)
    key = blocks_of(review.version, "patient")[0].key

    def add(number: int) -> None:
        said = Said(f"Is this so? ({number})")
        comment_on(review.version, by=chair, audience="patient", passage=Spot(key=key), said=said)
        OpenPoint.objects.create(review=review, sign_off=publication.version.sign_offs.all()[0], text=f"Point {number}")

    add(0)
    client.force_login(pharmacist)
    queries(client, review)  # what is worked out of the version once
    one = queries(client, review)
    for number in range(1, 30):
        add(number)

    assert (one, queries(client, review)) == (QUERIES, QUERIES)


def test_threads_below_the_tenth_are_answered_on_their_own_page(
    client: Client, review: Review, chair: Person, pharmacist: Person
) -> None:
    key = blocks_of(review.version, "patient")[0].key
    for number in range(11):
        comment_on(review.version, by=chair, audience="patient", passage=Spot(key=key), said=Said(f"So? ({number})"))

    cards = opened(client, review, pharmacist, "?text=patient")["conversation"].cards

    last = cards[-1].thread.get_absolute_url()
    assert [(card.form is not None, card.answer_url) for card in cards] == [*[(True, "")] * 10, (False, last)]
