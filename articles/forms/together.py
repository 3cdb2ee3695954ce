"""What is asked where the texts of an article meet: starting one from another, finding and replacing words."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import Replacement
from articles.actions.together import SEARCHED_PARTS
from articles.audiences import Audience
from articles.forms.base import Form
from articles.models import Article
from articles.text.searching import Sought

LONGEST_WORDS = 200


class StartForm(Form):
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=gettext_lazy("Why the words are replaced"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands in the history. From where the text was started is written there by itself."),
    )


class FindForm(Form):
    """What is looked for. It stands in the address, so that a list can be opened again."""

    words = forms.CharField(label=gettext_lazy("Find"), max_length=LONGEST_WORDS)
    replacement = forms.CharField(label=gettext_lazy("Replace by"), max_length=LONGEST_WORDS, required=False)
    # Deleting is said, never an empty field: who forgot to fill it in must not lose the words.
    delete = forms.BooleanField(label=gettext_lazy("Delete the words: nothing comes in their place"), required=False)
    # Off: who replaces one drug's name must not change another's that ends in it.
    inside_words = forms.BooleanField(
        label=gettext_lazy("Also inside longer words"),
        required=False,
        help_text=gettext_lazy("Else “triptan” is found neither in “triptans” nor in “sumatriptan”."),
    )
    match_case = forms.BooleanField(label=gettext_lazy("Capital letters as typed"), required=False)
    texts = forms.MultipleChoiceField(
        label=gettext_lazy("In which texts"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("With none ticked, in all of them."),
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        texts = self.fields["texts"]
        assert isinstance(texts, forms.MultipleChoiceField)
        texts.choices = [(audience.value, audience.label) for audience in article.declared_audiences]
        texts.initial = [audience.value for audience in article.declared_audiences]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("delete") and data.get("replacement"):
            self.add_error("delete", _("Say by what the words are replaced, or that they are deleted; not both."))
        return data

    @property
    def is_search(self) -> bool:
        """What is looked for is known, whatever else there is to mend."""
        return self.is_bound and not set(self.errors) & set(FindForm.base_fields)

    @property
    def sought(self) -> Sought:
        data = self.cleaned_data
        return Sought(data["words"], not data["inside_words"], data["match_case"])

    @property
    def in_their_place(self) -> str | None:
        """None while the words are only looked for; empty where they are to be deleted."""
        return "" if self.cleaned_data.get("delete") else self.cleaned_data["replacement"] or None

    @property
    def audiences(self) -> list[Audience]:
        """None ticked is all of them."""
        ticked = self.cleaned_data["texts"]
        return [audience for audience in self.article.declared_audiences if not ticked or audience.value in ticked]


class ReplaceForm(FindForm):
    """The same, with the places that were ticked and the revisions of the texts in which they stood."""

    note = forms.CharField(label=gettext_lazy("Note on the change"), max_length=300, required=False)
    sure = forms.BooleanField(label=gettext_lazy("Yes, delete the words at the ticked places"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("delete") and not data.get("sure"):
            self.add_error("sure", _("Confirm that the words are to be deleted."))
        return data

    @property
    def as_replacement(self) -> Replacement:
        data = self.cleaned_data
        return Replacement(self.sought, data["replacement"], data["note"], deletes=data["delete"])

    @property
    def chosen(self) -> dict[tuple[str, str], set[int]]:
        found: dict[tuple[str, str], set[int]] = {}
        for value in self._posted("place"):
            audience, part, number = (*value.split("."), "", "")[:3]
            if part in SEARCHED_PARTS and _is_number(number):
                found.setdefault((audience, part), set()).add(int(number))
        return found

    @property
    def revisions(self) -> dict[str, int]:
        pairs = (value.partition(":") for value in self._posted("revision"))
        return {audience: int(number) for audience, _sign, number in pairs if _is_number(number)}

    def _posted(self, name: str) -> list[str]:
        return cast("QueryDict", self.data).getlist(name)


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 9


def part_label(part: str) -> str:
    return {
        "summary": _("Bottom line"),
        "body": _("Text"),
        "description": _("Description for search engines"),
    }[part]
