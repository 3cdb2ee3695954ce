"""A change in words for people: "0.5 mg → 5 mg, ten times", "Emphasis lost: not"."""

from fractions import Fraction
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.text.comparison.changes import Badge, BadgeKind, Detail, DetailKind

BADGE_NAMES: Final[dict[BadgeKind, Promise]] = {
    BadgeKind.NUMBER: gettext_lazy("Number changed"),
    BadgeKind.UNIT: gettext_lazy("Unit changed"),
    BadgeKind.FREQUENCY: gettext_lazy("How often changed"),
    BadgeKind.DRUG: gettext_lazy("Drug changed"),
    BadgeKind.SIDE: gettext_lazy("Side or place changed"),
    BadgeKind.NEGATION: gettext_lazy("Negation changed"),
    BadgeKind.DIRECTION: gettext_lazy("Direction changed"),
    BadgeKind.POPULATION: gettext_lazy("Whom it applies to changed"),
    BadgeKind.STRENGTH: gettext_lazy("Strength of advice changed"),
    BadgeKind.WARNING: gettext_lazy("Warning changed"),
}
_BOXES: Final[dict[str, Promise]] = {
    "key-points": gettext_lazy("key points"),
    "note": gettext_lazy("note"),
    "warning": gettext_lazy("warning"),
    "emergency": gettext_lazy("emergency"),
    "urgent": gettext_lazy("urgent"),
    "see-someone": gettext_lazy("see someone"),
    "next-step": gettext_lazy("next step"),
    "ask-your-doctor": gettext_lazy("ask your doctor"),
}
_TAGS: Final[dict[str, Promise]] = {
    "strong": gettext_lazy("bold"),
    "em": gettext_lazy("italic"),
    "dfn": gettext_lazy("term explained here"),
    "code": gettext_lazy("code"),
    "p": gettext_lazy("paragraph"),
    "li": gettext_lazy("list item"),
    **dict.fromkeys(("h2", "h3", "h4"), gettext_lazy("heading")),
    "table": gettext_lazy("table"),
    "blockquote": gettext_lazy("quotation"),
    "figure": gettext_lazy("image"),
    "ul": gettext_lazy("bullets"),
    "ol": gettext_lazy("numbers"),
    "th": gettext_lazy("header cell"),
    "td": gettext_lazy("cell"),
    "": pgettext_lazy("instead of the kind of a box", "none"),
}
# What stands in a sentence: the words, the old and the new value.
_DETAILS: Final[dict[DetailKind, Promise]] = {
    DetailKind.EMPHASIS_GAINED: gettext_lazy("Emphasis gained (%(new)s): %(words)s"),
    DetailKind.EMPHASIS_LOST: gettext_lazy("Emphasis lost (%(old)s): %(words)s"),
    DetailKind.SUPERSCRIPT_GAINED: gettext_lazy("Superscript gained: %(words)s"),
    DetailKind.SUPERSCRIPT_LOST: gettext_lazy("Superscript lost: %(words)s"),
    DetailKind.SUBSCRIPT_GAINED: gettext_lazy("Subscript gained: %(words)s"),
    DetailKind.SUBSCRIPT_LOST: gettext_lazy("Subscript lost: %(words)s"),
    DetailKind.LINK_ADDED: gettext_lazy("Link added on “%(words)s”: %(new)s"),
    DetailKind.LINK_REMOVED: gettext_lazy("Link removed from “%(words)s”: %(old)s"),
    DetailKind.LINK_TARGET: gettext_lazy("Link on “%(words)s” now leads to %(new)s; it led to %(old)s"),
    DetailKind.CITATION_ADDED: gettext_lazy("Citation added: %(new)s"),
    DetailKind.CITATION_REMOVED: gettext_lazy("Citation removed: %(old)s"),
    DetailKind.CITATION_REPLACED: gettext_lazy("Citation replaced: %(old)s → %(new)s"),
    DetailKind.CITATION_MOVED: gettext_lazy("Citation stands elsewhere: %(new)s"),
    DetailKind.HEADING: gettext_lazy("Heading changed: %(old)s → %(new)s"),
    DetailKind.HEADING_LEVEL: gettext_lazy("Heading level %(old)s → %(new)s"),
    DetailKind.BLOCK_KIND: gettext_lazy("Was: %(old)s. Is now: %(new)s"),
    DetailKind.LIST_KIND: gettext_lazy("The list had %(old)s and now has %(new)s"),
    DetailKind.LIST_START: gettext_lazy("The list now starts at %(new)s; it started at %(old)s"),
    DetailKind.LIST_DEPTH: gettext_lazy("Level in the list %(old)s → %(new)s"),
    DetailKind.JOINED: gettext_lazy("Now stands together with what is before it"),
    DetailKind.PARTED: gettext_lazy("Now stands apart from what is before it"),
    DetailKind.BOX: gettext_lazy("Box: %(old)s → %(new)s"),
    DetailKind.QUESTION: gettext_lazy("Question and answer pair"),
    DetailKind.IMAGE: gettext_lazy("Another image"),
    DetailKind.ALT_TEXT: gettext_lazy("Description of the image: “%(old)s” → “%(new)s”"),
    DetailKind.CAPTION: gettext_lazy("Caption: “%(old)s” → “%(new)s”"),
    DetailKind.CELL: gettext_lazy("Cell: “%(old)s” → “%(new)s”"),
    DetailKind.CELL_HEADER: gettext_lazy("“%(words)s” was: %(old)s. Is now: %(new)s"),
    DetailKind.CELL_SPAN: gettext_lazy("Cell “%(words)s” covered %(old)s and now covers %(new)s (columns × rows)"),
    DetailKind.ROW_ADDED: gettext_lazy("Row added: %(new)s"),
    DetailKind.ROW_REMOVED: gettext_lazy("Row removed: %(old)s"),
    DetailKind.ROW_MOVED: gettext_lazy("Row moved from place %(old)s to %(new)s: %(words)s"),
    DetailKind.COLUMN_ADDED: gettext_lazy("Column added: %(new)s"),
    DetailKind.COLUMN_REMOVED: gettext_lazy("Column removed: %(old)s"),
    DetailKind.LINE_BREAKS: gettext_lazy("Line breaks changed"),
    DetailKind.FORMATTING: gettext_lazy("Formatting changed"),
}
_SHIFTS: Final[dict[DetailKind, Promise]] = {
    DetailKind.SUPERSCRIPT_GAINED: gettext_lazy("Superscript gained: %(old)s → %(new)s"),
    DetailKind.SUPERSCRIPT_LOST: gettext_lazy("Superscript lost: %(old)s → %(new)s"),
    DetailKind.SUBSCRIPT_GAINED: gettext_lazy("Subscript gained: %(old)s → %(new)s"),
    DetailKind.SUBSCRIPT_LOST: gettext_lazy("Subscript lost: %(old)s → %(new)s"),
}
_NAMED: Final = frozenset(
    {DetailKind.EMPHASIS_GAINED, DetailKind.EMPHASIS_LOST, DetailKind.BLOCK_KIND, DetailKind.LIST_KIND}
    | {DetailKind.CELL_HEADER, DetailKind.BOX}
)
_PASSAGES: Final = {
    "added": gettext_lazy("A passage was added"),
    "removed": gettext_lazy("A passage was removed"),
    "moved": gettext_lazy("A passage was moved"),
}
_TIMES: Final[dict[Fraction, Promise]] = {
    Fraction(1): gettext_lazy("the same amount"),
    Fraction(2): gettext_lazy("twice"),
    **{
        Fraction(number): words
        for number, words in enumerate(
            (
                gettext_lazy("three times"), gettext_lazy("four times"), gettext_lazy("five times"),
                gettext_lazy("six times"), gettext_lazy("seven times"), gettext_lazy("eight times"),
                gettext_lazy("nine times"), gettext_lazy("ten times"), gettext_lazy("eleven times"),
                gettext_lazy("twelve times"),
            ),
            3,
        )
    },
    Fraction(1, 2): gettext_lazy("half"),
    Fraction(1, 3): gettext_lazy("a third"),
    Fraction(1, 4): gettext_lazy("a quarter"),
    Fraction(1, 5): gettext_lazy("a fifth"),
    Fraction(1, 6): gettext_lazy("a sixth"),
    Fraction(1, 7): gettext_lazy("a seventh"),
    Fraction(1, 8): gettext_lazy("an eighth"),
    Fraction(1, 9): gettext_lazy("a ninth"),
    Fraction(1, 10): gettext_lazy("a tenth"),
    Fraction(1, 100): gettext_lazy("a hundredth"),
    Fraction(1, 1000): gettext_lazy("a thousandth"),
    Fraction(1, 1_000_000): gettext_lazy("a millionth"),
}  # fmt: skip


def badge_sentence(badge: Badge) -> str:
    """ "0.5 mg → 5 mg, ten times", "not removed", "a warning: what stands in it changed"."""
    if badge.kind is BadgeKind.WARNING:
        return _warning(badge)
    times = f", {times_in_words(badge.factor)}" if badge.factor is not None else ""
    if badge.old and badge.new:
        return f"{badge.old} → {badge.new}{times}"
    return _("added: %s") % badge.new if badge.new else _("removed: %s") % badge.old


def _warning(badge: Badge) -> str:
    old, new = (str(_BOXES.get(kind, kind)) for kind in (badge.old, badge.new))
    if old == new:
        return _("in a box “%s”") % new
    if old and new:
        return f"{old} → {new}"
    return _("now in a box “%s”") % new if new else _("no longer in a box “%s”") % old


def times_in_words(factor: float) -> str:
    """ "ten times", "a tenth", "1,000 times", "1.5 times", "one part in 30"."""
    exact = Fraction(factor).limit_denominator(1_000_000)
    if exact in _TIMES:
        return str(_TIMES[exact])
    parts = 1 / factor
    if parts >= _FEW and (parts > _MANY or abs(parts - round(parts)) < _NEARLY):
        return _("one part in %s") % f"{parts:,.0f}"
    return _("%s times") % _rounded(factor)


# A share is said in parts where it is exact, or so small that nobody would notice the difference.
_FEW, _MANY, _NEARLY = 10, 100, 1e-6


def _rounded(factor: float) -> str:
    """Whole numbers from ten on, else two digits that count."""
    return f"{factor:,.0f}" if factor >= _FEW or factor == int(factor) else f"{factor:.2g}"


def detail_sentence(detail: Detail) -> str:
    """The detail as a sentence without its full stop; in a table with the place where it is."""
    sentences = _SHIFTS if detail.kind in _SHIFTS and detail.old and detail.new else _DETAILS
    if detail.kind is DetailKind.QUESTION:
        sentence = _("Is now a question and its answer") if detail.new else _("Is no longer a question and its answer")
    elif detail.kind is DetailKind.BOX and not detail.new:
        sentence = _("No longer in a box (%s)") % _name(detail.old)
    elif detail.kind is DetailKind.BOX and not detail.old:
        sentence = _("Now in a box (%s)") % _name(detail.new)
    else:
        sentence = str(sentences[detail.kind]) % _values(detail)
    return f"{detail.at}: {sentence}" if detail.at else sentence


def _values(detail: Detail) -> dict[str, str]:
    old, new = detail.old, detail.new
    if detail.kind in _NAMED:
        old, new = _name(old), _name(new)
    return {"old": old, "new": new, "words": " ".join(detail.words.split())}


def _name(value: str) -> str:
    if value in _TAGS:
        return str(_TAGS[value])
    return ", ".join(str(_BOXES.get(kind, kind)) for kind in value.split())


def reason_sentence(reason: Badge | Detail | str) -> str:
    """Why a change is not minor."""
    if isinstance(reason, Badge):
        return f"{BADGE_NAMES[reason.kind]}: {badge_sentence(reason)}"
    return detail_sentence(reason) if isinstance(reason, Detail) else str(_PASSAGES[reason])
