"""How an editor closes questions of readers that are alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import Article, Publication, QuestionEnd


class CloseForm(Form):
    how = forms.ChoiceField(label=gettext_lazy("What becomes of it"), choices=QuestionEnd, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("Address of the article that answers it"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("As it stands in the browser, or its last part. Whoever left an address is sent there."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == QuestionEnd.ANSWERED:
            cleaned["article"] = _live(cleaned.get("answer", ""))
            if cleaned["article"] is None:
                raise ValidationError({"answer": _("No article at this address can be read now. Copy its address.")})
        return cleaned


def _live(address: str) -> Article | None:
    parts = [part for part in address.strip().split("?")[0].split("/") if part]
    slugs = [*parts[parts.index("articles") + 1 :][:1], *parts[-1:]] if "articles" in parts else parts[-1:]
    live = Publication.objects.live().filter(article__slug__in=slugs[:1]).select_related("article").first()
    return live.article if live else None
