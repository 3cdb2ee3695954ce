"""Scripts never come in, and are named with their line."""

import pytest

from articles.importing import parse


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<SCRIPT src='https://example.org/x.js'></SCRIPT >", "script"),
        ("<script\n>alert(1)\n</script>", "script"),
        ("<script>", "script"),
        ("<style>p {color: red}</style>", "markup"),
        ("<iframe src='https://example.org'></iframe>", "markup"),
        ("<svg onload=alert(1)><path/></svg>", "markup"),
        ("<!-- a remark -->", "markup"),
    ],
)
def test_active_elements_are_taken_out_and_named(markup: str, kind: str, name: str) -> None:
    found = parse(f"Gout hurts.\n\n{markup}\n\nIt goes again.\n", filename=name)

    assert found.body == "<p>Gout hurts.</p>\n<p>It goes again.</p>"
    assert [(each.line, each.kind) for each in found.left_out] == [(3, kind)]
    assert found.has_scripts is (kind == "script")


def test_lines_behind_a_script_keep_their_numbers() -> None:
    found = parse("Gout hurts.\n\n<script>\nalert(1)\n</script>\n\nIt goes (source: WHO).\n")

    assert [citation.line for citation in found.citations] == [7]


def test_attributes_that_run_scripts_are_taken_out() -> None:
    found = parse('# Gout\n\nIt <b onclick="alert(1)">hurts</b>.\n', filename="a.md")

    assert found.body == "<p>It <strong>hurts</strong>.</p>"
    assert [(each.line, each.kind) for each in found.left_out] == [(3, "script")]


def test_links_that_run_scripts_are_taken_out() -> None:
    found = parse('# Gout\n\nIt <a href="javascript:alert(1)">hurts</a>.\n', filename="a.md")

    assert found.body == "<p>It hurts.</p>"
    assert [(each.line, each.text, each.kind) for each in found.left_out] == [(3, "javascript:alert(1", "script")]


def test_a_comparison_is_no_markup() -> None:
    found = parse("Give it if p<0.05 and the score is >3.\n")

    assert (found.left_out, found.has_scripts) == ((), False)
