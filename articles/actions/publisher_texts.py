"""A new version of one of the publisher's texts. Two people decide about it: `workflows` calls this once the second confirmed."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from articles import publisher
from articles.models import PublisherText, TextKind
from articles.models.publisher import PAGES
from articles.refusals import Refusal
from articles.text.dialect import canonical

LONGEST: Final = 100_000
LONGEST_DISCLAIMER: Final = 1_000
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["code", "image"])


class TextRefused(Refusal):
    """No words, too many, or those that are in force already."""


def checked_text(kind: str, language: str, words: str) -> str:
    """The words as they would be kept. Raises `TextRefused`."""
    if kind not in TextKind.values or language not in dict(settings.LANGUAGES):
        raise TextRefused(_("There is no such text."))
    kept = words.strip().replace("\r\n", "\n") if kind in PAGES else " ".join(words.split())
    longest = LONGEST if kind in PAGES else LONGEST_DISCLAIMER
    if not kept or len(kept) > longest:
        raise TextRefused(_("Write the text, in at most %s characters.") % f"{longest:,}")
    newest = newest_text(kind, language)
    if newest is not None and newest.words == kept:
        raise TextRefused(_("This is the text in force already."))
    return kept


def newest_text(kind: str, language: str) -> PublisherText | None:
    return PublisherText.objects.filter(kind=kind, language=language).order_by("-number").first()


@transaction.atomic
def put_text_in_force(kind: str, language: str, words: str) -> PublisherText:
    """From now on every page has it. What was in force before stays to be read."""
    kept, newest = checked_text(kind, language, words), newest_text(kind, language)
    text = PublisherText.objects.create(
        kind=kind,
        language=language,
        number=newest.number + 1 if newest else 1,
        words=kept,
        html=as_html(kept) if kind in PAGES else "",
        in_force_from=timezone.now(),
    )
    publisher.forget()
    return text


def as_html(words: str) -> str:
    """Markdown in the dialect of the texts; the highest heading is the second, for the page has its own."""
    html = str(_MARKDOWN.render(words))
    return canonical(html.replace("<h1>", "<h2>").replace("</h1>", "</h2>"))
