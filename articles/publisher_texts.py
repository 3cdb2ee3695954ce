"""Which of the publisher's texts are in force: policy, disclaimers, about, privacy; each in versions, in each language."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import to_locale

from articles import publisher
from articles.models import PublisherText, TextKind

SOURCE_LANGUAGE = "en"
# What the product brings words for, in each language that it is translated into. Nothing stands in for the others.
BUILT_IN = frozenset({TextKind.POLICY, TextKind.FOR_PATIENTS, TextKind.FOR_STUDENTS, TextKind.FOR_CLINICIANS})
# Number of the words that the product brings.
BROUGHT = 0


def versions(kind: str, language: str) -> list[PublisherText]:
    """Those of one text, the one in force first."""
    found = [text for text in publisher.texts() if (text.kind, text.language) == (kind, base(language))]
    return sorted(found, key=lambda text: -text.number)


def in_force(kind: str, language: str) -> PublisherText | None:
    """None where the product's own words are, or none."""
    return next(iter(versions(kind, language)), None)


def in_force_at(kind: str, language: str, moment: datetime.datetime) -> PublisherText | None:
    return next((text for text in versions(kind, language) if text.in_force_from <= moment), None)


def exists(kind: str, language: str) -> bool:
    """Are there words for it, ours or the product's?"""
    return in_force(kind, language) is not None or is_brought(kind, language)


def is_brought(kind: str, language: str) -> bool:
    return kind in BUILT_IN and is_translated(language)


def is_translated(language: str) -> bool:
    """Has the product a catalogue of this language?"""
    name = to_locale(base(language))
    paths = (Path(folder, name, "LC_MESSAGES", "django.mo") for folder in settings.LOCALE_PATHS)
    return base(language) == SOURCE_LANGUAGE or any(path.exists() for path in paths)


def base(language: str) -> str:
    """ "en" of "en-gb": a text is written for all who read the language."""
    return language.partition("-")[0]


def disclaimer(audience: str, language: str, *, brought: str) -> str:
    """What stands on a page for this audience; empty where nobody wrote one in this language (S15)."""
    kind = f"disclaimer_{audience}"
    text = in_force(kind, language)
    if text is not None:
        return text.words
    return brought if is_brought(kind, language) else ""


def policy_url(language: str, moment: datetime.datetime) -> str:
    """Where the policy is read that was in force then; empty where there is none in this language (S15)."""
    if not exists(TextKind.POLICY, language):
        return ""
    if not versions(TextKind.POLICY, language):
        return reverse("articles:policy")
    text = in_force_at(TextKind.POLICY, language, moment)
    return reverse("articles:policy_version", args=[base(language), text.number if text else BROUGHT])


def page_url(kind: str, language: str) -> str:
    """Of "about" and "privacy"; empty where they are not written in this language."""
    return reverse(f"articles:{kind}") if in_force(kind, language) else ""


def words() -> list[tuple[str, str, int]]:
    """Which versions there are: pages that differ in nothing else differ in this."""
    return [(text.kind, text.language, text.number) for text in publisher.texts()]
