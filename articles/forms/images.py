"""A picture as somebody adds it, and what is said of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import AboutImage
from articles.forms.base import Form
from articles.imaging import LARGEST_FILE
from articles.models import Image


class AboutImageForm(Form):
    alt = forms.CharField(
        label=gettext_lazy("Text alternative"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What the picture shows, in words, for readers who do not see it."),
        error_messages={
            "required": gettext_lazy("Say in words what the picture shows, for readers who do not see it.")
        },
    )
    caption = forms.CharField(
        label=gettext_lazy("Caption"), required=False, help_text=gettext_lazy("Stands below the picture.")
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"), max_length=300, required=False, help_text=gettext_lazy("Who made it.")
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"), max_length=200, required=False, help_text=gettext_lazy("Such as CC BY 4.0.")
    )
    shows_patient = forms.BooleanField(label=gettext_lazy("A patient can be recognised"), required=False)
    consent = forms.CharField(
        label=gettext_lazy("Consent"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "For a picture in which a patient can be recognised: who consented, when, and where the signed form is kept."
        ),
    )
    consent_form = forms.FileField(
        label=gettext_lazy("Signed form"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
        help_text=gettext_lazy("PDF or picture, up to 10 MB. Only the desk can open it."),
    )

    def __init__(self, *args: Any, image: Image | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.image = image
        # What is on file stays: it is shown beside the form.
        if image is not None and image.consent:
            del self.fields["consent"]
        if image is not None and image.consent_document:
            del self.fields["consent_form"]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("shows_patient") and "consent" in self.fields and not typed.get("consent"):
            self.add_error(
                "consent", _("Say who consented to the picture of a patient, when, and where the signed form is kept.")
            )
        return typed

    def about(self) -> AboutImage:
        typed = self.cleaned_data
        form = typed.get("consent_form")
        return AboutImage(
            alt=typed["alt"],
            caption=typed["caption"],
            credit=typed["credit"],
            licence=typed["licence"],
            shows_patient=typed["shows_patient"],
            consent=typed.get("consent", ""),
            consent_form=form.read() if form else b"",
        )

    @staticmethod
    def initial_of(image: Image) -> dict[str, Any]:
        return {name: getattr(image, name) for name in ("alt", "caption", "credit", "licence", "shows_patient")}


class ImageForm(AboutImageForm):
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text=gettext_lazy("PNG, JPEG, WebP or GIF, up to 25 MB and less than 40 megapixels."),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )
    field_order = ("file",)

    def __init__(self, *args: Any, request_size: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_size = request_size

    def clean(self) -> dict[str, Any]:
        super().clean()
        # The file of a request that is too large was read to its end and not kept.
        if "file" in self.errors and self.request_size > LARGEST_FILE:
            del self.errors["file"]
            self.add_error("file", ValidationError(_("This picture is larger than 25 MB. Make it smaller first.")))
        return self.cleaned_data

    def picture(self) -> bytes:
        return bytes(self.cleaned_data["file"].read())
