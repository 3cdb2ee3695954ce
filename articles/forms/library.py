"""A work as somebody types it into the library."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import ReferenceData
from articles.actions.marking import GRAVITY
from articles.forms.base import Form
from articles.forms.looking_up import completed
from articles.models import Reference, ReferenceMark, ReferenceType

_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"']+")
YEAR = RegexValidator(r"^(1[89]|20)\d\d$", gettext_lazy("Type the year with four digits, such as 2021."))
# How citation styles know the types that readers see.
_CSL_TYPES = {
    ReferenceType.BOOK: "book",
    ReferenceType.WEB_PAGE: "webpage",
    ReferenceType.GUIDELINE: "report",
}


class ReferenceForm(Form):
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=[("", gettext_lazy("Choose a type")), *ReferenceType.choices]
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=600,
        error_messages={"required": gettext_lazy("Give the reference a title.")},
    )
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One per line: “Family, Given”. An organisation stands as it is, without a comma."),
    )
    journal = forms.CharField(label=gettext_lazy("Journal, publisher or site"), max_length=300, required=False)
    year = forms.CharField(label=gettext_lazy("Year"), max_length=4, required=False, validators=[YEAR])
    volume = forms.CharField(label=gettext_lazy("Volume"), max_length=40, required=False)
    pages = forms.CharField(label=gettext_lazy("Pages"), max_length=40, required=False)
    doi = forms.CharField(
        label="DOI", max_length=230, required=False, help_text=gettext_lazy("Such as 10.1000/xyz123.")
    )
    pmid = forms.CharField(
        label="PMID", max_length=30, required=False, help_text=gettext_lazy("The number that PubMed gave the paper.")
    )
    url = forms.URLField(
        label=gettext_lazy("Web address"),
        max_length=600,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Type a whole web address, such as https://example.org/guideline.")},
    )
    # What a service stated of the work, where it was looked up.
    stated = forms.CharField(widget=forms.HiddenInput, required=False)
    existing: Reference | None = None

    def clean_doi(self) -> str:
        typed = re.sub(
            r"^(https?://(dx\.)?doi\.org/|doi:)\s*", "", self.cleaned_data["doi"].strip(), flags=re.IGNORECASE
        ).lower()
        if typed and not _DOI.fullmatch(typed):
            raise ValidationError(
                _("This is not a DOI. It begins with “10.”, a number and a slash, such as 10.1000/xyz123.")
            )
        return self._new("doi", typed)

    def clean_pmid(self) -> str:
        typed = re.sub(
            r"^(https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?)\s*",
            "",
            self.cleaned_data["pmid"].strip(),
            flags=re.IGNORECASE,
        )
        number = typed.rstrip("/")
        if number and not (number.isascii() and number.isdecimal() and len(number) <= 8):
            raise ValidationError(_("A PMID is a number of up to eight digits."))
        return self._new("pmid", number)

    def _new(self, name: str, value: str) -> str:
        found = Reference.objects.filter(**{name: value}).first() if value else None
        if found is not None:
            self.existing = found = found.current
            raise ValidationError(_("The library has this work already: “%s”.") % found.title)
        return value

    def clean_url(self) -> str:
        return web_address(str(self.cleaned_data["url"]))

    def data_of_work(self) -> ReferenceData:
        typed = self.cleaned_data
        identifiers = {name: typed[name] for name in ("doi", "pmid", "url")}
        # Whoever types a work here, or changes the type that was stated, has it before them.
        more = completed(typed, _csl(typed))
        return ReferenceData(title=typed["title"], type=typed["type"], **identifiers, **more)


def web_address(typed: str) -> str:
    """What was typed, if a page can link it; a `ValidationError` otherwise."""
    if typed and not typed.startswith(("http://", "https://")):
        raise ValidationError(_("Type a web address that begins with https:// or http://."))
    return typed


def _csl(typed: dict[str, Any]) -> dict[str, Any]:
    """CSL-JSON of what was typed, without empty entries."""
    authors = [_author(line) for line in typed["authors"].splitlines() if line.strip()]
    csl = {
        "type": _CSL_TYPES.get(typed["type"], "article-journal"),
        "author": authors,
        "container-title": typed["journal"],
        "issued": {"date-parts": [[typed["year"]]]} if typed["year"] else {},
        "volume": typed["volume"],
        "page": typed["pages"],
    }
    return {name: value for name, value in csl.items() if value}


def _author(line: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in line.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": line.strip().rstrip(",")}


class MarkForm(Form):
    """What became of a work after it appeared."""

    mark = forms.ChoiceField(
        label=gettext_lazy("What became of it"), choices=ReferenceMark.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=gettext_lazy("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label=gettext_lazy("Where that is said"),
        max_length=300,
        help_text=gettext_lazy("The address of the notice, or its DOI or PMID."),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 2}))


class MistakeForm(Form):
    """That a mark was set by mistake."""

    becomes = forms.ChoiceField(label=gettext_lazy("What is right"), widget=forms.RadioSelect, required=False)
    source = forms.CharField(
        label=gettext_lazy("Where that is said"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed for another mark. The address of the notice, or its DOI or PMID."),
    )
    on = forms.DateField(
        label=gettext_lazy("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=gettext_lazy("Why the mark is a mistake"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, mark: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["becomes"]
        assert isinstance(field, forms.ChoiceField)
        milder = GRAVITY[1 : GRAVITY.index(mark)]
        field.choices = [("", gettext_lazy("No mark")), *((m, ReferenceMark(m).label) for m in milder)]


class KeepMarkForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the mark stays"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
