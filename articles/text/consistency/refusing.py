"""Words that refuse, in their many forms, and turns of speech with a "not" in them that refuse nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from articles.text.consistency.directions import TAKEN

WITHOUT: Final = re.compile(r"\bwithout\b", re.IGNORECASE)
# A purpose: "with food to avoid an upset stomach", but "it is best to avoid it" and "tablets to avoid".
_PURPOSE: Final = re.compile(r"\bto (?:avoid|stop|keep [\w’' -]{1,30}? away)\b")
_WISHED: Final = frozenset(
    """
    reason reasons cause grounds call excuse
    need needs needed have has had ought used best better want wants try tries trying important essential vital wise sensible
    advised told asked how when what who which recommended able you it is are was were be likely safe safer not never people
    going decide decided remember sure and or but them him her me
    """.split()  # noqa: SIM905
)
# Turns of speech with a "not" or "more" in them that refuse nothing, in small letters.
_HARMLESS: Final = re.compile(
    rf"(?:\bno\b|\bnot\b|\bnever\b|n['’]t\b)(?: {TAKEN}){{0,5}} (?:(?:more|less|fewer|later|longer|shorter|sooner"
    rf"|earlier|older|younger"
    r"|higher|lower|greater|heavier|bigger|smaller) than|(?:more|less) (?:often|frequently) than|sooner|exceed\w*"
    r"|over|above|beyond|past|in excess of)\b"
    r"|\bnot (?:only|just|yet (?=\d|\w+ (?:years?|months?|weeks?)))\b|\bavoid(?:ing)?(?: \w+){0,3} (?:more|less"
    r"|longer|fewer) than\b"
    r"|\bno(?:t a)? (?:problem|risk|objection|concern|issue)s?\b|\bnothing (?:is )?wrong with\b"
    r"|\bwithout (?:any )?(?:risk|problems?|difficulty|worry|concerns?|harm|fear|trouble|hesitation|restrictions?)\b"
    r"|\bwith or without\b|\bwhether or not\b|\bif not\b|\bor not\b"
    r"|\bwithout (?<!\bgo without )(?<!\bgoes without )(?<!\bgoing without )(?<!\bdo without )"
    r"(?:medical |a doctor['’]s |your doctor['’]s )?(?:advice|delay|asking"
    r"|talking|food|water|symptoms|treatment|aura)\b"
    r"|\b(?:no longer|not) (?=\d)|\b(?:neither|nor) (?:(?:more|less|fewer|later|longer|shorter|sooner|earlier|older|younger|higher|lower"
    r"|greater|heavier|bigger|smaller) than|over|above|under|below)\b"
    r"|\bno(?:t any|t a)? (?:\w+ ){0,2}?(?:restrictions?|limits?|objections?|bans?|bar)\b"
    r"|\bmake sure (?:that )?(?:your|the|there|nothing|none|no)\b[^.;]*|\b(?:see|check|test|tests|shows?) (?:whether|if|that)\b[^.;]*"
    r"|\b(?:with|has|have|had|having) no (?=\w)(?!effect|place|role|need|business|more)|\bborn with(?:out)? no\b"
    r"|\b(?:no|not|never|cannot|n['’]t) (?:(?:go|goes|be|been|leave|left|is|are|was|were) (?:it |them )?)?un(?!der|it"
    r"|til)\w{3,}(?:ed|able)\b"
    r"|\b(?:stop(?:s|ped|ping)?|cease[sd]?|quit(?:s|ting)?|giv(?:e|es|ing) up|gave up) (?:smoking|cigarettes|tobacco)\b"
    r"|\bnot (?:un(?:common|usual|expected|reasonable|known|heard of)|infrequent|insignificant|impossible|rare)(?:ly)?\b"
    r"|(?:\b(?:not|never|cannot)|n['’]t) (?:\w+ )?exclude\b"
    r"|\b(?:cannot|can['’]t|could not|unable to) (?:work|stand|sleep|speak|see|swallow|walk|pass|urinate|pee|wee|breathe|move|feel"
    r"|hear|eat|lift|bear|keep)\b"
)
# In small letters, and without what has to stand before them: so they are found quickly.
_REFUSES: Final = re.compile(
    r"(?:"
    r"not|no|never|none|neither|cannot|nothing|nobody|avoid(?:s|ed|ing|ance)?|contra-?indicat(?:ed|ion|ions|es)"
    r"|stop(?:s|ped|ping)?|discontinu(?:e|es|ed|ing|ation)|withdraw(?:al|n|ing|s)?|cease[sd]?|withhold|withheld"
    r"|withholding"
    r"|hold (?=the dose|it|treatment)|omit(?:s|ted)?|skip(?:s|ped|ping)?|refrain|abstain|abstinence|unsafe|unsuitable"
    r"|inadvisable|inappropriate|prohibited|forbidden|fail(?:s|ed|ing|ure)? to|postpone|defer|excludes|excluded"
    r"|exclude(?= (?:if|patients))|rule[sd]? out|refused?|unlikely|miss(?:es)?|ineffective|unnecessary"
    r"|needless|dangerous(?! (?:\w+ )?(?:reactions?|infections?|illness|conditions?|complications?|bleed\w*|rhythm|disease|allerg\w*))"
    r"|steer clear|stay away|keep away|keep off|leav(?:e|es|ing) (?:\w+ ){0,4}?out|off[- ]limits"
    r"|out of bounds|bad idea"
    r"|(?:must|should|have to|has to|need to|needs to) wait|giv(?:e|es|ing) up(?! to)|cut(?:s"
    r"|ting)? (?:\w+ ){0,3}?out"
    r"|(?:go|goes|do|does) without|leav(?:e|es|ing) (?:[\w’'-]+ ){1,6}?alone|hold(?:s|ing)? off|precluded?s?"
    r"|ill-advised|off the (?:menu|table|list)|out of the question|a no-no|no-go|banned|unwarranted|unhelpful|useless|pointless|futile"
    r"|no longer|too (?:young|old|early|soon|late|ill|weak|frail|risky|dangerous|unwell)(?= (?:to|for)\b)|incompatible"
    r"|unwise|deferred|unacceptable|hazardous|risky|harmful|(?:advise[sd]?|recommend(?:s|ed)?|warn(?:s|ed)?"
    r"|decided?) (?:\w+ )?against"
    r"|(?:take|use|have|get|give|keep(?: to)?|stay on|need)s? (?:the|your|a) (?:usual|normal|same|full"
    r"|standard) dose(?! (?:is|of|for|at))|stay(?:s|ing)? off|kept away|keeping away|give (?:\w+ ){0,2}?a miss"
    r"|put(?:s|ting)? (?:\w+ ){0,3}?off|wet"
    r"|leav(?:e|es|ing) off|left off|rul(?:e|es|ed|ing) (?:it |this |them |that )?out|fasted|fasting(?= (?:is|was|for|not)\b)"
    r"|nil by mouth|nbm|interrupt(?:s|ed|ing|ion)?"
    r"|(?:rarely|seldom|hardly|scarcely)(?= (?:\w+ ){0,2}?(?:indicated|need\w*|required|necessary|recommended"
    r"|helps?|anyone|anybody|ever|justified|useful))"
    r"|keep(?:s|ing)? (?:[\w-]+ ){0,5}?(?:out of(?! (?:the )?(?:reach|sight))|away(?! from children(?! (?:until|till|under|below"
    r"|younger|aged|who))))|stay(?:s"
    r"|ing)? out of|discourage[sd]?|com(?:e|es|ing) off|bad for"
    r"|(?:something|anything|medicines?|drugs?|treatments?) other than"
    r"|(?:seizure|pain|symptom|fever|smoke|headache|alcohol)-free|pause[sd]?|harm(?:s|ed)?|without"
    r")(?![\w-])"
)
# Words that refuse only behind others, and short forms of "not".
_REFUSES_BEHIND: Final = re.compile(
    r"n['’]t\b|(?<![\w-])(?:"
    r"^hold(?! off)|(?<=be )delayed|(?<=not )delay|(?<=n['’]t )delay|(?<=never )delay|(?<=to )fast|(?<=must )fast"
    r"|(?<=should )fast"
    r"|(?<=not )fast|(?<!a )few(?= (?:people|patients|children|women|men) (?:need|require|benefit))|^delay"
    r"|(?<=not )restricted|(?<=no )restrictions?|(?<=be )minimi[sz]ed"
    r")(?![\w-])"
)


@lru_cache(maxsize=8192)
def refusals(text: str) -> int:
    """How many words of it refuse: two are a yes."""
    lowered = text.lower()
    if "without" in lowered and not _ABLE.search(lowered):
        lowered = WITHOUT.sub(" ", lowered)
    if not _refusals(lowered):
        return 0
    told = _PURPOSE.sub(_but_a_purpose, _HARMLESS.sub(" ", lowered))
    return _refusals(_NEITHER.sub(r"not\1or", told))


def _but_a_purpose(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 20) : found.start()].split()
    is_wished = not before or before[-1] in _WISHED or before[-1].endswith("s")
    return found[0] if is_wished else " "


def _refusals(text: str) -> int:
    """In small letters. "Renot" and "not-for-profit" refuse nothing."""
    padded = f" {text}"
    before = (padded[found.start() - 1] for found in _REFUSES.finditer(padded))
    behind = len(_REFUSES_BEHIND.findall(text)) if any(word in text for word in _BEHIND) else 0
    return sum(not (sign.isalnum() or sign in "-_") for sign in before) + behind


# One of these stands where one of those does.
_BEHIND: Final = ("n't", "n’t", "hold", "delay", "fast", "few", "restrict", "minimi")


# "You can go there without antibiotics" refuses them; "for people without bleeding" does not.
_ABLE: Final = re.compile(
    r"\b(?:can|cannot|may|must|could|should|able to|go|manage|do|stop|stopped|resolves?|heals?|settles?|improves?"
    r"|better|away|recovers?)\b[^.;]{0,60}\bwithout\b"
)
_NEITHER: Final = re.compile(r"\bneither\b([^.;]{0,80}?)\bnor\b")
