"""What a source calls a work, as the type that readers see and as the type of CSL. Nothing is guessed from a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.references import works

# The first that a label says wins: a "Randomized Controlled Trial" is also a "Journal Article".
_SAID = (
    (works.GUIDELINE, r"(?:practice )?guidelines?|consensus development conference(?:, nih)?|guidance|consensus statement"),
    (works.SYSTEMATIC_REVIEW, r"systematic reviews?(?: and meta-?analys[ie]s)?|meta-?analys[ie]s|network meta-?analysis|cochrane review"),
    (works.RANDOMISED_TRIAL, r"(?:equivalence trial|randomi[sz]ed controlled trials?|pragmatic clinical trial|randomi[sz]ed trials?)"),
    (works.OBSERVATIONAL_STUDY, r"observational stud(?:y|ies)|cohort stud(?:y|ies)|case-control stud(?:y|ies)|twin study"),
    (works.CASE_REPORT, r"case reports?|case series"),
    (works.REVIEW, r"(?:scientific integrity |narrative |literature |scoping )?reviews?(?: articles?)?|short survey"),
)  # fmt: skip
_LABELS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SAID)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a format's own word for a type of work is read."""

    csl: str
    label: str
    type: str = works.OTHER_RESEARCH


ARTICLE = Kind("article-journal", "Journal article")
BOOK = Kind("book", "Book", works.BOOK)
CHAPTER = Kind("chapter", "Book chapter", works.BOOK)
WEB_PAGE = Kind("webpage", "Web page", works.WEB_PAGE)
REPORT = Kind("report", "Report")
THESIS = Kind("thesis", "Thesis")
PAPER = Kind("paper-conference", "Conference paper")
PREPRINT = Kind("article", "Preprint")
OTHER = Kind("document", "Document")

RIS = {
    "JOUR": ARTICLE, "JFULL": ARTICLE, "EJOUR": ARTICLE, "MGZN": ARTICLE, "INPR": ARTICLE, "ABST": ARTICLE, "NEWS": ARTICLE,
    "BOOK": BOOK, "EBOOK": BOOK, "EDBOOK": BOOK, "CHAP": CHAPTER, "ECHAP": CHAPTER, "SER": BOOK, "ENCYC": CHAPTER, "DICT": CHAPTER,
    "ELEC": WEB_PAGE, "WEB": WEB_PAGE, "BLOG": WEB_PAGE, "ICOMM": WEB_PAGE, "RPRT": REPORT, "GOVDOC": REPORT, "STAND": REPORT,
    "THES": THESIS, "CONF": PAPER, "CPAPER": PAPER, "UNPB": PREPRINT, "MANSCPT": PREPRINT,
}  # fmt: skip
BIBTEX = {
    "article": ARTICLE, "book": BOOK, "booklet": BOOK, "mvbook": BOOK, "collection": BOOK, "manual": BOOK, "inbook": CHAPTER,
    "incollection": CHAPTER, "inproceedings": PAPER, "conference": PAPER, "proceedings": BOOK, "techreport": REPORT,
    "report": REPORT, "phdthesis": THESIS, "mastersthesis": THESIS, "thesis": THESIS, "online": WEB_PAGE, "electronic": WEB_PAGE,
    "www": WEB_PAGE, "webpage": WEB_PAGE, "unpublished": PREPRINT,
}  # fmt: skip
REFER = {
    "journal article": ARTICLE, "electronic article": ARTICLE, "book": BOOK, "edited book": BOOK, "electronic book": BOOK,
    "book section": CHAPTER, "electronic book section": CHAPTER, "web page": WEB_PAGE, "blog": WEB_PAGE, "report": REPORT,
    "government document": REPORT, "standard": REPORT, "thesis": THESIS, "conference paper": PAPER, "conference proceedings": PAPER,
}  # fmt: skip
CSL = {
    "article-journal": ARTICLE, "article-magazine": ARTICLE, "article-newspaper": ARTICLE, "review": ARTICLE, "book": BOOK,
    "chapter": CHAPTER, "entry": CHAPTER, "entry-encyclopedia": CHAPTER, "entry-dictionary": CHAPTER, "webpage": WEB_PAGE,
    "post": WEB_PAGE, "post-weblog": WEB_PAGE, "report": REPORT, "standard": REPORT, "thesis": THESIS, "paper-conference": PAPER,
    "article": PREPRINT, "preprint": PREPRINT, "posted-content": PREPRINT, "journal-article": ARTICLE, "book-chapter": CHAPTER,
    "monograph": BOOK, "edited-book": BOOK, "reference-book": BOOK, "proceedings-article": PAPER, "dissertation": THESIS,
}  # fmt: skip
JATS = {
    "journal": ARTICLE, "book": BOOK, "chapter": CHAPTER, "web": WEB_PAGE, "webpage": WEB_PAGE, "website": WEB_PAGE,
    "report": REPORT, "gov": REPORT, "standard": REPORT, "thesis": THESIS, "confproc": PAPER, "conf-proc": PAPER, "preprint": PREPRINT,
}  # fmt: skip


def stated(labels: Iterable[str], kind: Kind) -> tuple[str, str]:
    """The type that readers see and the words that say so: the strongest of the labels, else the kind of the format."""
    said = [words for label in labels if (words := label.strip())]
    for name, pattern in _LABELS:
        for words in said:
            if pattern.fullmatch(words):
                return name, words[:80]
    return kind.type, (said[0] if said else kind.label)[:80]
