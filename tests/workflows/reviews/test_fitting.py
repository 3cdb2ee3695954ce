"""Which rule fits a version: the system finds the kind of change, the chair alone may have another rule used."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.models import Article, Event, Person, Publication, Topic, Version
from articles.refusals import Refusal
from tests.universe import PATIENT, Administrators, add_rule, ask, sign, submit_again, write
from workflows import actions
from workflows.actions import CannotSign
from workflows.models import ApprovalRule, Board, ChangeClass, Review, RuleChoice
from workflows.reviews.fitting import change_class, fit_of, fitting, patient_text_changed
from workflows.views.reviews.candidates import proposal


def next_version(article: Article, body: str, *, by: Person) -> Version:
    write(article, "patient", body, by=by)
    return submit_again(article, by=by, change_note="words")


def test_first_version_is_new(submitted_version: Version) -> None:
    assert change_class(submitted_version) == ChangeClass.NEW


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("Most people get better", "Most of the people get better"), ChangeClass.MINOR),
        (("6 weeks", "12 weeks"), ChangeClass.UPDATE),
        (("get better", "do not get better"), ChangeClass.UPDATE),
        (("What helps", "What does not help"), ChangeClass.UPDATE),
    ],
)
def test_comparison_says_whether_a_change_is_minor(
    publication: Publication, editor: Person, words: tuple[str, str], kind: ChangeClass
) -> None:
    version = next_version(publication.article, PATIENT.replace(*words), by=editor)

    assert change_class(version) == kind


def test_new_title_is_no_minor_change(publication: Publication, editor: Person) -> None:
    article = Article.objects.get()
    article.title, article.revision = "Pain in the leg", article.revision + 1
    article.record(by=editor, reason="clearer")
    version = next_version(article, PATIENT.replace("Most people", "Most of the people"), by=editor)

    assert change_class(version) == ChangeClass.UPDATE


def test_version_that_was_approved_before_is_a_renewal(approved_version: Version) -> None:
    assert change_class(approved_version) == ChangeClass.RENEWAL


def rule(
    pk: int, *, classes: list[str] | None = None, topics: list[int] | None = None, approvals: int = 1
) -> ApprovalRule:
    default = classes is None and topics is None
    return ApprovalRule(
        pk=pk, classes=classes or [], topics=topics or [], data={"approvals": approvals}, is_default=default
    )


def test_narrowest_rule_fits_and_the_one_that_asks_more_wins() -> None:
    default, minor, nerves = rule(1), rule(2, classes=["minor"]), rule(3, topics=[7])
    both, stricter = rule(4, classes=["minor"], topics=[7]), rule(5, classes=["minor"], topics=[7], approvals=3)
    rules = [default, minor, nerves, both, stricter]

    assert fitting(rules[:1], ChangeClass.MINOR, frozenset({7})) == default
    assert fitting(rules[:2], ChangeClass.MINOR, frozenset({7})) == minor
    assert fitting(rules[:3], ChangeClass.MINOR, frozenset({7})) == nerves
    assert fitting(rules, ChangeClass.MINOR, frozenset({7})) == stricter
    assert fitting(rules, ChangeClass.NEW, frozenset()) == default
    assert fitting([], ChangeClass.NEW, frozenset()) is None


def test_rule_of_a_topic_is_for_the_topics_below_it(
    submitted_version: Version, board: Board, administrators: Administrators, editor: Person
) -> None:
    above = Topic.objects.create(name="Nerves", slug="nerves")
    article = submitted_version.article
    article.topic = Topic.objects.create(name="Plexus", slug="plexus", parent=above)
    narrow = add_rule(board, "nerves", {"approvals": 1}, by=administrators, is_default=False, topics=[above.pk])

    assert fit_of(board, submitted_version).rule == narrow


def test_review_takes_the_fitting_rule_and_says_which_kind_of_change_it_was(
    submitted_version: Version, board: Board, administrators: Administrators, managing_editor: Person, chair: Person
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False, classes=["new"])

    review = ask(submitted_version, managing_editor, board, chair)

    assert (review.approval_rule, review.change_class, review.rule_choice) == (one, ChangeClass.NEW, None)


def test_minor_correction_moves_neither_last_reviewed_nor_the_next_review(
    publication: Publication,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    editor: Person,
    chair: Person,
) -> None:
    add_rule(board, "minor", {"approvals": 1}, by=administrators, is_default=False, classes=["minor"])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=100)):
        version = next_version(publication.article, PATIENT.replace("Most people", "Most of the people"), by=editor)
        review = ask(version, managing_editor, board, chair)
        actions.disclose(review, by=chair, answer="none")
        sign(review, chair)

    planned = version.publications.get()
    former = (publication.last_reviewed, publication.review_due)
    assert (planned.last_reviewed, planned.review_due) == former


def test_minor_correction_of_what_was_never_live_is_itself_the_first_review(
    approved_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    editor: Person,
    chair: Person,
) -> None:
    add_rule(board, "minor", {"approvals": 1}, by=administrators, is_default=False, classes=["minor"])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=100)):
        version = next_version(
            approved_version.article, PATIENT.replace("Most people", "Most of the people"), by=editor
        )
        review = ask(version, managing_editor, board, chair)
        actions.disclose(review, by=chair, answer="none")
        sign(review, chair)
        today = timezone.localdate()

    assert review.change_class == ChangeClass.MINOR
    assert version.publications.get().last_reviewed == today


def test_chair_has_another_rule_used_with_a_reason(
    submitted_version: Version, board: Board, administrators: Administrators, managing_editor: Person, chair: Person
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False)
    with pytest.raises(Refusal, match="Say why"):
        actions.choose_rule(submitted_version, by=chair, rule=one, reason=" ")
    choice = actions.choose_rule(submitted_version, by=chair, rule=one, reason="known to the board")

    review = ask(submitted_version, managing_editor, board, chair)

    assert (review.approval_rule, review.rule_choice) == (one, choice)
    assert Event.objects.filter(kind="rule_chosen").count() == 1
    with pytest.raises(Refusal, match="runs already"):
        actions.choose_rule(submitted_version, by=chair, rule=board.approval_rules.get(name="two"), reason="x")


def test_rule_that_is_used_already_and_one_that_is_retired_are_not_chosen(
    submitted_version: Version, board: Board, rule: ApprovalRule, chair: Person
) -> None:
    with pytest.raises(Refusal, match="used already"):
        actions.choose_rule(submitted_version, by=chair, rule=rule, reason="x")
    rule.is_retired = True
    with pytest.raises(Refusal, match="not in use"):
        actions.choose_rule(submitted_version, by=chair, rule=rule, reason="x")


def test_nobody_but_the_chair_chooses(
    submitted_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    pharmacist: Person,
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False)

    for person in (managing_editor, pharmacist, *administrators):
        with pytest.raises(PermissionDenied):
            actions.choose_rule(submitted_version, by=person, rule=one, reason="x")

    assert not RuleChoice.objects.exists()


def test_page_of_the_choice_is_the_chairs(
    client: Client,
    submitted_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    chair: Person,
) -> None:
    one = add_rule(board, "one", {"approvals": 1}, by=administrators, is_default=False)
    url = f"/desk/versions/{submitted_version.pk}/rule/{board.pk}/"
    client.force_login(managing_editor)
    other = client.get(url).status_code
    client.force_login(chair)
    shown, without = client.get(url), client.post(url, {"rule": one.pk})
    chosen = client.post(url, {"rule": one.pk, "reason": "known to the board"})

    assert (other, shown.status_code, without.status_code, chosen.status_code) == (404, 200, 422, 302)
    assert "Start gabapentin" not in shown.content.decode()
    assert fit_of(board, submitted_version).rule == one


def test_rule_that_wants_a_second_factor_refuses_a_password_alone(
    submitted_version: Version, board: Board, administrators: Administrators, managing_editor: Person, chair: Person
) -> None:
    add_rule(board, "strong", {"approvals": 1, "second_factor": True}, by=administrators)
    review: Review = ask(submitted_version, managing_editor, board, chair)
    actions.disclose(review, by=chair, answer="none")

    with pytest.raises(CannotSign, match="second factor"):
        sign(review, chair)

    assert not review.sign_offs.exists()


def test_a_first_patient_text_changed_as_a_whole(submitted_version: Version) -> None:
    assert patient_text_changed(submitted_version) == 100


def test_a_change_of_the_patient_text_is_measured_against_the_last_approved_version(
    publication: Publication, editor: Person
) -> None:
    same = next_version(publication.article, PATIENT.replace("Most people", "Most of the people"), by=editor)

    assert 0 < patient_text_changed(same) < 20


def test_a_version_that_was_approved_before_has_not_changed_since(approved_version: Version) -> None:
    assert patient_text_changed(approved_version) == 0


def test_a_great_change_asks_for_a_lay_member_before_anybody_is_asked(
    submitted_version: Version,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    chair: Person,
    lay_member: Person,
) -> None:
    add_rule(board, "lay", {"approvals": 1, "lay_member_above": 20}, by=administrators)

    because = fit_of(board, submitted_version).lay_member_because
    with pytest.raises(Refusal, match="These members cannot fulfil the approval rule") as refused:
        ask(submitted_version, managing_editor, board, chair)
    review = ask(submitted_version, managing_editor, board, chair, lay_member)

    assert because == "it is new, or all of it changed since the last approved version"
    assert [str(why) for why in refused.value.details] == [
        f"Still needed: lay member, of the text for “Patients, families and carers” (1), because {because}."
    ]
    assert (review.patient_text_changed, review.lay_member_because) == (100, because)


def test_what_is_proposed_has_a_lay_member_where_the_change_asks_for_one(
    submitted_version: Version, board: Board, administrators: Administrators, lay_member: Person
) -> None:
    rule = add_rule(board, "lay", {"approvals": 1, "lay_member_above": 20}, by=administrators)

    chosen = proposal(submitted_version, board, rule.rule, timezone.localdate() + datetime.timedelta(days=14))

    assert lay_member.pk in chosen
