"""The committed style sheets: small, without anything remote, and legible in light and dark."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
TOKENS = Path(__file__).parents[2] / "styles" / "look" / "_tokens.scss"
# Words and the ground that they stand on; WCAG 2.2 AA asks for 4.5.
PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "brand", "link", "visited") for ground in ("paper", "ground")],
    *[("ink", f"{kind}-ground") for kind in ("brand", "good", "bad", "caution", "calm")],
    *[(kind, f"{kind}-ground") for kind in ("brand", "good", "bad", "caution", "calm", "added", "removed")],
    *[(f"on-{kind}", kind) for kind in ("brand", "focus", "button", "emergency", "urgent", "see")],
    ("ink-soft", "tint"),
    ("on-button", "button-strong"),
    ("on-button", "danger-button"),
]


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text().split("@media", maxsplit=1)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(scheme: str, ink: str, ground: str) -> None:
    colours = schemes()[scheme]

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_fields_stand_out_from_paper(scheme: str) -> None:
    colours = schemes()[scheme]

    assert contrast(colours["line-strong"], colours["paper"]) >= 3


def test_the_readers_sheet_stays_small() -> None:
    packed = gzip.compress((STATIC / "reader.css").read_bytes())

    assert len(packed) <= 25 * 1024


@pytest.mark.parametrize("sheet", ["reader.css", "desk.css"])
def test_a_sheet_loads_only_files_of_the_site(sheet: str) -> None:
    targets = re.findall(r"url\(\"?([^)\"]+)", (STATIC / sheet).read_text())

    missing = [target for target in targets if not target.startswith("data:") and not (STATIC / target).is_file()]

    assert missing == []


@pytest.mark.parametrize("sheet", ["reader.css", "desk.css"])
def test_nothing_of_the_nhs_identity_is_left(sheet: str) -> None:
    text = (STATIC / sheet).read_text().lower()

    assert [sign for sign in ("#005eb8", "frutiger", "assets.nhs.uk") if sign in text] == []
