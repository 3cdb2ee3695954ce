"""One page of an export, as a document of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class ExportedPage:
    """`stated` has the names of `moving_table.COLUMNS`; `left_out` says why a page is none for readers, empty for one that is."""

    name: str
    title: str
    html: str
    url: str = ""
    language: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""

    @property
    def document(self) -> str:
        """With its title and address where a page has them, so that it is read like any other page."""
        canonical = (
            f'<link rel="canonical" href="{escape(self.url)}">' if self.url.startswith(("http://", "https://")) else ""
        )
        language = f' lang="{escape(self.language)}"' if self.language else ""
        head = f"<head><title>{escape(self.title)}</title>{canonical}</head>"
        return f"<!doctype html><html{language}>{head}<body><article><h1>{escape(self.title)}</h1>{self.html}</article></body></html>"


def kept(**stated: str) -> dict[str, str]:
    """What says something, in one line each."""
    return {name: " ".join(value.split()) for name, value in stated.items() if value.strip()}
