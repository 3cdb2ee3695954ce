"""The pictures of an article with which of its texts show them, and in what words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from django.utils.functional import Promise

from articles.audiences import Audience
from articles.draft import declared_texts, pictures_of
from articles.models import Article, Image


@dataclass(frozen=True)
class Use:
    """A text that shows the picture, and what it says to those who do not see it."""

    audience: str | Promise
    alt: str


@dataclass(frozen=True)
class ImageRow:
    """A picture that a text shows or that was just added; `image` is None when the library does not know it."""

    address: str
    image: Image | None
    uses: tuple[Use, ...]

    @property
    def code(self) -> str:
        """To paste into a text as HTML."""
        return code_of(self.image) if self.image else ""


def code_of(image: Image) -> str:
    caption = f"<figcaption>{escape(image.caption, quote=False)}</figcaption>" if image.caption else ""
    return f'<figure><img alt="{escape(image.alt)}" src="{image.address}">{caption}</figure>'


def images_of(article: Article, *, also: str = "") -> list[ImageRow]:
    """In the order of the texts, what was just added last; two queries however many there are."""
    uses: dict[str, list[Use]] = {}
    for audience, text in declared_texts(article).items():
        for picture in pictures_of(text):
            uses.setdefault(picture.address, []).append(Use(Audience(audience).label, picture.alt))
    digests = [re.sub(r"^/images/|\..*$", "", address) for address in uses]
    known = {image.address: image for image in Image.objects.filter(sha256__in=[*digests, also])}
    rows = [ImageRow(address, known.get(address), tuple(found)) for address, found in uses.items()]
    added = [ImageRow(address, image, ()) for address, image in known.items() if address not in uses]
    return [*rows, *added]
