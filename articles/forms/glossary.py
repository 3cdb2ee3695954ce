"""A term as an editor types it, why it is changed, and the file of an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.forms.importing import text_of
from articles.importing import decode
from articles.importing.glossary import Source, read_terms
from articles.models import GlossaryTerm
from articles.refusals import Refusal
from articles.text.terms import Wording
from articles.text.terms.wording import LONGEST_DEFINITION, LONGEST_SENSE, LONGEST_TERM


class LinesField(forms.CharField):
    """Several names, one per line."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, help_text=help_text, widget=widget, required=False)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(line.strip() for line in super().clean(value).splitlines() if line.strip())


class DefinitionField(forms.CharField):
    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=LONGEST_DEFINITION,
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
        )


class TermForm(Form):
    term = forms.CharField(
        label=gettext_lazy("Term"),
        max_length=LONGEST_TERM,
        error_messages={"required": gettext_lazy("Type the term.")},
    )
    sense = forms.CharField(
        label=gettext_lazy("Which sense"),
        max_length=LONGEST_SENSE,
        required=False,
        help_text=gettext_lazy("Only where the word has more than one, such as “statistics” or “body”."),
    )
    patient = DefinitionField(
        gettext_lazy("For patients, families and carers"),
        gettext_lazy("One or two short sentences in everyday words, without HTML."),
    )
    student = DefinitionField(gettext_lazy("For students"))
    clinician = DefinitionField(
        gettext_lazy("For health professionals"), gettext_lazy("Leave it empty where they need none.")
    )
    synonyms = LinesField(
        gettext_lazy("Other names"), gettext_lazy("One per line. Found in texts in capitals and small letters alike.")
    )
    abbreviations = LinesField(
        gettext_lazy("Abbreviations"), gettext_lazy("One per line. Found exactly as they are written here.")
    )

    def wording(self, *, language: str = "") -> Wording:
        typed = {name: self.cleaned_data[name] for name in TermForm.base_fields}
        return Wording(language=language or settings.LANGUAGE_CODE.split("-")[0], **typed)


class ChangeForm(TermForm):
    reason = forms.CharField(
        label=gettext_lazy("Why you change it"),
        help_text=gettext_lazy("One sentence. It stands in the history of the term."),
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, term: GlossaryTerm) -> ChangeForm:
        lines = {name: "\n".join(getattr(term, name)) for name in ("synonyms", "abbreviations")}
        words = {name: getattr(term, name) for name in TermForm.base_fields}
        return cls(initial={**words, **lines, "seen": term.digest})


class WhyForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence. It stands in the history of the term."),
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )


class TermsFileForm(Form):
    """Reads the file while it cleans: `source` holds its rows."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "CSV or JSON, up to 5 MB. One column is called “term”, others “patient”, “student” and so on."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.json,text/csv,application/json"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    filename = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    source: Source  # once the form is valid

    def clean(self) -> dict[str, Any]:
        try:
            self._read()
        except Refusal as refused:
            self.add_error("file", str(refused))
        return self.cleaned_data

    def _read(self) -> None:
        upload = self.cleaned_data.get("file")
        if upload is not None:
            self.cleaned_data["filename"], self.cleaned_data["text"] = upload.name or "", text_of(upload)
        if not self.cleaned_data.get("text"):
            raise Refusal(_("Choose a file."))
        self.cleaned_data["text"] = decode(self.cleaned_data["text"].encode())
        self.source = read_terms(self.cleaned_data["text"], language=settings.LANGUAGE_CODE.split("-")[0])
