"""The signs of the editor's palette, by group.

What stands raised or lowered is a mark on an ordinary character, so that 10⁹ is found, compared and read aloud as one number.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.views.editing.commands import Words


@dataclass(frozen=True)
class Character:
    sign: str
    name: Words
    position: str = ""  # "sup" or "sub"
    shown: str = ""  # where the sign itself cannot be seen

    @property
    def value(self) -> str:
        return f"{self.position}:{self.sign}"


@dataclass(frozen=True)
class CharacterGroup:
    title: Words
    characters: tuple[Character, ...]


def _placed(position: str, name: Words) -> tuple[Character, ...]:
    return tuple(Character(sign, format_lazy("{} {}", name, sign), position) for sign in "0123456789+−")


def _letters(names: str) -> tuple[Character, ...]:
    pairs = (word.split(":") for word in names.split())
    return tuple(Character(sign, format_lazy(_("Greek {}"), name)) for sign, name in pairs)


CHARACTERS = (
    CharacterGroup(
        _("Comparing and reckoning"),
        (
            Character("≥", _("at least, greater than or equal to")),
            Character("≤", _("at most, less than or equal to")),
            Character(">", _("greater than, more than")),
            Character("<", _("less than")),
            Character("≈", _("about, approximately")),
            Character("≠", _("not equal")),
            Character("±", _("plus or minus")),
            Character("×", _("times, multiplied by")),
            Character("÷", _("divided by")),
            Character("−", _("minus")),
            Character("√", _("square root")),
            Character("∞", _("infinity")),
        ),
    ),
    CharacterGroup(
        _("Units and fractions"),
        (
            Character("µ", _("micro, as in µg")),
            Character("°", _("degree")),
            Character("‰", _("per thousand")),
            Character("½", _("one half")),
            Character("¼", _("one quarter")),
            Character("¾", _("three quarters")),
            Character("⅓", _("one third")),
            Character("⅔", _("two thirds")),
            Character("Å", _("angstrom")),
        ),
    ),
    CharacterGroup(_("Raised"), _placed("sup", _("superscript"))),
    CharacterGroup(_("Lowered"), _placed("sub", _("subscript"))),
    CharacterGroup(
        _("Dashes, spaces and quotation marks"),
        (
            Character("–", _("dash between numbers, en dash")),
            Character("—", _("long dash, em dash")),
            Character("…", _("ellipsis, three dots")),
            Character("\u00a0", _("space that does not break a line"), shown="␣"),
            Character("·", _("middle dot")),
            Character("“", _("opening quotation mark")),
            Character("”", _("closing quotation mark")),
            Character("‘", _("opening single quotation mark")),
            Character("’", _("apostrophe, closing single quotation mark")),
            Character("†", _("dagger")),
            Character("‡", _("double dagger")),
            Character("§", _("section sign")),
        ),
    ),
    CharacterGroup(
        _("Arrows"),
        (
            Character("→", _("arrow to the right")),
            Character("←", _("arrow to the left")),
            Character("↑", _("arrow up, raised")),
            Character("↓", _("arrow down, lowered")),
            Character("↔", _("arrow in both directions")),
            Character("⇌", _("equilibrium, reversible reaction")),
            Character("⇒", _("double arrow, it follows")),
        ),
    ),
    CharacterGroup(
        _("Greek letters"),
        _letters(
            "α:alpha β:beta γ:gamma δ:delta ε:epsilon ζ:zeta η:eta θ:theta ι:iota κ:kappa λ:lambda μ:mu ν:nu ξ:xi π:pi ρ:rho σ:sigma "
            "τ:tau υ:upsilon φ:phi χ:chi ψ:psi ω:omega Γ:Gamma Δ:Delta Θ:Theta Λ:Lambda Ξ:Xi Π:Pi Σ:Sigma Φ:Phi Ψ:Psi Ω:Omega"
        ),
    ),
    CharacterGroup(
        _("Other"),
        (
            Character("♀", _("female")),
            Character("♂", _("male")),
            Character("✓", _("tick")),
            Character("é", _("e with acute accent")),
            Character("è", _("e with grave accent")),
            Character("ö", _("o with two dots")),
            Character("ü", _("u with two dots")),
            Character("ï", _("i with two dots")),
            Character("ø", _("o with stroke")),
            Character("®", _("registered trade mark")),
            Character("™", _("trade mark")),
            Character("€", _("euro")),
            Character("£", _("pound sterling")),
        ),
    ),
)
