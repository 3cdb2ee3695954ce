"""What lists of live articles share: whom the reader says they are, and an article in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from articles.audiences import Audience, nearest
from articles.models import Basis, Publication
from articles.publishing.render import description


@dataclass(frozen=True)
class TextLink:
    """A text of a listed article; the link remembers the choice."""

    label: str | Promise
    url: str


@dataclass(frozen=True)
class Describes:
    """What a reader may say of themselves before they have chosen an article. The address keeps it, no cookie."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Listed:
    """An article in a list, in the words of its live version."""

    title: str
    url: str
    description: str
    texts: tuple[TextLink, ...]
    language: str
    publication: Publication

    @property
    def is_pending(self) -> bool:
        return self.publication.basis == Basis.PENDING


def known_audience(name: str | None) -> Audience | None:
    return Audience(name) if name in Audience.values else None


def chooser(chosen: Audience | None) -> dict[str, Any]:
    """The question on pages that list articles. Their links carry the answer to the article, which remembers it."""
    describes = [Describes(name.label, f"?audience={name}", name == chosen) for name in Audience]
    return {"describes": describes, "query": f"&audience={chosen}" if chosen else "", "chosen": chosen}


def live() -> QuerySet[Publication]:
    return Publication.objects.live().select_related("version", "article")


def listed(publication: Publication, chosen: Audience | None) -> Listed:
    content = publication.version.content
    shown = nearest(publication.audiences, chosen) if chosen else publication.audiences[0]
    url = reverse("articles:choose", args=(publication.article.slug,))
    return Listed(
        title=content.title,
        url=f"{url}?audience={chosen}" if chosen else url,
        description=description(content, shown),
        texts=tuple(TextLink(Audience(name).label, f"{url}?audience={name}") for name in publication.audiences),
        language=content.language,
        publication=publication,
    )
