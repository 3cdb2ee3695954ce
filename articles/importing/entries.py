"""One entry of a list of references: its type, title, source and year, as its own words state them."""

import re
from dataclasses import dataclass

from articles.importing.imported import ImportedReference

_TYPES = (
    ("guideline", r"(?:clinical )?(?:practice )?guidelines?|guidance|consensus(?: statement)?|position statement"),
    (
        "systematic-review",
        r"systematic reviews?|meta-?analys[ie]s|cochrane review|systematic review and meta-?analysis",
    ),
    ("randomised-trial", r"rcts?|randomi[sz]ed(?: controlled| clinical)? trials?|(?:clinical |controlled )?trials?"),
    ("observational-study", r"(?:observational|cohort|case[- ]control|cross[- ]sectional)(?: stud(?:y|ies))?"),
    ("review", r"(?:narrative |literature |expert )?reviews?(?: articles?)?"),
    ("case-report", r"case (?:reports?|series|stud(?:y|ies))"),
    ("book", r"(?:text)?books?|book chapters?|chapters?|manuals?"),
    ("web-page", r"web ?(?:pages?|sites?)|online|websites?"),
    (
        "other-research",
        r"(?:other |original )?research(?: articles?| papers?)?|stud(?:y|ies)|(?:journal )?articles?|papers?",
    ),
)
_LABELS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TYPES)
_LONGEST_LABEL = 45
_PREFIX = re.compile(r"\[([^\[\]]{3,45})\]\s*(?=\S)|([A-Za-z -]{3,45}):\s+(?=\S)|([A-Za-z -]{3,45}) [–—|] (?=\S)")
_YEAR = re.compile(r"(?<![\w./-])(?:19|20)\d{2}(?![\d/]|-\d{3}|\.\d)")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|doi\.org|www\.)\S*|\bdoi:?\s*\S+|\bpmid:?\s*\d+", re.IGNORECASE)
_VISITED = re.compile(r"\b(?:accessed|retrieved|cited|visited|viewed)\b", re.IGNORECASE)
_AUTHOR_YEAR = re.compile(r"(.{2,400}?)\s*\(((?:19|20)\d{2})[a-z]?(?:, [^()]{1,20})?\)[.,:]?\s+(\S.*)$", re.DOTALL)
_AUTHORS = re.compile(r"[^\W\d_][\w'’ -]{0,60}\s[A-Z]{1,3}(?:,|$|\s+et al)|.{2,80}\bet al$")
# "World Health Organization", "National Institute for Health and Care Excellence (NICE)": who published, and no title.
_ORGANISATION = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’&-]{0,30},?\s(?:(?:of|for|and|the|on|in|de|für|&)\s){0,3}){0,8}"
    r"(?:Group|Council|Agency|Committee|Organi[sz]ation|Institutes?|Society|Association|College|Academy|Ministry|Department|Network"
    r"|Foundation|Board|Federation|Authority|Administration|Centers?|Centres?|Commission|Collaboration|Initiative|Service|Task Force)"
    r"(?:\s(?:(?:of|for|and|the|on|in|de|&)\s){0,3}[A-ZÀ-Þ][\w'’&-]{0,30}){0,8}(?:\s\([A-Z]{2,8}\))?$"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_TRAILING_YEAR = re.compile(r"(?<![\s,;(])[\s,;(]*(?:19|20)\d{2}[).\s]*$")
_LETTERS = re.compile(r"(?!doi|pmid|https?:|www\.|available|accessed|cited)[^\W\d_]", re.IGNORECASE)
_SHORTEST_WRAPPED = 60
# Author, title and journal: who wrote it comes first, a society as well as a person.
_WITH_AUTHOR = 3


@dataclass(frozen=True)
class Entry:
    """The lines of one entry without their marker. `group` is the type that a heading above them states."""

    line: int
    number: int | None
    parts: tuple[str, ...]
    group: str = ""


def reference(entry: Entry) -> ImportedReference:
    whole = " ".join(entry.parts)
    label, parts = _label(entry)
    has_lines = len(parts) > 1 and (is_type_label(entry.parts[0]) or _stand_apart(parts))
    words = [_words(part) for part in parts]
    title, source = (words[0], " ".join(words[1:])) if has_lines else _split_citation(" ".join(words))
    return ImportedReference(
        number=entry.number,
        type_label=label,
        type=_type(label) or "other-research",
        title=_without_end(title),
        source=_TRAILING_YEAR.sub("", source).strip(" .,;"),
        year=year_of(whole),
        line=entry.line,
        text=whole,
    )


def is_type_label(text: str) -> bool:
    return bool(_type(text))


def year_of(text: str) -> str:
    """The last year that is not part of an address or a date of access."""
    plain = _VISITED.split(_ADDRESS.sub(" ", text), maxsplit=1)[0]
    stated = _AUTHOR_YEAR.match(plain)
    if stated:
        return stated[2]
    years: list[str] = _YEAR.findall(plain)
    return years[-1] if years else ""


def _type(label: str) -> str:
    words = label.strip("*_[]:. ")
    if len(words) > _LONGEST_LABEL:
        return ""
    return next((name for name, pattern in _LABELS if pattern.fullmatch(words)), "")


def _label(entry: Entry) -> tuple[str, list[str]]:
    parts = list(entry.parts)
    if parts and is_type_label(parts[0]):
        return parts[0].strip("*_[]:. "), parts[1:]
    if parts and (found := _PREFIX.match(parts[0])):
        words = found[1] or found[2] or found[3]
        if is_type_label(words):
            return words.strip(), [parts[0][found.end() :], *parts[1:]]
    return entry.group, parts


def _stand_apart(parts: list[str]) -> bool:
    """Title and source on lines of their own, not one citation wrapped at the page's edge."""
    return len(parts[0]) < _SHORTEST_WRAPPED and not _AUTHORS.match(parts[0].split(". ")[0])


def _split_citation(text: str) -> tuple[str, str]:
    if found := _AUTHOR_YEAR.match(text):
        title, _dot, source = found[3].partition(". ")
        return title, source
    sentences = text.split(". ")
    telling = [sentence for sentence in sentences if _LETTERS.match(sentence)]
    is_author = bool(_AUTHORS.match(sentences[0]) or (len(telling) > 1 and _ORGANISATION.match(sentences[0][:200])))
    if len(sentences) > 1 and (is_author or len(telling) >= _WITH_AUTHOR):
        sentences = sentences[1:]
    if len(sentences) > 1:
        return sentences[0], ". ".join(sentences[1:])
    title, _comma, source = _TRAILING_YEAR.sub("", text).rpartition(", ")
    return (title, source) if title else (_TRAILING_YEAR.sub("", text), "")


def _words(text: str) -> str:
    return _LINK.sub(r"\1", text).replace("**", "").replace("*", "").strip("_ ")


def _without_end(title: str) -> str:
    return title.strip().strip('"“”').rstrip(".").strip()
