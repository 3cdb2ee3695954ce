"""One deed on many articles: each through the ordinary action, once, whatever happens to the worker."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions, owed
from articles.actions import Deed, bulk_acts
from articles.actions.bulk_acts import counted
from articles.models import Article, BulkAct, BulkActResult, BulkDeed, CoEditor, Event, Person, Topic, Version
from articles.refusals import Refusal
from tests.meanwhile import meanwhile
from workflows.transitions import Action

WHY = "Edith leaves in December."


def begun(by: Person, count: int) -> list[int]:
    details = [actions.Details(title=f"Article {number}", audiences=["patient"]) for number in range(count)]
    return [actions.create_article(by=by, details=each).pk for each in details]


def outcomes(act: BulkAct) -> list[tuple[str, str]]:
    return list(act.results.order_by("pk").values_list("outcome", "sentence"))


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def test_each_article_goes_through_its_own_action_with_an_event(
    managing_editor: Person, editor: Person, other_editor: Person
) -> None:
    numbers = begun(editor, 3)
    act = actions.begin_bulk_act(numbers, by=managing_editor, deed=Deed("hand_over", WHY, person=other_editor))

    actions.go_on_with_bulk_act(act.pk)

    act.refresh_from_db()
    said = Event.objects.filter(kind="handed_over").values_list("actor", flat=True)
    assert (act.stage, outcomes(act), list(said)) == ("done", [("done", "")] * 3, [managing_editor.pk] * 3)
    assert set(Article.objects.values_list("handling_editor", flat=True)) == {other_editor.pk}
    assert (events("bulk_act.begun"), events("bulk_act.done")) == (1, 1)


def test_why_an_article_was_refused_is_said_in_the_language_of_whoever_began_it(
    editor: Person, managing_editor: Person
) -> None:
    numbers = begun(editor, 1)
    topic = Topic.objects.create(name="Joints", slug="joints")
    Person.objects.filter(pk=managing_editor.pk).update(language="de")
    act = actions.begin_bulk_act(numbers, by=managing_editor, deed=Deed("move", WHY, topic=topic))
    topic.delete()

    actions.go_on_with_bulk_act(act.pk)

    assert outcomes(act) == [("refused", "Das Thema wurde inzwischen entfernt.")]


@pytest.mark.parametrize("deed", BulkDeed.values)
def test_what_is_so_already_is_left_alone(deed: str, editor: Person, managing_editor: Person) -> None:
    numbers = begun(managing_editor, 1)
    topic = Topic.objects.create(name="Joints", slug="joints")
    person = editor if deed == "add_co_editor" else managing_editor if deed == "hand_over" else None
    wanted = Deed(deed, WHY, person=person, topic=topic if deed == "move" else None)
    wanted = replace(wanted, type="test") if deed == "set_type" else wanted
    if deed not in ("hand_over", "bring_back"):
        actions.go_on_with_bulk_act(actions.begin_bulk_act(numbers, by=managing_editor, deed=wanted).pk)
    before = Event.objects.filter(stream__startswith="article:").count()

    act = actions.begin_bulk_act(numbers, by=managing_editor, deed=wanted)
    actions.go_on_with_bulk_act(act.pk)

    assert (outcomes(act), Event.objects.filter(stream__startswith="article:").count()) == ([("already", "")], before)


def test_every_deed_does_what_it_says(editor: Person, other_editor: Person, managing_editor: Person) -> None:
    (number,) = begun(editor, 1)
    topic = Topic.objects.create(name="Joints", slug="joints")
    deeds = [
        Deed("move", WHY, topic=topic),
        Deed("set_type", WHY, type="medicine"),
        Deed("add_co_editor", WHY, person=other_editor),
        Deed("archive", WHY),
    ]
    for deed in deeds:
        actions.go_on_with_bulk_act(actions.begin_bulk_act([number], by=managing_editor, deed=deed).pk)
    archived = Article.objects.get(pk=number)
    actions.go_on_with_bulk_act(actions.begin_bulk_act([number], by=managing_editor, deed=Deed("bring_back", WHY)).pk)

    assert (archived.topic, archived.archived_at is None, CoEditor.objects.get().person) == (topic, False, other_editor)
    assert (Article.objects.get(pk=number).archived_at, archived.type) == (None, "medicine")


def test_what_cannot_be_done_is_told_and_the_others_are_done(
    submitted_version: Version, editor: Person, managing_editor: Person
) -> None:
    numbers = [submitted_version.article_id, *begun(editor, 1)]
    act = actions.begin_bulk_act(numbers, by=managing_editor, deed=Deed("archive", WHY))

    actions.go_on_with_bulk_act(act.pk)

    refused = "A version of it is submitted or under review. Withdraw it first, or wait for the decision."
    assert outcomes(act) == [("refused", refused), ("done", "")]


def test_an_article_of_somebody_else_is_refused_by_its_own_rule(editor: Person, other_editor: Person) -> None:
    numbers = [*begun(editor, 1), *begun(other_editor, 1)]
    act = actions.begin_bulk_act(numbers, by=other_editor, deed=Deed("hand_over", WHY, person=editor))

    actions.go_on_with_bulk_act(act.pk)

    assert outcomes(act) == [("already", ""), ("done", "")]
    act = actions.begin_bulk_act(numbers, by=other_editor, deed=Deed("add_co_editor", WHY, person=other_editor))
    actions.go_on_with_bulk_act(act.pk)
    assert outcomes(act) == [("refused", f"{other_editor} may not do this with this article.")] * 2


def test_a_topic_that_went_meanwhile_is_told(editor: Person, managing_editor: Person) -> None:
    topic = actions.add_topic("Joints", by=managing_editor)
    act = actions.begin_bulk_act(begun(editor, 1), by=managing_editor, deed=Deed("move", WHY, topic=topic))
    actions.drop_topic(topic, by=managing_editor)

    actions.go_on_with_bulk_act(act.pk)

    assert outcomes(act) == [("refused", "The topic was removed meanwhile.")]


@pytest.mark.parametrize("name", [*Action.values, "publish_approved_earlier", "delete", ""])
def test_nothing_is_submitted_signed_or_published_in_bulk(name: str, editor: Person, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="cannot be done with many articles at once"):
        actions.begin_bulk_act(begun(editor, 1), by=managing_editor, deed=Deed(name, WHY))

    assert (BulkAct.objects.count(), set(BulkDeed.values) & set(Action.values)) == (0, set())


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (Deed("archive", "  "), "Say why"),
        (Deed("hand_over", WHY), "Choose the person"),
        (Deed("add_co_editor", WHY), "Choose the person"),
        (Deed("set_type", WHY, type="operation"), "Choose a type"),
    ],
)
def test_what_is_not_whole_is_refused(deed: Deed, sentence: str, editor: Person) -> None:
    with pytest.raises(Refusal, match=sentence):
        actions.begin_bulk_act(begun(editor, 1), by=editor, deed=deed)


def test_no_article_is_no_bulk_act(editor: Person) -> None:
    with pytest.raises(actions.NothingChosen):
        actions.begin_bulk_act([], by=editor, deed=Deed("archive", WHY))


def test_who_may_not_write_begins_nothing(editor: Person, auditor: Person, outsider: Person) -> None:
    numbers = begun(editor, 1)

    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            actions.begin_bulk_act(numbers, by=person, deed=Deed("archive", WHY))

    assert BulkAct.objects.count() == 0


def test_rights_that_ended_meanwhile_are_refused_article_by_article(editor: Person, administrator: Person) -> None:
    act = actions.begin_bulk_act(begun(editor, 2), by=editor, deed=Deed("archive", WHY))
    actions.end_role(editor.role_grants.get(), by=administrator, reason="She left.")

    actions.go_on_with_bulk_act(act.pk)

    assert outcomes(act) == [("refused", f"{editor} may not do this with this article.")] * 2


def test_a_worker_that_dies_leaves_each_article_done_once(
    editor: Person, managing_editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = actions.begin_bulk_act(begun(editor, 3), by=managing_editor, deed=Deed("archive", WHY))
    BulkAct.objects.filter(pk=act.pk).update(working_until=timezone.now() + datetime.timedelta(minutes=1))
    actions.go_on_with_bulk_act(act.pk)
    while_held = counted(act)
    BulkAct.objects.filter(pk=act.pk).update(working_until=timezone.now() - datetime.timedelta(seconds=1))

    actions.go_on_with_bulk_act(act.pk)
    actions.go_on_with_bulk_act(act.pk)

    assert while_held == {"waiting": 3, "done": 0, "already": 0, "refused": 0}
    assert (counted(act)["done"], events("archived"), events("bulk_act.done")) == (3, 3, 1)


def test_a_fault_at_one_article_keeps_no_other_from_its_turn(
    editor: Person, managing_editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = begun(editor, 2)

    def broken(act: BulkAct, article: Article) -> None:
        actions.archive(article, by=act.by, reason=act.reason)
        if article.pk == first:
            raise KeyError("a fault")

    monkeypatch.setitem(bulk_acts._DO, "archive", broken)
    act = actions.begin_bulk_act([first, second], by=managing_editor, deed=Deed("archive", WHY))

    actions.go_on_with_bulk_act(act.pk)

    told = "This article met a fault of this program. An operator finds it in the log."
    assert outcomes(act) == [("refused", told), ("done", "")]
    assert (Article.objects.get(pk=first).archived_at, events("archived")) == (None, 1)


def test_what_somebody_else_has_settled_is_undone_here(editor: Person, managing_editor: Person) -> None:
    """Two workers at one article: the second finds the row settled when it writes its result, and takes back what it did."""
    (number,) = begun(editor, 1)
    act = actions.begin_bulk_act([number], by=managing_editor, deed=Deed("archive", WHY))
    row = act.results.select_related("article").get()
    BulkActResult.objects.filter(pk=row.pk).update(outcome="already", done_at=timezone.now())

    bulk_acts._do_one(act, row)

    assert (Article.objects.get(pk=number).archived_at, events("archived")) == (None, 0)


def test_a_turn_ends_and_the_next_goes_on(
    editor: Person, managing_editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_acts, "_TURN", 0.0)
    act = actions.begin_bulk_act(begun(editor, 2), by=managing_editor, deed=Deed("archive", WHY))
    actions.go_on_with_bulk_act(act.pk)
    after_a_turn = counted(act)["done"]
    monkeypatch.setattr(bulk_acts, "_TURN", 10.0)

    done = owed.sweep("bulk_act")

    assert (after_a_turn, done, counted(act)["done"]) == (0, 1, 2)


def test_stop_leaves_what_is_done_and_go_on_does_the_rest(editor: Person, managing_editor: Person) -> None:
    act = actions.begin_bulk_act(begun(editor, 2), by=managing_editor, deed=Deed("archive", WHY))
    bulk_acts._do_one(BulkAct.objects.get(pk=act.pk), act.results.select_related("article").order_by("pk")[0])

    stopped = actions.stop_bulk_act(act, by=managing_editor)
    actions.go_on_with_bulk_act(act.pk)
    while_stopped = counted(act)
    actions.go_on_with_stopped_act(stopped, by=managing_editor)
    actions.go_on_with_bulk_act(act.pk)

    assert (while_stopped["done"], while_stopped["waiting"], counted(act)["done"]) == (1, 1, 2)
    assert (events("bulk_act.stopped"), events("bulk_act.went_on"), events("bulk_act.done")) == (1, 1, 1)


def test_twice_stopped_and_twice_gone_on_are_refused(editor: Person) -> None:
    act = actions.begin_bulk_act(begun(editor, 1), by=editor, deed=Deed("archive", WHY))
    with pytest.raises(Refusal, match="Only what was stopped can go on"):
        actions.go_on_with_stopped_act(act, by=editor)
    actions.stop_bulk_act(act, by=editor)

    with pytest.raises(Refusal, match="It is over"):
        actions.stop_bulk_act(act, by=editor)


def test_only_who_began_it_and_managing_editors_stop_it(
    editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    act = actions.begin_bulk_act(begun(editor, 1), by=editor, deed=Deed("archive", WHY))

    with pytest.raises(PermissionDenied):
        actions.stop_bulk_act(act, by=other_editor)

    assert actions.stop_bulk_act(act, by=managing_editor).stage == "stopped"


SETTLES = 'UPDATE "articles_bulkactresult"'


def test_stopped_in_a_turn_it_ends_behind_the_article_that_it_is_at(editor: Person) -> None:
    act = actions.begin_bulk_act(begun(editor, 2), by=editor, deed=Deed("archive", WHY))

    with meanwhile(SETTLES, lambda: actions.stop_bulk_act(act, by=editor)):
        actions.go_on_with_bulk_act(act.pk)

    act.refresh_from_db()
    assert (act.stage, outcomes(act)) == ("stopped", [("done", ""), ("waiting", "")])


def test_stopped_behind_its_last_article_it_is_not_done_too(editor: Person) -> None:
    act = actions.begin_bulk_act(begun(editor, 1), by=editor, deed=Deed("archive", WHY))

    with meanwhile(SETTLES, lambda: actions.stop_bulk_act(act, by=editor)):
        actions.go_on_with_bulk_act(act.pk)

    act.refresh_from_db()
    assert (act.stage, events("bulk_act.stopped"), events("bulk_act.done")) == ("stopped", 1, 0)


def test_what_is_refused_here_and_was_settled_by_another_stays_as_it_was_settled(
    editor: Person, managing_editor: Person
) -> None:
    """The other came first; here the topic is gone."""
    topic = Topic.objects.create(name="Joints", slug="joints")
    act = actions.begin_bulk_act(begun(editor, 1), by=managing_editor, deed=Deed("move", WHY, topic=topic))
    topic.delete()
    settled = BulkActResult.objects.filter(act=act)

    with meanwhile("ROLLBACK TO SAVEPOINT", lambda: settled.update(outcome="done")):
        actions.go_on_with_bulk_act(act.pk)

    assert outcomes(act) == [("done", "")]
