"""The review page says what kind of change is judged, by which rule, and why the chair wanted another one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.dateformat import format as format_date

from articles.models import Person, Publication, Version
from tests.universe import PATIENT, Administrators, add_rule, ask, submit_again, write
from workflows import actions
from workflows.models import Answer, Board, Review


def judged_by(client: Client, review: Review, person: Person) -> str:
    """The list of facts, its spaces as one."""
    client.force_login(person)
    page = client.get(f"/desk/reviews/{review.pk}/").content.decode()
    return " ".join(page.partition('id="_judged_by">')[2].partition("</dl>")[0].split())


def test_first_version_is_a_new_article_judged_by_the_rule_that_fits(
    client: Client, review: Review, pharmacist: Person
) -> None:
    assert judged_by(client, review, pharmacist) == (
        "<dt>Kind of change</dt> <dd>New article</dd> "
        "<dt>Approval rule</dt> <dd>“two”: the version is approved by 2 approvals.</dd>"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Most people get better in 8 weeks", "Update"), ("Most of the people get better in 6 weeks", "Minor correction")],
)
def test_later_version_says_how_much_changed(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    text: str,
    kind: str,
) -> None:
    write(publication.article, "patient", PATIENT.replace("Most people get better in 6 weeks", text), by=editor)
    version = submit_again(publication.article, by=editor, change_note="As said.")
    review = ask(version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    assert f"<dt>Kind of change</dt> <dd>{kind}</dd>" in judged_by(client, review, pharmacist)


def test_rule_that_the_chair_chose_stands_with_the_reason_for_members_and_for_a_chair_without_a_seat(
    client: Client,
    submitted_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False)
    actions.choose_rule(submitted_version, by=chair, rule=one, reason="Only a name changed.")
    review = ask(submitted_version, managing_editor, board, pharmacist)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)

    today = format_date(timezone.localdate(), "j F Y")
    for person in (pharmacist, chair):
        assert judged_by(client, review, person).endswith(
            "<dt>Approval rule</dt> <dd>“one”: the version is approved by 1 approval.</dd> "
            f"<dt>Chosen by the chair</dt> <dd>Clara Chair, {today}, instead of the rule that fits: Only a name changed.</dd>"
        )


def test_sheet_says_it_in_a_line(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    page = client.get(f"/desk/reviews/{review.pk}/").content.decode()

    assert '<dd>New article · <a href="#_judged_by">rule “two”</a></dd>' in page


def test_review_page_says_why_a_lay_member_is_asked(
    client: Client,
    submitted_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    chair: Person,
    lay_member: Person,
) -> None:
    add_rule(board, "lay", {"approvals": 1, "lay_member_above": 20}, by=administrators)
    review = ask(submitted_version, managing_editor, board, chair, lay_member)
    actions.disclose(review, by=lay_member, answer=Answer.NONE)

    said = judged_by(client, review, lay_member)

    assert "a lay member for the patient text, if more than 20% of its words changed" in said
    assert (
        "<dd>A lay member must approve the patient text: it is new, or all of it changed since the last approved "
        "version.</dd>"
    ) in said
