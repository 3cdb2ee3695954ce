"""The draft as it stands: what is missing before it can be submitted, and the manifest that submitting freezes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.audiences import Audience
from articles.cited_works import works
from articles.explaining import explained_terms, problems_with_terms
from articles.manifest import AppliesTo, Byline, CitedReference, EvidenceSearch, FrozenImage, FrozenText, Manifest
from articles.models import Article, Contributor, Image, Reference, Text
from articles.models.article import ContributorRole
from articles.text.citations import citations, unresolved
from articles.text.dialect import Picture, image_digests, pictures
from articles.text.doses import has_dose
from articles.text.evidence_checks import doses_on_own_word
from articles.text.plain import plain
from articles.text.prompts import prompts

WRITERS = frozenset({ContributorRole.AUTHOR, ContributorRole.MEDICAL_WRITER})
STATED_IN_WORDS = {
    "credentials": gettext_lazy("credentials"),
    "interests": gettext_lazy("interests"),
    "funding": gettext_lazy("funding"),
    "software": gettext_lazy("use of software (AI)"),
}


def declared_texts(article: Article) -> dict[str, Text]:
    """Texts of the declared audiences, easiest first; a declared audience without a row has an empty one."""
    rows = {text.audience: text for text in article.texts.all()}
    return {
        audience.value: rows.get(audience.value, Text(article=article, audience=audience.value))
        for audience in article.declared_audiences
    }


def cited_keys(texts: Iterable[Text | FrozenText]) -> list[str]:
    """Keys that the texts cite, each once, in order of first appearance."""
    keys = (key for text in texts for part in (text.summary, text.body) for c in citations(part) for key in c.keys)
    return list(dict.fromkeys(keys))


def problems(article: Article) -> list[str]:
    """Sentences, one for each thing that keeps the draft from being submitted; empty when nothing does."""
    texts = declared_texts(article)
    return [
        *([_("The article is archived. Bring it back first.")] if article.archived_at else []),
        *([] if texts else [_("Declare at least one audience.")]),
        *(sentence for text in texts.values() for sentence in _text_problems(text)),
        *prompts_left(texts),
        *_citation_problems(texts),
        *_picture_problems(texts),
        *problems_with_terms(article, texts),
        *_article_problems(article, texts),
    ]


def _text_problems(text: Text) -> list[str]:
    audience = Audience(text.audience).label
    if text.is_empty:
        return [_("The text for “%s” is empty.") % audience]
    found = []
    if not text.summary:
        found.append(_("The text for “%s” has no bottom line.") % audience)
    if not text.description:
        found.append(_("The text for “%s” has no description for search engines.") % audience)
    labels = [label for part in (text.summary, text.body) for label in unresolved(part)]
    for label in dict.fromkeys(labels):
        found.append(
            _("“%(audience)s”: citation “%(label)s” is not bound to a reference yet; confirm it on the citations page.")
            % {"audience": audience, "label": label}
        )
    return found


def prompts_left(texts: Mapping[str, Text]) -> Iterator[str]:
    """One sentence for each text in which prompts of a template still stand: readers must never see one."""
    for audience, text in texts.items():
        left = [words for part in (text.summary, text.body, text.description) for words in prompts(part)]
        if left:
            said = {"audience": Audience(audience).label, "count": len(left), "first": left[0]}
            yield (
                ngettext(
                    "“%(audience)s”: a prompt of the template is still there, “%(first)s” Write what it asks for, or take it out.",
                    "“%(audience)s”: %(count)d prompts of the template are still there, the first is “%(first)s” Write what they ask for, "
                    "or take them out.",
                    len(left),
                )
                % said
            )


def _citation_problems(texts: Mapping[str, Text]) -> list[str]:
    keys = [key for key in cited_keys(texts.values()) if not key.startswith("unresolved:")]
    if not keys:
        return [_("No text cites a reference.")]
    known = {row.key: row for row in Reference.objects.filter(key__in=keys)}
    missing = [_("The library has no reference “%s”, which a text cites.") % key for key in keys if key not in known]
    return [*missing, *_doses_on_own_word(texts, known.values())]


def _doses_on_own_word(texts: Mapping[str, Text], cited: Iterable[Reference]) -> Iterator[str]:
    """A self-published work cannot be the only support of a dose."""
    words = {audience: f"{text.summary}\n{text.body}" for audience, text in texts.items()}
    for dose in doses_on_own_word(words, works(cited)):
        said = {"audience": Audience(dose.places[0].audience).label, "dose": dose.subject, "work": dose.detail}
        yield (
            _(
                "“%(audience)s”: nobody but its author published “%(work)s”, and this dose rests on nothing else: “%(dose)s” Cite a "
                "guideline, a label or a study for it, or take it out. If somebody else stands behind that work, say so on its page."
            )
            % said
        )


def pictures_of(text: Text | FrozenText) -> list[Picture]:
    """What the text shows, bottom line first."""
    return [picture for part in (text.summary, text.body) for picture in pictures(part)]


def _picture_problems(texts: dict[str, Text]) -> list[str]:
    """That a recognisable patient consented is a constraint of the library: no picture of one gets in without."""
    shown = {audience: pictures_of(text) for audience, text in texts.items()}
    wanted = {picture.sha256 for found in shown.values() for picture in found}
    known = {image.address for image in Image.objects.filter(sha256__in=wanted)} if wanted else set()
    found = []
    for audience, there in shown.items():
        names = {"audience": Audience(audience).label}
        if any(not picture.alt.strip() for picture in there):
            found.append(_("“%(audience)s”: an image says nothing to readers who do not see it.") % names)
        for picture in dict.fromkeys(picture.address for picture in there if picture.address not in known):
            found.append(_("“%(audience)s”: the image %(image)s is not in the library.") % {**names, "image": picture})
    return found


def _article_problems(article: Article, texts: dict[str, Text]) -> list[str]:
    found = list(byline_problems([_byline(row) for row in article.contributors.select_related("person")]))
    if not article.population and any(has_dose(plain(text.body)) for text in texts.values()):
        found.append(
            _("A text names a dose: say whom the article applies to (adults, children, pregnancy, older people).")
        )
    return found


def byline_problems(bylines: Sequence[Byline]) -> Iterator[str]:
    """What keeps the article from its readers: no author, or somebody of whom not everything is stated; with where to add it."""
    if not any(byline.role in WRITERS for byline in bylines):
        yield _("The article has no author. Add one under Details, “Written by”.")
    for byline in bylines:
        if byline.unstated:
            what = ", ".join(str(STATED_IN_WORDS[name]) for name in byline.unstated)
            yield (
                _("%(name)s: not stated yet: %(what)s. Add it under Details, “Written by”, or tick that there is none.")
                % {"name": byline.name, "what": what}
            )


def manifest_of(article: Article, *, number: int, change_note: str, previous_approved: str) -> Manifest:
    """The draft as manifest 1. The caller holds the article's lock."""
    return manifest_with(
        article, declared_texts(article), number=number, change_note=change_note, previous_approved=previous_approved
    )


def manifest_with(
    article: Article, rows: Mapping[str, Text], *, number: int, change_note: str = "", previous_approved: str = ""
) -> Manifest:
    """An article and these of its texts, now or as they were once; byline, works and images are those of today."""
    texts = {audience: FrozenText(text.summary, text.body, text.description) for audience, text in rows.items()}
    return Manifest(
        article=str(article.uuid),
        number=number,
        language=article.language,
        title=article.title,
        question=article.question,
        applies_to=AppliesTo(tuple(article.population), article.country, article.applies_to_note),
        audiences=tuple(texts),
        contributors=tuple(_byline(contributor) for contributor in article.contributors.select_related("person")),
        texts=texts,
        references=_cited_references(texts.values(), article.quotes),
        images=_images(texts.values()),
        definitions=explained_terms(article, texts),
        evidence_search=tuple(EvidenceSearch(**search) for search in article.evidence_searches),
        funding=article.funding,
        change_note=change_note,
        previous_approved=previous_approved,
    )


def _byline(contributor: Contributor) -> Byline:
    return Byline(
        name=contributor.name,
        role=contributor.role,
        credentials=contributor.credentials,
        affiliation=contributor.affiliation,
        interests=contributor.interests,
        person=str(contributor.person.uuid) if contributor.person else "",
        funding=contributor.funding,
        orcid=contributor.orcid,
        software=contributor.software,
        none_of=tuple(contributor.none_of),
    )


def _cited_references(
    texts: Iterable[FrozenText], quotes: Mapping[str, list[dict[str, str]]]
) -> tuple[CitedReference, ...]:
    rows = Reference.objects.filter(key__in=cited_keys(texts)).order_by("key")
    return tuple(
        CitedReference(
            key=row.key,
            type=row.type,
            standing=row.standing,
            label=row.label,
            identifiers=row.identifiers,
            csl=_csl(row.csl),
            evidence=_evidence(row),
            quotes=tuple(quotes.get(row.key, ())),
        )
        for row in rows
    )


def _csl(csl: Any) -> dict[str, Any]:
    """Without the abstract: it is for the editors, and its words are its publisher's."""
    return {name: value for name, value in csl.items() if name != "abstract"} if isinstance(csl, dict) else {}


def _evidence(row: Reference) -> dict[str, str]:
    return {"scheme": row.evidence_scheme, "level": row.evidence_level} if row.evidence_level else {}


def _images(texts: Iterable[FrozenText]) -> tuple[FrozenImage, ...]:
    digests = sorted({digest for text in texts for part in (text.summary, text.body) for digest in image_digests(part)})
    rows = Image.objects.filter(sha256__in=digests).order_by("sha256") if digests else ()
    return tuple(
        FrozenImage(row.sha256, row.alt, row.caption, row.credit, row.licence, str(row.width), str(row.height))
        for row in rows
    )
