"""The frame's own words, and the check that a language has all of them (S15)."""

from __future__ import annotations

import datetime
import gettext as catalogues
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.utils.formats import date_format as format_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from articles.manifest import Byline

SOURCE_LANGUAGE = "en"

Words = str | Promise

WRITTEN_FOR: Mapping[str, Words] = {
    "patient": _("Patients, families and carers"),
    "student": _("Students"),
    "clinician": _("Health professionals"),
}
TITLE_PREFIX: Mapping[str, Words] = {
    "patient": "",
    "student": _("For students"),
    "clinician": _("For health professionals"),
}
FOR: Mapping[str, Words] = {
    "patient": _("for patients"),
    "student": _("for students"),
    "clinician": _("for health professionals"),
}
READING_LEVELS: Mapping[int, Words] = {
    1: _("very easy"),
    2: _("easy"),
    3: _("moderate"),
    4: _("hard"),
    5: _("very hard"),
}
NO_TEXT: Mapping[str, Words] = {
    "patient": _("There is no text for patients, families and carers yet."),
    "student": _("There is no text for students yet."),
    "clinician": _("There is no text for health professionals yet."),
}
THIS_TEXT: Mapping[str, Words] = {
    "patient": _("This is the text for patients, families and carers."),
    "student": _("This is the text for students."),
    "clinician": _("This is the text for health professionals."),
}
DISCLAIMERS: Mapping[str, Words] = {
    "patient": _(
        "This page is general information for education. It is not a diagnosis and cannot replace advice from somebody "
        "who knows your health. Do not start, stop or change a medicine because of it without asking your doctor or "
        "pharmacist."
    ),
    "student": _(
        "This page is for learning. It simplifies, and it is not a guide to treating a person. "
        "Follow your teachers, local guidelines and the product information for each medicine."
    ),
    "clinician": _(
        "This page is for education and supports, but does not replace, your own judgement. Check doses, "
        "contraindications and interactions against current product information and local guidelines before "
        "you prescribe."
    ),
}
REFERENCE_TYPES: Mapping[str, Words] = {
    "guideline": _("Guideline"),
    "systematic-review": _("Systematic review"),
    "randomised-trial": _("Randomised trial"),
    "observational-study": _("Observational study"),
    "review": _("Review"),
    "case-report": _("Case report"),
    "book": _("Book"),
    "web-page": _("Web page"),
    "other-research": _("Research"),
}
REFERENCE_MARKS: Mapping[str, Words] = {
    "retracted": _("Retracted"),
    "concern": _("Expression of concern"),
    "corrected": _("Corrected since"),
}
CONTRIBUTOR_ROLES: Mapping[str, Words] = {
    "author": _("Author"),
    "medical_writer": _("Medical writer"),
    "editor": _("Editor"),
    "illustrator": _("Illustrator"),
    "translator": _("Translator"),
}
# Of each what was stated, that there is nothing, and that nothing was said: versions from before it was asked for.
DISCLOSED: Mapping[str, tuple[Words, Words, Words]] = {
    "interests": (_("Interests: %s"), _("Interests: none declared"), _("Interests: not stated")),
    "funding": (_("Funding: %s"), _("Funding: none"), ""),
    "software": (_("Use of software (AI): %s"), _("Use of software (AI): none"), ""),
}
BOARD_ROLES: Mapping[str, Words] = {
    "chair": _("Chair"),
    "member": _("Member"),
    "lay_member": _("Lay member"),
    "pharmacist": _("Pharmacist"),
    "statistician": _("Statistician"),
}
VERDICTS: Mapping[str, Words] = {
    "approve": _("Approved"),
    "approve_with_comment": _("Approved with a comment"),
    "changes_required": _("Asked for changes"),
    "abstain": _("Abstained"),
    "dissent": _("Disagreed"),
}
SCOPES: Mapping[str, Words] = {
    "clinical_accuracy": _("clinical accuracy"),
    "doses": _("doses"),
    "plain_language": _("plain language"),
    "references": _("references"),
}
POPULATIONS: Mapping[str, Words] = {
    "adults": _("Adults"),
    "children": _("Children"),
    "pregnancy": _("Pregnancy"),
    "older-people": _("Older people"),
}
BOXES: Mapping[str, Words] = {
    "emergency": _("Emergency"),
    "urgent": _("Urgent"),
    "see-someone": _("See someone"),
    "warning": _("Warning"),
    "key-points": _("Key points"),
    "note": _("Note"),
    "next-step": _("Next step"),
    "ask-your-doctor": _("Ask your doctor"),
}
NOTICES: Mapping[str, Words] = {
    "correction": _("Correction"),
    "concern": _("Expression of concern"),
    "retraction": _("Retraction"),
    "earlier_retraction": _("An earlier version was retracted"),
    "warning": _("Safety warning"),
    "retired": _("Retired"),
    "removed": _("Removed"),
}


def notice_line(kind: str, on: datetime.date, sentence: str) -> str:
    """A notice where there is no box for it: "Correction, 5 May 2026: The side was wrong." """
    day = f"{NOTICES[kind]}, {format_date(on, 'DATE_FORMAT')}"
    return f"{day}: {sentence}" if sentence else f"{day}."


ENDINGS: Mapping[str, Words] = {
    "retired": _("This article has been retired. It is out of date or has been replaced."),
    "removed": _("This article has been removed. Please do not rely on copies of it."),
    "retracted": _("This article has been retracted. It was wrong. Please do not rely on copies of it."),
}

# S22: all that an emergency may say; other words would need a signature.
WARNINGS: Mapping[str, Words] = {
    "page": _(
        "Do not rely on this page for now. Something on it may be wrong, and we are checking it. "
        "Ask your doctor or pharmacist."
    ),
    "doses": _(
        "Do not rely on the doses on this page for now. One of them may be wrong, and we are checking it. "
        "Ask your doctor or pharmacist."
    ),
    "medicine": _(
        "There is new safety information about a medicine named on this page, and we are checking the page. "
        "Do not start, stop or change a medicine because of this page. Ask your doctor or pharmacist."
    ),
    "evidence": _(
        "New research may change what this page says, and we are checking it. Ask your doctor or pharmacist before "
        "you act on it."
    ),
}

# General, for every patient text: what the sheet for an appointment asks where the text itself asks nothing.
TO_TELL: tuple[Words, ...] = (
    _("What troubles you most, since when, and what makes it better or worse"),
    _("All that you take, also without a prescription, and how much of it"),
    _("Allergies, and medicines that you could not stand"),
    _("Other illnesses and operations, and illnesses in your family"),
    _("Whether you are or could be pregnant, or are breastfeeding"),
)
QUESTIONS_TO_ASK: tuple[Words, ...] = (
    _("What do you think is the cause, and what else could it be?"),
    _("What can I do, what happens if I do nothing, and what are the risks of each?"),
    _("What can I do myself?"),
    _("When should it be better, and whom do I call if it is not?"),
    _("When shall we look at it again?"),
)

NO_LONGER_PENDING: Words = _("This page was waiting for review and has been taken down. Our board has not approved it.")

# Modules whose messages stand on pages; those of the others are for editors.
PAGE_MODULES = (
    *("wording", "bibliography", "explaining", "hidden_passages", "levels", "passages", "past_versions", "preparing"),
    *("render", "sharing"),
)
# Words that stand on pages and are needed below this package too.
OTHER_MODULES = (Path(__file__).parents[1] / "references" / "evidence_levels.py",)
PYTHON_MESSAGES = re.compile(r"""(?<![\w.])_\(\s*+((?:"(?:[^"\\]|\\.)*"\s*+)+),?\s*+\)""")
# Of a plural the first form, by which a catalogue knows both.
TEMPLATE_MESSAGES = re.compile(r"""gettext(?:_lazy)?\(u?(["'])((?:[^\\]|\\.){0,1000}?)\1(?=\)|, u?["'])""", re.DOTALL)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def disclosed(byline: Byline) -> Iterator[tuple[str, str]]:
    """What readers are told that a contributor disclosed: the name of each, and its sentence in the active language."""
    for name, (stated, none, nothing) in DISCLOSED.items():
        words = getattr(byline, name)
        sentence = str(stated) % words if words else str(none if name in byline.none_of else nothing)
        if sentence:
            yield name, sentence


@cache
def missing(language: str) -> tuple[str, ...]:
    """Frame words that the language has no translation of; empty for the language that they are written in."""
    if language.split("-")[0] == SOURCE_LANGUAGE:
        return ()
    known = _translated(language)
    return tuple(word for word in frame_words() if word not in known)


@cache
def frame_words() -> tuple[str, ...]:
    """Every message that may stand on a page, as `makemessages` would find them."""
    words = {word for path in template_files() for word in _of_template(path)}
    modules = (*(Path(__file__).with_name(f"{name}.py") for name in PAGE_MODULES), *OTHER_MODULES)
    return tuple(sorted(words.union(*(_of_module(path) for path in modules))))


def template_files() -> Iterator[Path]:
    for folder in engines["django"].template_dirs:
        for pattern in ("articles/published/*.html", "components/*.html", "base.html"):
            yield from Path(folder).glob(pattern)


def _of_template(path: Path) -> Iterator[str]:
    for match in TEMPLATE_MESSAGES.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        yield match[2].replace("\\'", "'").replace('\\"', '"')


def _of_module(path: Path) -> Iterator[str]:
    for match in PYTHON_MESSAGES.finditer(path.read_text(encoding="utf-8")):
        yield "".join(QUOTED.findall(match[1]))


class _Nothing(catalogues.NullTranslations):
    """What a catalogue falls back on: a word may be the same in two languages, so that only this tells that it is missing."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def _translated(language: str) -> set[str]:
    known: set[str] = set()
    for folder in settings.LOCALE_PATHS:
        found = catalogues.translation("django", folder, [to_locale(language)], fallback=True)
        found.add_fallback(_Nothing())
        if isinstance(found, catalogues.GNUTranslations):
            # A message with a plural is known to `gettext` from Python 3.11.4 on.
            known.update(word for word in frame_words() if found.gettext(word) or found.ngettext(word, word, 1))
    return known
