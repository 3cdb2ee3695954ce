"""What a text cites is on the article's reference list, and is a work of the library."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles.models import Article, Reference, Text
from articles.refusals import Refusal
from articles.text.citations import numbering
from articles.text.vocabulary import UNRESOLVED


class UnknownReference(Refusal):
    """A text cites a key that the library does not have; labels that an import could not bind are no keys yet."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(unknown_sentence(self.keys))


def unknown_sentence(keys: Iterable[str]) -> str:
    named = ", ".join(f"“{key}”" for key in keys)
    return _("The library has no reference %(keys)s. Cite works that it has, or add this one first.") % {"keys": named}


def unknown_references(*html: str, listed: Iterable[str] = ()) -> list[str]:
    """Keys that are cited and not in the library, in order; what an article lists is known without asking."""
    known = frozenset(listed)
    keys = [key for key in numbering(html) if not key.startswith(UNRESOLVED) and key not in known]
    there = set(Reference.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [key for key in keys if key not in there]


def list_cited(article: Article, texts: Iterable[Text]) -> None:
    """Put what the texts cite on the article's list, for the caller to save. Raises `UnknownReference`."""
    words = [part for text in texts for part in (text.summary, text.body)]
    unknown = unknown_references(*words, listed=article.reference_keys)
    if unknown:
        raise UnknownReference(unknown)
    cited = [key for key in numbering(words) if not key.startswith(UNRESOLVED)]
    article.reference_keys = list(dict.fromkeys([*article.reference_keys, *cited]))
