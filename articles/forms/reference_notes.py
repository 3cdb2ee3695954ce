"""What the team says of a work among itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import Reference


class NoteForm(Form):
    words = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Plain text for the team. Nothing about patients."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_note_%s"} | kwargs)


class TagsForm(Form):
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Parted by commas, such as “to replace, doses”."),
    )

    def __init__(self, *args: Any, reference: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_tags_%s"} | kwargs)
        self.initial["tags"] = ", ".join(reference.tag_list)

    def clean_tags(self) -> list[str]:
        return str(self.cleaned_data["tags"]).split(",")
