"""A checked Word document as HTML, with its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import mammoth
import mammoth.images

from articles.importing.word.package import opened
from articles.importing.word.preparing import HEADING, TITLE, prepared

_STYLES: Final = "\n".join(
    (
        f"p.{TITLE} => h1.{TITLE}:fresh",
        *(f"p.{HEADING}{level} => h{level}:fresh" for level in range(1, 7)),
        "p[style-name='Review Board frame'] => p.rbFrame:fresh",
        "p[style-name='Subtitle'] => p.rbSubtitle:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
        "p[style-name='Intense Quote'] => blockquote > p:fresh",
        "u => span",
        "strike => s",
    )
)
MOST_PICTURES: Final = 100


@dataclass(frozen=True)
class WordPicture:
    """A picture as the file holds it; `alt` is what Word was told that it shows."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class WordText:
    """The HTML shows each picture as `<img src="picture:3">`: its place in `pictures`."""

    html: str
    pictures: tuple[WordPicture, ...]


def html_of(content: bytes) -> WordText:
    """Raises `Refusal` where the document must not be opened or is damaged."""
    pictures: list[WordPicture] = []

    def keep(image: Any) -> dict[str, str]:
        if len(pictures) >= MOST_PICTURES:
            return {"src": "picture:none"}
        with image.open() as stream:
            pictures.append(WordPicture(stream.read(), image.alt_text or ""))
        return {"src": f"picture:{len(pictures) - 1}"}

    with opened(content) as archive:
        made = mammoth.convert_to_html(
            prepared(archive),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(keep),
            external_file_access=False,
        )
    return WordText(str(made.value), tuple(pictures))
