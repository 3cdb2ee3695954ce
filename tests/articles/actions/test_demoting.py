"""A kind of flag that is overruled again and again may be shown less gravely: by a managing editor, with a reason, never for doses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from articles import actions, flagging, record
from articles.actions import DemotionReasonMissing, KindStays, RarelyOverruled
from articles.actions.demoting import use_of
from articles.models import Article, Check, Demotion, Event, Flag, Person, Severity
from articles.text.consistency import Kind
from tests.universe import CLINICIAN, PATIENT, write
from workflows.record.sentences import lines_of


def settle(article: Article, by: Person, kind: Kind, *, overruled: int, mended: int) -> None:
    """Flags of this kind that are dealt with."""
    nothing = {"text": 0, "key": "", "quote": "", "section": "", "number": 0}
    now = timezone.now()
    for number in range(overruled + mended):
        is_overruled = number < overruled
        Flag.objects.create(
            article=article,
            audience="clinician",
            other="patient",
            fingerprint=f"{kind}{number}".rjust(32, "0"),
            equality="e" * 32,
            kind=kind,
            severity=Severity.WORTH_A_LOOK,
            revision=1,
            gone_at=now,
            answer="So it is." if is_overruled else "",
            answered_by=by if is_overruled else None,
            answered_at=now if is_overruled else None,
            data={"left": nothing, "right": nothing, "values": {"subject": "S"}, "within": False},
        )


@pytest.fixture
def overruled(draft: Article, editor: Person) -> Article:
    """A drug in one text only was overruled in 45 of 50 flags, and one more is open."""
    settle(draft, editor, Kind.DRUG, overruled=45, mended=5)
    write(draft, "patient", PATIENT, by=editor)
    write(draft, "clinician", f"{CLINICIAN}\n<p>Naproxen is an option.</p>", by=editor)
    actions.check_draft(draft.pk)
    return draft


def gravity(article: Article) -> set[str]:
    return set(article.flags.open().filter(kind=Kind.DRUG).values_list("severity", flat=True))


def last_event() -> dict[str, Any]:
    event = Event.objects.filter(stream=record.SITE).order_by("sequence").last()
    assert event is not None
    return {"kind": event.kind, "actor": event.actor, **json.loads(event.body)["data"]}


def test_a_demoted_kind_is_shown_one_step_less_gravely_from_the_next_check_on(
    overruled: Article, managing_editor: Person
) -> None:
    before = gravity(overruled)

    actions.demote(Kind.DRUG, by=managing_editor, reason="Texts for patients name few drugs.")
    due = list(actions.checks_due())
    actions.check_draft(overruled.pk)

    assert (due, before, gravity(overruled)) == ([overruled], {Severity.WORTH_A_LOOK}, {Severity.NOTE})


def test_ending_a_demotion_shows_the_kind_as_before(overruled: Article, managing_editor: Person) -> None:
    said = actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")
    actions.check_draft(overruled.pk)

    actions.end_demotion(said, by=managing_editor, reason="One was overlooked.")
    actions.check_draft(overruled.pk)

    assert gravity(overruled) == {Severity.WORTH_A_LOOK}


def test_demoting_leaves_the_figures_and_one_event_with_the_reason(overruled: Article, managing_editor: Person) -> None:
    said = actions.demote(Kind.DRUG, by=managing_editor, reason=" Few drugs. ")

    assert (said.reason, said.settled, said.overruled) == ("Few drugs.", 50, 45)
    assert last_event() == {
        "kind": "kind_demoted",
        "actor": managing_editor,
        "flag_kind": "drug",
        "settled": 50,
        "overruled": 45,
        "why": "Few drugs.",
    }


def test_demoting_and_ending_are_told_in_the_record(overruled: Article, managing_editor: Person) -> None:
    said = actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")
    actions.end_demotion(said, by=managing_editor, reason="One was overlooked.")

    events = Event.objects.filter(kind__startswith="kind_").order_by("sequence")
    assert [line.sentence for line in lines_of(events)] == [
        "Flags “Drug in one text only” shown one step less gravely: 45 of 50 were overruled",
        "Flags “Drug in one text only” shown as gravely as before",
    ]


def test_demoting_twice_is_decided_once(overruled: Article, managing_editor: Person) -> None:
    first, second = (actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.") for _click in range(2))

    assert (first, Event.objects.filter(kind="kind_demoted").count()) == (second, 1)


def test_ending_twice_is_decided_once(overruled: Article, managing_editor: Person) -> None:
    said = actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")

    for why in ("One was overlooked.", "Another."):
        actions.end_demotion(said, by=managing_editor, reason=why)

    said.refresh_from_db()
    assert (said.end_reason, Event.objects.filter(kind="kind_demotion_ended").count()) == ("One was overlooked.", 1)


@pytest.mark.parametrize("who", ["editor", "auditor", "administrator", "chair"])
def test_only_a_managing_editor_decides(overruled: Article, request: pytest.FixtureRequest, who: str) -> None:
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        actions.demote(Kind.DRUG, by=person, reason="Few drugs.")


def test_only_a_managing_editor_ends(overruled: Article, managing_editor: Person, editor: Person) -> None:
    said = actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")

    with pytest.raises(PermissionDenied):
        actions.end_demotion(said, by=editor, reason="No.")


def test_both_decisions_need_a_reason(overruled: Article, managing_editor: Person) -> None:
    with pytest.raises(DemotionReasonMissing, match="Say why"):
        actions.demote(Kind.DRUG, by=managing_editor, reason=" ")
    said = actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")
    with pytest.raises(DemotionReasonMissing, match="Say why"):
        actions.end_demotion(said, by=managing_editor, reason=" ")


@pytest.mark.parametrize(("count", "mended"), [(49, 0), (40, 10)])
def test_a_kind_that_was_rarely_used_or_overruled_stays(
    draft: Article, editor: Person, managing_editor: Person, count: int, mended: int
) -> None:
    settle(draft, editor, Kind.SECTION, overruled=count, mended=mended)

    with pytest.raises(RarelyOverruled, match="more than four in five of at least 50"):
        actions.demote(Kind.SECTION, by=managing_editor, reason="Too many.")


@pytest.mark.parametrize("kind", sorted(set(Kind) - flagging.DEMOTABLE))
def test_kinds_that_keep_from_harm_are_never_demoted(
    draft: Article, editor: Person, managing_editor: Person, kind: Kind
) -> None:
    settle(draft, editor, kind, overruled=50, mended=0)

    with pytest.raises(KindStays, match="can keep somebody from harm"):
        actions.demote(kind, by=managing_editor, reason="Too many.")


def test_what_must_be_answered_must_be_answered_whatever_is_demoted() -> None:
    lowered = [flagging.lowered(severity, is_demoted=True) for severity in Severity]

    assert lowered == [Severity.MUST_ANSWER, Severity.NOTE, Severity.NOTE]


def test_doses_and_numbers_are_none_of_the_kinds_that_may_be_demoted() -> None:
    assert (
        flagging.DEMOTABLE & {Kind.DOSE, Kind.MAXIMUM, Kind.FREQUENCY, Kind.ROUTE, Kind.NUMBER, Kind.NOTATION} == set()
    )


def test_a_flag_that_went_with_its_passage_counts_as_settled_and_not_as_overruled(
    draft: Article, editor: Person
) -> None:
    settle(draft, editor, Kind.ORDER, overruled=2, mended=3)

    use = use_of(Kind.ORDER)

    assert (use.settled, use.overruled, use.percent, use.is_proposed) == (5, 2, 40, False)


def test_a_kind_that_was_never_used_has_no_share(draft: Article) -> None:
    use = use_of(Kind.ORDER)

    assert (use, use.percent) == (flagging.Use(Kind.ORDER, 0, 0), 0)


def test_a_kind_that_was_never_used_is_not_demoted(draft: Article, managing_editor: Person) -> None:
    with pytest.raises(RarelyOverruled):
        actions.demote(Kind.DRUG, by=managing_editor, reason="In case.")


def test_a_submission_after_a_demotion_runs_the_checks_again(overruled: Article, managing_editor: Person) -> None:
    actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")

    actions.require_checked(overruled)

    assert Check.objects.get(article=overruled).rules == flagging.rules()


def test_the_database_keeps_a_demotion_as_it_was_decided(overruled: Article, managing_editor: Person) -> None:
    actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")

    with pytest.raises(DatabaseError), transaction.atomic():
        Demotion.objects.update(reason="Other words.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Demotion.objects.all().delete()


def test_the_database_keeps_a_second_demotion_of_a_kind_out(overruled: Article, managing_editor: Person) -> None:
    said = actions.demote(Kind.DRUG, by=managing_editor, reason="Few drugs.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Demotion.objects.create(kind=said.kind, reason="Again.", decided_by=managing_editor, settled=50, overruled=45)
