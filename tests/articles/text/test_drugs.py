import pytest

from articles.text.drugs import drug, drugs, generic, is_class, names_of, substances


@pytest.mark.parametrize(
    "word",
    [
        "amoxicillin", "ramipril", "losartan", "atenolol", "simvastatin", "sitagliptin", "adalimumab", "imatinib",
        "omeprazole", "fluconazole", "apixaban", "dapagliflozin", "doxycycline", "diazepam", "ondansetron", "aciclovir",
        "ceftriaxone", "paracetamol", "aspirin", "ibuprofen", "insulin", "warfarin", "digoxin", "lithium",
        "methotrexate", "morphine", "hydralazine", "hydroxyzine", "opioid", "nsaid",
    ],
)  # fmt: skip
def test_names_and_classes_are_known_in_any_case_and_number(word: str) -> None:
    assert [drug(spelled) for spelled in (word, word.upper(), word.title(), f"{word}s")] == [word] * 4


@pytest.mark.parametrize(
    "word",
    [
        "April", "peril", "cholesterol", "person", "medicine", "machine", "urine", "spine", "vitamin", "histamine",
        "doctor", "tablet", "concept", "reservoir", "comparison", "zone", "phone", "hormone", "sulfate", "chlorine",
        "alcohol", "control", "protocol", "chemical", "hospital", "ankle", "muscle", "exercise", "pain", "inflammation",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_drugs(word: str) -> None:
    assert drug(word) == ""


def test_all_drugs_of_a_text_are_found_in_order() -> None:
    found = drugs("Take aspirin or Ibuprofen (NSAIDs), not warfarin; aspirin-free tablets exist. See co-amoxiclav.")

    assert found == ("aspirin", "ibuprofen", "nsaid", "warfarin", "aspirin", "co-amoxiclav")


def test_substances_are_named_once_in_order_and_classes_are_none() -> None:
    text = "Naproxen or another NSAID; with gabapentin, not naproxen. Statins: atorvastatin."

    assert substances(text) == ("naproxen", "gabapentin", "atorvastatin")


@pytest.mark.parametrize(
    ("named", "known"),
    [("Tylenol", "paracetamol"), ("acetaminophen", "paracetamol"), ("EpiPen", "adrenaline"), ("warfarin", "warfarin")],
)
def test_brand_and_foreign_names_are_drugs_with_one_generic_name(named: str, known: str) -> None:
    assert generic(drug(named)) == known


def test_class_is_no_substance() -> None:
    assert (is_class("nsaid"), is_class("naproxen")) == (True, False)


@pytest.mark.parametrize("name", ["paracetamol", "tylenol", "acetaminophen"])
def test_every_name_of_a_substance_is_told_by_any_of_them(name: str) -> None:
    assert names_of(name)[0] == "paracetamol"
    assert {"acetaminophen", "tylenol"} < set(names_of(name))


def test_a_drug_with_one_name_has_that_one() -> None:
    assert names_of("amoxicillin") == ("amoxicillin",)
