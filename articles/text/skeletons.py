"""What an article of each type has sections for, what belongs in them, and which of them keep a reader safe.

The topics of safety are those that `consistency.safety` looks for in a finished text: what a template asks for and what a check
misses is one list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from articles.text.prompts import prompt

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class ArticleType(StrEnum):
    CONDITION = "condition"
    TREATMENT = "treatment"
    MEDICINE = "medicine"
    TEST = "test"
    QUESTION = "question"


class Safety(StrEnum):
    """What keeps a reader safe; the values are words of flags, and never renamed."""

    WARNING_SIGNS = "warning signs"
    CONTRAINDICATIONS = "contraindications"
    PREGNANCY = "pregnancy"
    BREASTFEEDING = "breastfeeding"
    KIDNEYS = "kidney function"
    LIVER = "liver function"
    ALCOHOL = "alcohol"
    DRIVING = "driving"
    STOPPING = "stopping suddenly"
    OVERDOSE = "overdose"
    ALLERGY = "allergy"


# What every text that gives a dose has to say something about.
WITH_DOSES: Final = (Safety.CONTRAINDICATIONS, Safety.PREGNANCY)


@dataclass(frozen=True)
class Section:
    """A heading, and what is asked for below it; `safety` are the topics of safety that belong there."""

    heading: str | StrPromise
    asks: str | StrPromise
    safety: tuple[Safety, ...] = ()

    def html(self) -> str:
        return f"<h2>{escape(str(self.heading), quote=False)}</h2>\n{prompt(str(self.asks))}"


def body(sections: Sequence[Section]) -> str:
    """A text of sections with their prompts, in the language that is active."""
    return "\n".join(section.html() for section in sections)


_HELP: Final = Section(
    _("When to get help"),
    _(
        "The signs that need help at once, today or soon; who to call or where to go. Use the cards for emergencies and urgent help."
    ),
    (Safety.WARNING_SIGNS,),
)
_WHO_NOT: Final = Section(
    _("Who should not have it"),
    _("Who must not have it, and who only with care: illnesses, ages, other medicines, allergies."),
    (Safety.CONTRAINDICATIONS, Safety.ALLERGY),
)
_PREGNANCY: Final = Section(
    _("Pregnancy and breastfeeding"),
    _(
        "What is known, what is advised before, during and after pregnancy and while breastfeeding; say so if nothing is known."
    ),
    (Safety.PREGNANCY, Safety.BREASTFEEDING),
)
_EVIDENCE: Final = Section(
    _("How sure we are"),
    _("How good the evidence is, in plain words, and what is not known. Cite what the statements rest on."),
)

SKELETONS: Final[Mapping[ArticleType, tuple[Section, ...]]] = {
    ArticleType.CONDITION: (
        Section(
            _("What it is"),
            _("In two or three sentences: what happens in the body, whom it affects, how common it is."),
        ),
        Section(_("Symptoms"), _("What people notice, the most common first; how it usually begins and goes on.")),
        _HELP,
        Section(_("Causes"), _("What causes it, what makes it more likely; what does not cause it, if many think so.")),
        Section(
            _("How it is found"), _("Which examinations and tests, in what order, and what they can and cannot show.")
        ),
        Section(
            _("Treatment"),
            _(
                "What helps and how much, in natural frequencies; what the choices are, and doing nothing as one of them."
            ),
        ),
        Section(
            _("Harms of treatment"),
            _("Side effects and risks, how often, and who must not have which treatment."),
            (Safety.CONTRAINDICATIONS,),
        ),
        _PREGNANCY,
        Section(_("Living with it"), _("What people can do themselves; work, sport, travel, family.")),
        Section(_("Outlook"), _("What usually happens with and without treatment, and how long it takes.")),
        _EVIDENCE,
    ),
    ArticleType.TREATMENT: (
        Section(_("What it is for"), _("For whom and for what it is meant, and what it is hoped to do.")),
        _WHO_NOT,
        Section(
            _("How it is done"), _("What happens before, during and after, how long it takes, who does it and where.")
        ),
        Section(_("What it can do"), _("How many of a hundred are helped, compared with other treatment or none.")),
        Section(_("What can go wrong"), _("Harms, how often and how grave, soon and late.")),
        _HELP,
        _PREGNANCY,
        Section(_("Afterwards"), _("Recovery, what to do and to leave, when to come back.")),
        Section(_("Other choices"), _("What else there is, doing nothing included.")),
        _EVIDENCE,
    ),
    ArticleType.MEDICINE: (
        Section(
            _("What it is for"),
            _("Which illnesses it is used for, and how it works in a sentence; brand and generic names."),
        ),
        _WHO_NOT,
        _PREGNANCY,
        Section(
            _("Kidneys and liver"),
            _("What changes if kidneys or liver do not work well: dose, checks, not at all."),
            (Safety.KIDNEYS, Safety.LIVER),
        ),
        Section(
            _("How to take it"),
            _(
                "Dose, how often, for how long, the most in a day; with food or without. Say for whom each dose is meant."
            ),
        ),
        Section(
            _("Missed or too much"),
            _("What to do after a missed dose, and after too much; who to call."),
            (Safety.OVERDOSE,),
        ),
        Section(_("Side effects"), _("Common ones with how often, rare but grave ones with what to do.")),
        _HELP,
        Section(
            _("With other medicines and alcohol"),
            _("What must not be taken together, what needs care; alcohol."),
            (Safety.ALCOHOL,),
        ),
        Section(
            _("Driving and machines"), _("Whether it makes people drowsy or slow, and what to do."), (Safety.DRIVING,)
        ),
        Section(_("Stopping it"), _("How to stop, and what happens if it is stopped suddenly."), (Safety.STOPPING,)),
        _EVIDENCE,
    ),
    ArticleType.TEST: (
        Section(_("What it shows"), _("What is looked for, for whom the test is meant, and for whom it is of no use.")),
        _WHO_NOT,
        _PREGNANCY,
        Section(_("How to prepare"), _("Eating, medicines, what to bring, what to tell the staff before.")),
        Section(_("What happens"), _("Step by step, how long it takes, whether it hurts.")),
        Section(
            _("What the result means"),
            _("Normal and abnormal; how many of a hundred results are wrong, in both directions; what happens next."),
        ),
        Section(_("Risks"), _("What can go wrong, how often, radiation and contrast media included.")),
        _HELP,
        _EVIDENCE,
    ),
    ArticleType.QUESTION: (
        Section(_("The short answer"), _("The answer in two or three sentences, with how sure it is.")),
        Section(_("Why"), _("The reasons, in the order in which a reader would ask for them.")),
        Section(
            _("For whom it is different"),
            _("Children, older people, pregnancy, other illnesses and medicines."),
            (Safety.CONTRAINDICATIONS, Safety.PREGNANCY),
        ),
        _HELP,
        _EVIDENCE,
    ),
}

LABELS: Final[Mapping[ArticleType, StrPromise]] = {
    ArticleType.CONDITION: _("Condition"),
    ArticleType.TREATMENT: _("Treatment"),
    ArticleType.MEDICINE: _("Medicine"),
    ArticleType.TEST: _("Test"),
    ArticleType.QUESTION: _("Question and answer"),
}
CHOICES: Final = [(kind.value, LABELS[kind]) for kind in ArticleType]


def safety_of(kind: ArticleType) -> frozenset[Safety]:
    """Which topics of safety an article of this type speaks about."""
    return frozenset(topic for section in SKELETONS[kind] for topic in section.safety)


def type_of(words: str) -> ArticleType | None:
    """The type that a table or a file names, by its value or its label in the language that is active; None for any other word."""
    wanted = " ".join(words.casefold().split())
    return next((kind for kind in ArticleType if wanted in (kind.value, str(LABELS[kind]).casefold())), None)
