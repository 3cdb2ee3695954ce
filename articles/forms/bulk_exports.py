"""As what many articles are taken out of the house."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.actions.bulk_exporting import Wanted
from articles.audiences import Audience
from articles.forms.base import Form
from articles.models import ExportEdition
from articles.publishing.files import FORMATS


class BulkExportForm(Form):
    """`seen` is how many articles the page said it would take."""

    edition = forms.ChoiceField(
        label=_("Which edition"), choices=ExportEdition.choices, widget=forms.RadioSelect, initial=ExportEdition.LIVE
    )
    audience = forms.ChoiceField(
        label=_("Which texts"),
        choices=[("", _("Every text that has words")), *Audience.choices],
        required=False,
        help_text=_("JSON and JATS hold all texts of the article."),
    )
    format = forms.ChoiceField(label=_("As"), choices=[(name, format_.label) for name, format_ in FORMATS.items()])
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(format=data["format"], edition=data["edition"], audience=data["audience"])
