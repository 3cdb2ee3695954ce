"""A draft or a version as readers would see it, for the desk alone: marked on every page so that nobody takes it for one of theirs.

What readers get is made by `render` from manifest and facts and has none of this (S27, S30).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.manifest import Manifest
from articles.models import Article, Basis, Publication, Status, Version
from articles.past import State
from articles.publishing import kept, wording
from articles.publishing.bibliography import Written
from articles.publishing.build import build
from articles.publishing.cautions import notices_of_past
from articles.publishing.checking import NotRenderable, check
from articles.publishing.facts import PageFacts
from articles.publishing.past_versions import past_mark
from articles.publishing.releases import facts_for, publisher_facts
from articles.publishing.render import context


@dataclass(frozen=True)
class Preview:
    """`edition` says of what it is; `mark` stands on every page, empty where readers see just this."""

    edition: str
    mark: str
    manifest: Manifest
    facts: PageFacts
    is_draft: bool = True
    type: str = ""  # of the article, for the files that an import reads; no reader is told


def preview_of_state(state: State, *, reader: str) -> Preview:
    """The draft at a revision, as readers would have seen it with nobody having reviewed it."""
    manifest, article = state.manifest(), state.article
    edition = _("Draft, revision %d") % state.number
    return Preview(edition, draft_mark(reader), manifest, _pending_facts(article, manifest), type=article.type)


def preview_of_version(version: Version, *, reader: str) -> Preview:
    """A version as it was frozen; one that a board approved as it was read, with what became of it since."""
    edition, manifest, article = _("Version %d") % version.number, version.content, version.article
    publication = _reviewed(version)
    if publication is None:
        return Preview(edition, draft_mark(reader), manifest, _pending_facts(article, manifest), type=article.type)
    publication.article, publication.version = article, version
    facts = facts_for(publication)
    facts = dataclasses.replace(facts, notices=notices_of_past(publication, facts.notices))
    return Preview(edition, past_mark(publication), manifest, facts, is_draft=False, type=article.type)


def preview_context(preview: Preview, audience: Audience, url_of: Callable[[str], str]) -> dict[str, Any]:
    """What the published template is filled with, its links leading to the other previews. Raises `NotRenderable`."""
    check(preview.manifest, preview.facts, audience)
    text = preview.manifest.texts[audience]
    if not (text.summary.strip() or text.body.strip()):
        raise NotRenderable(_("The text for “%s” is empty here.") % audience.label)
    written = Written(kept.in_style(preview.manifest.references, preview.manifest.language))
    stamped = _stamp(preview, audience)
    made = context(preview.manifest, preview.facts, audience, stamped=stamped, url_of=url_of, written=written)
    return made | {
        "preview": preview,
        "missing": [],
        "patient_url": made["patient_url"] and url_of(Audience.PATIENT),
        "watermark": _("DRAFT") if preview.is_draft else made["watermark"],
    }


def draft_mark(reader: str) -> str:
    """S30: for whom this copy was made, and when."""
    words = {"date": format_date(timezone.localdate(), "DATE_FORMAT"), "name": reader}
    return _("Draft, not reviewed, %(date)s, for %(name)s") % words


def _stamp(preview: Preview, audience: Audience) -> str:
    """S7: a photographed dose table of a draft says that it is one."""
    if not preview.is_draft:
        return ""
    words = {"audience": wording.WRITTEN_FOR[audience], "edition": preview.edition}
    return _("%(audience)s · %(edition)s · not reviewed by our board") % words


def _pending_facts(article: Article, manifest: Manifest) -> PageFacts:
    today = timezone.localdate()
    return PageFacts(
        basis=Basis.PENDING.value,
        slug=article.slug,
        digest="",
        audiences=manifest.audiences,
        steps=(),
        published_on=today,
        last_updated=today,
        publisher=publisher_facts(manifest.language, None),
        build=build(),
        sample=article.is_sample,
    )


def _reviewed(version: Version) -> Publication | None:
    """The publication by which readers get or got it after a review; the live one, else the newest."""
    rows = [row for row in version.publications.exclude(basis=Basis.PENDING) if _counts(row, version)]
    return max(rows, key=lambda row: (row.is_live, row.live_from or row.created_at), default=None)


def _counts(publication: Publication, version: Version) -> bool:
    return publication.live_from is not None or version.status == Status.APPROVED
