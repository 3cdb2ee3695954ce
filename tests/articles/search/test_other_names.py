"""The names under which a safety sweep looks."""

from __future__ import annotations

import pytest

from articles.models import Person, Reference
from articles.search.other_names import OtherName, Why, of_medicine, works

pytestmark = pytest.mark.django_db


def why(typed: str) -> dict[str, Why]:
    return {name.words: name.why for name in of_medicine(typed)}


def test_a_medicine_has_its_generic_and_brand_names_and_the_products_that_hold_it() -> None:
    found = why("Tylenol")

    assert found["Tylenol"] is Why.TYPED
    assert {name for name, reason in found.items() if reason is Why.SAME} == {
        "paracetamol",
        "acetaminophen",
        "panadol",
        "calpol",
    }
    assert (found["co-codamol"], "nurofen plus" in found) == (Why.PRODUCT, False)


def test_a_product_has_its_other_names_and_not_what_it_holds() -> None:
    assert why("Septrin") == {"Septrin": Why.TYPED, "co-trimoxazole": Why.SAME, "bactrim": Why.SAME}


def test_a_class_is_looked_for_by_its_names_alone() -> None:
    assert why("opioids") == {"opioids": Why.TYPED, "opioid": Why.SAME, "opiate": Why.SAME}


def test_s10_what_is_no_known_medicine_is_looked_for_as_it_was_typed() -> None:
    assert of_medicine("  hydroxizine ") == (OtherName("hydroxizine", Why.TYPED),)


def test_names_of_the_glossary_are_looked_for_too(glossary: None) -> None:
    assert Why.GLOSSARY in why("heart attack").values()


@pytest.mark.parametrize("typed", ["doe-2020", "10.1000/WALK", "https://doi.org/10.1000/walk"])
def test_a_work_is_known_by_its_key_and_its_identifiers(typed: str, reference: Reference) -> None:
    assert works(typed) == (reference,)


def test_a_merged_work_is_looked_for_by_each_of_its_keys(reference: Reference, editor: Person) -> None:
    other = Reference.objects.get(pk=reference.pk)
    other.pk, other.key, other.doi, other.pmid = None, "roe-2021", "", "123456"
    other.merged_into = reference
    other._state.adding = True
    other.record(by=editor, reason="merged")

    assert works("PMID 123456") == (reference, other)


def test_what_the_library_does_not_have_is_no_work() -> None:
    assert works("10.1000/nothing") == ()
