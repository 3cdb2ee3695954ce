"""A file of references, or references that were pasted."""

from __future__ import annotations

import io
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import Form

_ACCEPTED = ".ris,.nbib,.xml,.nxml,.bib,.json,.enw,.txt"


class ReferencesForm(Form):
    """Either of the two; with both, the file is read."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "RIS, NBIB, PubMed XML, BibTeX, CSL-JSON, JATS or EndNote's export. What it is shows in the file, not in its name."
        ),
        error_messages={"empty": gettext_lazy("This file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": _ACCEPTED}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste them"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Any of these formats, references as they are typed, or DOIs and PMIDs, one a line."),
    )

    def __init__(self, *args: Any, request_size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_size = request_size

    def clean(self) -> dict[str, Any]:
        upload, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        largest = settings.REFERENCES_LARGEST_FILE
        # The file of a request that is too large was read to its end and not kept.
        if (upload.size if upload else 0) > largest or (not upload and not text and self.request_size > largest):
            too_large = _("This file is larger than %s. Please split it.") % filesizeformat(largest)
            self.add_error("file", ValidationError(too_large))
        elif not upload and not text.strip() and "file" not in self.errors:
            self.add_error("file", ValidationError(_("Choose a file, or paste references below it.")))
        return self.cleaned_data

    @property
    def name(self) -> str:
        upload = self.cleaned_data["file"]
        return str(upload.name) if upload else _("pasted text")

    @property
    def content(self) -> IO[bytes]:
        """Of what was pasted its bytes."""
        upload = self.cleaned_data["file"]
        return upload if upload else io.BytesIO(self.cleaned_data["text"].encode())

    @property
    def size(self) -> int:
        upload = self.cleaned_data["file"]
        return int(upload.size) if upload else len(self.cleaned_data["text"])
