"""Syllables: by hand, by the dictionary, by British spelling, by endings, by rule alone."""

from __future__ import annotations

import random

import pytest

from articles.text.readability.lexicon import (
    syllables_by_hand,
    syllables_of_endings,
    syllables_of_words,
    zipf_of_words,
)
from articles.text.readability.syllable_rule import by_rule
from articles.text.readability.syllables import is_spelled_out, of_word

SAMPLE = 5_000
SEED = 20261128
WANTED = 0.86

# Only the word without its ending stands in the dictionary.
INFLECTED = (("aisle's", 1), ("coach's", 2), ("balded", 2), ("coaches'", 2))

# Counted by ear.
WORDS = """
aciclovir 4  adalimumab 5  alendronate 4  allopurinol 5  amiodarone 5  amlodipine 4  amoxicillin 5  apixaban 4  atenolol 4
atorvastatin 5  azathioprine 5  azithromycin 5  budesonide 4  bupivacaine 4  buprenorphine 4  candesartan 4  carbamazepine 5
cetirizine 4  ciclosporin 4  ciprofloxacin 5  citalopram 4  clarithromycin 5  codeine 2  colchicine 3  dabigatran 4
denosumab 4  dexamethasone 5  diazepam 4  diclofenac 4  digoxin 3  doxycycline 4  duloxetine 4  empagliflozin 5
enoxaparin 5  fentanyl 3  finasteride 4  fluconazole 4  fluoxetine 4  furosemide 4  gabapentin 4  glibenclamide 4
haloperidol 5  heparin 3  hydrochlorothiazide 7  hydrocortisone 5  hydroxychloroquine 6  ibuprofen 4  imatinib 4
infliximab 4  insulin 3  ipratropium 5  isotretinoin 6  ketamine 3  lactulose 3  lamotrigine 4  levetiracetam 6
levothyroxine 5  lidocaine 3  liraglutide 4  lisinopril 4  lithium 3  loratadine 4  losartan 3  metformin 3
methotrexate 4  methylprednisolone 6  metoclopramide 5  midazolam 4  mirtazapine 4  montelukast 4  morphine 2  naloxone 3
naproxen 3  nortriptyline 4  nystatin 3  olanzapine 4  omeprazole 4  ondansetron 4  oseltamivir 5  oxycodone 4
paracetamol 5  phenytoin 4  pioglitazone 5  prednisolone 4  pregabalin 4  progesterone 4  propofol 3  propranolol 4
quetiapine 4  quinine 2  ranitidine 4  remdesivir 4  risperidone 4  rituximab 4  rivaroxaban 5  salbutamol 4  senna 2
sertraline 3  sildenafil 4  simvastatin 4  sitagliptin 4  spironolactone 5  sulfasalazine 5  tamoxifen 4  tamsulosin 4
teriparatide 5  tetracycline 4  tiotropium 5  tramadol 3  trazodone 3  valproate 3  vancomycin 4  venlafaxine 4
warfarin 3  zoledronate 4

anaemia 4  anaesthesia 4  aetiology 5  arrhythmia 4  biopsy 3  centre 2  chemotherapy 5  coronary 4  diarrhoea 4
fibre 2  foetus 2  gynaecology 5  haemorrhage 3  haemorrhages 4  herniated 4  hyperkalaemia 6  hypoglycaemia 6
ischaemic 3  leukaemia 4  litre 2  metre 2  millilitre 4  myocardial 5  nausea 3  neuropathy 4  oedema 3
oesophagus 4  orthopaedic 4  paediatric 4  physiotherapy 6  radiculopathy 6  randomised 3  sciatica 4  theatre 3
tumour 2  tumours 2  vertebrae 3

MRI 3  RCTs 3  HbA1c 5  mRNA 4  pH 2  eGFR 4  COVID-19 4  SpO₂ 4  CO₂ 3  IL-6 3  WHO 5  B12 2  L4 2  A&E 2  NSAIDs 2  I 1  A 1
mg/dL 7  mg 3  mmHg 7  double-blind 3  don't 1  don’t 1  patients' 2  nurse's 2  50mg 5  https://example.org/radiculopathy 1
"""


def test_the_rule_alone_is_right_on_most_words_of_the_dictionary() -> None:
    known = syllables_of_words()
    sample = random.Random(SEED).sample(sorted(known), SAMPLE)

    right = sum(by_rule(word) == known[word] for word in sample)

    assert right / SAMPLE >= WANTED


@pytest.mark.parametrize(("word", "number"), [*zip(WORDS.split()[::2], WORDS.split()[1::2], strict=True)])
def test_words_of_medicine_have_the_syllables_that_are_heard(word: str, number: str) -> None:
    assert of_word(word) == int(number)


@pytest.mark.parametrize(
    "word", ["", "-", "²", "'", "ß", "مرض", "νερό", "a" * 1_000_000, "1" * 1_000_000, "a-" * 500_000]
)
def test_every_word_has_a_syllable_and_few_enough(word: str) -> None:
    assert 1 <= of_word(word) <= 200


def test_a_word_in_capitals_is_spelled_out_only_if_it_is_short() -> None:
    words = ["MRI", "RCTs", "HbA1c", "PubMed", "PARACETAMOL", "Rest", "I", "B12", "12", "ΑΒΓ", ""]

    assert [word for word in words if is_spelled_out(word)] == ["MRI", "RCTs", "HbA1c", "B12"]


def test_lists_that_may_be_edited_are_in_small_letters() -> None:
    written = [*syllables_by_hand(), *syllables_of_endings()]

    assert [word for word in written if word != word.lower()] == []


def test_the_lists_hold_what_they_say() -> None:
    assert (len(syllables_of_words()), len(zipf_of_words())) == (118_858, 52_523)
    assert (syllables_of_words()["patient"], zipf_of_words()["the"]) == (2, 7.7)


@pytest.mark.parametrize(("word", "count"), INFLECTED)
def test_word_is_counted_by_the_one_without_its_ending(word: str, count: int) -> None:
    assert of_word(word) == count
