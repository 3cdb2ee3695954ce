"""A sentence of a source, as an editor copies it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.actions.quoting import LONGEST_PLACE, LONGEST_QUOTE


class QuoteForm(forms.Form):
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
