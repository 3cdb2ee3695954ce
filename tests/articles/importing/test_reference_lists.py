"""Where a list of references begins and ends, and what its entries say."""

import pytest

from articles.importing import ImportedReference, parse


def references(text: str, name: str = "a.txt") -> tuple[ImportedReference, ...]:
    return parse(f"Gout hurts. It goes again.\n\n{text}", filename=name).references


def facts(reference: ImportedReference) -> tuple[int | None, str, str, str, str]:
    return reference.number, reference.type, reference.title, reference.source, reference.year


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "1. Doe J, Roe R. Crystals and joints. Example J. 2018;7(2):1-9.",
            (1, "other-research", "Crystals and joints", "Example J. 2018;7(2):1-9", "2018"),
        ),
        (
            "[1] Doe, J., & Roe, R. (2018). Crystals and joints. Example Journal, 7(2), 1–9.",
            (1, "other-research", "Crystals and joints", "Example Journal, 7(2), 1–9", "2018"),
        ),
        (
            "1. Example Society. Gout in adults. Example Press. 2022.",
            (1, "other-research", "Gout in adults", "Example Press", "2022"),
        ),
        (
            "- [Guideline] Gout in adults, Example Society, 2022",
            (None, "guideline", "Gout in adults", "Example Society", "2022"),
        ),
        (
            "• Meta-analysis: Colchicine for gout. Example Library 2020",
            (None, "systematic-review", "Colchicine for gout", "Example Library", "2020"),
        ),
        (
            "1. RCT: Cold packs in gout. Example J, 2015. Accessed 3 May 2024",
            (1, "randomised-trial", "Cold packs in gout", "Example J, 2015. Accessed 3 May", "2015"),
        ),
        (
            "1. Gout online. Example Site, 2021. https://example.org/2019/gout",
            (1, "other-research", "Gout online", "Example Site, 2021. https://example.org/2019/gout", "2021"),
        ),
    ],
)
def test_an_entry_tells_its_parts(entry: str, expected: tuple[int | None, str, str, str, str]) -> None:
    found = references(f"References\n\n{entry}\n")

    assert [facts(reference) for reference in found] == [expected]


@pytest.mark.parametrize(
    "heading", ["References", "REFERENCES:", "Bibliography", "Sources", "## References", "Reference list"]
)
def test_the_list_is_known_by_its_heading(heading: str) -> None:
    found = references(f"{heading}\n\n1. Doe J. One. Ex J. 2019.\n")

    assert [reference.title for reference in found] == ["One"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Guideline", "guideline"),
        ("Systematic Review", "systematic-review"),
        ("Randomized Controlled Trial", "randomised-trial"),
        ("Cohort Study", "observational-study"),
        ("Review", "review"),
        ("Case Report", "case-report"),
        ("Textbook", "book"),
        ("Website", "web-page"),
        ("Research", "other-research"),
    ],
)
def test_a_type_on_its_own_line_is_kept_as_stated(label: str, kind: str) -> None:
    found = references(f"References\n\n{label}\n\nCrystals and joints.\n\nExample Journal, 2018\n")

    assert [(each.type_label, *facts(each)) for each in found] == [
        (label, None, kind, "Crystals and joints", "Example Journal", "2018")
    ]


def test_a_typed_list_ends_where_no_type_follows() -> None:
    source = "References\n\nGuideline\n\nGout\n\nExample Society, 2024\n\nAbout This Page\n\nIt was written at night.\n"

    found = parse(f"Gout hurts. It goes again.\n\n{source}")

    assert [reference.title for reference in found.references] == ["Gout"]
    assert found.body.splitlines()[1:] == ["<h2>About This Page</h2>", "<p>It was written at night.</p>"]


def test_titles_and_sources_without_marks_are_pairs() -> None:
    found = references(
        "References\n\nCrystals and joints\nExample Journal, 2018\n\nGout in adults\nExample Society, 2022\n"
    )

    assert [facts(reference) for reference in found] == [
        (None, "other-research", "Crystals and joints", "Example Journal", "2018"),
        (None, "other-research", "Gout in adults", "Example Society", "2022"),
    ]


def test_numbers_may_stand_on_lines_of_their_own() -> None:
    found = references(
        "References\n\n1\nGuideline\nGout\nExample Society, 2024\n2\nResearch\nCrystals\nExample J, 2018\n"
    )

    assert [facts(reference) for reference in found] == [
        (1, "guideline", "Gout", "Example Society", "2024"),
        (2, "other-research", "Crystals", "Example J", "2018"),
    ]


def test_wrapped_entries_are_joined() -> None:
    found = references(
        "References\n\n1. Doe J, Roe R. Crystals and the\n   joints. Example J. 2018;7:1.\n2. Roe R. Two. Ex J. 2019.\n"
    )

    assert [(reference.title, reference.line) for reference in found] == [("Crystals and the joints", 5), ("Two", 7)]


def test_headings_inside_the_list_state_a_type() -> None:
    found = references("## References\n\n### Guidelines\n\n1. Gout, Example Society, 2024\n", "a.md")

    assert [(each.type_label, each.type) for each in found] == [("Guidelines", "guideline")]


def test_footnotes_are_a_numbered_list() -> None:
    found = parse(
        "Gout hurts.[^1]\n\nIt goes.[^2]\n\n[^2]: Roe R. Two. Ex J. 2019.\n[^1]: Doe J. One. Ex J. 2018.\n",
        filename="a.md",
    )

    assert [(each.number, each.title) for each in found.references] == [(1, "One"), (2, "Two")]
    assert found.bindings.certain


def test_an_entry_without_a_year_is_shown() -> None:
    found = parse("Gout hurts.\n\nReferences\n\n1. Doe J. One. Ex J.\n")

    assert [(doubt.line, doubt.text) for doubt in found.unsure] == [(5, "Doe J. One. Ex J.")]


def test_a_heading_without_entries_is_a_heading() -> None:
    found = parse("Gout hurts. It goes.\n\nSources\n\nUric acid comes from food and from cells.\n")

    assert found.references == ()
    assert found.body.splitlines()[1:] == ["<h2>Sources</h2>", "<p>Uric acid comes from food and from cells.</p>"]
