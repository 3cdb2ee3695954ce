"""Works as AMA, Vancouver and APA write them; expectations are worked out by hand from each style's manual."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.formatting import TAGS, Style, formatted, words_of

ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "title": "Walking for leg pain",
    "author": [{"family": "Doe", "given": "Jane M."}, {"family": "van der Roe", "given": "Peter"}],
    "container-title": "Journal of Sample Medicine",
    "container-title-short": "J Sample Med",
    "volume": "12",
    "issue": "3",
    "page": "827-837",
    "issued": {"date-parts": [["2019", "5", "2"]]},
    "DOI": "10.1234/abc",
}
BOOK: dict[str, Any] = {
    "type": "book",
    "title": "The nerves of the leg",
    "author": [{"family": "Poe", "given": "Ann"}],
    "publisher": "Sample Press",
    "publisher-place": "London",
    "issued": {"date-parts": [[2018]]},
}
PAGE: dict[str, Any] = {
    "type": "webpage",
    "title": "Guideline on legs",
    "author": [{"literal": "Sample Society"}],
    "URL": "https://example.org/x?a=1&b=2",
    "issued": {"date-parts": [[2020]]},
    "accessed": {"date-parts": [[2026, 1, 2]]},
}
NOBODYS: dict[str, Any] = {"type": "article-journal", "title": "Who wrote this?", "container-title": "Sample J"}


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            Style.VANCOUVER,
            [
                "Doe JM, van der Roe P. Walking for leg pain. J Sample Med. 2019 May 2;12(3):827–37. doi:10.1234/abc",
                "Poe A. The nerves of the leg. London: Sample Press; 2018.",
                (
                    "Sample Society. Guideline on legs [Internet]. 2020 [cited 2026 Jan 2]. "
                    "Available from: https://example.org/x?a=1&amp;b=2"
                ),
                "Who wrote this? Sample J.",
            ],
        ),
        (
            Style.AMA,
            [
                "Doe JM, van der Roe P. Walking for leg pain. <i>J Sample Med</i>. 2019;12(3):827-837. doi:10.1234/abc",
                "Poe A. <i>The Nerves of the Leg</i>. Sample Press; 2018.",
                "Sample Society. Guideline on legs. 2020. Accessed January 2, 2026. https://example.org/x?a=1&amp;b=2",
                "Who wrote this? <i>Sample J</i>.",
            ],
        ),
        (
            Style.APA,
            [
                (
                    "Doe, J. M., &amp; van der Roe, P. (2019). Walking for leg pain. <i>Journal of Sample Medicine</i>, "
                    "<i>12</i>(3), 827–837. https://doi.org/10.1234/abc"
                ),
                "Poe, A. (2018). <i>The nerves of the leg</i>. Sample Press.",
                "Sample Society. (2020). <i>Guideline on legs</i>. https://example.org/x?a=1&amp;b=2",
                "Who wrote this? (n.d.). <i>Sample J</i>.",
            ],
        ),
    ],
)
def test_each_style_writes_an_article_a_book_a_page_and_a_work_of_nobody(style: Style, expected: list[str]) -> None:
    assert [formatted(work, style) for work in (ARTICLE, BOOK, PAGE, NOBODYS)] == expected


def test_many_authors_are_cut_as_each_style_says() -> None:
    many = {**ARTICLE, "author": [{"family": f"Author{number}", "given": "Ann"} for number in range(400)]}

    written = [formatted(many, style) for style in Style]

    assert [text.count("Author") for text in written] == [6, 3, 20]
    assert ["et al." in text for text in written] == [True, True, False]


def test_markup_of_a_title_is_shown_and_never_obeyed() -> None:
    work = {**ARTICLE, "title": "10<sup>9</sup> cells & <script>alert(1)</script> in <b onclick='x'>mice</b>"}

    for style in Style:
        text = formatted(work, style)
        assert "10<sup>9</sup> cells &amp; &lt;script&gt;alert(1)&lt;/script&gt; in &lt;b onclick='x'&gt;mice" in text
        assert "<script" not in text


def test_plain_words_keep_a_power_apart() -> None:
    assert words_of("10<sup>9</sup> &amp; <i>more</i>") == "10^9 & more"


@pytest.mark.parametrize(
    "work",
    [{}, {"issued": {"date-parts": [[2001]]}}, {"author": ["nonsense", {}, 4]}, {"title": ""}, {"title": ["", "x"]}],
)
def test_a_work_without_words_is_written_as_nothing(work: dict[str, Any]) -> None:
    assert [formatted(work, style) for style in Style] == ["", "", ""]


@pytest.mark.parametrize("issued", ["2002", {"date-parts": [["2002", "13"]]}, {"date-parts": [[2002, 0]]}])
def test_a_broken_date_keeps_its_year(issued: Any) -> None:
    work = {**BOOK, "issued": issued}

    assert formatted(work, Style.VANCOUVER) == "Poe A. The nerves of the leg. London: Sample Press; 2002."


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "given", "literal", "date-parts", "raw"]), inner, max_size=3)
    ),
    max_leaves=8,
)
VARIABLES = st.sampled_from(
    ["title", "author", "editor", "issued", "accessed", "container-title", "volume", "issue", "page", "DOI", "URL", "x"]
)
TYPES = st.sampled_from(["article-journal", "book", "chapter", "webpage", "report", "thesis", "patent", "nonsense"])


@given(st.dictionaries(VARIABLES, NESTED, max_size=8), TYPES, st.sampled_from(list(Style)))
def test_nothing_that_a_record_may_hold_breaks_the_list(csl: dict[str, Any], kind: str, style: Style) -> None:
    text = formatted({**csl, "type": kind}, style)

    opened = {part.split(">")[0].strip("/") for part in text.split("<")[1:]}
    assert opened <= TAGS
