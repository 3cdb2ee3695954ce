"""Citations of an import that wait for a person, and the reference list."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.importing import parse
from articles.models import Article, Person, ProposedCitation, Reference
from articles.text.citations import citations

SOURCE = """# Leg pain

## What helps

Walking helps (source: AAN).

Heat helps (source: ACR).

## References

Guideline: Walking for leg pain. Journal of Legs, 2020.
"""


@pytest.fixture
def imported(editor: Person, reference: Reference) -> Article:
    """A patient text with citations that nobody confirmed."""
    return actions.import_draft(parse(SOURCE), by=editor, audience="patient")


def page_of(article: Article) -> str:
    return reverse("desk:article_citations", args=[article.pk])


def test_each_citation_stands_with_its_sentence(at_desk: Client, imported: Article) -> None:
    response = at_desk.get(page_of(imported))

    rows = [(form.row.label, form.row.sentence) for form in response.context["forms"]]
    assert rows == [("aan", "Walking helps"), ("acr", "Heat helps")]


def test_the_proposed_reference_is_preselected(at_desk: Client, imported: Article) -> None:
    proposal = imported.proposed_citations.get(label="aan")
    proposal.reference = Reference.objects.get(key="doe-2020")
    proposal.save()

    form = at_desk.get(page_of(imported)).context["forms"][0]

    assert form["reference"].value() == str(proposal.reference.pk)


def test_confirming_binds_the_citation_and_no_other(at_desk: Client, imported: Article, reference: Reference) -> None:
    proposal = imported.proposed_citations.get(label="aan")

    response = at_desk.post(page_of(imported), {"proposal": proposal.pk, "reference": reference.pk})

    keys = [citation.keys for citation in citations(imported.texts.get().body)]
    assert response["Location"] == page_of(imported)
    assert keys == [("doe-2020",), ("unresolved:acr",)]
    assert [form.row.label for form in at_desk.get(page_of(imported)).context["forms"]] == ["acr"]


def test_confirming_without_a_choice_is_refused(at_desk: Client, imported: Article) -> None:
    proposal = imported.proposed_citations.get(label="acr")

    response = at_desk.post(page_of(imported), {"proposal": proposal.pk, "reference": ""}, follow=True)

    messages = [str(message) for message in response.context["messages"]]
    assert messages == ["Choose the reference that citation “acr” means."]
    assert ProposedCitation.objects.filter(confirmed_at=None).count() == 2


def test_a_citation_that_left_the_text_no_longer_waits(at_desk: Client, imported: Article, editor: Person) -> None:
    text = imported.texts.get()
    body = text.body.replace('<cite data-key="unresolved:acr"></cite>', "")
    actions.save_text(text, by=editor, summary="", body=body, description="", base_revision=text.revision)

    response = at_desk.get(page_of(imported))

    assert [form.row.label for form in response.context["forms"]] == ["aan"]


def test_confirming_what_left_the_text_is_refused(at_desk: Client, imported: Article, reference: Reference) -> None:
    proposal = imported.proposed_citations.get(label="acr")
    text = imported.texts.get()
    actions.save_text(
        text, by=imported.handling_editor, summary="", body="<p>x</p>", description="", base_revision=text.revision
    )

    response = at_desk.post(page_of(imported), {"proposal": proposal.pk, "reference": reference.pk}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["The text no longer has this citation."]


def test_a_typed_citation_without_a_proposal_is_named(at_desk: Client, imported: Article, editor: Person) -> None:
    text = imported.texts.get()
    body = text.body + '\n<p>More.<cite data-key="unresolved:nice"></cite></p>'
    actions.save_text(text, by=editor, summary="", body=body, description="", base_revision=text.revision)

    response = at_desk.get(page_of(imported))

    assert "the text cites “nice”, which was not imported" in response.content.decode()


def test_a_reference_says_which_texts_cite_it_or_that_none_does(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    unused = actions.add_reference(actions.ReferenceData(title="Unused", type="book"), by=editor)
    actions.list_reference(draft, unused, by=editor)

    response = at_desk.get(page_of(draft))

    rows = {row.reference.title: [str(label) for label in row.cited_by] for row in response.context["rows"]}
    assert rows == {"Unused": [], "A trial of walking": ["Patients, families and carers", "Health professionals"]}
    assert response.content.decode().count("Never cited") == 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_ten_queries_however_many_wait(
    count: int,
    at_desk: Client,
    draft: Article,
    editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cites = "".join(f'<p>Sentence {n}.<cite data-key="unresolved:{n}"></cite></p>' for n in range(count))
    text = draft.texts.get(audience="patient")
    actions.save_text(text, by=editor, summary="", body=cites, description="", base_revision=text.revision)
    for number in range(count):
        work = actions.add_reference(actions.ReferenceData(title=f"Work {number}", type="book"), by=editor)
        actions.list_reference(draft, work, by=editor)
        ProposedCitation.objects.create(article=draft, audience="patient", label=str(number), reference=work)

    # session, person, roles, article, texts, proposals, references, library, flags, sample band
    with django_assert_num_queries(10):
        response = at_desk.get(page_of(draft))

    assert len(response.context["forms"]) == count


def test_a_work_of_the_library_is_put_on_the_list(at_desk: Client, draft: Article, editor: Person) -> None:
    work = actions.add_reference(actions.ReferenceData(title="Unused", type="book"), by=editor)

    response = at_desk.post(reverse("desk:article_list_reference", args=[draft.pk]), {"reference": work.pk})

    draft.refresh_from_db()
    assert response["Location"] == page_of(draft)
    assert draft.reference_keys == ["doe-2020", work.key]
