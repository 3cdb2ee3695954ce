"""A reader page as a pure function of a manifest and its page facts. It refuses what it would have to repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles import copy_codes
from articles.audiences import Audience, nearest
from articles.manifest import CitedReference, Manifest
from articles.publishing import bibliography, structured, wording
from articles.publishing.bibliography import Written
from articles.publishing.checking import check_frame
from articles.publishing.cited_as import cited_as, is_citable, page_as_reference
from articles.publishing.explaining import terms_for
from articles.publishing.facts import PageFacts, Signer
from articles.publishing.preparing import Given, Prepared, choice_url, lay_out, prepare
from articles.publishing.proof import prove_against
from articles.publishing.sharing import share
from articles.references.cited import Cited
from articles.references.formatting import Style

TEMPLATE = "articles/published/page.html"


@dataclass(frozen=True)
class Choice:
    """What a reader may be, as a plain link that also remembers it. Without a text of their own they get another."""

    audience: str
    written_for: wording.Words
    url: str
    address: str
    is_there: bool
    is_current: bool


@dataclass(frozen=True)
class SignerWords:
    """A signature in the words that readers see."""

    signer: Signer
    role: wording.Words
    verdict: wording.Words
    looked_at: str


def render(
    manifest: Manifest,
    facts: PageFacts,
    audience: str,
    *,
    written: Written | None = None,
    prepared: Prepared | None = None,
) -> str:
    """The page as HTML, proved to say what was signed. `written` is what `written_by` gave for this version and these facts, and
    `prepared` what `prepare` gave; without them both are made here, of the version alone.

    Raises `NotRenderable` for a text that the sanitiser would change, or missing words (S15), `NotFaithful` where the
    finished page says anything else.
    """
    check_frame(manifest, facts, audience)
    written = written or written_by(bibliography.in_style, manifest, facts)
    prepared = prepared or prepare(manifest, given_by(facts), audience, written.works)
    with translation.override(manifest.language):
        page = render_to_string(TEMPLATE, context(manifest, facts, audience, written=written, prepared=prepared))
        return prove_against(prepared.expected, audience, page)


def given_by(facts: PageFacts) -> Given:
    """What of the facts the texts depend on."""
    return Given(
        slug=facts.slug,
        audiences=facts.audiences,
        hidden_blocks=facts.hidden_blocks,
        marks=facts.reference_marks,
        last_reviewed=facts.last_reviewed,
        copy_urls={name: copy_url(facts, name) for name in facts.audiences},
    )


def context(
    manifest: Manifest,
    facts: PageFacts,
    audience: str,
    *,
    stamped: str = "",
    url_of: Callable[[str], str] | None = None,
    written: Written | None = None,
    prepared: Prepared | None = None,
) -> dict[str, Any]:
    """What the template is filled with. A preview on the desk is `stamped` as a draft (S7, S30), and leads with `url_of` to the other
    previews; `render` never passes these. Works are taken as they were `written` before, else they are written here."""
    choices = _choices(facts, audience, url_of)
    written = written or written_by(bibliography.in_style, manifest, facts)
    prepared = prepared or lay_out(manifest, given_by(facts), audience, written.works, stamped=stamped, url_of=url_of)
    title, url = shown_title(manifest, is_retracted=facts.is_retracted), address(facts, audience)
    return {
        **frame(manifest, facts, audience),
        "choices": choices,
        "others": [choice for choice in choices if choice.is_there and not choice.is_current],
        "title": title,
        "page_url": url,
        "effort": prepared.effort,
        "copy_qr": prepared.copy_qr,
        "summary": prepared.summary,
        "body": prepared.body,
        "emergency": prepared.emergency,
        "contents": prepared.contents,
        "terms": terms_for(manifest, audience),
        "references": prepared.references,
        "other_references": prepared.other_references,
        **({} if stamped else _taken_along(manifest, facts, audience, written, title=title, url=url)),
        "json_ld": _json_ld(manifest, facts, audience, prepared, title=title, url=url),
    }


def written_by(write: bibliography.Writer, manifest: Manifest, facts: PageFacts) -> Written:
    """In the publisher's style: the works, and all pages of the version as works."""
    return works_and_pages(write, manifest.references, as_works(manifest, facts), manifest.language, facts)


def works_and_pages(
    write: bibliography.Writer,
    works: Iterable[Cited],
    pages: Mapping[str, Cited],
    language: str,
    facts: PageFacts,
) -> Written:
    """These works, and these pages by audience."""
    style = Style(facts.publisher.reference_style)
    found, cited = write(works, style, language), write(pages.values(), style, language)
    return Written(found, {audience: cited[page.key] for audience, page in pages.items()})


def as_works(manifest: Manifest, facts: PageFacts) -> dict[str, CitedReference]:
    """The pages of the version as others cite them, by audience; none where nobody should."""
    with translation.override(manifest.language):
        title = shown_title(manifest, is_retracted=facts.is_retracted)
    return {
        name: page_as_reference(manifest, facts, name, title=title, url=address(facts, name))
        for name in (facts.audiences if is_citable(facts) else ())
    }


def _json_ld(
    manifest: Manifest,
    facts: PageFacts,
    audience: str,
    prepared: Prepared,
    *,
    title: str,
    url: str,
) -> str:
    told = description(manifest, audience)
    return structured.json_ld(manifest, facts, audience, title=title, url=url, description=told, prepared=prepared)


def _taken_along(
    manifest: Manifest, facts: PageFacts, audience: str, written: Written, *, title: str, url: str
) -> dict[str, Any]:
    """What only a page for readers offers: a preview and a past version are neither cited nor sent on."""
    return {
        "cited_as": cited_as(manifest, facts, audience, url=url, written=written.pages.get(audience, "")),
        "share": share(facts, audience, title=title, url=url),
    }


def frame(manifest: Manifest, facts: PageFacts, audience: str) -> dict[str, Any]:
    """What stands around the texts."""
    return {
        "manifest": manifest,
        "facts": facts,
        "page_language": manifest.language,
        "publisher_name": facts.publisher.name,
        "emergency_number": facts.publisher.emergency_number,
        "logo": facts.publisher.logo,
        "look_url": facts.publisher.look_url,
        "about_url": facts.publisher.about_url,
        "privacy_url": facts.publisher.privacy_url,
        "has_samples": facts.sample,
        "audience": audience,
        "is_professional": audience != Audience.PATIENT,
        "written_for": wording.WRITTEN_FOR[audience],
        "title_prefix": wording.TITLE_PREFIX[audience],
        "description": description(manifest, audience),
        "missing": _missing(facts, audience),
        "this_text": wording.THIS_TEXT[audience],
        "patient_url": patient_url(facts, audience),
        "watermark": watermark(facts),
        "pending_status": pending_status(facts),
        "applies_to": applies_to(manifest),
        **{f"{step.status}_on": step.on for step in facts.steps},
        **_copy(facts, audience),
        "verify_url": f"/articles/{facts.slug}/verify/",
        "oembed_url": f"{facts.publisher.site_url.rstrip('/')}/oembed/?{urlencode({'url': address(facts, audience)})}",
        "disclaimer": facts.publisher.disclaimers[audience],
        "notices": [(notice.kind, wording.NOTICES[notice.kind], notice) for notice in facts.notices],
        "contributors": [
            (byline, wording.CONTRIBUTOR_ROLES[byline.role], [words for _name, words in wording.disclosed(byline)])
            for byline in manifest.contributors
        ],
        "signers": [signer_words(signer) for signer in facts.review.signers] if facts.review else [],
    }


class Titled(Protocol):
    """A version, or its manifest."""

    @property
    def title(self) -> str: ...


def shown_title(manifest: Titled, *, is_retracted: bool) -> str:
    """S18: nobody sees the title of a retracted article alone."""
    return _("RETRACTED: %(title)s") % {"title": manifest.title} if is_retracted else manifest.title


def address(facts: PageFacts, audience: str) -> str:
    return f"{facts.publisher.site_url.rstrip('/')}/articles/{facts.slug}/{audience}/"


def patient_url(facts: PageFacts, audience: str) -> str:
    """S1: where the first link of a page for professionals leads; empty where there is no such text."""
    is_offered = audience != Audience.PATIENT and Audience.PATIENT in facts.audiences
    return f"/articles/{facts.slug}/{Audience.PATIENT}/" if is_offered else ""


def watermark(facts: PageFacts) -> str:
    """S3, S6: what stands across a printed page that nobody should rely on."""
    if facts.is_retracted:
        return _("RETRACTED")
    return _("PENDING") if facts.basis == "pending" else ""


def pending_status(facts: PageFacts) -> str:
    reached = [step.status for step in facts.steps if step.on]
    return reached[-1] if reached else "submitted"


def description(manifest: Manifest, audience: str) -> str:
    """S8: for professionals the signed sentence begins with whom it is for."""
    sentence, prefix = manifest.texts[audience].description, str(wording.TITLE_PREFIX[audience])
    if not prefix or sentence.lower().startswith(prefix.lower()):
        return sentence
    return ": ".join(filter(None, (prefix, sentence)))


def _copy(facts: PageFacts, audience: str) -> dict[str, Any]:
    """S6: by what a copy of this page is known again, typed or scanned."""
    url = copy_url(facts, audience)
    if not url:
        return {"copy_code": ""}
    return {
        "copy_code": copy_codes.shown(facts.copy_codes[audience]),
        "copy_url": url,
        "copy_address": url.partition("://")[2],
    }


def copy_url(facts: PageFacts, audience: str) -> str:
    code = facts.copy_codes.get(audience, "")
    return f"{facts.publisher.site_url.rstrip('/')}/c/{copy_codes.shown(code)}" if code else ""


def applies_to(manifest: Manifest) -> str:
    """S31: whom the text is about."""
    people = ", ".join(str(wording.POPULATIONS.get(name, name)) for name in manifest.applies_to.population)
    return "; ".join(filter(None, (people, manifest.applies_to.country, manifest.applies_to.note)))


def _choices(facts: PageFacts, audience: str, url_of: Callable[[str], str] | None) -> list[Choice]:
    """Every audience: who has no text here still says once who they are, and is told. A preview has only what there is."""
    return [
        Choice(
            audience=name.value,
            written_for=wording.WRITTEN_FOR[name],
            url=url_of(name) if url_of else choice_url(facts.slug, name),
            address=address(facts, name),
            is_there=name in facts.audiences,
            is_current=name == audience,
        )
        for name in Audience
        if name in facts.audiences or not url_of
    ]


def _missing(facts: PageFacts, audience: str) -> list[tuple[str, wording.Words]]:
    """Audiences that get this text because there is none for them, each with what they are told."""
    gone = [name for name in Audience if name not in facts.audiences]
    return [(name.value, wording.NO_TEXT[name]) for name in gone if nearest(facts.audiences, name) == audience]


def signer_words(signer: Signer) -> SignerWords:
    return SignerWords(
        signer=signer,
        role=wording.BOARD_ROLES.get(signer.role, signer.role),
        verdict=wording.VERDICTS.get(signer.verdict, signer.verdict),
        looked_at=_looked_at(signer),
    )


def _looked_at(signer: Signer) -> str:
    """ "doses, references; texts for: Students" """
    scopes = ", ".join(str(wording.SCOPES.get(scope, scope)) for scope in signer.scopes)
    texts = ", ".join(str(wording.WRITTEN_FOR.get(name, name)) for name in signer.audiences)
    return "; ".join(filter(None, (scopes, _("texts for: %(texts)s") % {"texts": texts} if texts else "")))
