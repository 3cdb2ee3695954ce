"""A source to import: a file or pasted text, for whom it is written, and its title if it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.forms.base import Form
from articles.importing import Imported, decode, parse
from articles.importing.decoding import MAXIMUM_BYTES
from articles.importing.front_matter import stated_type
from articles.refusals import Refusal
from articles.text.skeletons import CHOICES, type_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ImportForm(Form):
    """Reads the source while it cleans: `imported` is what was found in it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Plain text or Markdown in UTF-8, up to 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.md,.markdown,text/plain,text/markdown"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Or paste the text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Whom the text is written for"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom the text is written for.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the article"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Leave it empty to take the title that the text has."),
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type of article"),
        required=False,
        choices=[("", gettext_lazy("As the text says, else none")), *CHOICES],
        help_text=gettext_lazy("The checks name what an article of its type says about safety and this one does not."),
    )
    replace = forms.BooleanField(
        label=gettext_lazy("Replace the text that the article has for this audience"), required=False
    )
    filename = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    imported: Imported  # once the form is valid

    def __init__(self, *args: Any, request_size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_size = request_size

    def clean(self) -> dict[str, Any]:
        try:
            self._read()
        except Refusal as refused:
            self.add_error(self._typed_in(), str(refused))
        return self.cleaned_data

    def _read(self) -> None:
        upload = self.cleaned_data.get("file")
        if upload is not None:
            self.cleaned_data["filename"] = upload.name or ""
            self.cleaned_data["source"] = text_of(upload)
        elif self.request_size > MAXIMUM_BYTES and not self.cleaned_data.get("source"):
            raise too_large()
        elif not self.cleaned_data.get("source", "").strip():
            raise Refusal(_("Choose a file, or paste the text below it."))
        source = decode(self.cleaned_data["source"].encode())
        self.imported = parse(source, filename=self.cleaned_data["filename"])
        self.cleaned_data["type"] = self.cleaned_data.get("type") or type_of(stated_type(source)) or ""
        _refuse_scripts(self.imported)

    def _typed_in(self) -> str:
        return "file" if self.cleaned_data.get("file") or not self.cleaned_data.get("source") else "source"

    def ask_for_title(self) -> bool:
        """Whether neither the text nor the person has given a title; then the field says so."""
        if self.cleaned_data["title"] or self.imported.title:
            return False
        self.add_error("title", ValidationError(_("The text has no title. Type one.")))
        return True


def text_of(upload: UploadedFile[bytes]) -> str:
    """The size is looked at before a byte is read."""
    if (upload.size or 0) > MAXIMUM_BYTES:
        raise too_large()
    return decode(upload.read())


def too_large() -> Refusal:
    return Refusal(_("This file is larger than 5 MB. Please split it or remove what is not text."))


def _refuse_scripts(imported: Imported) -> None:
    lines = [str(passage.line) for passage in imported.left_out if passage.kind == "script"]
    if lines:
        raise Refusal(
            _("The text contains a script (line %s). Texts hold no scripts: remove it and import again.")
            % ", ".join(lines)
        )
