"""Whatever stands beside sign-offs in a review is said in words in the inspection file, the same in its JSON and on its pages."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.utils import timezone
from django.utils.dateformat import format as format_date

from articles import actions as desk
from articles.models import Article, Person, Publication, Version
from articles.text.quotes import Spot
from tests.universe import PATIENT, Administrators, add_rule, answer_points, ask, sign, submit_again, write
from workflows import actions
from workflows.actions.reviews.paper import OnPaper
from workflows.models import Answer, Board, DoseTick, PaperReview, Review
from workflows.models.checklist import Ticked
from workflows.record.inspection import Inspection, as_html, as_json
from workflows.reviews.dose_sheet import dose_sheet

DOSES = "Are all doses right for an adult?"


def written(found: Inspection) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(as_json(found))
    return data


def without_times(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if not name.endswith("_at")}


def inspected(article: Article, auditor: Person) -> tuple[dict[str, Any], str]:
    found = actions.inspect(article, by=auditor)
    return written(found), as_html(found)


@pytest.fixture
def suggested_version(draft: Article, editor: Person, other_editor: Person) -> Version:
    said = desk.Said("", "6 to 8 weeks")
    thread = desk.open_thread(draft, by=other_editor, audience="patient", passage=Spot(quote="6 weeks"), said=said)
    desk.accept_suggestion(thread.comments.get(), by=editor)
    draft.refresh_from_db()
    return actions.submit(draft, by=editor, change_note="")


def test_wording_of_others_is_named_with_the_version_that_has_it(suggested_version: Version, auditor: Person) -> None:
    data, html = inspected(suggested_version.article, auditor)

    sentence = "Wording suggested by Otto Editor, accepted by Edith Editor."
    (said,) = data["versions"][0]["wording_suggested"]
    assert without_times(said) == {"sentence": sentence, "audience": "Patients, families and carers", "words": 2}
    assert sentence in html


def test_rule_that_the_chair_chose_stands_with_the_reason(
    submitted_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    chair: Person,
    auditor: Person,
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False)
    actions.choose_rule(submitted_version, by=chair, rule=one, reason="Known to the board.")
    ask(submitted_version, managing_editor, board, chair)

    data, html = inspected(submitted_version.article, auditor)

    choice = {"rule": "one", "chosen_by": "Clara Chair, MD", "reason": "Known to the board."}
    assert [without_times(said) for said in data["versions"][0]["rules_chosen"]] == [choice]
    assert data["reviews"][0]["rule"] == {
        "name": "one",
        "change": "New article",
        "chosen_by": "Clara Chair, MD",
        "reason": "Known to the board.",
    }
    assert "one. Chosen by Clara Chair, MD instead of the fitting one: Known to the board." in html


def test_rule_that_fits_needs_no_reason(review: Review, auditor: Person) -> None:
    data, html = inspected(review.version.article, auditor)

    assert data["versions"][0]["rules_chosen"] == []
    assert data["reviews"][0]["rule"] == {"name": "two", "change": "New article", "chosen_by": "", "reason": ""}
    assert "Chosen by" not in html


def test_review_on_paper_is_said_in_words_with_its_scan(
    review: Review, managing_editor: Person, lay_member: Person, auditor: Person
) -> None:
    paper = OnPaper(datetime.date(2026, 5, 9), "The dose is right.", b"%PDF-1.7")
    actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper)

    data, html = inspected(review.version.article, auditor)

    row = PaperReview.objects.get()
    assert [without_times(said) for said in data["reviews"][0]["reviews_on_paper"]] == [
        {
            "sentence": "Entered by Mary Managing for Laura Lay. No signature; no rule counts it.",
            "given_on": "2026-05-09",
            "said": "The dose is right.",
            "scan": row.scan.name,
            "sha256": row.sha256,
        }
    ]
    for words in ("Entered by Mary Managing for Laura Lay.", "The dose is right.", str(row.scan.name), row.sha256):
        assert words in html


def test_checklists_stand_with_the_wording_that_was_answered(
    review: Review, board: Board, administrator: Person, pharmacist: Person, auditor: Person
) -> None:
    actions.set_checklist(board, by=administrator, role="pharmacist", questions=[DOSES], reason="first list")
    actions.answer_checklist(review, by=pharmacist, answers=[Ticked(DOSES, "no", "Not for the elderly.")])
    actions.set_checklist(board, by=administrator, role="pharmacist", questions=["Other?"], reason="second list")

    data, html = inspected(review.version.article, auditor)

    assert [without_times(said) for said in data["reviews"][0]["checklists"]] == [
        {
            "person": "Paul Pharmacist, PharmD",
            "role": "Pharmacist",
            "answers": [{"question": DOSES, "tick": "no", "words": "Not for the elderly."}],
        }
    ]
    assert f'<th scope="row">{DOSES}</th><td>No: Not for the elderly.</td>' in html


def test_dose_sheet_stands_with_every_tick(review: Review, pharmacist: Person, chair: Person, auditor: Person) -> None:
    dose, other = dose_sheet(review.version.content).rows
    actions.tick_dose(review, by=pharmacist, row=dose.key)
    actions.untick_dose(review, by=pharmacist, row=dose.key)
    actions.tick_dose(review, by=chair, row=dose.key)

    data, html = inspected(review.version.article, auditor)

    first, second = data["reviews"][0]["dose_sheet"]
    assert [said.rpartition(", ")[0].rpartition(", ")[0] for said in first["ticks"]] == [
        "Paul Pharmacist, PharmD ticked it",
        "Paul Pharmacist, PharmD took the tick back",
        "Clara Chair, MD ticked it",
    ]
    assert first["texts"] == {
        "Patients, families and carers": [],
        "Health professionals": ["Start gabapentin at 300 mg daily."],
    }
    assert (first["quantity"], first["is_dose"], second["quantity"], second["ticks"]) == (
        "gabapentin, 300 mg",
        True,
        other.name,
        [],
    )
    assert [row["is_ticked"] for row in data["records"]["workflows_dosetick"]] == [True, False, True]
    assert "Dose sheet of version 1" in html


def test_interests_say_what_they_are_about_and_what_was_decided(
    review: Review, chair: Person, pharmacist: Person, auditor: Person
) -> None:
    disclosure = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares in Example Pharma.")
    decision = actions.decide_conflict(disclosure, by=chair, may_sign=False, reason="Too near.")

    data, html = inspected(review.version.article, auditor)

    said = data["disclosures"][-1]["in_words"]
    decided_on = format_date(timezone.localdate(decision.decided_at), "j F Y")
    decided = f"Cannot sign: Too near. (Clara Chair, MD, {decided_on})"
    assert (said["person"], said["about"], said["answer"], said["decision"]) == (
        "Paul Pharmacist, PharmD",
        1,
        "I have something to declare: Shares in Example Pharma.",
        decided,
    )
    assert {one["in_words"]["about"] for one in data["disclosures"]} == {None, 1}
    assert decided in html


def test_records_without_a_part_of_their_own_name_people_versions_and_answers(
    publication: Publication, editor: Person, managing_editor: Person, auditor: Person
) -> None:
    emergency = actions.warn(publication.version, by=editor, warning="doses", reason="A reader wrote.")
    actions.review_emergency(emergency, by=managing_editor, was_right=True, note="As it was.")

    html = as_html(actions.inspect(publication.article, by=auditor))

    card = html.partition("<h3>Emergencies</h3>")[2].partition("</dl>")[0]
    pairs = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", card))
    told = {name: pairs[name] for name in ("Version", "Reason", "By", "Was right", "Reviewed by")}
    assert told == {
        "Version": "1",
        "Reason": "A reader wrote.",
        "By": "Edith Editor, MSc",
        "Was right": "yes",
        "Reviewed by": "Mary Managing",
    }
    assert "Article" not in pairs


def test_seats_say_the_role_as_people_do(review: Review, auditor: Person) -> None:
    html = as_html(actions.inspect(review.version.article, by=auditor))

    assert '<th scope="row">Laura Lay</th><td>Lay member</td>' in html


def test_who_may_sign_with_an_interest_is_said_with_the_reason(
    review: Review, chair: Person, pharmacist: Person, auditor: Person
) -> None:
    disclosure = actions.disclose(review, by=pharmacist, answer=Answer.YES, details="A lecture.")
    decision = actions.decide_conflict(disclosure, by=chair, may_sign=True, reason="Long ago.")

    data, _html = inspected(review.version.article, auditor)

    decided_on = format_date(timezone.localdate(decision.decided_at), "j F Y")
    said = data["disclosures"][-1]["in_words"]["decision"]
    assert said == f"May sign: Long ago. (Clara Chair, MD, {decided_on})"


def places(row: dict[str, Any]) -> list[str]:
    """Who ticked it and where, without the moment."""
    return [said.rpartition(", ")[0].rpartition(", ")[0] for said in row["ticks"]]


def test_ticks_of_the_version_before_stand_with_its_number(
    review: Review,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    auditor: Person,
) -> None:
    article = review.version.article
    dose, _other = dose_sheet(review.version.content).rows
    actions.tick_dose(review, by=pharmacist, row=dose.key)
    sign(review, chair, "changes_required", "Say how long.")
    answer_points(article, by=editor)
    write(article, "patient", f"{PATIENT}<p>Go on.</p>", by=editor)
    again = ask(submit_again(article, by=editor, change_note="Longer."), managing_editor, board, chair, pharmacist)
    actions.disclose(again, by=chair, answer=Answer.NONE)
    actions.tick_dose(again, by=chair, row=dose.key)

    data, _html = inspected(article, auditor)

    first, second = (next(row for row in one["dose_sheet"] if row["is_dose"]) for one in data["reviews"])
    assert places(first) == ["Paul Pharmacist, PharmD ticked it"]
    assert places(second) == ["Paul Pharmacist, PharmD ticked it in version 1", "Clara Chair, MD ticked it"]


def test_a_row_that_the_rules_of_another_release_found_stands_as_it_was_shown(
    review: Review, pharmacist: Person, auditor: Person
) -> None:
    seat = review.assignments.get(person=pharmacist)
    DoseTick.objects.create(
        review=review, assignment=seat, person=pharmacist, row_key="0" * 64, row="gabapentin 1 capsule", is_ticked=True
    )

    data, html = inspected(review.version.article, auditor)

    last = data["reviews"][0]["dose_sheet"][-1]
    assert (last["quantity"], last["texts"], places(last)) == (
        "gabapentin 1 capsule",
        {},
        ["Paul Pharmacist, PharmD ticked it"],
    )
    assert "gabapentin 1 capsule" in html
