"""What the checks notice becomes flags of the draft; an answer holds until one of its passages changes."""

from __future__ import annotations

import datetime
import json
from typing import Any, NoReturn

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions, flagging, owed
from articles.actions import FlagGone, FlagReasonMissing, NothingLeftOut
from articles.actions.checking import keep
from articles.audiences import Audience
from articles.models import Article, Check, Event, Flag, FrozenFlags, HardWord, LeftOut, Person, Severity
from tests.universe import CLINICIAN, PATIENT, write
from workflows import actions as workflow
from workflows.actions import NotReady

DOSE = "<p>Take gabapentin, 100 mg three times a day.</p>"


@pytest.fixture
def draft(draft: Article, editor: Person) -> Article:
    """The patient text gives another dose than the health professionals'."""
    write(draft, "clinician", f"{CLINICIAN}\n<p>Go on with gabapentin 300 mg three times a day.</p>", by=editor)
    write(draft, "patient", f"{PATIENT}\n{DOSE}", by=editor)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def flag(draft: Article) -> Flag:
    actions.check_draft(draft.pk)
    return draft.flags.must_be_answered()[0]


def last_event(article: Article) -> dict[str, Any]:
    event = Event.objects.filter(stream=article.stream).order_by("sequence").last()
    assert event is not None
    return {"kind": event.kind, "actor": event.actor, **json.loads(event.body)["data"]}


def change_dose(draft: Article, editor: Person, dose: str) -> None:
    write(draft, "patient", f"{PATIENT}\n{DOSE.replace('100 mg', dose)}", by=editor)
    actions.check_draft(draft.pk)


def test_a_saved_draft_is_checked_by_the_clock(draft: Article) -> None:
    owed.sweep("check")

    check = Check.objects.get(article=draft)
    assert (check.revision, check.failed_at) == (draft.revision, None)
    assert draft.flags.must_be_answered().exists()
    assert list(actions.checks_due()) == []


def test_a_draft_in_which_nothing_is_written_yet_is_checked_too(editor: Person) -> None:
    new = actions.create_article(by=editor, details=actions.Details(title="Sore feet", audiences=["patient"]))

    owed.sweep("check")

    check = Check.objects.get(article=new)
    assert (check.revision, check.failed_at) == (new.revision, None)
    assert not new.flags.exists()


def test_checking_twice_changes_nothing(draft: Article, flag: Flag) -> None:
    before = list(Flag.objects.values())

    actions.check_draft(draft.pk)

    assert list(Flag.objects.values()) == before


def test_a_text_that_changed_opens_its_check_again(draft: Article, flag: Flag, editor: Person) -> None:
    write(draft, "patient", PATIENT, by=editor)

    assert list(actions.checks_due()) == [draft]


def test_an_answer_holds_when_words_elsewhere_change(draft: Article, flag: Flag, editor: Person) -> None:
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="The patient starts lower.")

    write(draft, "patient", f"{PATIENT.replace('Most people', 'Most of us')}\n{DOSE}", by=editor)
    actions.check_draft(draft.pk)

    kept = Flag.objects.get(pk=flag.pk)
    assert (kept.gone_at, kept.answer, kept.answered_by) == (None, "The patient starts lower.", editor)


def test_an_answer_ends_with_its_passage_and_comes_back_with_it(draft: Article, flag: Flag, editor: Person) -> None:
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="The patient starts lower.")

    change_dose(draft, editor, "200 mg")
    gone = Flag.objects.get(pk=flag.pk)
    opened = list(draft.flags.must_be_answered())
    change_dose(draft, editor, "100 mg")

    back = Flag.objects.get(pk=flag.pk)
    assert gone.gone_at is not None
    assert flag.pk not in [one.pk for one in opened]
    assert opened != []
    assert (back.gone_at, back.answer) == (None, "The patient starts lower.")


def test_answering_leaves_one_event_with_the_reason(draft: Article, flag: Flag, editor: Person) -> None:
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason=" The patient starts lower. ")

    assert last_event(draft) == {
        "kind": "flags_answered",
        "actor": editor,
        "flags": [flag.pk],
        "why": "The patient starts lower.",
    }


def test_the_same_answer_twice_leaves_one_event(draft: Article, flag: Flag, editor: Person) -> None:
    for _click in range(2):
        actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="So it is.")

    assert Event.objects.filter(kind="flags_answered").count() == 1


def test_an_answer_needs_a_reason(draft: Article, flag: Flag, editor: Person) -> None:
    with pytest.raises(FlagReasonMissing, match="Say why"):
        actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="  ")


def test_who_may_not_draft_cannot_answer(draft: Article, flag: Flag, auditor: Person, chair: Person) -> None:
    for person in (auditor, chair):
        with pytest.raises(PermissionDenied):
            actions.answer_flags(draft, by=person, flags=[flag.pk], reason="So it is.")


def test_a_flag_that_is_gone_cannot_be_answered(draft: Article, flag: Flag, editor: Person) -> None:
    change_dose(draft, editor, "300 mg")

    with pytest.raises(FlagGone, match="this flag is gone"):
        actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="So it is.")


def test_an_answer_can_be_taken_back(draft: Article, flag: Flag, editor: Person) -> None:
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="So it is.")

    for _click in range(2):
        actions.take_back_answer(flag, by=editor)

    assert flag in draft.flags.must_be_answered()
    assert Event.objects.filter(kind="flag_answer_taken_back").count() == 1


def test_the_database_keeps_an_answer_without_a_name_out(draft: Article, flag: Flag) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(answer="So it is.", answered_at=timezone.now())


def test_no_flag_can_be_deleted_or_moved_to_other_passages(draft: Article, flag: Flag) -> None:
    with pytest.raises(DatabaseError, match="cannot be deleted"), transaction.atomic():
        flag.delete()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(fingerprint="0" * 32)


def alone(draft: Article) -> Flag:
    """A flag about what one section says and the other text does not."""
    return Flag.objects.create(
        article=draft,
        audience="clinician",
        other="patient",
        fingerprint="1" * 32,
        equality="2" * 32,
        kind="section",
        severity=Severity.MUST_ANSWER,
        revision=draft.revision,
        data={
            "left": {"text": 0, "key": "a", "quote": "Nerve tests", "section": "Tests", "number": 1},
            "right": {"text": 1, "key": "", "quote": "", "section": "", "number": 0},
            "values": {"subject": "Tests"},
            "within": False,
        },
    )


def leave_out(draft: Article, by: Person, section: str = "Tests", reason: str = "Done by specialists.") -> LeftOut:
    return actions.leave_out(
        draft, by=by, audience=Audience.CLINICIAN, section=section, other=Audience.PATIENT, reason=reason
    )


def test_a_section_left_out_on_purpose_answers_what_only_it_says(draft: Article, editor: Person) -> None:
    flag = alone(draft)

    said = leave_out(draft, editor)

    flag.refresh_from_db()
    assert (flag.answer, flag.answered_by) == ("Done by specialists.", editor)
    assert last_event(draft)["left_out"] == said.pk
    assert leave_out(draft, editor) == said


def test_nothing_is_left_out_of_a_section_without_such_flags(draft: Article, editor: Person) -> None:
    alone(draft)

    with pytest.raises(NothingLeftOut):
        leave_out(draft, editor, section="Outlook")
    with pytest.raises(FlagReasonMissing):
        leave_out(draft, editor, reason=" ")


def test_a_section_can_be_put_back_once(draft: Article, editor: Person, auditor: Person) -> None:
    alone(draft)
    said = leave_out(draft, editor)

    with pytest.raises(PermissionDenied):
        actions.end_left_out(said, by=auditor)
    for _click in range(2):
        actions.end_left_out(said, by=editor)

    assert Event.objects.filter(kind="section_left_out_ended").count() == 1


def test_open_flags_keep_a_draft_from_being_submitted(draft: Article, editor: Person) -> None:
    with pytest.raises(NotReady, match="Answer it on the page of flags"):
        workflow.submit(draft, by=editor, change_note="")

    waiting = list(draft.flags.must_be_answered().values_list("pk", flat=True))
    actions.answer_flags(draft, by=editor, flags=waiting, reason="The patient starts lower.")
    version = workflow.submit(draft, by=editor, change_note="")

    frozen = FrozenFlags.objects.get(version=version)
    assert "The patient starts lower." in frozen.content
    assert last_event(draft)["flags"] == frozen.digest


def test_frozen_flags_never_change(draft: Article, editor: Person, flag: Flag) -> None:
    actions.answer_flags(
        draft, by=editor, flags=list(draft.flags.must_be_answered().values_list("pk", flat=True)), reason="So it is."
    )
    version = workflow.submit(draft, by=editor, change_note="")

    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        FrozenFlags.objects.filter(version=version).update(content="{}")


def test_of_many_flags_a_draft_is_told_seven_and_how_many_more(draft: Article, editor: Person) -> None:
    doses = "\n".join(f"<p>Take gabapentin, {100 + number} mg three times a day.</p>" for number in range(9))
    write(draft, "patient", f"{PATIENT}\n{doses}", by=editor)

    with pytest.raises(NotReady) as refused:
        workflow.submit(draft, by=editor, change_note="")

    told = [str(sentence) for sentence in refused.value.details if "lag" in str(sentence)]
    waiting = draft.flags.must_be_answered().count()
    assert ([sentence[:6] for sentence in told[:-1]], waiting > 8) == (["Flag “"] * 7, True)
    assert told[-1] == f"… and {waiting - 7} more flags that must be answered."


def test_flags_of_words_that_somebody_saved_over_meanwhile_are_not_kept(draft: Article, editor: Person) -> None:
    looked_at = Article.objects.get(pk=draft.pk)
    found = flagging.noticed(flagging.words_of_draft(draft), {})
    write(draft, "patient", PATIENT, by=editor)

    keep(looked_at, found, levels=(), hard_words=["gabapentin"])

    assert found
    assert [model.objects.count() for model in (Flag, HardWord, Check)] == [0, 0, 0]


@pytest.fixture
def faulty_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that meets a text that nobody thought of."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(flagging, "noticed", fail)


def test_a_check_that_fails_is_on_record_and_raised_again(draft: Article, faulty_checks: None) -> None:
    with pytest.raises(ZeroDivisionError):
        actions.check_draft(draft.pk)

    check = Check.objects.get(article=draft)
    assert (check.failed_revision, check.revision, check.failed_at is None) == (draft.revision, 0, False)
    assert (actions.is_looked_at(draft), list(actions.checks_due())) == (True, [])


def test_s35_a_check_that_fails_keeps_no_draft_from_being_submitted_and_the_board_is_told(
    draft: Article, editor: Person, faulty_checks: None, caplog: pytest.LogCaptureFixture
) -> None:
    """The two doses would have to be answered: nobody was asked."""
    version = workflow.submit(draft, by=editor, change_note="")

    frozen = FrozenFlags.objects.get(version=version)
    (told,) = (str(entry.msg) for entry in caplog.records if entry.levelname == "ERROR")
    assert ("the checks failed on a draft that is submitted" in told, f"'article': {draft.pk}" in told) == (True, True)
    assert json.loads(frozen.content) == {"checked_at": "", "flags": [], "rules": ""}


def test_a_failure_is_on_record_and_tried_again_later(draft: Article) -> None:
    """S35."""
    Check.objects.create(article=draft, failed_at=timezone.now(), failed_revision=draft.revision)
    now = list(actions.checks_due())
    Check.objects.update(failed_at=timezone.now() - datetime.timedelta(minutes=16))

    assert (now, list(actions.checks_due())) == ([], [draft])


def test_checking_costs_the_same_for_one_flag_and_for_thirty(draft: Article, editor: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.check_draft(draft.pk)
        return len(captured)

    actions.check_draft(draft.pk)
    few = queries()
    doses = "\n".join(f"<p>Take gabapentin, {100 + number} mg three times a day.</p>" for number in range(30))
    write(draft, "patient", f"{PATIENT}\n{doses}", by=editor)
    actions.check_draft(draft.pk)

    assert draft.flags.standing().count() > 10
    assert queries() == few


@pytest.fixture
def three_texts(draft: Article, editor: Person) -> Article:
    """Two texts leave out a drug and a section that the fullest has."""
    details = actions.Details(
        title=draft.title,
        audiences=[*draft.audiences, "student"],
        slug=draft.slug,
        population=draft.population,
        country=draft.country,
    )
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)
    write(draft, "student", PATIENT, by=editor)
    write(draft, "patient", PATIENT, by=editor)
    write(draft, "clinician", f"{CLINICIAN}\n<h2>Splints</h2><p>Naproxen is an option.</p>", by=editor)
    actions.check_draft(draft.pk)
    return draft


def about_naproxen(draft: Article) -> Flag:
    return draft.flags.standing().get(kind="drug", data__values__drug="naproxen")


def test_what_two_texts_leave_out_is_one_flag(three_texts: Article) -> None:
    flag = about_naproxen(three_texts)

    silent = [place.audience for place in flagging.seen_flag(flag).places if not place.quote]
    assert silent == [Audience.PATIENT, Audience.STUDENT]


def test_left_out_of_one_text_of_two_answers_nothing_until_it_is_of_both(three_texts: Article, editor: Person) -> None:
    where: dict[str, Any] = {"by": editor, "audience": Audience.CLINICIAN, "section": "Splints"}

    actions.leave_out(three_texts, **where, other=Audience.PATIENT, reason="Too rare.")
    one = about_naproxen(three_texts).answer
    actions.leave_out(three_texts, **where, other=Audience.STUDENT, reason="Taught elsewhere.")

    assert (one, about_naproxen(three_texts).answer) == ("", "Too rare.\nTaught elsewhere.")


def test_frozen_flags_name_every_text_that_leaves_something_out(three_texts: Article, editor: Person) -> None:
    waiting = list(three_texts.flags.must_be_answered().values_list("pk", flat=True))
    actions.answer_flags(three_texts, by=editor, flags=waiting, reason="So it is.")

    version = workflow.submit(three_texts, by=editor, change_note="")

    kept = flagging.frozen(FrozenFlags.objects.get(version=version).content)
    drug = next(flag for flag in kept.flags if flag.label == "Drug in one text only")
    assert [(place.audience, bool(place.quote)) for place in drug.passages] == [
        (Audience.CLINICIAN, True),
        (Audience.PATIENT, False),
        (Audience.STUDENT, False),
    ]
