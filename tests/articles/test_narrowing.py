"""What the list of articles is narrowed down to: each condition alone, and the order."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles import actions
from articles.models import Article, CoEditor, Flag, FormerSlug, OldAddress, Person, Publication, Topic, Version
from articles.narrowing import Narrowing
from workflows.models import Review


def begun(editor: Person, title: str, **details: object) -> Article:
    wanted = actions.Details(title=title, audiences=["patient"], **details)  # type: ignore[arg-type]
    return actions.create_article(by=editor, details=wanted)


def found(**values: object) -> list[str]:
    return [article.title for article in Narrowing.read(values).in_order()]


@pytest.fixture
def two(editor: Person) -> tuple[Article, Article]:
    return begun(editor, "Gout", question="Why does my toe hurt?"), begun(editor, "Asthma", language="de")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("GOUT", ["Gout"]),
        ("toe hurt", ["Gout"]),
        ("podagra", ["Gout"]),
        ("https://old.example.org/conditions/gicht.html?x=1", ["Gout"]),
        ("https://example.org/articles/podagra/patient/", ["Gout"]),
        ("asthma", ["Asthma"]),
        ("50%_", []),
    ],
)
def test_search_looks_at_title_question_and_every_address(
    typed: str, titles: list[str], two: tuple[Article, Article], editor: Person
) -> None:
    FormerSlug.objects.create(slug="podagra", article=two[0])
    OldAddress.objects.create(address="/conditions/gicht.html?x=1", article=two[0], by=editor)

    assert found(q=typed) == titles


def test_words_with_accents_are_found_whatever_the_capitals_of_the_title(editor: Person) -> None:
    begun(editor, "Ödeme")

    assert [found(q=typed) for typed in ("ödem", "Ödem")] == [["Ödeme"], ["Ödeme"]]


def test_status_is_that_of_the_newest_version(submitted_version: Version, editor: Person) -> None:
    begun(editor, "Gout")

    assert (found(status="submitted"), found(status="draft"), found(status="approved")) == (
        [submitted_version.article.title],
        ["Gout"],
        [],
    )


def test_a_topic_brings_everything_below_it(two: tuple[Article, Article], managing_editor: Person) -> None:
    joints = actions.add_topic("Joints", by=managing_editor)
    feet = actions.add_topic("Feet", by=managing_editor, parent=joints)
    toes = actions.add_topic("Toes", by=managing_editor, parent=feet)
    actions.move_to_topic(two[0], by=managing_editor, topic=toes)

    assert [found(topic=topic.pk) for topic in (joints, feet, toes)] == [["Gout"]] * 3
    assert found(topic="none") == ["Asthma"]


def test_a_person_is_found_in_each_part(
    version_under_review: Version, review: Review, two: tuple[Article, Article], editor: Person, other_editor: Person
) -> None:
    seat = review.assignments.first()
    assert seat is not None
    CoEditor.objects.create(article=two[1], person=other_editor)

    assert found(person=other_editor.pk) == ["Asthma"]
    assert found(person=other_editor.pk, part="co_edits") == ["Asthma"]
    assert found(person=other_editor.pk, part="handles") == []
    assert found(person=seat.person_id, part="reviews") == [version_under_review.article.title]
    assert found(person=editor.pk, part="handles") == sorted(["Asthma", "Gout", version_under_review.article.title])


def test_review_due_is_of_what_is_live(publication: Publication, editor: Person) -> None:
    begun(editor, "Gout")
    title, due = publication.article.title, publication.review_due
    assert due is not None
    days = (due - timezone.localdate()).days

    within = [str(limit) for limit in (30, 60, 90) if days <= limit]
    assert [limit for limit in ("30", "60", "90") if found(due=limit) == [title]] == within
    assert (found(due="none"), found(due="overdue")) == (["Gout"], [])


def test_a_review_date_that_passed_is_overdue(publication: Publication) -> None:
    assert publication.review_due is not None

    with time_machine.travel(timezone.now() + datetime.timedelta(days=800)):
        overdue, soon = found(due="overdue"), found(due="90")

    assert (overdue, soon) == ([publication.article.title], [])


def test_open_flags_that_must_be_answered(two: tuple[Article, Article]) -> None:
    for number, severity in enumerate(("must-answer", "note")):
        Flag.objects.create(
            article=two[number], audience="patient", other="patient", fingerprint=str(number), kind="number",
            equality="", severity=severity, revision=1,
        )  # fmt: skip

    assert (found(flags="with"), found(flags="without")) == (["Gout"], ["Asthma"])
    assert found(sort="-flags") == ["Gout", "Asthma"]


def test_age_counts_from_the_last_change(two: tuple[Article, Article], editor: Person) -> None:
    assert (found(age="-7"), found(age="90")) == (["Asthma", "Gout"], [])


def test_language_and_archive(two: tuple[Article, Article], editor: Person) -> None:
    actions.archive(two[0], by=editor, reason="Replaced by another one.")

    assert (found(language="de"), found(), found(archived="archived"), found(archived="all")) == (
        ["Asthma"],
        ["Asthma"],
        ["Gout"],
        ["Asthma", "Gout"],
    )


@pytest.mark.parametrize("sort", ["title", "status", "topic", "editor", "due", "flags", "changed"])
def test_every_column_sorts_both_ways(sort: str, two: tuple[Article, Article], submitted_version: Version) -> None:
    rising, falling = found(sort=sort), found(sort=f"-{sort}")

    assert (len(rising), sorted(rising)) == (3, sorted(falling))


def test_status_is_sorted_along_its_path(submitted_version: Version, editor: Person) -> None:
    begun(editor, "Zoster")

    assert (found(sort="status"), found(sort="-status")) == (
        ["Zoster", submitted_version.article.title],
        [submitted_version.article.title, "Zoster"],
    )


def test_articles_without_a_date_come_last_whichever_way(publication: Publication, editor: Person) -> None:
    begun(editor, "Aches")

    assert found(sort="due") == found(sort="-due") == [publication.article.title, "Aches"]


def test_a_circle_of_topics_ends(two: tuple[Article, Article]) -> None:
    one = Topic.objects.create(name="One", slug="one")
    other = Topic.objects.create(name="Other", slug="other", parent=one)
    Topic.objects.filter(pk=one.pk).update(parent=other)

    assert found(topic=one.pk) == []


def test_what_is_chosen_is_spelled_in_one_way() -> None:
    wanted = Narrowing.read({"sort": "-title", "status": "draft", "q": "a b", "page": "3"})

    assert (wanted.query, wanted.without("q", "sort").query) == ("q=a+b&status=draft&sort=-title", "status=draft")


def test_type_is_one_of_them_or_that_nobody_said_it(editor: Person) -> None:
    begun(editor, "Gout", type="condition")
    begun(editor, "Colchicine", type="medicine")
    begun(editor, "Old")

    assert [found(type=kind) for kind in ("medicine", "none", "test", "")] == [
        ["Colchicine"],
        ["Old"],
        [],
        ["Colchicine", "Gout", "Old"],
    ]
