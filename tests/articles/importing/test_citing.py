"""Which numbers are citations: those and no others leave the text (S24)."""

import pytest

from articles.importing import Imported, parse

UNNUMBERED = "\n\nReferences\n\nGuideline\n\nPain Pathway\n\nExample Society, 2024\n"
NUMBERED = "\n\nReferences\n\n1. Doe J. One. J Ex. 2019.\n2. Doe J. Two. J Ex. 2020.\n3. Roe R. Three. J Ex. 2021.\n"
ONE_AND_TWO = "- Rest helps 1\n- Heat helps 2\n"


def read(text: str, references: str = UNNUMBERED) -> Imported:
    return parse(f"{ONE_AND_TWO}{text}{references}", filename="a.txt")


def last(imported: Imported) -> str:
    return imported.body.replace("</li>\n</ul>", "</li>").splitlines()[-1]


def keys(*labels: str) -> str:
    return f'<cite data-key="{" ".join(f"unresolved:{label}" for label in labels)}"></cite>'


@pytest.mark.parametrize(
    ("text", "body", "label"),
    [
        ("- as first-line agents 1, 2", f"as first-line agents {keys('1', '2')}", "1, 2"),
        ("- for at least 6 weeks 1", f"for at least 6 weeks {keys('1')}", "1"),
        ("- ibuprofen 600mg TID) 2", f"ibuprofen 600mg TID) {keys('2')}", "2"),
        ("- pregabalin 75mg BID 2", f"pregabalin 75mg BID {keys('2')}", "2"),
        ("- gel 1% helps 1.", f"gel 1% helps {keys('1')}.", "1"),
        ("- both help 1-2", f"both help {keys('1', '2')}", "1-2"),
        ("- both help [1, 2].", f"both help {keys('1', '2')}.", "[1, 2]"),
        ("- both help.1,2", f"both help.{keys('1', '2')}", "1,2"),
        ("- both help.¹", f"both help.{keys('1')}", "¹"),
        ("- it helps (source: AAN)", f"it helps {keys('aan')}", "(source: AAN)"),
        ("- it helps (sources: WHO; ÄZQ)", f"it helps {keys('who', 'azq')}", "(sources: WHO; ÄZQ)"),
    ],
)
def test_a_citation_leaves_no_digit_behind(text: str, body: str, label: str) -> None:
    found = read(text)

    assert last(found) == f"<li>{body}</li>"
    assert found.citations[-1].label == label
    assert found.unsure == ()


@pytest.mark.parametrize(
    "text",
    [
        "gabapentin 150mg BID",
        "for at least 2",
        "in patients >12 weeks",
        "every 1-2",
        "nerve roots L1–L2",
        "diabetes type 2",
        "review in week 1",
        "a pain scale from 1 to 2",
        "NYHA class 2",
        "vitamin B 1 and 2",
        "raise to 25",
        "a pH < 2",
        "Table 1",
        "a urate of 2. Then stop",
        "it improves 0-2",
        "it improves 2, 2",
        "it helps (source: ;)",
    ],
)
def test_a_quantity_is_never_a_citation(text: str) -> None:
    found = read(f"- {text}")

    assert last(found) == f"<li>{text.replace('<', '&lt;').replace('>', '&gt;')}</li>"
    assert found.counts.citations == 2
    assert found.unsure == ()


@pytest.mark.parametrize(
    "text",
    [
        "aim for an INR 2",
        "a baby with an Apgar 2",
        "HbA1c 1",
        "a pain score 2",
        "two tablets 2",
        "it helps 25",
        "it helps (2)",
        "area in cm<sup>2</sup>",
        "length in metre²",
        "vitamin B 1",
        "relief of 30% 2",
    ],
)
def test_a_number_that_could_be_either_stays_and_is_shown(text: str) -> None:
    found = parse(f"{ONE_AND_TWO}- {text}{UNNUMBERED}", filename="a.md")

    assert last(found) == f"<li>{text}</li>"
    assert [doubt.line for doubt in found.unsure] == [3]


def test_without_a_list_of_references_bare_numbers_stay() -> None:
    found = parse("- Rest helps 1\n- Heat helps 2\n")

    assert found.body == "<ul>\n<li>Rest helps 1</li>\n<li>Heat helps 2</li>\n</ul>"
    assert [doubt.line for doubt in found.unsure] == [1, 2]


def test_an_interval_in_brackets_is_no_citation() -> None:
    found = read("- a ratio of 3 (95% CI [1, 2])")

    assert last(found) == "<li>a ratio of 3 (95% CI [1, 2])</li>"
    assert [doubt.line for doubt in found.unsure] == [3]


def test_a_tag_cut_in_half_does_not_hide_the_word_in_front() -> None:
    link = f"<https://example.org/{'a' * 70}>"

    found = parse(f"{ONE_AND_TWO}\nSee {link} for more on what helps 2{UNNUMBERED}", filename="a.md")

    assert found.citations[-1].labels == ("2",)


def test_a_number_beyond_a_complete_list_stays_and_is_shown() -> None:
    found = read("- it works 3\n- it fails 4", NUMBERED)

    assert last(found) == "<li>it fails 4</li>"
    assert [doubt.text for doubt in found.unsure] == ["it fails 4"]
    assert dict(found.bindings.table) == {"unresolved:1": 0, "unresolved:2": 1, "unresolved:3": 2}
    assert found.bindings.certain


def test_a_gap_in_the_numbers_is_no_complete_list() -> None:
    found = read("- it works 3", NUMBERED.replace("2. Doe", "4. Doe"))

    assert not found.bindings.certain
    assert dict(found.bindings.table) == {"unresolved:1": 0, "unresolved:3": 2}


def test_a_source_in_words_beside_bound_numbers_makes_the_binding_uncertain() -> None:
    found = read("- it works (source: WHO)", NUMBERED)

    assert not found.bindings.certain


def test_a_citation_tells_line_and_sentence() -> None:
    found = read("\nCold may hurt. Warmth lasts longer [2].")

    citation = found.citations[-1]
    assert (citation.line, citation.sentence, citation.labels) == (4, "Warmth lasts longer", ("2",))


def test_a_source_without_latin_letters_gets_a_key_of_its_own() -> None:
    found = read("- it works (source: 世界)")

    assert found.citations[-1].keys == ("unresolved:33650a369521",)


def test_a_linked_number_is_a_citation() -> None:
    found = parse(f"It helps <sup>[1](#ref-1)</sup> a lot.{NUMBERED}", filename="a.md")

    assert found.body == f"<p>It helps {keys('1')} a lot.</p>"


@pytest.mark.parametrize(
    "heading", ["Diabetes Type 1", "Heat Therapy 1", "Heat Therapy [1]", "Is Heat Better Than Cold? [2]"]
)
def test_headings_are_never_changed(heading: str) -> None:
    found = parse(f"# Pain\n\n{ONE_AND_TWO}\n## {heading}\n\nIt is warm.\n{UNNUMBERED}", filename="a.md")

    assert f"<h2>{heading}</h2>" in found.body.splitlines()
    assert [doubt.text for doubt in found.unsure] == [heading for _once in range("Type" not in heading)]


def test_a_table_cites_in_brackets_only() -> None:
    table = "| Drug | Dose |\n|---|---|\n| Rest [1] | up to days 2 |\n"

    found = parse(f"# Pain\n\n{ONE_AND_TWO}\n{table}{UNNUMBERED}", filename="a.md")

    assert f"<tr><td>Rest {keys('1')}</td><td>up to days 2</td></tr>" in found.body.splitlines()
    assert found.unsure == ()
