"""Which editions of an article can be taken out: the draft, what readers see, each version."""

from __future__ import annotations

from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Article
from articles.past import state_at
from articles.publishing.preview import Preview, preview_of_state, preview_of_version
from articles.refusals import Refusal

DRAFT: Final = "draft"
LIVE: Final = "live"
VERSION: Final = "v"


class NothingLive(Refusal):
    """Readers see nothing of the article."""


def editions(article: Article) -> list[tuple[str, str]]:
    """The draft, what readers see, then each version, the newest first."""
    rows = article.versions.order_by("-number").values_list("number", flat=True)
    live = [(LIVE, _("What readers see now"))] if article.publications.live().exists() else []
    draft = (DRAFT, _("The draft as it is saved, revision %d") % article.revision)
    return [draft, *live, *((f"{VERSION}{number}", _("Version %d") % number) for number in rows)]


def preview_of(article: Article, edition: str, *, reader: str) -> Preview:
    """`edition` is one of `editions`, in the language of the article. Raises `NothingLive`."""
    if edition == DRAFT:
        state = state_at(article, article.revision)
        assert state is not None  # an article begins with its first revision
        with translation.override(article.language):
            return preview_of_state(state, reader=reader)
    versions = article.versions.select_related("article")
    if edition == LIVE:
        version = versions.filter(publications__in=article.publications.live()).first()
    else:
        version = versions.get(number=int(edition.removeprefix(VERSION)))
    if version is None:
        raise NothingLive(_("Readers see nothing of it now."))
    with translation.override(version.content.language):
        return preview_of_version(version, reader=reader)
