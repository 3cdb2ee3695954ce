"""TeX as it stands in exports, as plain words."""

import pytest

from articles.references import tex
from articles.references.people import bibtex_names, name
from articles.references.stated import pages


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"M{\"u}ller and \'{E}cole, \v{S}koda, \c{c}a, {\o}re, {\ss}", "Müller and École, Škoda, ça, øre, ß"),
        (r"\aa ngstr\"om, \'{\i}", "ångström, í"),
        (r"The {$\beta_2$}-agonist, $10^{9}$ of {DNA} \& 5\%", "The β₂-agonist, 10⁹ of DNA & 5%"),
        (r"\emph{in vitro}---at $p \leq 0.05$", "in vitro—at p ≤ 0.05"),
        (r"CO\textsubscript{2} costs $5 or $6", "CO₂ costs $5 or $6"),
        (r"10\_a\{b\}", "10_a{b}"),
    ],
)
def test_tex_becomes_words(written: str, expected: str) -> None:
    assert tex.plain(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("van der Berg, Jr, Jan", [{"family": "van der Berg", "given": "Jan", "suffix": "Jr"}]),
        ("Ludwig van Beethoven", [{"family": "van Beethoven", "given": "Ludwig"}]),
        ("{Salt and Pepper Group} and others", [{"literal": "Salt and Pepper Group"}]),
        (r"Nov{\'a}k, B. and {World Forum}", [{"family": "Novák", "given": "B."}, {"literal": "World Forum"}]),
    ],
)
def test_names_of_bibtex_are_parted(written: str, expected: list[dict[str, str]]) -> None:
    assert bibtex_names(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Smith, John B, Jr", {"family": "Smith", "given": "John B", "suffix": "Jr"}),
        ("Smith JB", {"family": "Smith", "given": "JB"}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("WHO", {"literal": "WHO"}),
        ("", {}),
    ],
)
def test_names_are_persons_or_organisations(written: str, expected: dict[str, str]) -> None:
    assert name(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("637-41", "637-641"), ("10--12", "10-12"), ("10 – 12", "10-12"), ("S10-9", "S10-S19"), ("pp. 5-5", "5"),
        ("e12", "e12"), ("12-e14", "12-e14"), ("", ""),
    ],
)  # fmt: skip
def test_pages_have_one_spelling(written: str, expected: str) -> None:
    assert pages(written) == expected
