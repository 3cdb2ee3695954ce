"""Files of a publisher that moves in: one ZIP archive, or several files that are put into one."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from typing import IO, Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.forms.base import Form


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Every file that was chosen, each checked as one."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        found = data if isinstance(data, list | tuple) else [data] if data else []
        checked = [super(_FilesField, self).clean(one, initial) for one in found]
        if not checked and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return checked


class BulkImportForm(Form):
    chosen = _FilesField(
        label=gettext_lazy("Files"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "A ZIP archive of Word (.docx), HTML, Markdown, text or our JSON, with a table (CSV) beside them if you have one; the "
            "export of WordPress, Wagtail or Drupal; or the files themselves, all at once."
        ),
        error_messages={"required": gettext_lazy("Choose an archive, or files.")},
        widget=_Files(attrs={"accept": ".zip,.docx,.html,.htm,.md,.markdown,.txt,.json,.csv,.xml"}),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Whom texts are written for that do not say it themselves"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.PATIENT,
    )

    def __init__(self, *args: Any, request_size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_size = request_size
        if request_size > settings.MOVING_IN_LARGEST_FILE:
            # The files of such a request were read to their end and not kept.
            self.fields["chosen"].error_messages["required"] = self._too_large()

    def clean_chosen(self) -> Sequence[UploadedFile[bytes]]:
        found = cast("Sequence[UploadedFile[bytes]]", self.cleaned_data["chosen"])
        if sum(one.size or 0 for one in found) > settings.MOVING_IN_LARGEST_FILE:
            raise ValidationError(self._too_large())
        return found

    @staticmethod
    def _too_large() -> str:
        return _("These files are larger than %s together. Please bring them in parts.") % filesizeformat(
            settings.MOVING_IN_LARGEST_FILE
        )

    @property
    def name(self) -> str:
        found = self.cleaned_data["chosen"]
        return str(found[0].name) if len(found) == 1 else _("%d files") % len(found)

    def archive(self) -> IO[bytes]:
        """The one archive that was chosen, or one made of the files."""
        found = self.cleaned_data["chosen"]
        if len(found) == 1 and str(found[0].name).lower().endswith(".zip"):
            return cast("IO[bytes]", found[0].file)
        made = tempfile.TemporaryFile()  # noqa: SIM115  whoever keeps it reads and ends it
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in found:
                archive.writestr(str(one.name), one.read())
        made.seek(0)
        return cast("IO[bytes]", made)
