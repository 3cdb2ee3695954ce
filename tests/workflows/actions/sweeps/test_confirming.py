"""The notice of a sweep: written, looked at, confirmed once."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Emergency, Event, Notice, Person, Publication
from articles.refusals import Refusal
from tests.workflows.actions.sweeps.sweeping import (
    CONCERN,
    WHY,
    announcement,
    confirmed,
    credential,
    kinds,
    started,
    written,
)
from workflows import actions
from workflows.actions.sweeps import confirming
from workflows.actions.sweeps.confirming import seen
from workflows.models import Sweep, SweepNotice

pytestmark = pytest.mark.django_db


def test_what_is_written_is_kept_and_told_to_nobody(publication: Publication, managing_editor: Person) -> None:
    row = written(managing_editor, "concern")

    assert (row.notice_kind, row.sentence, row.warning, row.reason) == ("concern", CONCERN, "", WHY)
    assert (SweepNotice.objects.count(), Notice.objects.count(), kinds()) == (0, 0, ["sweep_started"])


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("warning", {"warning": "made up"}, "Choose one of the warnings."),
        ("warning", {"reason": " "}, "Say why, in a sentence."),
        (
            "warning",
            {"reviews_due_on": datetime.date(2020, 1, 1)},
            "The day for the reviews has passed. Choose a later one.",
        ),
        ("concern", {"sentence": " "}, "Tell readers what is wrong."),
        ("retraction", {}, "Choose a warning or an expression of concern."),
    ],
)
def test_a_notice_that_is_not_whole_is_refused(
    kind: str, changes: dict[str, object], said: str, publication: Publication, managing_editor: Person
) -> None:
    row = started(managing_editor)

    with pytest.raises(Refusal) as refused:
        actions.write_notice(row, by=managing_editor, announcement=announcement(kind, **changes))

    row.refresh_from_db()
    assert (str(refused.value.sentence), row.notice_kind) == (said, "")


def test_s22_a_dose_in_a_notice_is_refused(publication: Publication, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="Leave doses out"):
        actions.write_notice(
            started(managing_editor),
            by=managing_editor,
            announcement=announcement("concern", sentence="Take 300 mg only."),
        )


def test_s22_an_editor_warns_in_fixed_words_only(publication: Publication, editor: Person) -> None:
    row = started(editor)

    with pytest.raises(PermissionDenied):
        actions.write_notice(row, by=editor, announcement=announcement("concern"))
    assert actions.write_notice(row, by=editor, announcement=announcement()).warning == "medicine"


def test_confirming_owes_one_notice_to_each_article_that_was_chosen(publication: Publication, editor: Person) -> None:
    row = confirmed(editor)

    owed = row.notices.get()
    assert (row.confirmed_by, row.method, owed.article, owed.done_at) == (
        editor,
        "email+password",
        publication.article,
        None,
    )
    assert json.loads(owed.quoted)[0][2] == "Start gabapentin at 300 mg daily."
    event = json.loads(Event.objects.get(kind="sweep_confirmed").body)["data"]
    assert (event["articles"], event["said"], event["why"]) == (1, "medicine", WHY)


def test_a_wrong_credential_confirms_nothing_and_loses_nothing(publication: Publication, editor: Person) -> None:
    row = written(editor)

    with pytest.raises(actions.WrongPassword):
        actions.confirm_sweep(row, by=editor, given=credential(editor, "wrong"), as_seen=seen(row))

    row.refresh_from_db()
    assert (row.is_confirmed, row.warning, row.reason, SweepNotice.objects.count()) == (False, "medicine", WHY, 0)
    assert Event.objects.filter(kind="credential_failed", actor=editor).count() == 1


def test_confirming_twice_is_refused(publication: Publication, editor: Person, other_editor: Person) -> None:
    row = confirmed(editor)

    with pytest.raises(actions.SweepConfirmed, match="Edith Editor has confirmed"):
        actions.confirm_sweep(row, by=other_editor, given=credential(other_editor), as_seen=seen(row))

    assert (Sweep.objects.get().confirmed_by, SweepNotice.objects.count()) == (editor, 1)


def test_what_somebody_changed_meanwhile_is_looked_at_again(
    publication: Publication, editor: Person, other_editor: Person
) -> None:
    row = written(editor)
    as_seen = seen(row)
    actions.write_notice(row, by=other_editor, announcement=announcement(warning="doses"))

    with pytest.raises(actions.OtherChoice):
        actions.confirm_sweep(row, by=editor, given=credential(editor), as_seen=as_seen)

    assert SweepNotice.objects.count() == 0


def test_nothing_is_confirmed_without_notice_or_article(publication: Publication, editor: Person) -> None:
    bare, empty = started(editor), written(editor)
    actions.choose_all(empty, by=editor, are_chosen=False)

    for row, said in ((bare, "Write the notice first."), (empty, "Choose at least one article.")):
        row.refresh_from_db()
        with pytest.raises(Refusal, match=said):
            actions.confirm_sweep(row, by=editor, given=credential(editor), as_seen=seen(row))


def test_who_may_not_confirm(publication: Publication, editor: Person, auditor: Person, outsider: Person) -> None:
    row = written(editor)

    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            actions.confirm_sweep(row, by=person, given=credential(person), as_seen=seen(row))
    assert (SweepNotice.objects.count(), Emergency.objects.count()) == (0, 0)


def test_the_day_of_the_reviews_may_be_today(publication: Publication, editor: Person) -> None:
    row = started(editor)

    kept = actions.write_notice(row, by=editor, announcement=announcement(reviews_due_on=timezone.localdate()))

    assert kept.reviews_due_on == timezone.localdate()


def test_more_articles_than_are_warned_of_at_a_time_are_refused(
    publication: Publication, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = written(editor)
    monkeypatch.setattr(confirming, "MOST_AT_ONCE", 0)

    with pytest.raises(Refusal, match="At most 0 articles at a time"):
        actions.confirm_sweep(row, by=editor, given=credential(editor), as_seen=seen(row))

    assert not SweepNotice.objects.exists()
