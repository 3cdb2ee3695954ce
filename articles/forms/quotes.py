"""A sentence of a source, as an editor copies it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.actions.quoting import LONGEST_PLACE, LONGEST_QUOTE
from articles.forms.base import Form
from articles.models import Reference


class QuoteForm(Form):
    """For one passage: `works` are those that it cites. One alone needs no choice."""

    reference = forms.ChoiceField(
        label=_("Which work says it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the work."), "invalid_choice": _("Choose the work.")},
    )
    quote = forms.CharField(
        label=_("What the source says"),
        help_text=_(
            "Word for word, at most 400 characters. It is signed with the version; the board reads it at the dose."
        ),
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Copy the sentence of the source here.")},
    )
    where = forms.CharField(
        label=_("Page or section"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("Such as “p. 4” or “Results”."),
    )

    def __init__(self, *args: Any, works: Sequence[Reference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reference"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(work.pk), work.title) for work in works]
        if len(works) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(works[0].pk)

    def kept(self) -> dict[str, str]:
        """The words and their place."""
        return {name: self.cleaned_data[name] for name in ("quote", "where")}
