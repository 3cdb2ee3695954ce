"""Codes as people type them, each checked for the form of its scheme."""

from __future__ import annotations

import pytest

from articles.subject_codes import MOST, SubjectCode, WrongCode, read, typed


@pytest.mark.parametrize(
    ("line", "scheme", "code", "label"),
    [
        ("MeSH D006073 Gout", "mesh", "D006073", "Gout"),
        ("mesh d000068877 Imatinib Mesylate", "mesh", "D000068877", "Imatinib Mesylate"),
        ("ICD-10 M10.9 Gout,  unspecified", "icd-10", "M10.9", "Gout, unspecified"),
        ("icd-10 S72.001A Fracture", "icd-10", "S72.001A", "Fracture"),
        ("ICD-11 FA25.0 Primary gout", "icd-11", "FA25.0", "Primary gout"),
        ("ICD-11 8A80 Migraine", "icd-11", "8A80", "Migraine"),
        ("ATC M04AA01 Allopurinol", "atc", "M04AA01", "Allopurinol"),
        ("ATC M04 Antigout preparations", "atc", "M04", "Antigout preparations"),
        ("other snomed:90560007 Gout", "other", "snomed:90560007", "Gout"),
    ],
)
def test_a_line_is_a_scheme_a_code_and_what_it_means(line: str, scheme: str, code: str, label: str) -> None:
    (found,) = typed(f"\n  {line}\n")

    assert found == SubjectCode(scheme, code, label)
    assert (typed(found.line()), read([found.as_data()])) == ([found], (found,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Gout", "Line 1: begin with MeSH, ICD-10, ICD-11, ATC or other, not with “Gout”."),
        ("\nMeSH 006073 Gout", "Line 2: “006073” does not look like a code of MeSH, such as D006073."),
        ("ICD-10 10.9 Gout", "Line 1: “10.9” does not look like a code of ICD-10, such as M10.9."),
        ("ICD-11 FI25 Gout", "Line 1: “FI25” does not look like a code of ICD-11, such as FA25.0."),
        ("ATC M4 Gout", "Line 1: “M4” does not look like a code of ATC, such as M04AA01."),
        ("ATC E01 Gout", "Line 1: “E01” does not look like a code of ATC, such as M04AA01."),
        ("ATC", "Line 1: “” does not look like a code of ATC, such as M04AA01."),
        ("ICD-10 M10", "Line 1: say in words what the code means, behind it."),
    ],
)
def test_what_is_no_code_is_told_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(WrongCode) as wrong:
        typed(text)

    assert str(wrong.value) == sentence


def test_the_same_code_twice_is_one_and_there_are_not_too_many() -> None:
    assert len(typed("ICD-10 M10 Gout\nICD-10 M10 Gout")) == 1

    with pytest.raises(WrongCode, match=f"At most {MOST} codes"):
        typed("\n".join(f"ICD-10 M10.{number} Gout" for number in range(MOST + 1)))


def test_nothing_typed_is_no_code() -> None:
    assert typed(" \n\n") == []
