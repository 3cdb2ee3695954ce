"""What a text cites is in the library and on the article's list; works are found by what people remember of them."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from articles import actions
from articles.actions.citing import UnknownReference
from articles.models import Article, Person, Reference, Text
from tests.universe import SUMMARY, write

DATA = actions.ReferenceData(
    title="Night splints",
    type="randomised-trial",
    csl={
        "author": [{"family": "Ångström", "given": "Åsa"}, {"family": "Roe"}],
        "issued": {"date-parts": [["2019"]]},
        "container-title": "Journal of Hands",
    },
    doi="10.1000/Splint.1",
    pmid="12345",
)


@pytest.fixture
def splints(editor: Person) -> Reference:
    return actions.add_reference(DATA, by=editor)


def cite(key: str) -> str:
    return f'<p>Rest.<cite data-key="{key}"></cite></p>'


def test_a_work_that_a_text_cites_is_on_the_list_when_it_is_saved(
    draft: Article, splints: Reference, editor: Person
) -> None:
    write(draft, "patient", cite(f"doe-2020 {splints.key}"), by=editor)

    draft.refresh_from_db()
    assert draft.reference_keys == ["doe-2020", splints.key]


def test_a_work_stays_on_the_list_when_it_is_cited_no_more(draft: Article, splints: Reference, editor: Person) -> None:
    write(draft, "patient", cite(splints.key), by=editor)
    write(draft, "patient", cite("doe-2020"), by=editor)

    draft.refresh_from_db()
    assert draft.reference_keys == ["doe-2020", splints.key]


@pytest.mark.parametrize("part", ["summary", "body"])
def test_a_key_that_the_library_does_not_have_is_refused(part: str, draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    words = {"summary": SUMMARY, "body": text.body, part: cite("doe-2020 nobody-1999")}

    with pytest.raises(UnknownReference) as refused:
        actions.save_text(text, by=editor, description="x", base_revision=text.revision, **words)

    assert str(refused.value) == (
        "The library has no reference “nobody-1999”. Cite works that it has, or add this one first."
    )
    assert Text.objects.get(pk=text.pk).revision == text.revision


def test_a_label_that_is_not_bound_yet_is_saved(draft: Article, editor: Person) -> None:
    saved = write(draft, "patient", cite("unresolved:7"), by=editor)

    draft.refresh_from_db()
    assert saved.body == cite("unresolved:7")
    assert draft.reference_keys == ["doe-2020"]


def test_a_reference_cannot_be_deleted(splints: Reference) -> None:
    for delete in (splints.delete, Reference.objects.filter(pk=splints.pk).delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            delete()

    assert Reference.objects.filter(pk=splints.pk).exists()


@pytest.mark.parametrize(
    "searched",
    [
        "night splints", "SPLINTS night", "angstrom", "Ångström 2019", "asa roe", "journal of hands", "10.1000/splint.1",
        "doi:10.1000/splint.1", "https://doi.org/10.1000/splint.1", "PMID 12345", "12345", "spl",
    ],
)  # fmt: skip
def test_a_work_is_found_by_what_people_remember_of_it(searched: str, splints: Reference, reference: Reference) -> None:
    assert list(Reference.objects.matching(searched)) == [splints]


@pytest.mark.parametrize("searched", ["splints 2020", "50%", "_", "nobody"])
def test_what_does_not_fit_is_not_found(searched: str, splints: Reference, reference: Reference) -> None:
    assert list(Reference.objects.matching(searched)) == []


def test_a_work_is_found_by_its_new_title(splints: Reference, editor: Person) -> None:
    before = list(Reference.objects.matching("supports"))
    splints.title = "Supports for the wrist"
    splints.record(by=editor, reason="corrected")

    assert before == []
    assert list(Reference.objects.matching("supports")) == [splints]


def test_looking_at_a_work_changes_nothing(splints: Reference, editor: Person) -> None:
    again = Reference.objects.get(pk=splints.pk)

    assert again.record(by=editor, reason="nothing") is False
