"""Finding and replacing words: whole numbers only, within one block, marks and citations stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.citations import citations
from articles.text.deletion import NothingLeft
from articles.text.dialect import canonical, is_canonical
from articles.text.searching import Sought, Touched, find, find_in_line, replace, replace_in_line

TEXT = canonical(
    '<h2>Medicines</h2><p>Take <strong>para</strong>cetamol<cite data-key="doe-2020"></cite> at once. '
    "Paracetamol helps.</p>"
    '<aside data-kind="warning"><ul><li>No paracetamol with alcohol.</li></ul></aside>'
    "<h3>Doses</h3><table><thead><tr><th>Drug</th><th>Dose</th></tr></thead>"
    "<tbody><tr><th>Paracetamol</th><td>500 mg</td></tr></tbody></table>"
)


def found(html: str, words: str, *, whole_word: bool = False, match_case: bool = False) -> list[str]:
    """Each hit in brackets, with the rest of its sentence."""
    hits = find(html, Sought(words, whole_word, match_case))
    return [f"{hit.before}[{hit.found}]{hit.after}" for hit in hits]


def test_every_hit_stands_in_its_sentence() -> None:
    assert found(TEXT, "paracetamol") == [
        "Take [paracetamol] at once.",
        "[Paracetamol] helps.",
        "No [paracetamol] with alcohol.",
        "[Paracetamol]",
    ]


def test_every_hit_says_where_it_stands() -> None:
    places = [(hit.place.kind, hit.place.within, hit.place.headings, hit.place.row) for hit in find(TEXT, Sought("o"))]

    assert list(dict.fromkeys(places)) == [
        ("p", "", ("Medicines",), ""),
        ("li", "warning", ("Medicines",), ""),
        ("h3", "", ("Medicines",), ""),
        ("th", "", ("Medicines", "Doses"), "Drug"),
        ("th", "", ("Medicines", "Doses"), "Paracetamol"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "options", "expected"),
    [
        ("Pain and painkillers.", "pain", {}, ["[Pain] and painkillers.", "Pain and [pain]killers."]),
        ("Pain and painkillers.", "pain", {"whole_word": True}, ["[Pain] and painkillers."]),
        ("Pain and painkillers.", "pain", {"match_case": True}, ["Pain and [pain]killers."]),
        ("A patient’s leg.", "patient's", {}, ["A [patient’s] leg."]),
        ("Take 5\u00a0mg.", "5 mg", {}, ["Take [5\u00a0mg]."]),
        ("Take 5 mg.", "5\u00a0mg", {}, ["Take [5 mg]."]),
        ("Take 10 μg.", "10 µg", {}, ["Take [10 μg]."]),
        ("Take it. Not now.", "not", {}, ["[Not] now."]),
        ("A (b) c.", "(b)", {"whole_word": True}, ["A [(b)] c."]),
        ("Nothing here.", "paracetamol", {}, []),
        ("Nothing here.", "  ", {}, []),
        ("Nothing here.", "", {}, []),
    ],
)
def test_words_are_found(text: str, words: str, options: dict[str, bool], expected: list[str]) -> None:
    assert found(f"<p>{text}</p>", words, **options) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15 mg", "5 mg"),
        ("0.5 mg", "5 mg"),
        ("1,5 mg", "5 mg"),
        (".5 mg", "5 mg"),
        ("1,000 mg", "000 mg"),
        ("5 mg/kg", "5 mg"),
        ("5 mg/kg", "5 MG"),
        ("5 m²", "5 m"),
        ("5 mgs", "5 mg"),
        ("10⁹ cells", "10"),
        ("10<sup>9</sup> cells", "109"),
        ("10<sup>9</sup> cells", "10"),
        ("e<sup>x</sup>y", "exy"),
        ("one<br>two", "one two"),
        ("2.50", "2.5"),
    ],
)
def test_no_hit_begins_or_ends_within_a_number_or_unit(text: str, words: str) -> None:
    assert found(f"<p>{text}</p>", words) == []


@pytest.mark.parametrize(
    ("text", "words"), [("CO<sub>2</sub>", "CO2"), ("CO<sub>2</sub>", "CO₂"), ("10<sup>9</sup>", "10⁹")]
)
def test_raised_and_lowered_signs_are_found_as_they_are_read(text: str, words: str) -> None:
    assert found(f"<p>{text}</p>", words) == [f"[{text.replace('<sub>2</sub>', '₂').replace('<sup>9</sup>', '⁹')}]"]


def test_words_of_two_blocks_are_no_hit() -> None:
    assert found("<p>Take</p><p>paracetamol</p><ul><li>now</li></ul>", "take paracetamol") == []


def test_keys_addresses_and_alternative_texts_are_not_searched() -> None:
    image = f'<figure><img src="/images/{"a" * 64}.png" alt="leg"></figure>'
    text = f'<p><a href="https://example.org/leg">Leg</a><cite data-key="leg"></cite></p>{image}'

    assert found(text, "leg") == ["[Leg]"]


def test_replaced_words_take_the_marks_of_their_first_letter() -> None:
    text = canonical("<p>Take <strong>para</strong><em>cetamol</em> now, or <em>para</em>cetamol.</p>")

    assert replace(text, Sought("paracetamol"), "ibuprofen", {0, 1}) == (
        "<p>Take <strong>ibuprofen</strong> now, or <em>ibuprofen</em>.</p>"
    )


def test_a_citation_within_the_words_stays() -> None:
    text = canonical('<p>Rest <cite data-key="doe-2020"></cite> and walk.</p>')

    replaced = replace(text, Sought("rest and"), "Run and", {0})

    assert replaced == '<p>Run and<cite data-key="doe-2020"></cite> walk.</p>'


def test_only_chosen_places_are_replaced() -> None:
    replaced = replace(TEXT, Sought("paracetamol"), "acetaminophen", {1, 3})

    assert found(replaced, "acetaminophen") == ["[Acetaminophen] helps.", "[Acetaminophen]"]
    assert found(replaced, "paracetamol") == ["Take [paracetamol] at once.", "No [paracetamol] with alcohol."]


def test_nothing_chosen_leaves_the_bytes_alone() -> None:
    assert replace(TEXT, Sought("paracetamol"), "acetaminophen", set()) == TEXT


def test_a_capital_stays_a_capital_unless_an_exact_case_is_wanted() -> None:
    text = "<p>Paracetamol or paracetamol.</p>"

    assert replace(text, Sought("paracetamol"), "ibuprofen", {0, 1}) == "<p>Ibuprofen or ibuprofen.</p>"
    assert replace(text, Sought("Paracetamol", match_case=True), "ibuprofen", {0}) == "<p>ibuprofen or paracetamol.</p>"


def test_signs_of_markup_are_replaced_as_signs() -> None:
    assert replace("<p>more than 5</p>", Sought("more than"), "> <b>", {0}) == "<p>&gt; &lt;b&gt; 5</p>"


@pytest.mark.parametrize(
    ("text", "words", "by", "expected"),
    [
        ("Take 5 mg.", "5 mg", "10 mg", {Touched.DOSE}),
        ("Take 5 mg.", "5", "10", {Touched.DOSE}),
        ("Take 5 mg.", "mg", "g", {Touched.DOSE}),
        ("Wait 6 weeks.", "6 weeks", "8 weeks", {Touched.NUMBER}),
        ("Wait 6 weeks.", "weeks", "months", {Touched.NUMBER}),
        ("Some people.", "some", "38", {Touched.NUMBER}),
        ("Take gabapentin.", "gabapentin", "pregabalin", {Touched.DRUG}),
        ("Take gabapentinoids.", "oids", "", {Touched.DRUG}),
        ("Take 5 mg.", "5 mg", "", {Touched.DOSE}),
        ("Rest the leg.", "rest", "raise", set()),
        ("Rest the leg.", "rest", "", set()),
    ],
)
def test_a_changed_number_or_dose_is_said(text: str, words: str, by: str, expected: set[Touched]) -> None:
    (hit,) = find(f"<p>{text}</p>", Sought(words), by)

    assert hit.touches == expected


def test_the_blank_before_a_citation_is_not_shown() -> None:
    assert found('<p>Rest helps <cite data-key="doe-2020"></cite>.</p>', "rest") == ["[Rest] helps."]


def test_a_long_sentence_is_cut() -> None:
    (hit,) = find(f"<p>{'a ' * 200}leg{' b' * 200}</p>", Sought("leg"))

    assert (len(hit.before), len(hit.after)) == (161, 161)
    assert (hit.before[0], hit.after[-1]) == ("…", "…")


def test_a_line_without_markup_is_searched_as_it_stands() -> None:
    line = "For students: a < b about Leg pain."

    hits = find_in_line(line, Sought("leg pain"))

    assert [(hit.before, hit.found, hit.after) for hit in hits] == [("For students: a < b about ", "Leg pain", ".")]
    assert replace_in_line(line, Sought("leg pain"), "sciatica", {0}) == "For students: a < b about Sciatica."


words_of = st.text(alphabet="ab 5.<&\u00a0", max_size=12)
markups = st.sampled_from(["{}", "<strong>{}</strong>", "<em>{}</em>", "<sup>{}</sup>", '{}<cite data-key="k"></cite>'])
runs = st.builds(lambda markup, words: markup.format(words.replace("<", "&lt;")), markups, words_of)
blocks = st.builds(
    lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(["p", "h2"]), st.lists(runs, max_size=4)
)
texts = st.lists(blocks, max_size=4).map("".join).map(canonical)


@given(text=texts, words=words_of, by=st.text(alphabet="xyz <&7", min_size=1, max_size=6))
def test_what_comes_out_is_canonical_and_cites_what_it_cited(text: str, words: str, by: str) -> None:
    hits = find(text, Sought(words), by)

    try:
        replaced = replace(text, Sought(words), by, {hit.number for hit in hits})
    except NothingLeft:
        assert not by.strip()
        return

    assert is_canonical(replaced)
    if by.strip():
        assert [cite.keys for cite in citations(replaced)] == [cite.keys for cite in citations(text)]


@given(text=texts, words=st.sampled_from(["a", "ab", "b a", "5"]))
def test_every_chosen_place_and_no_other_is_replaced(text: str, words: str) -> None:
    hits = find(text, Sought(words))

    replaced = replace(text, Sought(words, match_case=False), "zz", {hit.number for hit in hits})

    assert len(re.findall("zz", re.sub(r"<[^<>]*>", "", replaced))) == len(hits)
