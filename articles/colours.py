"""A publisher's colour as the style sheet needs it: checked for contrast in light and dark, with its shades. Pure."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# WCAG 2.2, success criterion 1.4.3 (AA): what words and their ground must differ by.
ENOUGH: Final = 4.5
STEPS: Final = 400
_HEX: Final = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Scheme:
    """The grounds that words in the publisher's colour stand on, as `styles/look/_tokens.scss` has them."""

    grounds: tuple[str, ...]
    paper: str
    on: str  # what stands on the colour itself
    strong: str  # what the colour is mixed with to stand out more
    tinge: float  # how much of the colour its own ground has


LIGHT: Final = Scheme(("#ffffff", "#f4f1f6", "#ece5f1"), "#ffffff", "#ffffff", "#000000", 0.08)
DARK: Final = Scheme(("#1e1922", "#151118", "#2c2433"), "#1e1922", "#1e1226", "#ffffff", 0.10)


def read(typed: str) -> str:
    """ "#512a60", in lower case; empty for what is no colour in six hex digits."""
    found = _HEX.fullmatch(typed.strip())
    return f"#{found[1].lower()}" if found else ""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, scheme: Scheme) -> float:
    """The smallest contrast at any place where the colour is used in a scheme."""
    grounds = (*scheme.grounds, mixed(colour, scheme.paper, scheme.tinge), scheme.on)
    return min(contrast(colour, ground) for ground in grounds)


def passes(colour: str, scheme: Scheme) -> bool:
    return least_contrast(colour, scheme) >= ENOUGH


def nearest(colour: str, scheme: Scheme) -> str:
    """The colour of the same hue and saturation that passes, with the smallest change of lightness; itself if it passes."""
    if passes(colour, scheme):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(1, STEPS + 1):
        for way in (-1, 1):
            moved = lightness + way * step / STEPS
            candidate = _hex(colorsys.hls_to_rgb(hue, moved, saturation)) if 0 <= moved <= 1 else ""
            if candidate and passes(candidate, scheme):
                return candidate
    return scheme.strong


def shades(colour: str, scheme: Scheme) -> Mapping[str, str]:
    """The style sheet's variables that a publisher's colour sets."""
    strong, edge = mixed(scheme.strong, colour, 0.3), mixed(LIGHT.strong, colour, 0.45)
    return {
        "--brand": colour,
        "--brand-strong": strong,
        "--brand-ground": mixed(colour, scheme.paper, scheme.tinge),
        "--on-brand": scheme.on,
        "--button": colour,
        "--button-strong": strong,
        "--button-edge": edge,
        "--on-button": scheme.on,
    }


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour, the rest of another."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    red, green, blue = (part * share + rest * (1 - share) for part, rest in pairs)
    return _hex((red, green, blue))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
