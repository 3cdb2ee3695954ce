"""For whom a link to a draft is, of which text, and how long it holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.forms.base import Form


class PreviewLinkForm(Form):
    recipient = forms.CharField(
        label=_("For whom"),
        max_length=200,
        help_text=_("Their name stands on every page, on screen and in print."),
        error_messages={"required": _("Say for whom the link is.")},
    )
    audience = forms.ChoiceField(label=_("Text"))
    days = forms.TypedChoiceField(
        label=_("Holds for"),
        coerce=int,
        initial=14,
        choices=[(7, _("7 days")), (14, _("14 days")), (30, _("30 days")), (90, _("90 days"))],
    )

    def __init__(self, *args: Any, audiences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["audience"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(audience, Audience(audience).label) for audience in audiences]
