"""Which browser somebody uses, in words, by what it says of itself (RFC 9110, 10.1.5). Pure; nothing may rest on it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

# The first word that is found names it: most say that they are others too.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str) -> str:
    """“Firefox on Windows”; what is not known is said to be so, and what a stranger wrote is never repeated."""
    browser, system = (_first(names, user_agent) for names in (BROWSERS, SYSTEMS))
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")


def short(user_agent: str) -> str:
    """“Firefox, Windows”: the same in every language; empty where nothing is known."""
    return ", ".join(filter(None, (_first(names, user_agent) for names in (BROWSERS, SYSTEMS))))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for word, name in names if word in user_agent), "")
