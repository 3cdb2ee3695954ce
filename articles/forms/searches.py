"""A search for evidence, as whoever did it tells of it."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions import Search
from articles.actions.searching import LONGEST_DATABASE, LONGEST_NAME, LONGEST_STRATEGY
from articles.forms.base import Form


class SearchForm(Form):
    database = forms.CharField(
        label=_("Database"),
        help_text=_(
            "One at a time, such as “PubMed” or “Cochrane Library”. PubMed is asked again for new works by itself."
        ),
        max_length=LONGEST_DATABASE,
    )
    strategy = forms.CharField(
        label=_("Strategy"),
        help_text=_("The terms as they were typed. For PubMed in one line, as its search box takes them."),
        max_length=LONGEST_STRATEGY,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    searched_on = forms.DateField(
        label=_("Searched on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hits = forms.IntegerField(label=_("Works found"), min_value=0, max_value=100_000_000, required=False)
    by_whom = forms.CharField(
        label=_("Searched by"),
        help_text=_("Readers and the board see the name."),
        max_length=LONGEST_NAME,
    )

    @property
    def search(self) -> Search:
        return Search(**self.cleaned_data)
