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
# medical words (Δ Ω α–ζ κ λ μ π σ ω). The others are a file of their own, so that a page with "≥" stays small.
SIGNS = (
    "U+B5 U+394 U+3A9 U+3B1-3B6 U+3BA-3BC U+3C0 U+3C3 U+3C9 U+2032-2033 U+2070-2094 U+2150-215F U+2190-2193 U+21D2 U+21D4 "
    "U+2211 U+221E U+2220 U+2248 U+2260-2261 U+2264-2265 U+2713 U+2715"
)
GREEK = "U+370-393 U+395-3A8 U+3AA-3B0 U+3B7-3B9 U+3BD-3BF U+3C1-3C2 U+3C4-3C8 U+3CA-3FF"
# Slanted words are few: one weight, from which a browser draws the bold one.
SLANTED = "U+20-7E U+A0-FF U+2010-2026 U+2212"
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "frac", "tnum", "pnum"]


def codepoints(ranges: str) -> set[int]:
    pairs = (part.removeprefix("U+").split("-") for part in ranges.split())
    return {code for first, *last in pairs for code in range(int(first, 16), int((last or [first])[0], 16) + 1)}


def cut(source: Path, name: str, codes: set[int] | None = None, **axes: float | tuple[float, float]) -> None:
    font = TTFont(source)
    options = Options(flavor="woff2", layout_features=FEATURES, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes or set(font.getBestCmap()))
    subsetter.subset(font)
    save_font(instantiateVariableFont(font, axes), str(TARGET / name), options)


if __name__ == "__main__":
    name = "atkinson-hyperlegible-next"
    for subset, ending in (
        ("latin-wght-normal", ""),
        ("latin-ext-wght-normal", "-extended"),
        ("latin-ext-wght-italic", "-extended-italic"),
    ):
        cut(ATKINSON / f"{name}-{subset}.woff2", f"{name}{ending}.woff2", wght=(400, 700))
    cut(ATKINSON / f"{name}-latin-wght-italic.woff2", f"{name}-italic.woff2", codepoints(SLANTED), wght=400)
    inter = PACKAGES / "inter-ui" / "variable" / "InterVariable.woff2"
    cut(inter, "signs.woff2", codepoints(SIGNS), wght=(400, 700), opsz=14)
    cut(inter, "greek.woff2", codepoints(GREEK), wght=(400, 700), opsz=14)
