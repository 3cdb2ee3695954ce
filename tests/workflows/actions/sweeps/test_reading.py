"""What is in many articles is read to its end while people look at the first of them."""

from __future__ import annotations

import json

import pytest

from articles import owed
from articles.models import Event, Person, Publication, Version
from articles.refusals import Refusal
from articles.search import sweeping
from tests.articles.search.corpus import Sample
from tests.articles.search.library import put_live
from tests.workflows.actions.sweeps.sweeping import announcement, credential, kinds, started
from workflows import actions
from workflows.actions.sweeps import reading
from workflows.actions.sweeps.confirming import seen
from workflows.models import Sweep

pytestmark = pytest.mark.django_db

MORE = 3


@pytest.fixture
def many(editor: Person) -> int:
    """More articles than are read at once; every fourth has the words, and not in a row."""
    count = reading.AT_FIRST + MORE
    bodies = ("<p>Glyceryl trinitrate helps.</p>", "<p>Trinitrate of glyceryl.</p>")
    put_live(
        [Sample(f"a{n}", f"Article {n:02}", "", "<p>Rest.</p>", bodies[n % 4 == 3]) for n in range(count)], by=editor
    )
    return count


def of_phrase(by: Person) -> Sweep:
    return started(by, "glyceryl trinitrate", "phrase")


def titles(row: Sweep) -> list[str]:
    return list(row.findings.published().order_by("pk").values_list("title", flat=True))


def test_the_first_are_read_at_once_and_the_others_by_the_clock(many: int, editor: Person) -> None:
    row = of_phrase(editor)
    at_once = titles(row)

    assert (len(row.to_read), list(reading.sweeps_to_read())) == (MORE, [row.pk])
    assert owed.sweep("sweep readings") == 1

    naming = [f"Article {n:02}" for n in range(many) if n % 4 != 3]
    assert (at_once, titles(row)) == (naming[: len(at_once)], naming)
    assert len(at_once) < len(naming)
    assert list(reading.sweeps_to_read()) == []


def test_what_is_kept_is_what_reading_every_live_text_finds(many: int, editor: Person) -> None:
    row = of_phrase(editor)
    reading.read_on(row.pk)

    found = sweeping.read(sweeping.named(reading.wanted(row)).articles, reading.wanted(row))

    kept = [(one.publication_id, [said.words for said in one.mentioned]) for one in row.findings.order_by("pk")]
    assert kept == [(one.publication, [said.mention.words for said in one.placed]) for one in found]


def test_a_part_is_read_once_however_often_it_is_asked_for(
    many: int, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    row = of_phrase(editor)

    assert (reading.read_on(row.pk, articles=2), reading.read_on(row.pk), reading.read_on(row.pk)) == (1, 0, 0)
    assert row.findings.count() == len(set(titles(row)))
    assert kinds() == ["sweep_started", "sweep_read"]


def test_the_record_says_what_was_still_to_be_read_and_how_many_it_was_in_the_end(many: int, editor: Person) -> None:
    row = of_phrase(editor)
    at_once = row.findings.count()
    reading.read_on(row.pk)

    started_with, read = (
        json.loads(event.body)["data"] for event in Event.objects.filter(stream="sweeps").order_by("pk")
    )
    assert (started_with["articles"], started_with["to_read"]) == (at_once, MORE)
    assert (read["sweep"], read["articles"]) == (row.pk, row.findings.count())


@pytest.mark.parametrize("are_chosen", [True, False])
def test_all_and_none_count_for_what_is_read_later(are_chosen: bool, many: int, editor: Person) -> None:
    row = of_phrase(editor)

    actions.choose_all(row, by=editor, are_chosen=are_chosen)
    reading.read_on(row.pk)

    assert row.findings.chosen().count() == (row.findings.count() if are_chosen else 0)


def test_a_notice_is_confirmed_when_everything_was_read(many: int, editor: Person) -> None:
    row = actions.write_notice(of_phrase(editor), by=editor, announcement=announcement())

    with pytest.raises(Refusal, match="still being read: 3"):
        actions.confirm_sweep(row, by=editor, given=credential(editor), as_seen=seen(row))
    reading.read_on(row.pk)
    done = actions.confirm_sweep(row, by=editor, given=credential(editor), as_seen=seen(row))

    assert done.notices.count() == row.findings.count()


def test_another_search_begins_anew_and_reads_the_rest_by_its_names(many: int, editor: Person) -> None:
    row = of_phrase(editor)
    actions.choose_all(row, by=editor, are_chosen=False)

    row = actions.search_again(row, by=editor, names=[], added=["trinitrate of glyceryl"])
    reading.read_on(row.pk)

    assert titles(row) == [f"Article {n:02}" for n in range(many) if n % 4 == 3]
    assert row.findings.chosen().count() == row.findings.count()


def test_what_took_the_place_of_a_version_meanwhile_is_read_in_its_stead(
    many: int, editor: Person, managing_editor: Person
) -> None:
    row = of_phrase(editor)
    replaced, taken_down = row.to_read[0], row.to_read[1]
    old = Publication.objects.live().get(article=replaced)
    new = Version.objects.create(
        article=old.article,
        number=2,
        revision=2,
        manifest=old.version.manifest,
        digest=old.version.digest,
        title=old.version.title,
        submitted_by=editor,
        status="approved",
    )
    old.ended_as, old.ended_at = "replaced", old.live_from
    old.save()
    told = {"basis": "approved", "audiences": old.audiences, "planned_by": editor, "reason": "next"}
    Publication.objects.create(article=old.article, version=new, due_at=old.due_at, live_from=old.live_from, **told)
    down = Publication.objects.live().get(article=taken_down)
    actions.remove(down.version, by=managing_editor, reason="Danger.")

    reading.read_on(row.pk)

    assert row.findings.get(article=replaced).version == new
    assert not row.findings.filter(article=taken_down).exists()
