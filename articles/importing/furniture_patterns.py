"""The lines that page furniture is known by, each with the reason why it is left out."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence

_DATE = _("A date of the former page. Dates are kept by this system.")
_STATUS = _("The status of the former page. Status is shown by this system.")
_BANNER = _("A banner of the former page.")
_NAVIGATION = _("Navigation of the former page.")
_PERSONAL = _("A question to the visitor of the former page.")
_DISCLAIMER = _("A disclaimer of the former page. Each audience has the publisher's own.")
_PROMOTION = _("Advertising or an invitation of the former page.")
_BYLINE = _("Who wrote or reviewed it. Contributors are entered with the article's details.")
_RIGHTS = _("A notice of rights of the former page.")


@dataclass(frozen=True)
class Pattern:
    """`words` must match a whole line. A weak one counts only beside other furniture: it could be a heading."""

    words: re.Pattern[str]
    reason: Sentence
    is_weak: bool = False


def _strong(reason: Sentence, *lines: str) -> Pattern:
    return Pattern(re.compile("|".join(lines), re.IGNORECASE), reason)


def _weak(reason: Sentence, *lines: str) -> Pattern:
    return Pattern(re.compile("|".join(lines), re.IGNORECASE), reason, is_weak=True)


_DAY = (
    r"(?:\w+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)?\.? \w+,? \d{4}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\w+ \d{4})"
)
_DONE = r"(?:updated|modified|reviewed|published|posted)"
_NAME = r"(?-i:[A-Z])[\w.’'-]+"
_DEGREE = r"(?-i:MD|DO|PhD|RN|MBBS|FRCP|PharmD|MSc|MPH)"
_MENU = r"(?:home|menu|about|contact|search|log ?in|sign ?(?:in|up)|blog)"

PATTERNS = (
    _strong(
        _DATE,
        rf"(?:page |content )?(?:last |date )?{_DONE}(?: on)?:? *{_DAY}.{{0,80}}",
        rf"(?:next|last) (?:review|update)(?: due| date)?:? *{_DAY}.{{0,40}}",
    ),
    _strong(_STATUS, r"(?:article )?review status:?"),
    _weak(_STATUS, r"submitted", r"(?:under|in) review", r"approved", r"pending(?: review)?", r"draft"),
    _strong(
        _BANNER,
        r"medical advisory board.{0,40}(?:all|every|our|this|each)\b.{0,200}\breviewed\b.{0,200}",
        r"(?:for )?(?:education|information)(?:al)? purposes? only\b.{0,200}",
        r"(?:this )?content is pending (?:human )?review.{0,60}",
        r"(?:we use cookies|this (?:web)?site uses cookies)\b.{0,300}",
        r"(?:accept|reject|manage)(?: all)? cookies",
    ),
    _strong(
        _BYLINE,
        r"(?:medically |clinically )?(?:reviewed|fact[- ]checked|written|edited) by:? .{1,120}(?<![.!?])",
        rf"by {_NAME}(?: {_NAME}){{1,3}},? {_DEGREE}\b.{{0,60}}",
    ),
    _strong(
        _PERSONAL,
        r"personali[sz]e(?: .{0,40})?",
        r"help us tailor .{0,80}",
        r"which best describes you\?.{0,200}",
        r"(?:i am|i'm|i’m) (?:a|an) (?:patient|doctor|clinician|student|health ?care professional|carer)",
        r"(?:was|is) this (?:article|page|answer|information) helpful\?.{0,40}",
    ),
    _weak(_PERSONAL, r"yes", r"no", r"yes ?/ ?no", r"patient", r"doctor", r"clinician", r"student", r"carer"),
    _strong(
        _NAVIGATION,
        r"(?:view |read |see )?(?:our )?editorial policy",
        r"skip to (?:main )?(?:content|navigation).{0,20}",
        r"back to (?:the )?top",
        r"jump to (?:section|content).{0,20}",
        r"(?:home|start)(?: *[>»›/|→] *[^>»›/|→]{1,60}){1,6}",
        rf"{_MENU}(?:(?: *[|•·/] *| {{2,}}|\t)[\w ]{{2,24}}){{2,12}}",
        r"(?:share|follow us) on .{1,60}(?<!\.)",
        r"\d{1,3} ?-?min(?:ute)?s? read",
    ),
    _weak(
        _NAVIGATION,
        r"table of contents|on this page|in this article|contents|menu|main menu|toggle navigation",
        r"home|search|about(?: us)?|contact(?: us)?|blog|login|next|previous|articles|topics|close|more",
        r"log ?in|sign ?(?:in|up|out)|subscribe(?: now)?|register|my account|bookmark|print(?: this page)?",
        r"share(?: (?:this|on|via)\b.{0,60})?|tweet|e-?mail this.{0,20}|copy link",
        r"facebook|twitter|linkedin|whatsapp",
        r"read more.{0,60}(?<!\.)",
        r"(?:related|recommended|popular) (?:articles|posts|topics|reading)",
    ),
    _weak(_PROMOTION, r"advertisement", r"sponsored(?: content)?", r"ad"),
    _strong(_PROMOTION, r"(?:sign up|subscribe) (?:for|to) (?:our|the) .{0,120}"),
    _strong(_RIGHTS, r"(?:copyright )?(?:©|\(c\)) ?.{0,120}", r"copyright \d{4}.{0,120}", r"all rights reserved\.?"),
    _weak(
        _RIGHTS,
        r"(?:privacy|cookie) (?:policy|notice)(?: *[|•·] *.{0,120})?",
        r"terms (?:of|and) (?:use|service|conditions).{0,100}",
    ),
)

# Headings of furniture: the text below them goes along.
CHAPTERS = (
    _strong(_DISCLAIMER, r"(?:professional |general |important )?(?:medical |legal )?disclaimer:?"),
    _strong(
        _PROMOTION,
        r"(?:have|got) (?:a |any )?(?:follow[- ]?up |more |another |other )?questions?\?(?: ask.{0,60})?",
        r"(?:ask|chat with) (?:our|the) (?:medical )?(?:a\.?i\.?|assistant|expert)\b.{0,40}",
    ),
    _strong(
        _NAVIGATION,
        r"(?:related|recommended|popular|more) (?:articles|posts)|you may also like|(?:join|get) our newsletter",
    ),
)
