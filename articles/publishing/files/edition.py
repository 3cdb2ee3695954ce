"""What of an article goes into a file: one text, its works by number, and what stands on each page of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.manifest import Byline, FrozenText, Manifest
from articles.publishing import bibliography, kept, wording
from articles.publishing.checking import NotRenderable, check
from articles.publishing.preview import Preview
from articles.publishing.render import shown_title
from articles.text.citations import numbering
from articles.text.reading import elements


@dataclass(frozen=True)
class Edition:
    """`numbers` and `works` are those of this text; `running` stands on every page, `mark` beside it where nobody reviewed."""

    preview: Preview
    audience: Audience
    title: str
    written_for: str
    numbers: Mapping[str, int]
    works: tuple[str, ...]

    @property
    def manifest(self) -> Manifest:
        return self.preview.manifest

    @property
    def text(self) -> FrozenText:
        return self.manifest.texts[self.audience]

    @property
    def needs_heading_in_full(self) -> bool:
        """Whether the text begins without a heading, so that nobody could tell where its bottom line ends; or with just this one."""
        first = next(iter(elements(self.text.body)), None)
        return first is not None and (first.tag != "h2" or first.children == (_("In full"),))

    @property
    def mark(self) -> str:
        return self.preview.mark

    @property
    def label(self) -> str:
        return self.preview.edition

    @property
    def slug(self) -> str:
        return self.preview.facts.slug

    @property
    def running(self) -> str:
        words = {"publisher": self.preview.facts.publisher.name, "audience": self.written_for, "edition": self.label}
        told = _("%(publisher)s · Written for: %(audience)s · %(edition)s") % words
        return told if self.audience == Audience.PATIENT else f"{told} · {_('Doses are for prescribers')}"

    @property
    def notices(self) -> list[str]:
        """Corrections, retractions and warnings, a line each: in every file they stand before the title."""
        facts = self.preview.facts
        return [wording.notice_line(notice.kind, notice.on, notice.sentence) for notice in facts.notices]

    @property
    def bylines(self) -> list[str]:
        """A line for each contributor, with what they disclosed, and one for who paid for the article."""
        lines = [_byline(byline) for byline in self.manifest.contributors]
        funding = self.manifest.funding
        return [*lines, *([_("Funding: %s") % funding] if funding else [])]

    @property
    def file_name(self) -> str:
        """In it what the copy is: a folder of files tells drafts from what was approved."""
        stamp = f"draft-{timezone.localdate():%Y-%m-%d}" if self.preview.is_draft else f"v{self.manifest.number}"
        return f"{self.slug}-{self.audience.value}-{stamp}"


def _byline(byline: Byline) -> str:
    """In the active language: name, credentials, role and affiliation; then a sentence for each disclosure."""
    named = ", ".join(filter(None, (byline.name, byline.credentials)))
    role = ", ".join(filter(None, (str(wording.CONTRIBUTOR_ROLES[byline.role]), byline.affiliation)))
    orcid = [f"ORCID: https://orcid.org/{byline.orcid}"] if byline.orcid else []
    told = [*orcid, *(sentence for _name, sentence in wording.disclosed(byline))]
    return ". ".join([f"{named} – {role}", *(sentence.rstrip(".") for sentence in told)]) + "."


def edition_of(preview: Preview, audience: Audience) -> Edition:
    """Raises `NotRenderable` where a page would be refused too, and for an audience that has no text or an empty one."""
    manifest = preview.manifest
    text = manifest.texts.get(audience)
    if audience not in preview.facts.audiences or text is None or not (text.summary.strip() or text.body.strip()):
        raise NotRenderable(_("The text for “%s” is empty here.") % audience.label)
    check(manifest, preview.facts, audience)
    numbers = numbering([text.summary, text.body])
    with translation.override(manifest.language):
        if preview.facts.sample and not preview.mark:
            preview = dataclasses.replace(preview, mark=_("Sample content. Fictional reviewers. Not medical advice."))
        return Edition(
            preview,
            audience,
            title=shown_title(manifest, is_retracted=preview.facts.is_retracted),
            written_for=str(wording.WRITTEN_FOR[audience]),
            numbers=numbers,
            works=_works(manifest, numbers),
        )


def _works(manifest: Manifest, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Plain, in the order of their numbers; one that the list lacks keeps its place."""
    written = kept.in_style(manifest.references, manifest.language)
    found = {entry.key: entry.plain for entry in bibliography.entries(manifest, numbers, {}, {}, written)}
    return tuple(found.get(key, key) for key in numbers)
