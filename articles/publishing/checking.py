"""What a page may not be made of: refused with a sentence, never repaired."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.manifest import Manifest
from articles.publishing import explaining, wording
from articles.publishing.facts import PageFacts
from articles.refusals import Refusal
from articles.text import citations, dialect


class NotRenderable(Refusal):
    """This version cannot be shown; the sentence says why."""


def check(manifest: Manifest, facts: PageFacts, audience: str) -> None:
    """Raise `NotRenderable` for anything that a page may not be made of."""
    check_frame(manifest, facts, audience)
    check_version(manifest)


def check_frame(manifest: Manifest, facts: PageFacts, audience: str) -> None:
    """There is such a text, and every word that stands around it."""
    if audience not in facts.audiences or audience not in manifest.texts:
        raise NotRenderable(_("The version has no text for “%s”.") % audience)
    _check_words(manifest, facts, audience)


def check_version(manifest: Manifest) -> None:
    """What its digest stands for: texts as the sanitiser leaves them, whose citations lead somewhere, and definitions that fit."""
    if manifest.dialect != dialect.DIALECT_VERSION:
        raise NotRenderable(_("The version is written in the unknown dialect “%s”.") % manifest.dialect)
    for name, text in manifest.texts.items():
        _check_text(name, text.summary, manifest)
        _check_text(name, text.body, manifest)
    for fault in explaining.faults(manifest):
        raise NotRenderable(fault)


def _check_text(audience: str, text: str, manifest: Manifest) -> None:
    if not dialect.is_canonical(text):
        raise NotRenderable(
            _("The text for “%s” is not as the sanitiser leaves it, so not what was signed.") % audience
        )
    known = {reference.key for reference in manifest.references}
    for citation in citations.citations(text):
        for key in citation.keys:
            if key not in known:
                raise NotRenderable(_("The text cites “%s”, which is not in the list of references.") % key)


def _check_words(manifest: Manifest, facts: PageFacts, audience: str) -> None:
    missing = wording.missing(manifest.language)
    if missing:
        sentence = _("Words of the page are missing in “%s”.") % manifest.language
        raise NotRenderable(sentence, details=missing)
    if not facts.publisher.disclaimers.get(audience):
        raise NotRenderable(
            _(
                "There is no disclaimer for “%(audience)s” in “%(language)s”. "
                "Propose one at the desk, under Boards, Texts of the publisher; another person confirms it."
            )
            % {"audience": audience, "language": manifest.language}
        )
    if not facts.publisher.policy_url:
        raise NotRenderable(
            _(
                "There is no editorial policy in “%s”. "
                "Propose one at the desk, under Boards, Texts of the publisher; another person confirms it."
            )
            % manifest.language
        )
