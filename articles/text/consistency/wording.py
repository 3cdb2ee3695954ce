"""Why something was flagged, in words for people: one sentence a kind, with named placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.notation.slips import Rule

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_SENTENCES: Final[dict[str, StrPromise]] = {
    "dose": _("One passage says {left}, the other {right}."),
    "new-dose": _("Only this text gives this dose: {right}."),
    "missing-dose": _("The other text gives doses of {drug} too, but not {left}."),
    "frequency": _("How often: {left} here, {right} there."),
    "route": _("How it is given: {left} here, {right} there."),
    "maximum": _("The most that may be taken: {left} here, {right} there."),
    "swapped": _("{left} and {right} have changed places between the two passages."),
    "number": _("{left} here, {right} there."),
    "new-number": _("Not in the other text: {right}."),
    "threshold": _("{left} here, {right} there: the direction is the opposite one."),
    "within": _("About {subject} the text says {left} in one place and {right} in another."),
    "negation": _("About {subject} one passage says yes and the other no."),
    "advice": _("One passage advises against {subject}, the other offers it."),
    "strength": _("The advice is {left} here and {right} there."),
    "precaution": _("A precaution about {subject} stands in one place and not in the other."),
    "warning": _("One text lists signs that need urgent help; the other names none."),
    "warning-sign": _("The other text does not name this warning sign: {subject}."),
    "safety": _("Only one text says something about this: {subject}."),
    "no-safety": _("No text says anything about this: {subject}. State it, or say that it is not covered here."),
    "type-safety": _(
        "Articles of this type say something about this, and this text does not: {subject}. State it, or say that it is not covered here."
    ),
    "drug": _("{drug} is named in one text only."),
    "side": _("Side of the body: {left} here, {right} there."),
    "population": _("Whom it applies to: {left} here, {right} there."),
    "section": _("The other text has no section like “{subject}”."),
    "order": _("The section “{subject}” stands in another order in the other text."),
    "citation": _("Neither this section nor the one that goes with it in the other text gives a source: {subject}."),
    "drift": _("“{subject}” changed since the board last had both texts; the other text says what it said then."),
    "impossible": _("“{left}”: {subject}."),
    "emergency-number": _("{left} is not the emergency number of this site’s readers. Theirs: {right}."),
    "care-card": _("The card “{left}” does not say {subject}."),
    "total": _("The total says {left}; the numbers that it stands for add up to {right}."),
    "notation": _("{left}: {subject}"),
    "prompt": _(
        "A prompt of the template is still here. Write what it asks for in its place, or take it out: “{subject}”"
    ),
    "look-alike": _(
        "{left} and {right} are taken for each other when they are read quickly, and both stand in this text."
    ),
    "retracted": _(
        "“{subject}” was retracted. Cite another work, take out what rests on it, or say why it is cited although it was."
    ),
    "concern": _(
        "“{subject}” is under an expression of concern: read the notice, and look for another work that says the same."
    ),
    "unsourced-dose": _("No work that stands is cited for this dose: cite what it was taken from, or take it out."),
    "self-published-dose": _(
        "Only its author stands behind “{detail}”: the article cannot be submitted without a guideline, label or study."
    ),
    "single-source-dose": _("It rests on “{detail}” alone: compare the dose with a second source, and cite that too."),
    "superseded": _("“{detail}” took the place of “{subject}”: read that, and cite it instead."),
    "preprint": _(
        "No peer had reviewed “{subject}”: see whether it has appeared in a journal since, or say in the text what it is."
    ),
    "old": _("“{subject}” is from {detail}: see whether something newer says otherwise, or whether it still holds."),
    "uncited-section": _("This section cites nothing: cite what its statements rest on."),
}


# Where two texts leave out what one says, and where one text leaves out what two say.
_IN_NEITHER: Final[dict[str, StrPromise]] = {
    "warning": _("One text lists signs that need urgent help; the others name none."),
    "warning-sign": _("The other texts do not name this warning sign: {subject}."),
    "section": _("The other texts have no section like “{subject}”."),
}
_IN_BOTH_OTHERS: Final[dict[str, StrPromise]] = {
    "warning": _("One text names no signs that need urgent help; the others list them."),
    "warning-sign": _("One text does not name this warning sign: {subject}."),
    "safety": _("One text says nothing about this: {subject}."),
    "drug": _("One text does not name {drug}; the others do."),
    "section": _("One text has no section like “{subject}”; the others have."),
}

# Words of ours among the values; all others are words of the texts.
_WORDS: Final[dict[str, Promise]] = {
    "warning signs": _("warning signs"),
    "contraindications": _("contraindications"),
    "pregnancy": _("pregnancy"),
    "breastfeeding": _("breastfeeding"),
    "kidney function": _("kidney function"),
    "liver function": _("liver function"),
    "alcohol": _("alcohol"),
    "driving": _("driving"),
    "stopping suddenly": _("stopping suddenly"),
    "overdose": _("overdose"),
    "allergy": _("allergy"),
    "on an empty stomach": _("on an empty stomach"),
    "with a meal": _("with a meal"),
    "left": _("left"),
    "right": _("right"),
    "both": _("both"),
    "women": _("women"),
    "men": _("men"),
    "children": _("children"),
    "adults": _("adults"),
    "older people": _("older people"),
    "pregnant women": _("pregnant women"),
    "nobody gets so old": _("nobody gets so old"),
    "the first age is the higher one": _("the first age is the higher one"),
    "people of this age are not called so": _("people of this age are not called so"),
    "there is not so much time in it": _("there is not so much time in it"),
    "there are no more than all of them": _("there are no more than all of them"),
    "no calendar has this date": _("no calendar has this date"),
    "no body has this temperature": _("no body has this temperature"),
    "the scale ends before": _("the scale ends before"),
    "the lower value stands first": _("the lower value stands first"),
    "no heart beats so hard": _("no heart beats so hard"),
    "no heart beats so fast": _("no heart beats so fast"),
    "nobody breathes so fast": _("nobody breathes so fast"),
    "no pregnancy takes so long": _("no pregnancy takes so long"),
    "it is not measured in this unit": _("it is not measured in this unit"),
    "not set": _("not set"),
    "emergency": _("emergency"),
    "urgent": _("urgent"),
    "see-someone": _("see someone"),
    "who or where": _("who helps, or where"),
    "when": _("when to ask for help"),
    "for which signs": _("for which signs"),
    "why there is a second one": _("why there is a second one: one card for emergencies is read, two are not"),
    **{rule.value: rule.label for rule in Rule},
}
_WITH_WORDS: Final = frozenset(
    {
        "safety",
        "no-safety",
        "type-safety",
        "route",
        "side",
        "population",
        "impossible",
        "emergency-number",
        "care-card",
        "notation",
    }
)


def sentence(kind: str, values: Mapping[str, str], *, telling: int = 1, silent: int = 1) -> Sentence:
    """The sentence of a kind with these words in it, translated when it is shown.

    Of an omission: how many texts tell it, and how many are silent about it.
    """
    sentences = {**_SENTENCES, **(_IN_NEITHER if silent > 1 else _IN_BOTH_OTHERS if telling > 1 else {})}
    said = {name: _WORDS.get(value, value) if kind in _WITH_WORDS else value for name, value in values.items()}
    return format_lazy(sentences[kind], **said)
