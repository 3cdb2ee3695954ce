"""Each format, whole, as its readers expect it."""

from __future__ import annotations

import json

from articles.references.works import Work
from articles.references.writing import WRITERS, bibtex, csl_json, nbib, ris

TRIAL = Work(
    csl={
        "type": "article-journal",
        "title": "Walking & rest: 50 % better_",
        "author": [{"family": "Doe", "given": "Jane M."}, {"literal": "Sample {Leg} Group"}],
        "container-title": "Journal of Sample Medicine",
        "container-title-short": "J Sample Med",
        "issued": {"date-parts": [["2019", "5", "2"]]},
        "volume": "12",
        "issue": "3",
        "page": "827-837",
        "abstract": "First line.\nSecond line.",
    },
    type="randomised-trial",
    doi="10.1234/a_b",
    pmid="123",
    pmcid="PMC45",
)
BOOK = Work(
    csl={"type": "book", "title": "Nerves", "publisher": "Sample Press", "issued": {"date-parts": [["2018"]]}},
    isbn="9780000000002",
    url="https://example.org/n",
)
WORKS = {"doe-2019": TRIAL, "nerves": BOOK}


def test_ris_has_a_tag_a_line_and_ends_each_record() -> None:
    assert ris(WORKS).split("\r\n") == [
        "TY  - JOUR",
        "ID  - doe-2019",
        "AU  - Doe, Jane M.",
        "AU  - Sample {Leg} Group",
        "TI  - Walking & rest: 50 % better_",
        "T2  - Journal of Sample Medicine",
        "J2  - J Sample Med",
        "PY  - 2019",
        "DA  - 2019/05/02/",
        "VL  - 12",
        "IS  - 3",
        "SP  - 827",
        "EP  - 837",
        "DO  - 10.1234/a_b",
        "AN  - 123",
        "C2  - PMC45",
        "AB  - First line. Second line.",
        "ER  - ",
        "TY  - BOOK",
        "ID  - nerves",
        "TI  - Nerves",
        "PY  - 2018",
        "PB  - Sample Press",
        "SN  - 9780000000002",
        "UR  - https://example.org/n",
        "ER  - ",
        "",
    ]


def test_bibtex_keeps_capitals_and_means_no_command() -> None:
    assert bibtex({"doe-2019": TRIAL}) == (
        "@article{doe-2019,\n"
        "  author = {Doe, Jane M. and {Sample \\{Leg\\} Group}},\n"
        "  title = {{Walking \\& rest: 50 \\% better\\_}},\n"
        "  journal = {Journal of Sample Medicine},\n"
        "  year = {2019},\n"
        "  volume = {12},\n"
        "  number = {3},\n"
        "  pages = {827--837},\n"
        "  doi = {10.1234/a\\_b},\n"
        "  pmid = {123},\n"
        "  pmcid = {PMC45},\n"
        "  abstract = {First line. Second line.},\n"
        "}\n"
    )


def test_nbib_is_wrapped_under_its_tag() -> None:
    long = Work(csl={**TRIAL.csl, "title": "word " * 30}, pmid="9")

    assert nbib({"a": TRIAL, "b": long}).splitlines() == [
        "PMID- 123",
        "VI  - 12",
        "IP  - 3",
        "DP  - 2019 May 2",
        "TI  - Walking & rest: 50 % better_.",
        "PG  - 827-837",
        "LID - 10.1234/a_b [doi]",
        "AB  - First line. Second line.",
        "FAU - Doe, Jane M.",
        "AU  - Doe JM",
        "CN  - Sample {Leg} Group",
        "PT  - Journal Article",
        "PT  - Randomized Controlled Trial",
        "TA  - J Sample Med",
        "JT  - Journal of Sample Medicine",
        "PMC - PMC45",
        "",
        "PMID- 9",
        "VI  - 12",
        "IP  - 3",
        "DP  - 2019 May 2",
        f"TI  - {'word ' * 16}".rstrip(),
        f"      {'word ' * 14}".rstrip() + ".",
        "PG  - 827-837",
        "AB  - First line. Second line.",
        "FAU - Doe, Jane M.",
        "AU  - Doe JM",
        "CN  - Sample {Leg} Group",
        "PT  - Journal Article",
        "TA  - J Sample Med",
        "JT  - Journal of Sample Medicine",
    ]


def test_csl_json_is_the_record_with_its_identifiers() -> None:
    items = json.loads(csl_json(WORKS))

    assert items[0] == {**TRIAL.csl, "id": "doe-2019", "DOI": "10.1234/a_b", "PMID": "123", "PMCID": "PMC45"}
    assert (items[1]["ISBN"], items[1]["URL"]) == ("9780000000002", "https://example.org/n")


def test_a_work_of_which_nothing_is_known_is_still_a_record() -> None:
    nothing = {"x": Work(csl={})}

    assert {name: write(nothing).strip() for name, (write, _type) in WRITERS.items()} == {
        "ris": "TY  - GEN\r\nID  - x\r\nER  -",
        "bib": "@misc{x,\n}",
        "nbib": "",
        "json": '[\n  {\n    "id": "x"\n  }\n]',
    }


def test_no_value_can_end_a_record_early() -> None:
    wicked = {"x": Work(csl={"title": "A\r\nER  - \r\nTY  - JOUR", "type": "book"})}

    assert ris(wicked).count("\r\nER  - ") == 1
    assert ris(wicked).splitlines()[2] == "TI  - A ER - TY - JOUR"
