r"""TeX in titles and names as plain text: accents (\"u), letters (\ss), Greek, mathematics, braces that keep capitals."""

from __future__ import annotations

import re
import unicodedata

from articles.text.plain import lowered, raised

# Accent commands and the combining sign that each puts over or under the letter (The TeXbook, chapter 9).
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308",
    "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π"
    " rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ"
    " Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ le ≤ leq ≤ ge ≥ geq ≥"
    " pm ± times × cdot · approx ≈ sim ~ neq ≠ ne ≠ infty ∞ degree ° textdegree ° circ ° rightarrow → to → leftarrow ←"
    " textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textmu µ textless <"
    " textgreater > textregistered ® texttrademark ™ textcopyright © copyright © dots … ldots … textasciitilde ~ S § P ¶ pounds £"
    " textbackslash \\ textalpha α textbeta β textgamma γ textsuperscriptminus ⁻ percent % lt < gt > ll ≪ gg ≫ div ÷"
)
_PARTS = (_GREEK + " " + _SIGNS).split()
_LETTERS = dict(zip(_PARTS[::2], _PARTS[1::2], strict=True))
_ACCENTED = re.compile(
    r"""\\(?:([`'^~=."])\s{0,3}(?:\{\s?(\\?[^\W\d_])\s?\}|(\\?[^\W\d_]))|([uHvdckrb])(?:\s{0,3}\{\s?(\\?[^\W\d_])\s?\}|\s{1,3}(\\?[^\W\d_])))"""
)
_COMMAND = re.compile(r"\\([A-Za-z]{1,30})\*?(?:\s{0,3}\{\}|\s{0,3})")
_SHIFTED = re.compile(
    r"(\\textsuperscript|\\textsubscript|\\sp|\\sb|[\^_])\s?(?:\{([^{}]{1,100})\}|(\\[A-Za-z]{1,20}|[^\s{}\\$]))"
)
_MATHEMATICS = re.compile(r"\$(?!\s)([^$]{1,500})(?<!\s)\$(?!\d)|\\\(([^$\\]{1,500})\\\)")
_ESCAPED = re.compile(r"\\([&%$#_{}~^ ])")
_SPACES = re.compile(r"\\[,;:!/@-]|\\\\")


def plain(words: str) -> str:
    """Of a field of BibTeX. What no rule knows keeps its words and loses its command: "\\emph{in vitro}" is "in vitro"."""
    if "\\" in words or "$" in words:
        words = _without_commands(without_mathematics(words))
    words = words.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    words = words.replace("~", "\u00a0").translate({ord("{"): None, ord("}"): None})
    return unicodedata.normalize("NFC", words.translate(_KEPT))


def without_mathematics(words: str) -> str:
    """ "$\\beta_2$" is "β₂"; a dollar that opens nothing stays."""
    return _MATHEMATICS.sub(lambda found: _mathematics(found[1] or found[2] or ""), words)


def _mathematics(words: str) -> str:
    words = _letters(_SHIFTED.sub(_shifted, words))
    return re.sub(r"(?<!\s)\s*([=<>≤≥±×])\s*", r" \1 ", words).strip().translate({ord("{"): None, ord("}"): None})


def _shifted(found: re.Match[str]) -> str:
    words = _letters(found[2] or found[3])
    return raised(words) if found[1] in {"^", "\\textsuperscript", "\\sp"} else lowered(words)


# Signs that were escaped, put aside while the others are read.
_ASIDE = {sign: chr(0xE000 + place) for place, sign in enumerate("&%$#_{}~^ ")}
_KEPT = {ord(aside): sign for sign, aside in _ASIDE.items()}


def _without_commands(words: str) -> str:
    words = _ESCAPED.sub(lambda found: _ASIDE[found[1]], _accented(words))
    words = re.sub(r"(\\textsuperscript|\\textsubscript)\{([^{}]{1,100})\}", _shifted_in_text, words)
    return _letters(_SPACES.sub(" ", words))


def _shifted_in_text(found: re.Match[str]) -> str:
    words = _letters(found[2])
    return raised(words) if found[1] == "\\textsuperscript" else lowered(words)


def _accented(words: str) -> str:
    return _ACCENTED.sub(_with_accent, words)


def _with_accent(found: re.Match[str]) -> str:
    accent = _ACCENTS[found[1] or found[4]]
    letter = (found[2] or found[3] or found[5] or found[6]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + accent)


def _letters(words: str) -> str:
    return _COMMAND.sub(lambda found: _LETTERS.get(found[1], ""), words)
