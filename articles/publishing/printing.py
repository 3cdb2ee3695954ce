"""HTML on standard input becomes PDF/UA-1 on standard output. A program of its own: it knows no database, reaches no network,
and can be stopped when a page takes too long.

    python printing.py STYLES FONTS < file.html > file.pdf
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/webp;base64,")


class OnlyFonts(URLFetcher):  # type: ignore[misc]
    """Nothing that a text names is fetched, from here or elsewhere: only the fonts of one folder, by their names, and pictures that
    stand in the page itself."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.fonts = {f"font:/{path.name}": path for path in folder.glob("*.woff2")}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(PICTURES):
            return super().fetch(url, headers)
        if url not in self.fonts:
            raise ValueError(url)
        return URLFetcherResponse(url, self.fonts[url].read_bytes(), {"Content-Type": "font/woff2"})


def printed(html: str, styles: Path, fonts: Path) -> bytes:
    """Tagged, with title and language, its headings as bookmarks."""
    known, fetcher = FontConfiguration(), OnlyFonts(fonts)
    css = CSS(filename=styles, font_config=known, url_fetcher=fetcher)
    document = HTML(string=html, base_url="page:/", url_fetcher=fetcher)
    return bytes(
        document.write_pdf(stylesheets=[css], font_config=known, pdf_variant="pdf/ua-1", presentational_hints=True)
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(printed(sys.stdin.read(), Path(sys.argv[1]), Path(sys.argv[2])))
