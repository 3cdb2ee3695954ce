"""What people say about a passage: the comment or suggestion, the passage itself, and which threads they want to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions.conversation import LONGEST_COMMENT, Said
from articles.actions.mentioning import named_in
from articles.forms.base import Form
from articles.models import Person, Version
from articles.refusals import Refusal
from articles.text.blocks import Block, blocks
from articles.text.quotes import CONTEXT, Spot
from articles.text.vocabulary import HEADINGS

LONGEST_FIELD = 20_000
_LABEL_LENGTH = 90
WHOLE_TEXT = "whole"


class SaidForm(Form):
    """One contribution to a thread. `next` is the page to go back to."""

    body = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=gettext_lazy("“@” and a name tells that person."),
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": ""}),
    )
    suggests = forms.BooleanField(label=gettext_lazy("I suggest other words for this passage"), required=False)
    suggestion = forms.CharField(
        label=gettext_lazy("Words that I suggest"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=gettext_lazy("Leave it empty to suggest that the passage is deleted."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tell = forms.CharField(
        label=gettext_lazy("Also tell"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"list": "people-to-tell", "autocomplete": "off"}),
    )
    next = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args: Any, makes_author: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if makes_author:
            self.fields["suggests"].help_text = _(
                "If more than a tenth of this text is wording that you suggested and an editor accepted, you count as "
                "its author and cannot sign it."
            )

    def clean_tell(self) -> list[Person]:
        typed = self.cleaned_data["tell"].strip().removeprefix("@")
        if not typed:
            return []
        try:
            people = named_in(f"@{typed}")
        except Refusal as refused:
            raise ValidationError(str(refused)) from None
        if not people:
            raise ValidationError(_("Nobody here is called “%s”. Choose a name from the list.") % typed)
        return people

    def said(self) -> Said:
        data = self.cleaned_data
        suggestion = data["suggestion"] if data["suggests"] or data["suggestion"] else None
        return Said(data["body"], suggestion, data["tell"])


class PassageForm(SaidForm):
    """A new thread: the passage by its words or as a block of the text, then what is said about it."""

    block = forms.ChoiceField(label=gettext_lazy("Passage"), required=False)
    quote = forms.CharField(
        label=gettext_lazy("Or quote the words"),
        required=False,
        max_length=LONGEST_FIELD,
        strip=False,
        help_text=gettext_lazy("Copy them from the text."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    before = forms.CharField(required=False, strip=False, max_length=CONTEXT, widget=forms.HiddenInput)
    after = forms.CharField(required=False, strip=False, max_length=CONTEXT, widget=forms.HiddenInput)
    # Whether the words were not found, so that the page offers to say it about the block or the whole text.
    passage_is_lost = False
    field_order = ("block", "quote", "body", "suggests", "suggestion", "tell")

    def __init__(self, *args: Any, html: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["block"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The whole text")), *_choices(blocks(html))]
        # A block that somebody changed meanwhile is no wrong choice: the action says that it is not there.
        field.valid_value = lambda value: True  # type: ignore[method-assign]

    def passage(self) -> Spot:
        data = self.cleaned_data
        return Spot(data["block"], data["quote"], data["before"], data["after"])


def _choices(among: Iterable[Block]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Blocks by their key, grouped under the headings that they are or that lead to them."""
    for headings, group in groupby(among, key=_headings):
        name = " › ".join(headings) or _("Before the first heading")
        yield name, [(block.key, _shortened(block.text)) for block in group]


def _headings(block: Block) -> tuple[str, ...]:
    return (*block.headings, block.text) if block.kind in HEADINGS else block.headings


def _shortened(text: str) -> str:
    line = " ".join(text.split()) or _("Picture")
    return line if len(line) <= _LABEL_LENGTH else f"{line[:_LABEL_LENGTH].rstrip()}…"


class DeclineForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    next = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class FilterForm(Form):
    """Which threads of an article to list."""

    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("Open")), ("resolved", gettext_lazy("Resolved")), ("all", gettext_lazy("All"))],
    )
    text = forms.ChoiceField(label=gettext_lazy("Text"), required=False)
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("I am named or took part"), required=False)
    gone = forms.BooleanField(label=gettext_lazy("Passage is gone"), required=False)

    def __init__(
        self,
        *args: Any,
        audiences: Sequence[tuple[str, Any]],
        versions: Iterable[Version],
        people: Iterable[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "text": [("", _("All texts")), *audiences],
            "about": [
                ("", _("Draft and versions")),
                ("draft", _("The draft")),
                *((str(version.pk), _("Version %s") % version.number) for version in versions),
            ],
            "person": [("", _("Everybody")), *((str(person.pk), person.printed_name) for person in people)],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered
