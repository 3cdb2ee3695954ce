"""The committed style sheets: small, without anything remote, and legible in light and dark."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
NHSUK = re.compile(r"nhsuk-[a-z0-9_-]+")
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

    assert len(packed) <= 15 * 1024


@pytest.mark.parametrize("sheet", ["reader.css", "desk.css"])
def test_a_sheet_loads_only_files_of_the_site(sheet: str) -> None:
    targets = re.findall(r"url\(\"?([^)\"]+)", (STATIC / sheet).read_text())

    missing = [target for target in targets if not target.startswith("data:") and not (STATIC / target).is_file()]

    assert missing == []


@pytest.mark.parametrize("sheet", ["reader.css", "desk.css"])
def test_nothing_of_the_nhs_identity_is_left(sheet: str) -> None:
    text = (STATIC / sheet).read_text().lower()

    assert [sign for sign in ("#005eb8", "frutiger", "assets.nhs.uk") if sign in text] == []


@pytest.mark.parametrize("sheet", ["reader.css", "desk.css"])
def test_a_sheet_speaks_only_of_classes_that_pages_have(sheet: str) -> None:
    """nhsuk-frontend styles much more than is used here, and every reader would fetch it (`styles/named.mjs`)."""
    folders = [ROOT / name for name in ("templates", "static/js", "articles", "workflows")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".html", ".js", ".py")]
    named = {name for path in files for name in NHSUK.findall(path.read_text())}

    styled = {*re.findall(rf"\.({NHSUK.pattern})", re.sub(r":not\([^)]*\)", "", (STATIC / sheet).read_text()))}

    assert styled - named == set()


def test_slanted_letters_of_latin_1_are_all_in_one_file_or_the_other() -> None:
    faces = re.findall(r"@font-face\{([^}]*)\}", (STATIC / "reader.css").read_text())
    slanted = [face for face in faces if "font-style:italic" in face and "-extended" not in face]

    drawn = [codes(face.partition("unicode-range:")[2]) for face in slanted]

    assert set.union(*drawn) == {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2027), 0x2212}
    assert sum(map(len, drawn)) == len(set.union(*drawn))


def test_faces_of_one_family_and_style_are_of_one_weight() -> None:
    """Browsers put together only such ones: of the others they take one, and letters of the rest are drawn in another font."""
    weights: dict[tuple[str, str], set[str]] = {}
    for face in re.findall(r"@font-face\{([^}]*)\}", (STATIC / "reader.css").read_text()):
        said = dict(part.split(":", 1) for part in face.split(";") if ":" in part)
        weights.setdefault((said["font-family"], said.get("font-style", "")), set()).add(said.get("font-weight", ""))

    assert {face: found for face, found in weights.items() if len(found) > 1} == {}


def codes(ranges: str) -> set[int]:
    """Of a `unicode-range`."""
    found: set[int] = set()
    for part in re.findall(r"U\+([0-9A-F?-]+)", ranges.upper()):
        first, _, last = part.partition("-")
        found |= {*range(int(first.replace("?", "0"), 16), int((last or first).replace("?", "F"), 16) + 1)}
    return found
