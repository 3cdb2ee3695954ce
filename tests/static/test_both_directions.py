"""The style sheets say start and end, never left and right: a page in Arabic or Hebrew is laid out from the right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "styles" / "look").glob("*.scss"))
SHEETS = [ROOT / "static" / "reader.css", ROOT / "static" / "desk.css"]
SIDED = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-(?:width|color|style))?"
)
CORNERS = re.compile(r"border-(?:top|bottom)-(?:left|right)-radius")
WORDS = re.compile(r"\b(?:left|right)\b")
TOLD_BY_WORD = ("text-align", "float", "clear")
FOUR_SIDES = ("margin", "padding", "inset", "border-width", "border-color", "border-style")


def one_sided(name: str, value: str) -> bool:
    """Does a declaration mean left or right rather than start or end?"""
    if SIDED.fullmatch(name) or CORNERS.fullmatch(name):
        return True
    if name in TOLD_BY_WORD:
        return bool(WORDS.search(value))
    parts = [part for part in tinycss2.parse_component_value_list(value) if part.type not in ("whitespace", "comment")]
    four = [tinycss2.serialize([part]) for part in parts]
    return name in FOUR_SIDES and len(four) == 4 and four[1] != four[3]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("margin-left", "1rem", True),
        ("border-right-width", "0", True),
        ("left", "0", True),
        ("text-align", "left", True),
        ("float", "right", True),
        ("border-top-left-radius", "2px", True),
        ("padding", "1px 2px 3px 4px", True),
        ("padding", "1px 2px 3px 2px", False),
        ("padding", "1px calc(2px + 1px) 3px", False),
        ("margin-inline-start", "1rem", False),
        ("text-align", "start", False),
        ("inset-inline-start", "0", False),
    ],
)
def test_a_declaration_for_one_side_is_recognised(name: str, value: str, expected: bool) -> None:
    assert one_sided(name, value) is expected


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_declaration_is_for_left_or_right(sheet: Path) -> None:
    rules = tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)

    assert list(found_in(rules)) == []


def found_in(rules: list[object]) -> list[str]:
    found = []
    for rule in rules:
        if rule.content is None:  # type: ignore[attr-defined]
            continue
        for part in tinycss2.parse_blocks_contents(rule.content):  # type: ignore[attr-defined]
            if part.type == "declaration":
                value = tinycss2.serialize(part.value).strip()
                if one_sided(part.lower_name, value):
                    found.append(f"{part.name}: {value}")
            elif part.type in ("qualified-rule", "at-rule"):
                found += found_in([part])
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_sources_are_written_so(source: Path) -> None:
    lines = re.findall(r"^\s*([a-z-]+):\s*([^;{}]+);", source.read_text(encoding="utf-8"), re.MULTILINE)

    assert [f"{name}: {value}" for name, value in lines if one_sided(name, value)] == []
