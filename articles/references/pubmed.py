"""PubMed XML (NLM, PubMed DTD 2019 and later): articles and books of a PubmedArticleSet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from lxml import etree

from articles.references import kinds, people
from articles.references.marked_up import Part, all_at, at, parts, words
from articles.references.nbib import publication_types, without_stop
from articles.references.people import Name
from articles.references.stated import Stated
from articles.references.works import Record, Refused
from articles.refusals import Sentence

NAMES = ("PubmedArticle", "PubmedBookArticle", "PubmedArticleFragment")
_FATES = {
    "RetractionIn": _("retracted in {where}"),
    "RetractedandRepublishedIn": _("retracted and republished in {where}"),
    "ExpressionOfConcernIn": _("expression of concern in {where}"),
    "ErratumIn": _("erratum in {where}"),
}


def records(pieces: Iterable[str]) -> Iterator[Record]:
    for part in parts(pieces, NAMES):
        yield part if isinstance(part, Refused) else _record(part)


def _record(part: Part) -> Record:
    article = part.element.find("MedlineCitation/Article")
    if article is not None:
        return _article(part, article).record()
    book = part.element.find("BookDocument")
    if book is not None:
        return _book(part, book).record()
    return Refused(part.line, _("This is a piece of a record of PubMed, without title and authors."))


def _article(part: Part, article: etree._Element) -> Stated:
    record, citation = part.element, part.element.find("MedlineCitation")
    assert citation is not None
    title = without_stop(at(article, "ArticleTitle"))
    return Stated(
        line=part.line,
        labels=publication_types(all_at(article, "PublicationTypeList/PublicationType")),
        title=title
        if title.strip("[]. ") not in {"", "Not Available"}
        else without_stop(at(article, "VernacularTitle")),
        authors=_people(article, "AuthorList"),
        journal=at(article, "Journal/Title"),
        journal_short=at(citation, "MedlineJournalInfo/MedlineTA") or at(article, "Journal/ISOAbbreviation"),
        date=_date(article.find("Journal/JournalIssue/PubDate")) or _date(article.find("ArticleDate")),
        volume=at(article, "Journal/JournalIssue/Volume"),
        issue=at(article, "Journal/JournalIssue/Issue"),
        pages=_pages(article),
        language=at(article, "Language"),
        abstract=_abstract(article.find("Abstract")),
        serial_numbers=[at(article, "Journal/ISSN"), at(citation, "MedlineJournalInfo/ISSNLinking")],
        dois=[
            *all_at(record, "PubmedData/ArticleIdList/ArticleId[@IdType='doi']"),
            *all_at(article, "ELocationID[@EIdType='doi']"),
        ],
        pmids=all_at(citation, "PMID"),
        pmcids=all_at(record, "PubmedData/ArticleIdList/ArticleId[@IdType='pmc']"),
        notes=list(_fates(citation)),
    )


def _book(part: Part, document: etree._Element) -> Stated:
    chapter, book = without_stop(at(document, "ArticleTitle")), without_stop(at(document, "Book/BookTitle"))
    return Stated(
        line=part.line,
        kind=kinds.CHAPTER if chapter else kinds.BOOK,
        labels=publication_types(all_at(document, "PublicationType")),
        title=chapter or book,
        authors=_people(document, "AuthorList[@Type='authors']")
        or _people(document, "Book/AuthorList[@Type='authors']"),
        editors=_people(document, "Book/AuthorList[@Type='editors']"),
        journal=book if chapter else "",
        date=_date(document.find("Book/PubDate")),
        publisher=at(document, "Book/Publisher/PublisherName"),
        place=at(document, "Book/Publisher/PublisherLocation"),
        edition=at(document, "Book/Edition"),
        pages=at(document, "Pagination/MedlinePgn"),
        language=at(document, "Language"),
        abstract=_abstract(document.find("Abstract")),
        serial_numbers=all_at(document, "Book/Isbn"),
        dois=all_at(document, "ArticleIdList/ArticleId[@IdType='doi']"),
        pmids=all_at(document, "PMID"),
    )


def _people(article: etree._Element, path: str) -> list[Name]:
    return [_person(author) for author in article.findall(f"{path}/Author") if author.get("ValidYN") != "N"]


def _person(author: etree._Element) -> Name:
    if group := at(author, "CollectiveName"):
        return people.organisation(group)
    given = at(author, "ForeName") or at(author, "Initials")
    return people.person(family=at(author, "LastName"), given=given, suffix=at(author, "Suffix"))


def _date(date: etree._Element | None) -> str:
    if date is None:
        return ""
    return at(date, "MedlineDate") or " ".join(filter(None, [at(date, part) for part in ("Year", "Month", "Day")]))


def _pages(article: etree._Element) -> str:
    first, last = at(article, "Pagination/StartPage"), at(article, "Pagination/EndPage")
    return at(article, "Pagination/MedlinePgn") or (f"{first}-{last}" if first and last else first)


def _abstract(abstract: etree._Element | None) -> str:
    """Parts with their labels, as PubMed's own text has them: "METHODS: …"."""
    if abstract is None:
        return ""
    said = ((part.get("Label"), words(part).strip()) for part in abstract.findall("AbstractText"))
    return " ".join(f"{label}: {text}" if label else text for label, text in said if text)


def _fates(citation: etree._Element) -> Iterator[Sentence]:
    for comment in citation.findall("CommentsCorrectionsList/CommentsCorrections"):
        if sentence := _FATES.get(comment.get("RefType", "")):
            where = at(comment, "RefSource")[:200]
            yield format_lazy(_("PubMed says: {what}"), what=format_lazy(sentence, where=where))
