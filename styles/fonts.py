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
# What that package's subsets have no drawing for: micro, comparison signs, super- and subscripts, Greek, arrows, ticks.
SIGNS = (
    "U+B5 U+370-3FF U+2032-2033 U+2070-2094 U+2150-215F U+2190-2193 U+21D2 U+21D4 U+2211 U+221E U+2220 U+2248 "
    "U+2260-2261 U+2264-2265 U+2713 U+2715"
)
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
    for subset, ending in (("latin", ""), ("latin-ext", "-extended")):
        for style, slope in (("normal", ""), ("italic", "-italic")):
            file = ATKINSON / f"atkinson-hyperlegible-next-{subset}-wght-{style}.woff2"
            cut(file, f"atkinson-hyperlegible-next{ending}{slope}.woff2", wght=(400, 700))
    inter = PACKAGES / "inter-ui" / "variable" / "InterVariable.woff2"
    cut(inter, "signs.woff2", codepoints(SIGNS), wght=(400, 700), opsz=14)
