"""Cut the vendored web fonts in static/fonts/ from the packages in node_modules; needs fonttools[woff]==4.68.0.

python styles/fonts.py, after `npm ci` in styles/. Run once per font release; a running site needs only the result.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
TARGET = HERE.parent / "static" / "fonts"
PACKAGES = HERE / "node_modules"
ATKINSON = PACKAGES / "@fontsource-variable" / "atkinson-hyperlegible-next" / "files"
# What that package's subsets have no drawing for: micro, comparison signs, super- and subscripts, arrows, ticks, and the Greek letters of
# medical words (Δ Ω α–ζ κ λ μ π σ ω), in one weight. The others are a file of their own, so that a page with "≥" stays small.
SIGNS = (
    "U+B5 U+394 U+3A9 U+3B1-3B6 U+3BA-3BC U+3C0 U+3C3 U+3C9 U+2032-2033 U+2070-2094 U+2150-215F U+2190-2193 U+21D2 U+21D4 "
    "U+2211 U+221E U+2220 U+2248 U+2260-2261 U+2264-2265 U+2713 U+2715"
)
GREEK = "U+370-393 U+395-3A8 U+3AA-3B0 U+3B7-3B9 U+3BD-3BF U+3C1-3C2 U+3C4-3C8 U+3CA-3FF"
# Slanted words are few: one weight, from which a browser draws the bold one, and the letters of English, German, French and Spanish;
# what else Latin 1 has is a file of its own.
SLANTED = (
    "U+20-7E U+A0 U+B0-B3 U+B7 U+C4 U+D6-D7 U+DC U+DF-E1 U+E4 U+E7-EA U+ED U+F1 U+F3 U+F6 U+FA U+FC U+2010-2026 U+2212"
)
SLANTED_REST = (
    "U+A1-AF U+B4-B6 U+B8-C3 U+C5-D5 U+D8-DB U+DD-DE U+E2-E3 U+E5-E6 U+EB-EC U+EE-F0 U+F2 U+F4-F5 U+F7-F9 U+FB U+FD-FF"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "frac", "tnum", "pnum"]


def codepoints(ranges: str) -> set[int]:
    pairs = (part.removeprefix("U+").split("-") for part in ranges.split())
    return {code for first, *last in pairs for code in range(int(first, 16), int((last or [first])[0], 16) + 1)}


def cut(
    source: Path,
    name: str,
    codes: set[int] | None = None,
    features: list[str] = FEATURES,
    **axes: float | tuple[float, float],
) -> None:
    font = TTFont(source)
    options = Options(flavor="woff2", layout_features=features, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes or set(font.getBestCmap()))
    subsetter.subset(font)
    save_font(instantiateVariableFont(font, axes), str(TARGET / name), options)


if __name__ == "__main__":
    name = "atkinson-hyperlegible-next"
    for subset, ending in (("latin-wght-normal", ""), ("latin-ext-wght-normal", "-extended")):
        cut(ATKINSON / f"{name}-{subset}.woff2", f"{name}{ending}.woff2", wght=(400, 700))
    cut(ATKINSON / f"{name}-latin-ext-wght-italic.woff2", f"{name}-extended-italic.woff2", wght=400)
    slanted = ATKINSON / f"{name}-latin-wght-italic.woff2"
    cut(slanted, f"{name}-italic.woff2", codepoints(SLANTED), wght=400)
    cut(slanted, f"{name}-italic-rest.woff2", codepoints(SLANTED_REST), wght=400)
    inter = PACKAGES / "inter-ui" / "variable" / "InterVariable.woff2"
    # No two of them make a word, so that there is nothing to kern.
    cut(inter, "signs.woff2", codepoints(SIGNS), [name for name in FEATURES if name != "kern"], wght=400, opsz=14)
    cut(inter, "greek.woff2", codepoints(GREEK), wght=(400, 700), opsz=14)
