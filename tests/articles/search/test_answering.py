"""S17: a question in a reader's words is answered by whole passages, or not at all."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from articles.models import Basis, Publication
from articles.publishing.releases import LONG_OVERDUE
from articles.search import Answer, answer, likeness

pytestmark = pytest.mark.django_db


def asked(question: str, audience: str = "patient") -> Answer:
    return answer(question, audience, language="en")


def said(found: Answer) -> list[str]:
    return ["".join(piece.text for piece in one.quoted.pieces) for one in found.passages]


def test_the_answer_is_a_passage_as_it_was_signed(library: dict[str, Publication]) -> None:
    found = asked("Can I take ibuprofen while I am pregnant?")

    assert said(found)[0] == "Do not take ibuprofen from week 20 of pregnancy."
    assert found.passages[0].publication.article.slug == "ibuprofen-in-pregnancy"


def test_s09_an_item_comes_with_what_leads_to_it(library: dict[str, Publication]) -> None:
    found = asked("Is aspirin dangerous if I have a stomach ulcer?")

    (first, *_rest) = found.passages
    assert "".join(piece.text for piece in first.quoted.lead_in) == "Do not take it if:"


def test_s17_two_drugs_are_answered_by_a_passage_that_names_both(library: dict[str, Publication]) -> None:
    found = asked("Can I take Nurofen together with warfarin?")

    assert found.drugs == ("ibuprofen", "warfarin")
    assert said(found) == ["Never take ibuprofen with warfarin: you could bleed."]


def test_s17_two_drugs_that_no_passage_names_together_are_unknown(library: dict[str, Publication]) -> None:
    found = asked("Can I take sertraline together with sumatriptan?")

    assert (found.passages, found.is_nothing_known_together) == ((), True)


def test_s10_a_drug_is_not_answered_by_another(library: dict[str, Publication]) -> None:
    assert asked("What are the side effects of hydralazine?").passages[0].publication.article.slug == "hydralazine"
    assert asked("What are the side effects of hydroxychloroquine?").passages == ()


@pytest.mark.parametrize("question", ["", "?!", "zebra stripes on Mars", "what is the capital of France"])
def test_what_no_text_is_about_has_no_answer(library: dict[str, Publication], question: str) -> None:
    assert asked(question).passages == ()


def test_s26_a_text_whose_review_is_long_overdue_answers_nothing(library: dict[str, Publication]) -> None:
    gout = library["gout"]
    assert asked("What ends an attack of gout?").passages

    due = timezone.localdate() - LONG_OVERDUE - datetime.timedelta(days=1)
    with_due(gout, due)
    assert asked("What ends an attack of gout?").passages == ()


def with_due(publication: Publication, due: datetime.date) -> None:
    """A row of this kind never changes, so that another one is written in its place."""
    publication.ended_at, publication.ended_as = timezone.now(), "replaced"
    publication.save(update_fields=["ended_at", "ended_as"])
    publication.search_entries.all().update(
        publication=Publication.objects.create(
            article=publication.article,
            version=publication.version,
            basis=Basis.APPROVED_EARLIER,
            audiences=publication.audiences,
            former_record=publication.former_record,
            last_reviewed=publication.last_reviewed,
            review_due=due,
            planned_by=publication.planned_by,
            reason="test",
            due_at=timezone.now(),
            live_from=timezone.now(),
        )
    )


def test_of_one_article_no_more_than_two_passages(library: dict[str, Publication]) -> None:
    found = asked("warfarin ibuprofen bleed blood test dose vegetables")

    slugs = [one.publication.article.slug for one in found.passages]
    assert all(slugs.count(slug) <= 2 for slug in slugs)


def test_like_questions_have_like_stems() -> None:
    assert likeness("Can I drive after a stroke?", "en") == likeness("When can I be driving after strokes", "en")
