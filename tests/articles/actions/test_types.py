"""The type of an article: set by whoever may write, told in the record, and what the checks look for by it."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions, flagging
from articles.models import Article, Check, DeskRole, Event, Flag, FrozenFlags, Person, Severity
from articles.refusals import Refusal
from articles.text.consistency import Kind
from articles.text.skeletons import ArticleType, safety_of, type_of
from tests.universe import PATIENT, PersonFactory, write
from workflows.actions import submit
from workflows.record.sentences import lines_of
from workflows.record.verification.agreement import history_faults


def events(article: Article) -> list[dict[str, object]]:
    rows = Event.objects.filter(stream=article.stream, kind="type_set").order_by("sequence")
    return [json.loads(row.body)["data"] for row in rows]


def kinds(article: Article) -> dict[str, Flag]:
    return {flag.data["values"]["subject"]: flag for flag in article.flags.standing().filter(kind=Kind.TYPE_SAFETY)}


def test_type_is_set_with_an_event_and_no_revision_and_the_same_again_does_nothing(
    draft: Article, editor: Person
) -> None:
    revision = draft.revision
    for _time in range(2):
        actions.set_type(draft, by=editor, type="medicine")

    draft.refresh_from_db()
    assert (draft.type, draft.revision, draft.history.filter(type="medicine").count()) == ("medicine", revision, 0)
    assert events(draft) == [{"type": "medicine", "former_type": ""}]


def test_the_timeline_says_which_type_it_got_and_lost(draft: Article, editor: Person) -> None:
    actions.set_type(draft, by=editor, type="medicine")
    actions.set_type(draft, by=editor, type="")

    told = [line.sentence for line in lines_of(Event.objects.filter(kind="type_set").order_by("sequence"))]

    assert told == ["Type: Medicine", "No type any more; it was: Medicine"]


def test_a_draft_is_looked_at_again_by_the_new_type(draft: Article, editor: Person) -> None:
    actions.check_draft(draft.pk)
    before = kinds(draft)

    actions.set_type(draft, by=editor, type="medicine")
    due = list(actions.checks_due())
    actions.check_draft(draft.pk)

    assert (before, due, set(kinds(draft)) <= {topic.value for topic in safety_of(ArticleType.MEDICINE)}) == (
        {},
        [draft],
        True,
    )
    assert {flag.severity for flag in kinds(draft).values()} == {Severity.WORTH_A_LOOK}


def test_a_statement_that_it_is_not_covered_ends_the_flag_and_a_reason_answers_it(
    draft: Article, editor: Person
) -> None:
    actions.set_type(draft, by=editor, type="medicine")
    actions.check_draft(draft.pk)
    driving, alcohol = kinds(draft)["driving"], kinds(draft)["alcohol"]

    write(draft, "patient", f"{PATIENT}<p>Driving is not covered here.</p>", by=editor)
    write(
        draft,
        "clinician",
        f"{draft.texts.get(audience='clinician').body}<p>Driving is not covered here.</p>",
        by=editor,
    )
    actions.answer_flags(draft, by=editor, flags=[alcohol.pk], reason="Nobody drinks it.")
    actions.check_draft(draft.pk)

    assert "driving" not in kinds(draft)
    alcohol.refresh_from_db()
    assert (alcohol.answer, alcohol.gone_at) == ("Nobody drinks it.", None)
    assert driving.audience in ("patient", "clinician")


def test_the_board_reads_the_flags_of_the_type_with_their_text(draft: Article, editor: Person) -> None:
    actions.set_type(draft, by=editor, type="medicine")
    actions.require_checked(draft)
    version = submit(draft, by=editor, change_note="")

    frozen = flagging.frozen(FrozenFlags.objects.get(version=version).content)

    told = [flag for flag in frozen.flags if flag.label == str(Kind.TYPE_SAFETY.label)]
    assert {len(flag.passages) for flag in told} == {1}
    assert {flag.passages[0].quote for flag in told} == {""}


@pytest.mark.parametrize("typed", ["operation", "Medicine", "None"])
def test_what_is_no_type_is_refused(typed: str, draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal, match="Choose a type"):
        actions.set_type(draft, by=editor, type=typed)

    assert events(draft) == []


def test_who_only_reads_sets_no_type(draft: Article, auditor: Person, make_person: PersonFactory) -> None:
    for person in (auditor, make_person("Lena Librarian", DeskRole.LIBRARIAN)):
        with pytest.raises(PermissionDenied):
            actions.set_type(draft, by=person, type="medicine")


def test_verify_names_a_type_that_no_event_tells_of(draft: Article, editor: Person) -> None:
    actions.set_type(draft, by=editor, type="medicine")
    before = list(history_faults())

    Article.objects.filter(pk=draft.pk).update(type="test")

    assert (before, [fault.record for fault in history_faults()]) == ([], [f"row {draft.pk} of articles_article"])


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("medicine", "medicine"), ("Question and  answer", "question"), ("TEST", "test"), ("post", None), ("", None)],
)
def test_a_type_is_known_by_its_name_and_its_label(typed: str, kind: str | None) -> None:
    assert type_of(typed) == kind


def test_checks_without_a_type_are_as_before(draft: Article) -> None:
    actions.check_draft(draft.pk)

    assert (kinds(draft), Check.objects.get(article=draft).failed_at) == ({}, None)
