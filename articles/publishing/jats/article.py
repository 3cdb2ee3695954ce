"""The whole document: front matter, abstracts, body and back matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import translation
from lxml import etree

from articles import orcid
from articles.audiences import Audience
from articles.manifest import Byline, CitedReference, Manifest
from articles.models import Basis
from articles.publishing import bibliography, wording
from articles.publishing.facts import PageFacts
from articles.publishing.jats.body import Setting, sections
from articles.publishing.jats.elements import LANG, XLINK, Child, element, filled, linked
from articles.publishing.render import address, shown_title
from articles.references.cited import well_formed
from articles.references.evidence_levels import note
from articles.references.formatting import Style, words_of
from articles.text import citations

DTD_VERSION = "1.2"
# Roles of contributors as JATS's list of contribution types has them.
_ROLES = {"author": "author", "medical_writer": "author", "editor": "editor", "translator": "translator"}
_CREDIT_SITE = "https://credit.niso.org/"
_CREDIT = {
    "author": ("Writing – original draft", "writing-original-draft"),
    "medical_writer": ("Writing – original draft", "writing-original-draft"),
    "editor": ("Writing – review & editing", "writing-review-editing"),
    "illustrator": ("Visualization", "visualization"),
}
_NOTES_OF = {"interests": "coi-statement", "funding": "financial-disclosure", "software": "other"}
_IDENTIFIERS = ("doi", "pmid", "pmcid")


def jats(manifest: Manifest, facts: PageFacts, *, mark: str = "") -> bytes:
    """UTF-8, with an XML declaration. `mark` says of a copy that readers do not have what it is (S30)."""
    main = _fullest(manifest)
    setting = _setting(manifest, facts, main)
    root = etree.Element("article", nsmap={"xlink": XLINK})
    root.set("article-type", "review-article")
    root.set("dtd-version", DTD_VERSION)
    root.set(LANG, manifest.language)
    root.append(element("front", _journal(facts), _article_meta(manifest, facts, main, setting), _notes(mark)))
    body = element("body")
    sections(manifest.texts[main].body, setting, within=body)
    root.append(body)
    root.append(_back(manifest, facts, setting))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _fullest(manifest: Manifest) -> str:
    return next(name for name in reversed(Audience.values) if name in manifest.audiences)


def _setting(manifest: Manifest, facts: PageFacts, main: str) -> Setting:
    """One list of references for all texts: those of the body in the order of their numbers there, then the others."""
    text = manifest.texts[main]
    first = citations.numbering([text.summary, text.body])
    keys = [reference.key for reference in manifest.references]
    ordered = [key for key in first if key in keys] + [key for key in keys if key not in first]
    numbers = {key: number for number, key in enumerate(ordered, 1)}
    ids = {key: f"ref{number}" for key, number in numbers.items()}
    return Setting(numbers, ids, facts.publisher.site_url.rstrip("/"))


def _notes(mark: str) -> etree._Element | None:
    return element("notes", element("p", element("bold", mark)), notes_type="status") if mark else None


def _journal(facts: PageFacts) -> etree._Element:
    name = facts.publisher.name
    return element(
        "journal-meta",
        element("journal-id", name, journal_id_type="publisher-id"),
        element("journal-title-group", element("journal-title", name)),
        # The schema wants the element; a site need not have the number.
        element("issn", facts.publisher.issn, publication_format="electronic"),
        element("publisher", element("publisher-name", name)),
    )


def _article_meta(manifest: Manifest, facts: PageFacts, main: str, setting: Setting) -> etree._Element:
    url, is_read = address(facts, main), facts.basis != Basis.PENDING
    return element(
        "article-meta",
        element("article-id", manifest.article, pub_id_type="publisher-id"),
        element("article-version", str(manifest.number), article_version_type="publisher-version"),
        element("title-group", element("article-title", shown_title(manifest, is_retracted=facts.is_retracted))),
        _contributors(manifest),
        _published("pub", facts.published_on) if is_read else element("pub-date-not-available"),
        _history(facts),
        linked(element("self-uri", content_type="text/html"), url) if is_read else None,
        *_abstracts(manifest, main, setting),
        *_keywords(facts),
        _funding(manifest),
        _custom_meta(facts),
    )


def _keywords(facts: PageFacts) -> Iterator[etree._Element]:
    """A group for each scheme, in the order of the codes."""
    for scheme in dict.fromkeys(code.scheme for code in facts.subject_codes):
        here = [code for code in facts.subject_codes if code.scheme == scheme]
        words = [
            element("kwd", code.label, vocab=scheme, vocab_term=code.label, vocab_term_identifier=code.code)
            for code in here
        ]
        yield element("kwd-group", *words, kwd_group_type="subject", vocab=scheme)


def _contributors(manifest: Manifest) -> etree._Element | None:
    made = [_contributor(byline) for byline in manifest.contributors]
    return element("contrib-group", *made) if made else None


def _contributor(byline: Byline) -> etree._Element:
    return element(
        "contrib",
        _orcid(byline),
        element("string-name", byline.name),
        filled("degrees", byline.credentials),
        element("role", byline.role.replace("_", " "), **_credit(byline.role)),
        filled("aff", byline.affiliation),
        contrib_type=_ROLES.get(byline.role, "other"),
    )


def _orcid(byline: Byline) -> etree._Element | None:
    address = f"{orcid.SITE}{byline.orcid}" if byline.orcid else ""
    return filled("contrib-id", address, contrib_id_type="orcid")


def _credit(role: str) -> dict[str, str]:
    """The role as the CRediT taxonomy has it, where it has one (NISO Z39.104)."""
    term, name = _CREDIT.get(role, ("", ""))
    if not term:
        return {}
    address = f"{_CREDIT_SITE}contributor-roles/{name}/"
    return {
        "vocab": "credit",
        "vocab_identifier": _CREDIT_SITE,
        "vocab_term": term,
        "vocab_term_identifier": address,
    }


def _published(kind: str, on: date) -> etree._Element:
    return element("pub-date", *_day(on), publication_format="electronic", date_type=kind, iso_8601_date=on.isoformat())


def _day(on: date) -> Iterator[etree._Element]:
    for tag, number in (("day", on.day), ("month", on.month), ("year", on.year)):
        yield element(tag, str(number))


def _history(facts: PageFacts) -> etree._Element | None:
    """Submitted, accepted by the board, last reviewed as a whole."""
    names = {"submitted": "received", "approved": "accepted"}
    dated = [(names[step.status], step.on) for step in facts.steps if step.status in names and step.on]
    if facts.last_reviewed:
        dated.append(("reviewed", facts.last_reviewed))
    made = [element("date", *_day(on), date_type=name, iso_8601_date=on.isoformat()) for name, on in dated]
    return element("history", *made) if made else None


def _abstracts(manifest: Manifest, main: str, setting: Setting) -> Iterator[etree._Element]:
    if manifest.texts[main].summary:
        abstract = element("abstract")
        sections(manifest.texts[main].summary, setting, within=abstract)
        yield _with_boxes_in_sections(abstract)
    if main != Audience.PATIENT and Audience.PATIENT in manifest.audiences:
        text = manifest.texts[Audience.PATIENT]
        plain = element("abstract", abstract_type="plain-language-summary")
        sections(text.summary, setting, within=plain)
        sections(text.body, setting, within=plain)
        yield _with_boxes_in_sections(plain)


def _with_boxes_in_sections(abstract: etree._Element) -> etree._Element:
    """An abstract is paragraphs, then sections: lists and boxes before its first heading make a section, its title empty."""
    loose = [child for child in abstract if child.tag != "sec"]
    boxed = next((place for place, child in enumerate(loose) if child.tag != "p"), len(loose))
    if boxed < len(loose):
        abstract.insert(boxed, element("sec", element("title"), *loose[boxed:]))
    return abstract


def _funding(manifest: Manifest) -> etree._Element | None:
    statement = filled("funding-statement", manifest.funding)
    return element("funding-group", statement) if statement is not None else None


def _custom_meta(facts: PageFacts) -> etree._Element:
    """What a machine needs to tell what was signed, and whether it still stands."""
    named = {
        "basis": facts.basis,
        "fingerprint-sha256": facts.digest,
        "review-due": facts.review_due.isoformat() if facts.review_due else "",
        "board": facts.review.board if facts.review else "",
        "notices": ", ".join(notice.kind for notice in facts.notices),
        "sample": "yes" if facts.sample else "",
    }
    made = [
        element("custom-meta", element("meta-name", name), element("meta-value", value))
        for name, value in named.items()
        if value
    ]
    return element("custom-meta-group", *made)


def _back(manifest: Manifest, facts: PageFacts, setting: Setting) -> etree._Element:
    disclosed = list(_disclosed(manifest))
    notes: list[Child] = [element("fn-group", *disclosed)] if disclosed else []
    return element("back", *notes, _references(manifest, facts, setting))


def _disclosed(manifest: Manifest) -> Iterator[etree._Element]:
    """Interests, funding and use of software of each contributor, in the language of the article."""
    with translation.override(manifest.language):
        for byline in manifest.contributors:
            for name, words in wording.disclosed(byline):
                yield element("fn", element("p", f"{byline.name}. {words}"), fn_type=_NOTES_OF[name])


def _references(manifest: Manifest, facts: PageFacts, setting: Setting) -> etree._Element | None:
    written = bibliography.in_style(manifest.references, Style(facts.publisher.reference_style), manifest.language)
    ordered = sorted(manifest.references, key=lambda reference: setting.numbers[reference.key])
    made = [_reference(one, setting, words_of(written[one.key])) for one in ordered]
    return element("ref-list", *made) if made else None


def _reference(reference: CitedReference, setting: Setting, words: str) -> etree._Element:
    known = well_formed(reference.identifiers)
    identified = [element("pub-id", known[name], pub_id_type=name) for name in _IDENTIFIERS if name in known]
    apart: list[Child] = [part for one in identified for part in (" ", one)]
    citation = element("mixed-citation", words, *apart, publication_type=_words(reference.csl.get("type")))
    label = element("label", str(setting.numbers[reference.key]))
    judged = element("note", element("p", note(**reference.evidence))) if reference.evidence else None
    return element("ref", label, citation, judged, id=setting.ids[reference.key])


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
