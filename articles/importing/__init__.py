"""Plain text and Markdown of other people to an article: pure, so that everything is shown before anything is saved."""

from articles.importing.decoding import MAXIMUM_BYTES, decode
from articles.importing.imported import (
    Bindings,
    Counts,
    Imported,
    ImportedCitation,
    ImportedReference,
    LeftOut,
    Unsure,
)
from articles.importing.parsing import parse
from articles.importing.summary import summary

__all__ = [
    "MAXIMUM_BYTES",
    "Bindings",
    "Counts",
    "Imported",
    "ImportedCitation",
    "ImportedReference",
    "LeftOut",
    "Unsure",
    "decode",
    "parse",
    "summary",
]
