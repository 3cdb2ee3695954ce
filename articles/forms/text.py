"""One text of an article as it is typed: in the editor, or as HTML where there is no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Text, WorkingCopy
from articles.refusals import Refusal
from articles.text.dialect import canonical, problems

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MOST_PROBLEMS = 20
Words: TypeAlias = "str | _StrPromise"


class DialectCharField(forms.CharField):
    """HTML of the dialect. A line that would lose something is refused by its number, never repaired in silence."""

    def __init__(self, *, label: Words, rows: int, help_text: Words = "") -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-editor": "", "spellcheck": "true"})
        super().__init__(label=label, required=False, widget=widget, help_text=help_text, strip=False)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).replace("\r\n", "\n")
        try:
            canonical(typed)
        except Refusal as refused:
            raise ValidationError(str(refused)) from None
        return typed


class TextForm(forms.Form):
    summary = DialectCharField(
        label=gettext_lazy("Bottom line"),
        rows=5,
        help_text=gettext_lazy("What a reader needs if they read nothing else: one to three sentences."),
    )
    body = DialectCharField(label=gettext_lazy("Text"), rows=28)
    description = forms.CharField(
        label=gettext_lazy("Description for search engines"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "One plain sentence. For students and health professionals it begins with whom the text is for."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note on the change"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands in the history. What changed is written there by itself; say why."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # Set by the editor, which writes only what its schema knows; typed HTML is checked line by line.
    written_in_editor = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("written_in_editor"):
            for name in ("summary", "body"):
                self._refuse_what_would_be_lost(name)
        return self.cleaned_data

    def _refuse_what_would_be_lost(self, name: str) -> None:
        found = problems(self.cleaned_data.get(name, ""))
        for problem in found[:_MOST_PROBLEMS]:
            self.add_error(
                name, ValidationError(_("Line %(line)d: %(what)s") % {"line": problem.line, "what": problem.sentence})
            )

    @classmethod
    def initial_of(cls, text: Text, copy: WorkingCopy | None = None) -> dict[str, Any]:
        """The saved text, or the words of one's own that were not saved, with the revision that they were typed on."""
        source, base = (copy, copy.base_revision) if copy else (text, text.revision)
        return {"summary": source.summary, "body": source.body, "description": text.description, "base_revision": base}
