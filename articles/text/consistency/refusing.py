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
    r"|\b(?:otherwise not|not otherwise)\b|\bwith or without\b|\bwhether or not\b|\bif not\b|\bor not\b"
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
# How one of them begins.
_BEGINS: Final = re.compile(
    r"no|n['’]t|avoid|with|whether|if|or|otherwise|neither|never|make|see|check|test|show|has|hav|had|born|stop|cease|quit|giv|gave|can"
    r"|could|unable"
)
# A purpose refuses nothing.
_SO_THAT: Final = re.compile(
    r"\bso that (?:you|it|they|he|she|your \w+) (?:do not|don['’]t|does not|doesn['’]t|will not|won['’]t|cannot|can['’]t) [^.;,]*"
)
# In small letters, and without what has to stand before them: so they are found quickly.
_REFUSES: Final = re.compile(
    r"(?:"
    r"not|no|never|none|neither|cannot|nothing|nobody|avoid(?:s|ed|ing|ance)?|contra-?indicat(?:ed|ion|ions|es)"
    r"|stop(?:s|ped|ping)?|discontinu(?:e|es|ed|ing|ation)|withdraw(?:al|n|ing|s)?|cease[sd]?|withhold|withheld"
    r"|withholding"
    r"|hold (?=the dose|it|treatment)|omit(?:s|ted)?|skip(?:s|ped|ping)?|refrain|abstain|abstinence|unsafe|unsuitable"
    r"|inadvisable|inappropriate|prohibit(?:s|ed)?|forbid(?:s|den)?|fail(?:s|ed|ing|ure)? to|postpon(?:e|es|ed|ing)|defer(?:s|red|ring)?"
    r"|excludes|excluded"
    r"|exclude(?= (?:if|patients))|rule[sd]? out|refused?|unlikely|miss(?:es)?|ineffective|unnecessary"
    r"|needless|dangerous(?! (?:\w+ )?(?:reactions?|infections?|illness|conditions?|complications?|bleed\w*|rhythm|disease|allerg\w*))"
    r"|steer clear|stay away|keep away|keep off|leav(?:e|es|ing) (?:\w+ ){0,4}?out|off[- ]limits"
    r"|out of bounds|bad idea"
    r"|(?:must|should|have to|has to|need to|needs to) wait|giv(?:e|es|ing) up(?! to)|cut(?:s"
    r"|ting)? (?:\w+ ){0,3}?out"
    r"|(?:go|goes|do|does) without|leav(?:e|es|ing) (?:[\w’'-]+ ){1,6}?alone|hold(?:s|ing)? off|precluded?s?"
    r"|ill-advised|off the (?:menu|table|list)|out of the question|a no-no|no-go|banned|unwarranted|unhelpful|useless|pointless|futile"
    r"|no longer|too (?:young|old|early|soon|late|ill|weak|frail|risky|dangerous|unwell)(?= (?:to|for)\b|[.,;]|$)|incompatible"
    r"|unwise|unacceptable|hazardous|risky|harmful|(?:advise[sd]?|recommend(?:s|ed)?|warn(?:s|ed)?"
    r"|decided?) (?:\w+ )?against"
    r"|(?:take|use|have|get|give|keep(?: to)?|stay on|need)s? (?:the|your|a) (?:usual|normal|same|full"
    r"|standard) dose(?! (?:is|of|for|at))|stay(?:s|ing)? off|kept away|keeping away|give (?:\w+ ){0,2}?a miss"
    r"|put(?:s|ting)? (?:\w+ ){0,3}?off|get(?:s|ting)? (?:\w+ ){0,2}?wet"
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
# Turns of speech that refuse, and what one of which stands in each of them.
_IDIOMS: Final = re.compile(
    r"(?:"
    r"refrain(?:s|ed|ing)|abstain(?:s|ed|ing)|for(?:e)?go(?:es|ing)?(?= (?:it|this|that|the|your|any|all|food|alcohol))|ditch(?:es|ed)?"
    r"|steers? clear|stay(?:s|ing)? clear of|keep(?:s|ing)? clear of|say(?:s|ing)? no to|suspend(?:s|ed|ing)?|held back"
    r"|(?:get|gets|make|makes|manage|manages) (?:do|by|along|on) without|tak(?:e|es|ing) a (?:break|rest|holiday) from|hands off"
    r"|swear off|lay off"
    r"|call(?:s|ed|ing)? off|keep(?:s|ing)? (?:[\w’'-]+ ){1,5}?off(?! the (?:ground|floor))|rul(?:e|es) against|barred|ban(?:s|ned)?|taboo"
    r"|(?:is|are|be|being|becomes?) (?:a |an )?(?:\w+ )?(?:poison(?:ous)?|toxic|deadly|fatal|lethal|wrong)(?! (?:level|dose|amount)s?)"
    r"|(?:do|does) (?:more |great |real )?(?:harm|damage)|(?:make|makes) (?:it|things|them|matters) worse|counter-?productive|bad news"
    r"|put(?:s|ting)? (?:[\w’'-]+ ){1,4}away|leav(?:e|es|ing) (?:[\w’'-]+ ){1,5}(?:for (?:when|if|now|later|another)|until|till)"
    r"|can wait|best left|anything but|(?:someone|somebody|anyone|anybody) else"
    r"(?= (?:to |do|does|clean|empt|change|handle|take|carry|lift|drive|has))"
    r"|waste of (?:time|money|effort)|last resort|wrong (?:idea|thing|choice|medicine|drug|tablet|treatment)"
    r"|leav(?:e|es|ing) (?:\w+ ){1,3}?be(?=$| and| for| until)"
    r")(?![\w-])"
)
_IDIOM_WORDS: Final = (
    "refrain", "abstain", "forgo", "forego", "ditch", " clear", "no to", "suspend", "held back", "by without", "do without",
    "along without", "on without", "break from", "rest from", "holiday from", " off", "e against", "s against", "barred", "ban", "taboo",
    "poison", "toxic", "deadly", "fatal", "lethal", "wrong", " harm", " damage", " worse", "counter", "bad news", " away", "leav",
    "can wait", "best left", "anything but", "body else", "one else", "waste", "last resort",
)  # fmt: skip
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
    if "so that" in lowered:
        lowered = _SO_THAT.sub(" ", lowered)
    if not _refusals(lowered):
        return 0
    told = _PURPOSE.sub(_but_a_purpose, _without_harmless(lowered))
    return _refusals(_NEITHER.sub(r"not\1or", told))


def _without_harmless(text: str) -> str:
    """With each of them a blank. They are looked for only where one may begin: there are many of them, and all are slow to miss."""
    kept: list[str] = []
    position = 0
    for begins in _BEGINS.finditer(text):
        found = _HARMLESS.match(text, begins.start()) if begins.start() >= position else None
        if found:
            kept.append(text[position : begins.start()])
            position = found.end()
    return " ".join([*kept, text[position:]])


def _but_a_purpose(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 20) : found.start()].split()
    is_wished = not before or before[-1] in _WISHED or before[-1].endswith("s")
    return found[0] if is_wished else " "


def _refusals(text: str) -> int:
    """In small letters. "Renot" and "not-for-profit" refuse nothing."""
    padded = f" {text}"
    spans = [found.span() for found in _REFUSES.finditer(padded)]
    if any(map(text.__contains__, _IDIOM_WORDS)):
        idioms = [found.span() for found in _IDIOMS.finditer(padded)]
        spans += [one for one in idioms if not any(start < one[1] and one[0] < end for start, end in spans)]
    before = (padded[start - 1] for start, _end in spans)
    behind = len(_REFUSES_BEHIND.findall(text)) if any(map(text.__contains__, _BEHIND)) else 0
    return sum(not (sign.isalnum() or sign in "-_") for sign in before) + behind


# One of these stands where one of those does.
_BEHIND: Final = ("n't", "n’t", "hold", "delay", "fast", "few", "restrict", "minimi")


# "You can go there without antibiotics" refuses them; "for people without bleeding" does not.
_ABLE: Final = re.compile(
    r"\b(?:can|cannot|may|must|could|should|able to|go|manage|do|stop|stopped|resolves?|heals?|settles?|improves?"
    r"|better|away|recovers?)\b[^.;]{0,60}\bwithout\b"
)
_NEITHER: Final = re.compile(r"\bneither\b([^.;]{0,80}?)\bnor\b")
