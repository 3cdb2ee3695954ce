"""What a person notes for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from workflows.actions.reviews.reading import LONGEST_NOTE
from workflows.models import PrivateNote


class NoteForm(Form):
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Nobody else reads it. It is in no record and no inspection file, and you can erase it."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    @classmethod
    def of(cls, note: PrivateNote | None, typed: dict[str, Any]) -> NoteForm:
        """With what is kept, or what was typed before the person had to sign in again."""
        return cls(initial={"note": note.body if note else "", **typed})
