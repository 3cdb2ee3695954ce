"""An import becomes a draft in one go; S24: nothing is bound to a source that a person has not confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.importing import Imported, parse
from articles.models import Article, Person, ProposedCitation, Reference
from articles.refusals import Refusal
from articles.text.citations import citations, unresolved
from tests.universe import write

FIXTURES = Path(__file__).parents[2] / "fixtures" / "importing"


def source(name: str) -> Imported:
    return parse((FIXTURES / name).read_text(), filename=name)


def test_import_makes_an_article_with_its_text_and_references(editor: Person) -> None:
    found = source("clinician.txt")

    article = actions.import_draft(found, by=editor, audience="clinician", source="clinician.txt")

    assert article.texts.get().body == found.body
    assert article.reference_keys == list(Reference.objects.order_by("pk").values_list("key", flat=True))
    assert article.history.latest("revision").history_change_reason == "imported from clinician.txt"


def test_s24_list_without_numbers_binds_nothing_by_itself(editor: Person) -> None:
    article = actions.import_draft(source("clinician.txt"), by=editor, audience="clinician")

    assert unresolved(article.texts.get().body) != ()
    assert not ProposedCitation.objects.filter(confirmed_at__isnull=False).exists()


def test_s24_complete_numbered_list_binds_by_number(editor: Person) -> None:
    article = actions.import_draft(source("numbered.txt"), by=editor, audience="clinician")

    body = article.texts.get().body
    assert unresolved(body) == ()
    assert {key for c in citations(body) for key in c.keys} <= set(Reference.objects.values_list("key", flat=True))
    assert not ProposedCitation.objects.filter(confirmed_by=None).exists()


def test_s24_confirming_binds_every_place_of_the_label(editor: Person, other_editor: Person) -> None:
    article = actions.import_draft(source("clinician.txt"), by=editor, audience="clinician")
    proposal = ProposedCitation.objects.filter(reference__isnull=False).first()
    assert proposal is not None
    assert proposal.reference is not None
    before = [c for c in citations(article.texts.get().body) if f"unresolved:{proposal.label}" in c.keys]

    actions.confirm_citation(proposal, by=other_editor, reference=proposal.reference)

    after = [c for c in citations(article.texts.get().body) if proposal.reference.key in c.keys]
    assert (len(after), proposal.label in unresolved(article.texts.get().body)) == (len(before), False)
    assert article.history.latest("revision").history_user == other_editor


def test_citation_is_confirmed_once(editor: Person) -> None:
    actions.import_draft(source("clinician.txt"), by=editor, audience="clinician")
    proposal = ProposedCitation.objects.filter(reference__isnull=False).first()
    assert proposal is not None
    assert proposal.reference is not None
    actions.confirm_citation(proposal, by=editor, reference=proposal.reference)

    with pytest.raises(Refusal, match="confirmed already"):
        actions.confirm_citation(proposal, by=editor, reference=proposal.reference)


def test_citation_that_the_text_has_no_longer_is_not_confirmed(editor: Person) -> None:
    article = actions.import_draft(source("clinician.txt"), by=editor, audience="clinician")
    proposal = ProposedCitation.objects.filter(reference__isnull=False).first()
    assert proposal is not None
    assert proposal.reference is not None
    write(article, "clinician", "<p>Rest.</p>", by=editor, summary="")

    with pytest.raises(Refusal, match="The text no longer has this citation"):
        actions.confirm_citation(proposal, by=editor, reference=proposal.reference)

    proposal.refresh_from_db()
    assert (proposal.confirmed_at, article.texts.get().body) == (None, "<p>Rest.</p>")


def test_second_text_joins_the_article_as_a_further_audience(editor: Person) -> None:
    article = actions.import_draft(source("clinician.txt"), by=editor, audience="clinician")

    article = actions.import_draft(source("patient.txt"), by=editor, audience="patient", article=article)

    assert article.audiences == ["patient", "clinician"]
    assert article.texts.count() == 2


def test_text_that_is_there_is_replaced_only_on_purpose(editor: Person) -> None:
    article = actions.import_draft(source("clinician.txt"), by=editor, audience="clinician")
    body = article.texts.get().body

    with pytest.raises(Refusal, match="has a text"):
        actions.import_draft(source("patient.txt"), by=editor, audience="clinician", article=article)
    assert article.texts.get().body == body

    actions.import_draft(source("patient.txt"), by=editor, audience="clinician", article=article, replace=True)
    assert article.texts.get().body != body


def test_a_work_without_a_year_is_added_without_one(editor: Person) -> None:
    """No year is better than a wrong one: the list says so, and a person looks."""
    text = "# Sore legs\n\nRest helps [1], and so does ice [2].\n\n## References\n\n1. Doe J. Rest. J Legs. 2019.\n2. Roe A. Ice. J Legs.\n"

    actions.import_draft(parse(text, filename="legs.md"), by=editor, audience="patient")

    assert [row.csl.get("issued") for row in Reference.objects.order_by("pk")] == [{"date-parts": [["2019"]]}, None]


def test_text_without_a_title_asks_for_one(editor: Person) -> None:
    untitled = parse("just some words without any heading, and no more than that.")

    with pytest.raises(Refusal, match="no title"):
        actions.import_draft(untitled, by=editor, audience="patient")

    assert not Article.objects.exists()
    assert actions.import_draft(untitled, by=editor, audience="patient", title="Words").title == "Words"


def test_member_of_the_board_cannot_import(chair: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.import_draft(source("patient.txt"), by=chair, audience="patient")
