"""The form of every page at the desk: what was left empty is asked for in words that say what to do, and files are scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles import virus_scanner

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# The first kind that a field is of; Django's "This field is required." says what is wrong and not what to do.
_WHAT_TO_DO: tuple[tuple[type[forms.Field], StrPromise], ...] = (
    (forms.MultipleChoiceField, _("Choose at least one of them.")),
    (forms.ModelMultipleChoiceField, _("Choose at least one of them.")),
    (forms.ChoiceField, _("Choose one of them.")),
    (forms.BooleanField, _("Tick this to go on.")),
    (forms.FileField, _("Choose a file.")),
    (forms.DateField, _("Give a day.")),
    (forms.DateTimeField, _("Give a day and a time.")),
    (forms.IntegerField, _("Give a number.")),
    (forms.Field, _("Fill this in.")),
)
_DJANGOS = forms.Field.default_error_messages["required"]


logger = structlog.get_logger(__name__)


class Form(forms.Form):
    """A form whose required fields say what to do; a sentence that a field brings itself stays. Every file goes by the virus scanner."""

    def full_clean(self) -> None:
        for field in self.fields.values():
            if field.error_messages.get("required") is _DJANGOS:
                field.error_messages["required"] = next(words for kind, words in _WHAT_TO_DO if isinstance(field, kind))
            if isinstance(field, forms.FileField) and scan not in field.validators:
                field.validators.append(scan)
        super().full_clean()


def scan(file: UploadedFile[bytes]) -> None:
    """Ahead of everything that opens it. Raises ValidationError for what carries a virus, and for what could not be looked through."""
    try:
        found = virus_scanner.found_in(file.chunks())
    except virus_scanner.NoVerdict as error:
        logger.error("a file was not scanned for viruses", why=str(error))
        raise ValidationError(f"{file.name}: {error.sentence}", code="not_scanned") from error
    finally:
        file.seek(0)
    if found:
        logger.warning("a file with a virus was refused", found=found)
        sentence = _("%(file)s: the virus scanner finds %(found)s in this file, so it was not kept.")
        raise ValidationError(sentence, code="virus", params={"file": file.name, "found": found})
