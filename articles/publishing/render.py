"""A reader page as a pure function of a manifest and its page facts. It refuses what it would have to repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, Protocol
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles import copy_codes
from articles.audiences import Audience, nearest
from articles.manifest import CitedReference, ExplainedTerm, FrozenText, Manifest
from articles.publishing import bibliography, structured, wording
from articles.publishing.bibliography import Written
from articles.publishing.checking import NotRenderable, check
from articles.publishing.cited_as import cited_as, is_citable, page_as_reference
from articles.publishing.effort import effort
from articles.publishing.explaining import PARTS, terms_for, with_marks
from articles.publishing.facts import PageFacts, Signer
from articles.publishing.levels import Levels, Shown, levels
from articles.publishing.passages import Page, Setting
from articles.publishing.proof import prove
from articles.publishing.qr import qr_code
from articles.publishing.sharing import share
from articles.references.formatting import Style
from articles.text import blocks, citations
from articles.text.tree import Element, parse, serialise
from articles.text.vocabulary import HEADINGS

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


def render(manifest: Manifest, facts: PageFacts, audience: str, *, written: Written | None = None) -> str:
    """The page as HTML, proved to say what was signed. `written` is what `written_by` gave for this version and these facts.

    Raises `NotRenderable` for a text that the sanitiser would change, or missing words (S15), `NotFaithful` where the
    finished page says anything else.
    """
    check(manifest, facts, audience)
    with translation.override(manifest.language):
        page = render_to_string(TEMPLATE, context(manifest, facts, audience, written=written))
        return prove(manifest, facts, audience, page, hidden_line=hidden_line())


def context(
    manifest: Manifest,
    facts: PageFacts,
    audience: str,
    *,
    stamped: str = "",
    url_of: Callable[[str], str] | None = None,
    written: Written | None = None,
) -> dict[str, Any]:
    """What the template is filled with. A preview on the desk is `stamped` as a draft (S7, S30), and leads with `url_of` to the other
    previews; `render` never passes these. Works are taken as they were `written` before, else they are written here."""
    text = manifest.texts[audience]
    numbers = citations.numbering([text.summary, text.body])
    origin = stamped or stamp(manifest, facts, audience)
    page = Page(_setting(manifest, facts, audience, numbers, origin))
    first, opening, rest = _split(text, facts, terms_for(manifest, audience))
    is_copy = first in rest
    emergency = page.decorate(first, anchors=not is_copy)
    choices = _choices(facts, audience, url_of)
    ways = _levels(manifest, facts, audience, {choice.audience: choice.url for choice in choices})
    summary, body = page.decorate(opening), page.decorate(rest, levels=ways)
    written = written or written_by(bibliography.in_style, manifest, facts)
    entries = bibliography.entries(manifest, numbers, page.places, page.setting.marks, written.works)
    title, url = shown_title(manifest, is_retracted=facts.is_retracted), address(facts, audience)
    return {
        **frame(manifest, facts, audience),
        "choices": choices,
        "others": [choice for choice in choices if choice.is_there and not choice.is_current],
        "title": title,
        "page_url": url,
        "summary": summary,
        "body": body,
        "emergency": emergency,
        "contents": page.contents,
        "terms": terms_for(manifest, audience),
        "references": [entry for entry in entries if entry.number],
        "other_references": [entry for entry in entries if not entry.number],
        **({} if stamped else _taken_along(manifest, facts, audience, written, title=title, url=url)),
        "json_ld": _json_ld(manifest, facts, audience, entries, title=title, url=url),
    }


def written_by(write: bibliography.Writer, manifest: Manifest, facts: PageFacts) -> Written:
    """In the publisher's style: the works, and all pages of the version as works."""
    style, language, pages = Style(facts.publisher.reference_style), manifest.language, as_works(manifest, facts)
    works, cited = write(manifest.references, style, language), write(pages.values(), style, language)
    return Written(works, {audience: cited[page.key] for audience, page in pages.items()})


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
    entries: Sequence[bibliography.Entry],
    *,
    title: str,
    url: str,
) -> str:
    told = description(manifest, audience)
    return structured.json_ld(manifest, facts, audience, title=title, url=url, description=told, entries=entries)


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
        "effort": effort(manifest.texts[audience], audience, manifest.language),
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


def _setting(manifest: Manifest, facts: PageFacts, audience: str, numbers: Mapping[str, int], origin: str) -> Setting:
    return Setting(
        audience=audience,
        numbers=numbers,
        marks={mark.key: mark for mark in facts.reference_marks},
        stamp=origin,
        images={image.sha256: image for image in manifest.images},
        terms=terms_for(manifest, audience),
        language=manifest.language,
    )


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


def stamp(manifest: Manifest, facts: PageFacts, audience: str) -> str:
    """S7: audience · version · month reviewed."""
    words = {"audience": wording.WRITTEN_FOR[audience], "number": manifest.number}
    if facts.last_reviewed is None:
        return _("%(audience)s · version %(number)s · not reviewed by our board") % words
    month = format_date(facts.last_reviewed, "YEAR_MONTH_FORMAT")
    return _("%(audience)s · version %(number)s · reviewed %(month)s") % {**words, "month": month}


def _copy(facts: PageFacts, audience: str) -> dict[str, Any]:
    """S6: by what a copy of this page is known again, typed or scanned."""
    code = facts.copy_codes.get(audience, "")
    if not code:
        return {"copy_code": ""}
    url = f"{facts.publisher.site_url.rstrip('/')}/c/{copy_codes.shown(code)}"
    return {
        "copy_code": copy_codes.shown(code),
        "copy_url": url,
        "copy_address": url.partition("://")[2],
        "copy_qr": qr_code(url),
    }


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
            url=url_of(name) if url_of else f"/articles/{facts.slug}/?audience={name}",
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


def _levels(manifest: Manifest, facts: PageFacts, audience: str, urls: Mapping[str, str]) -> Levels | None:
    shown = {name: _parts(manifest, facts, name) for name in facts.audiences if name in manifest.texts}
    return levels(shown.pop(audience), list(shown.values()), urls)


def _parts(manifest: Manifest, facts: PageFacts, audience: str) -> Shown:
    """In the order in which `context` decorates them."""
    text = manifest.texts[audience]
    first, opening, rest = _split(text, facts)
    above = (opening,) if first in rest else (first, opening)
    return Shown(Audience(audience), above, rest, text.body)


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


def _split(text: FrozenText, facts: PageFacts, terms: Sequence[ExplainedTerm] = ()) -> tuple[str, str, str]:
    """The emergency card that comes before everything else, the summary, the body.

    A card above the first heading of the body is lifted from there. One from further down is shown twice, so that its
    section stays whole; one that opens the summary stays where it is.
    """
    summary, body = (without_hidden(part, frozenset(facts.hidden_blocks)) for part in (text.summary, text.body))
    return _parted(summary, body, terms=tuple(terms))


@lru_cache(maxsize=16)
def _parted(*parts: str, terms: tuple[ExplainedTerm, ...]) -> tuple[str, str, str]:
    """Remembered, because every page of an article asks for the others' headings."""
    summary, body = (_elements(with_marks(html, part, terms)) for part, html in zip(PARTS, parts, strict=True))
    cards = [node for node in (*summary, *body) if _is_emergency(node)]
    if not cards or cards[0] is next(iter(summary), None):
        return "", serialise(summary), serialise(body)
    opening = list(takewhile(lambda node: node.tag not in HEADINGS, body))
    lifted = [node for node in opening if node is cards[0]]
    return serialise(cards[:1]), serialise(summary), serialise(node for node in body if node not in lifted)


def _elements(text: str) -> list[Element]:
    return [node for node in parse(text) if isinstance(node, Element)]


def _is_emergency(node: Element) -> bool:
    return node.tag == "aside" and node.attributes.get("data-kind") == "emergency"


def hidden_line() -> str:
    """What stands in place of a hidden passage."""
    return _("This passage is hidden while it is being checked.")


def without_hidden(text: str, hidden: frozenset[str]) -> str:
    """S22: a hidden passage gives way to a line that says so, wherever the same words stand."""
    for block in blocks.blocks(text):
        if block.key in hidden:
            if block.html not in text:
                raise NotRenderable(_("The passage %s cannot be hidden on its own.") % block.key)
            tag = "li" if block.kind == "li" else "p"
            line = f"<{tag}>{hidden_line()}</{tag}>"
            text = text.replace(block.html, line)
    return text
