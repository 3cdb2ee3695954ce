"""What somebody chooses of an article to take out of the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.forms.base import Form
from articles.publishing.files import FORMATS


class FileForm(Form):
    """`editions` are the choices of what to take: the draft, what readers see, each version."""

    edition = forms.ChoiceField(label=_("Which edition"))
    audience = forms.ChoiceField(label=_("Which text"), help_text=_("JSON and JATS hold all texts of the article."))
    format = forms.ChoiceField(label=_("As"), choices=[(name, format_.label) for name, format_ in FORMATS.items()])

    def __init__(self, *args: Any, editions: list[tuple[str, str]], audiences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("edition", editions),
            ("audience", [(audience, Audience(audience).label) for audience in audiences]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
