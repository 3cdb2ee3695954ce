"""A term's words as a board member signs them: canonical JSON (RFC 8785) and its digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import rfc8785
from django.utils.translation import gettext as _

from articles.text.inline import tidy
from articles.text.terms.matching import Entry

WORDING_VERSION = "1"
LONGEST_TERM, LONGEST_SENSE, LONGEST_ABBREVIATION, LONGEST_DEFINITION = 120, 80, 20, 600
MOST_FORMS = 20
_TAG = re.compile(r"</?[a-zA-Z!]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class MalformedWording(ValueError):
    """The text is not the wording of a term."""


@dataclass(frozen=True)
class Wording:
    """One sense of a term: what it is called, and what it means in words for each audience; plain text, one line each.

    `sense` tells it from other senses of the same word ("statistics"); empty where there is one.
    """

    term: str
    sense: str = ""
    language: str = "en"
    patient: str = ""
    student: str = ""
    clinician: str = ""
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()

    def tidied(self) -> Self:
        """Each line without double blanks and unseen characters, each name once and not the term itself."""
        term = tidy(self.term)
        return type(self)(
            term=term,
            sense=tidy(self.sense),
            language=self.language.strip(),
            patient=tidy(self.patient),
            student=tidy(self.student),
            clinician=tidy(self.clinician),
            synonyms=_once(self.synonyms, term),
            abbreviations=_once(self.abbreviations, ""),
        )

    def definition(self, audience: str) -> str:
        """In words for this audience; empty where the term has none for it."""
        found: str = {"patient": self.patient, "student": self.student, "clinician": self.clinician}[audience]
        return found

    def entry(self, key: str) -> Entry:
        return Entry(key, (self.term, *self.synonyms), self.abbreviations)

    def write(self, key: str) -> str:
        data = {"wording": WORDING_VERSION, "key": key, **vars(self)}
        lists = {name: list(data[name]) for name in ("synonyms", "abbreviations")}
        return rfc8785.dumps(data | lists).decode()

    @classmethod
    def read(cls, text: str) -> Self:
        """Of any wording ever signed; raises `MalformedWording`."""
        try:
            data: Mapping[str, Any] = json.loads(text)
            if data["wording"] != WORDING_VERSION:
                raise MalformedWording(data["wording"])
            names = ("term", "sense", "language", "patient", "student", "clinician")
            words: dict[str, Any] = {name: data[name] for name in names}
            return cls(**words, synonyms=tuple(data["synonyms"]), abbreviations=tuple(data["abbreviations"]))
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedWording(str(error)) from error


def _once(names: tuple[str, ...], term: str) -> tuple[str, ...]:
    tidied = (tidy(name) for name in names)
    return tuple(dict.fromkeys(name for name in tidied if name and name.casefold() != term.casefold()))


def digest(text: str) -> str:
    """SHA-256 of the wording's UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def faults(wording: Wording) -> list[str]:
    """Sentences, one for each thing that keeps these words out of the glossary."""
    return [*_faults_of_names(wording), *_faults_of_definitions(wording)]


def _faults_of_names(wording: Wording) -> Iterator[str]:
    if not any(letter.isalnum() for letter in wording.term):
        yield _("The term is missing.")
    if not _LANGUAGE.fullmatch(wording.language):
        yield _("“%s” is not the code of a language.") % wording.language
    for name, longest in (
        (wording.term, LONGEST_TERM),
        (wording.sense, LONGEST_SENSE),
        *((name, LONGEST_TERM) for name in wording.synonyms),
        *((name, LONGEST_ABBREVIATION) for name in wording.abbreviations),
    ):
        yield from _faults_of_name(name, longest)
    if len(wording.synonyms) > MOST_FORMS or len(wording.abbreviations) > MOST_FORMS:
        yield _("A term has at most %d synonyms and as many abbreviations.") % MOST_FORMS


def _faults_of_name(name: str, longest: int) -> Iterator[str]:
    if len(name) > longest:
        yield _("“%(name)s…” is longer than %(count)d characters.") % {"name": name[:20], "count": longest}
    if _TAG.search(name):
        yield _("“%s” holds HTML; the glossary is plain text.") % name[:60]
    if name and not any(letter.isalnum() for letter in name):
        yield _("“%s” is no word.") % name[:60]


def _faults_of_definitions(wording: Wording) -> Iterator[str]:
    definitions = [found for found in (wording.patient, wording.student, wording.clinician) if found]
    if not definitions:
        yield _("The definition is missing.")
    for definition in definitions:
        if len(definition) > LONGEST_DEFINITION:
            yield _("A definition has at most %d characters.") % LONGEST_DEFINITION
        if _TAG.search(definition):
            yield _("A definition is plain text, without HTML.")
