"""What an administrator types about the publisher."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.actions import PublisherEntry
from articles.forms.base import Form
from articles.models import PublisherDetails

LARGEST_UPLOAD = 5 * 1024 * 1024


class PublisherForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "SVG or PNG. Of an SVG only its shapes are kept. It stands in place of the name, which is read out for it."
        ),
        widget=forms.FileInput(attrs={"accept": "image/svg+xml,image/png"}),
    )
    without_logo = forms.BooleanField(label=_("Show the name, no logo"), required=False)
    colour = forms.CharField(
        label=_("Colour on a light ground"),
        max_length=7,
        required=False,
        help_text=_(
            "Six hexadecimal digits, such as #512a60. For the name, lines and buttons. Empty: the product's own."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    dark_colour = forms.CharField(
        label=_("Colour on a dark ground"),
        max_length=7,
        required=False,
        help_text=_("Empty: the nearest shade of the other colour that can be read there."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters, such as GB or DE: where your readers are."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off", "list": "countries"}),
    )
    emergency_number = forms.CharField(
        label=_("Emergency number"),
        max_length=40,
        required=False,
        help_text=_("Empty: the one that is known for the country. Several with commas between them."),
    )

    def __init__(self, *args: Any, details: PublisherDetails | None, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name not in ("logo", "without_logo")]
        kwargs.setdefault("initial", {name: getattr(details, name, "") for name in names})
        super().__init__(*args, **kwargs)
        said = {
            "name": settings.PUBLISHER_NAME,
            "country": settings.COUNTRY,
            "emergency_number": settings.EMERGENCY_NUMBER,
        }
        for name, value in said.items():
            self.fields[name].widget.attrs["placeholder"] = value
        if details is None or not details.logo:
            del self.fields["without_logo"]

    def clean_logo(self) -> bytes | None:
        file = self.cleaned_data["logo"]
        if file is None:
            return None
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("This file is larger than 5 MB. Make it smaller first."))
        return bytes(file.read())

    def entry(self) -> PublisherEntry:
        return PublisherEntry(**self.cleaned_data)
