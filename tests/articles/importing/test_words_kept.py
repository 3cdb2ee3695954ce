"""Nothing of a source is lost or changed without being said: every word is in the body, a reference, or left out."""

import os
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import Imported, decode, parse
from articles.refusals import Refusal
from articles.text.dialect import is_canonical

FIXTURES = Path(__file__).parents[2] / "fixtures" / "importing"
PLAIN = sorted(path.name for path in FIXTURES.glob("*.txt"))
WORD = re.compile(r"\w+")
MARKER = re.compile(r"^\s*(?:[•–*-](?=\s|$)|\d{1,3}[.)]\s|(?:Q|A):\s)+")


def words_of_source(source: str, imported: Imported) -> list[str]:
    """The source's words but for what the import says that it took elsewhere; list markers are no words."""
    gone = {passage.line for passage in imported.left_out}
    gone |= {
        number for number, line in enumerate(source.splitlines(), 1) if line in {imported.title, imported.question}
    }
    entries = " ".join(reference.text for reference in imported.references)
    start = min((reference.line for reference in imported.references), default=0)
    kept = []
    for number, line in enumerate(source.splitlines(), 1):
        is_reference = start and number >= start and bare(line) in bare(entries)
        if number not in gone and not is_reference:
            kept.extend(WORD.findall(MARKER.sub("", line, count=1)))
    return kept


def bare(text: str) -> str:
    return " ".join(re.sub(r"^\s*\[?\d+[\].]\s", "", text).split())


def words_of_body(imported: Imported) -> list[str]:
    labels = iter(imported.citations)
    text = re.sub(r"<cite [^>]*></cite>", lambda _place: f" {next(labels).label} ", imported.body)
    text = re.sub(r"(<h\d>)\d+\.\s", r"\1", text)
    return WORD.findall(unescape(re.sub(r"<[^>]*>", " ", text)))


def assert_all_words_are_kept(source: str, name: str) -> None:
    imported = parse(source, filename=name)

    assert words_of_body(imported) == words_of_source(source, imported)


@pytest.mark.parametrize("name", PLAIN)
def test_every_word_is_in_the_body_in_its_order(name: str) -> None:
    assert_all_words_are_kept(decode((FIXTURES / name).read_bytes()), name)


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["clinician-answer.txt", "patient-guide.txt"])
def test_every_word_of_the_shared_pages_is_in_the_body(name: str) -> None:
    assert_all_words_are_kept(decode((Path(os.environ["SHARED_DATA"]) / "seeds" / name).read_bytes()), name)


TERMS = "Take 5 mg of colchicine TID for 6 weeks at L4–S1 if p<0.05 & <12 h"
WORDS = st.lists(st.sampled_from(TERMS.split()), min_size=1)
SENTENCES = WORDS.map(lambda words: " ".join(words) + ".")
LINES = st.one_of(
    SENTENCES,
    SENTENCES.map(lambda text: f"- {text}"),
    SENTENCES.map(lambda text: f"    • {text}"),
    SENTENCES.map(lambda text: f"1. {text}"),
    st.sampled_from(["", "Treatment Options", "What Is Gout?", "Some points:", "-", "  2) Second step"]),
)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_no_quantity_or_word_changes_whatever_stands_around_it(source: str) -> None:
    imported = parse(source, filename="any.txt", markdown=False)

    everything = f"{imported.question} {imported.title} {unescape(re.sub(r'<[^>]*>', ' ', imported.body))}"
    expected = [word for line in source.splitlines() for word in WORD.findall(MARKER.sub("", line, count=1))]
    assert sorted(WORD.findall(re.sub(r"(?m)(?<=^)\d+\. ", "", everything))) == sorted(expected)


@given(st.text(), st.sampled_from(["a.txt", "a.md", ""]))
def test_any_text_is_read_or_refused(source: str, name: str) -> None:
    try:
        imported = parse(source, filename=name)
    except Refusal:
        return

    assert is_canonical(imported.body)


MARKUP = st.text(alphabet="ab1 .,:?#*-_[](){}<>/=\"'`|&;•\n\t", max_size=200)


@given(MARKUP, st.sampled_from(["a.txt", "a.md"]))
def test_any_markup_is_read_to_canonical_text(source: str, name: str) -> None:
    imported = parse(source, filename=name)

    assert is_canonical(imported.body)
