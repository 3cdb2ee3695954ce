"""The words of a glossary in a text: where they stand, and how the places that an editor confirmed are marked. Pure."""

from articles.text.terms.candidates import candidates
from articles.text.terms.marking import MARKED, marked
from articles.text.terms.matching import Entry, Found, Matcher
from articles.text.terms.uses import BODY, SUMMARY, Place, Use, explained, first_uses
from articles.text.terms.wording import MalformedWording, Wording

__all__ = [
    "BODY",
    "MARKED",
    "SUMMARY",
    "Entry",
    "Found",
    "MalformedWording",
    "Matcher",
    "Place",
    "Use",
    "Wording",
    "candidates",
    "explained",
    "first_uses",
    "marked",
]
