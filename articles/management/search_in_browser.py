"""What the search in the browser reads: the passages of every live text, with what must travel with each (S9), and stems of words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils import translation
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.audiences import Audience, nearest
from articles.models import Publication
from articles.publishing.cautions import cautions_of_each
from articles.publishing.render import shown_title
from articles.search.indexing import Reading
from articles.search.stems import stems, word_stems
from articles.text.folding import folded
from articles.text.words import words


def index_of(audience: Audience, link_to: Callable[[str], str]) -> bytes:
    """The index for readers of one kind, as JSON. `link_to`: from the address of a page to the link
    that leads to it from the search, or nothing where there is no such page.

    `texts` have title, address, for whom and when reviewed, stems of the title, and `passages`: words, heading, anchor, lead-in,
    kind of card, warning of the section, stems. `stems` are those of every word that stands in one of them.
    """
    texts = list(_texts(audience, link_to))
    found = {
        word: " ".join(word_stems(word, language))
        for text, language, said in texts
        for word in sorted({folded(word) for word in words(said)})
    }
    data = {"stems": dict(sorted(found.items())), "texts": [text for text, _language, _said in texts]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _texts(audience: Audience, link_to: Callable[[str], str]) -> Iterator[tuple[dict[str, Any], str, str]]:
    rows = Publication.objects.live().select_related("version", "article").order_by("version__title", "pk")
    for publication in rows.iterator(chunk_size=100):
        content = publication.version.content
        shown = nearest(
            [name for name in publication.audiences or content.audiences if name in content.texts], audience
        )
        address = link_to(f"/articles/{publication.article.slug}/{shown}/")
        if address:
            hidden = frozenset(cautions_of_each([publication])[publication.pk][1])
            passages = [_passage(one) for one in json.loads(Reading(content, shown, hidden).passages)]
            text = _text(publication, Audience(shown), address, passages)
            yield text, content.language, "\n".join([text["title"], *(" ".join(one[:4]) for one in passages)])


def _passage(data: Sequence[str]) -> list[str]:
    """Without the numbers of its references."""
    words_, heading, anchor, lead_in, card, warning, _cites, found = data
    return [words_, heading, anchor, lead_in, card, warning, found]


def _text(publication: Publication, shown: Audience, address: str, passages: list[list[str]]) -> dict[str, Any]:
    content = publication.version.content
    reviewed = publication.last_reviewed
    with translation.override(content.language):
        title = shown_title(content, is_retracted=False)
        told = _("Last reviewed %(date)s") % {"date": format_date(reviewed, "DATE_FORMAT")} if reviewed else ""
        about = " · ".join(filter(None, (str(shown.label), told or _("Not reviewed by our board"))))
    return {
        "title": title,
        "address": address,
        "about": about,
        "stems": f" {' '.join(stems(title, content.language))} ",
        "passages": passages,
    }
