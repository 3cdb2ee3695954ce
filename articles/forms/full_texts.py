"""A full text for the team, with the reason why it may be kept; and why it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from articles.actions import Keeping
from articles.actions.full_texts import too_large
from articles.forms.base import Form
from articles.models import MayKeep

_MEGABYTE = 1024 * 1024


class FullTextForm(Form):
    file = forms.FileField(
        label=gettext_lazy("PDF"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=format_lazy(
            gettext_lazy("Up to {size} MB. Only who reads drafts can open it."),
            size=settings.FULL_TEXTS_LARGEST_FILE // _MEGABYTE,
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    because = forms.ChoiceField(
        label=gettext_lazy("We may keep it because"),
        choices=MayKeep.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why the file may be kept. Without a reason there is no file.")},
    )
    licence = forms.CharField(
        label=gettext_lazy("Name of the open licence"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Such as CC BY 4.0."),
    )
    words = forms.CharField(
        label=gettext_lazy("In words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Who allowed it, when, and where that is written."),
    )

    def __init__(self, *args: Any, request_size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_file_%s"} | kwargs)
        self.request_size = request_size

    def clean(self) -> dict[str, Any]:
        # The file of a request that is too large was read to its end and not kept.
        if "file" in self.errors and self.request_size > settings.FULL_TEXTS_LARGEST_FILE:
            del self.errors["file"]
            self.add_error("file", too_large())
        return self.cleaned_data

    def content(self) -> bytes:
        return bytes(self.cleaned_data["file"].read())

    @property
    def keeping(self) -> Keeping:
        return Keeping(**{name: self.cleaned_data[name] for name in ("because", "words", "licence")})


class RemovalForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why it is removed"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_removal_%s"} | kwargs)
