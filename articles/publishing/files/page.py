"""A text as readers would see it, as one HTML file that needs nothing beside it; printed, it is the PDF."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation

from articles.publishing.files.edition import Edition
from articles.publishing.pdf import STYLES
from articles.publishing.preview import preview_context

TEMPLATE: Final = "articles/files/page.html"
SCREEN: Final = Path(__file__).parent / "page.css"


def as_page(edition: Edition, *, styled: bool) -> str:
    """`styled` brings the styles of print and screen along; the program that prints has its own."""
    with translation.override(edition.manifest.language):
        context = preview_context(edition.preview, edition.audience, lambda audience: f"#{audience}")
        page = render_to_string(TEMPLATE, context | {"edition": edition})
    return page.replace("</head>", f"<style>{_styles()}</style></head>", 1) if styled else page


@cache
def _styles() -> str:
    """Fonts are left to whoever opens the file."""
    printed = [line for line in STYLES.read_text().splitlines() if not line.startswith("@font-face")]
    return "\n".join([*printed, SCREEN.read_text()])
