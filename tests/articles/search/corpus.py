"""A small library to search in, written for it: 32 articles for patients, a few with a text for professionals, and a glossary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_FILE = json.loads(Path(__file__).with_name("library.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Sample:
    slug: str
    title: str
    question: str
    summary: str
    body: str
    clinician: str = ""


LIBRARY = tuple(Sample(**article) for article in _FILE["articles"])
# As signed in a glossary: name, other names, abbreviations.
GLOSSARY = tuple((term["term"], tuple(term["synonyms"]), tuple(term["abbreviations"])) for term in _FILE["glossary"])
