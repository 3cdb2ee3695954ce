"""Manifest 1 byte for byte, as it was issued before definitions were used and since: every one is read for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from articles.manifest import (
    STATED,
    AppliesTo,
    Byline,
    CitedReference,
    EvidenceSearch,
    ExplainedTerm,
    FrozenImage,
    FrozenText,
    Manifest,
    TermPlace,
    UnknownManifest,
    digest,
    read,
)

GOLDEN = Path(__file__).parents[1] / "fixtures" / "manifests"
TERM = ExplainedTerm(
    "patient", "stroke", "stroke", "", "Harm to the brain.", "ab" * 32, (TermPlace("body", "0" * 12, 2, "stroke"),)
)
SEARCHES = (
    EvidenceSearch("PubMed", "stroke[tiab] AND aspirin[tiab]", "2026-04-14", "Lena Librarian", "212"),
    EvidenceSearch("Cochrane Library", "stroke aspirin", "2026-03-02", "Lena Librarian"),
)
PLAIN = Manifest(
    article="9b2f2c1e-0000-4000-8000-000000000001",
    number=1,
    language="en",
    title="Stroke",
    question="What is a stroke?",
    applies_to=AppliesTo(("adults",)),
    audiences=("patient",),
    contributors=(Byline("Ann Example", "author"),),
    texts={"patient": FrozenText("<p>Act fast.</p>", "<p>A stroke.</p>", "About stroke.")},
    references=(),
)

QUOTE = {"words": "Aspirin 75 mg a day.", "where": "p. 3"}
FULL = replace(
    PLAIN,
    applies_to=AppliesTo(("adults", "older people"), "DE", "Not in pregnancy."),
    contributors=(replace(PLAIN.contributors[0], none_of=("interests", "funding")),),
    references=(
        CitedReference(
            "smith2020",
            "guideline",
            "current",
            "Guideline",
            {"doi": "10.1000/182"},
            {"title": "Aspirin", "issued": {"date-parts": [["2020", "1"]]}},
            {"scheme": "GRADE", "level": "high"},
            (QUOTE,),
        ),
        CitedReference("jones2021", "article", "retracted"),
    ),
    images=(
        FrozenImage("cd" * 32, "A brain.", "Where a stroke is.", "Ann Example", "CC BY 4.0", "800", "600"),
        FrozenImage("ef" * 32, "A hand."),
    ),
    definitions=(TERM,),
    evidence_search=SEARCHES,
    funding="The publisher.",
    change_note="New guideline.",
    previous_approved="12" * 32,
    dialect="1",
)


@pytest.mark.parametrize(
    ("name", "manifest", "fingerprint"),
    [
        ("manifest-1.json", PLAIN, "a272d29672e348432b49358a8378dbdb62de87f5060fe3655e13c1c87c6a165e"),
        (
            "manifest-1-definitions.json",
            Manifest(**{**vars(PLAIN), "definitions": (TERM,)}),
            "5ebffa67e1c0adcfb2c796ea2e1a42a1b15b0b5bfd9e20a5ea8ad22ad7666e95",
        ),
        (
            "manifest-1-searches.json",
            Manifest(**{**vars(PLAIN), "evidence_search": SEARCHES}),
            "283426d5be776cd69a54b460fed907f05bcb5ce9b459da4b6672c2efa65a9e6e",
        ),
        ("manifest-1-full.json", FULL, "f090fc16a2be0b2e501dfbb710d36f14b9994b0a8ec7e419fabc2eb24668519d"),
    ],
)
def test_a_manifest_is_written_and_read_as_it_was_issued(name: str, manifest: Manifest, fingerprint: str) -> None:
    issued = (GOLDEN / name).read_text()

    assert manifest.write() == issued
    assert read(issued) == manifest
    assert digest(issued) == fingerprint


def test_what_a_contributor_said_there_is_none_of_is_kept_and_nothing_is_written_where_nothing_was_said() -> None:
    none = Byline(
        "Ann Example", "author", "MD", orcid="0000-0002-1825-0097", software="Spelling.", none_of=("interests",)
    )
    manifest = Manifest(**{**vars(PLAIN), "contributors": (none, Byline("Bob Example", "editor"))})

    text = manifest.write()

    stated, silent = json.loads(text)["contributors"]
    assert read(text) == manifest
    assert (stated["none_of"], stated["software"], stated["orcid"]) == (["interests"], "Spelling.", none.orcid)
    assert {"none_of", "software", "orcid"} & {*silent} == set()
    assert (none.unstated, read(text).contributors[1].unstated) == (("funding",), STATED)


def test_evidence_is_searched_to_the_earliest_day_of_all_databases() -> None:
    assert Manifest(**{**vars(PLAIN), "evidence_search": SEARCHES}).searched_to == date(2026, 3, 2)
    assert PLAIN.searched_to is None


@pytest.mark.parametrize(
    "wrong",
    [
        '"manifest":"2"',
        '"definitions":[{}]',
        '"definitions":[{"audience":"patient"}]',
        '"definitions":["x"]',
        '"evidence_search":{"searches":[{}]}',
    ],
)
def test_what_no_reader_knows_is_refused(wrong: str) -> None:
    issued = (GOLDEN / "manifest-1.json").read_text()
    name = wrong.partition(":")[0]
    right = {'"manifest"': '"manifest":"1"', '"definitions"': '"definitions":[]'}.get(name, '"evidence_search":{}')

    with pytest.raises(UnknownManifest):
        read(issued.replace(right, wrong))


def test_numbers_are_written_as_strings_and_what_is_true_stays_so() -> None:
    work = replace(FULL.references[0], csl={"volume": 3, "pages": [1.5, "iv"], "issued": {"season": 2}, "open": True})

    (written, _other) = json.loads(replace(FULL, references=(work, FULL.references[1])).write())["references"]

    assert written["csl"] == {"volume": "3", "pages": ["1.5", "iv"], "issued": {"season": "2"}, "open": True}


def test_size_and_level_that_nobody_knows_are_left_out() -> None:
    data = json.loads(FULL.write())

    sized, unsized = data["images"]
    judged, unjudged = data["references"]
    assert ({*sized} - {*unsized}, {*judged} - {*unjudged}) == ({"width", "height"}, {"evidence"})
    assert (judged["evidence"], judged["quotes"]) == ({"scheme": "GRADE", "level": "high"}, [QUOTE])


def test_a_manifest_of_another_dialect_is_read_with_it() -> None:
    assert read(replace(FULL, dialect="2").write()).dialect == "2"


def test_what_cannot_be_read_says_what_is_missing() -> None:
    with pytest.raises(UnknownManifest, match="'manifest'"):
        read("{}")
