"""Long and hostile sources are refused or read in a time that grows with their length."""

import pytest

from articles.importing import decode, parse
from articles.refusals import Refusal
from tests.stopwatch import quickest

SHORT, LONG = 2_000, 20_000


def test_a_file_of_five_megabytes_in_one_line_is_refused_at_once() -> None:
    source = decode(b"word " * 1_048_000)

    with pytest.raises(Refusal) as refused:
        parse(source)

    assert str(refused.value.sentence) == "This text is too long for an article: more than a million characters."


def test_markdown_may_be_half_as_long() -> None:
    with pytest.raises(Refusal) as refused:
        parse("word " * 100_001, filename="a.md")

    assert (
        str(refused.value.sentence) == "This text is too long for an article in Markdown: more than 500,000 characters."
    )


PARTS = (
    "word ", "1, ", "1-", "(source: ", "<script ", "<!--", "[1]", "-\n", "- ", "Title Line\n", "1. Item\n", "<b on=",
    "a.1 B", "Q: a?\nA: b\n", "References\n", "• a\n  ◦ b\n", "javascript:", "wrapped here\nand on.\n", "¹", "(",
)  # fmt: skip


def seconds(source: str) -> float:
    return quickest(lambda: parse(source, markdown=False), tries=1)


@pytest.mark.parametrize("part", PARTS)
def test_reading_time_grows_with_the_length_and_not_with_its_square(part: str) -> None:
    short, long = SHORT // len(part), LONG // len(part)
    first = min(seconds(part * short) for _attempt in range(2))

    second = seconds(part * long)

    # Ten times as long: about ten times the time, a hundred times if it grew with the square.
    assert second < 40 * first + 0.05
