"""What a single line looks like: bullet, numbered, heading, or running text."""

import re
from dataclasses import dataclass

SOLID_BULLETS = "•●■▪◆➢➤►⁃∙·*\uf0b7\uf0a7"
HOLLOW_BULLETS = "◦○□▫◇‣–—-+"
_BULLET = re.compile(rf"([{re.escape(SOLID_BULLETS + HOLLOW_BULLETS)}])(?:[ \t\u00a0]+(.*)|)$", re.DOTALL)
# These signs are nothing but bullets, so the blank behind them may be missing.
_TIGHT_BULLET = re.compile(r"([•●■▪◆➢➤►⁃◦○□▫◇\uf0b7\uf0a7])(\S.*)$", re.DOTALL)
# "1.2 Scope" needs no sign behind the number, but a capital, so that "2.5 mg" stays a dose.
_NUMBERED = re.compile(
    r"\(?([1-9]\d{0,2}|[1-9]\d?(?:\.[1-9]\d?)+(?=[.)]?\s+[^\W\d_a-z]))([.)]|(?<=\.\d)|(?<=\.\d\d))[ \t\u00a0]+(\S.*)$",
    re.DOTALL,
)
_STEP = re.compile(
    r"((?:Step|Part|Phase|Stage|Chapter|Section|Week|Level|Tip|Cause|Reason)\s+\d{1,2})\s*[:.–—-]\s*\S", re.I
)
_UNDERLINE = re.compile(r"(={2,}|-{3,})$")
_ATX = re.compile(r"#{1,6}\s+\S")
_RULE = re.compile(r"(?:[-*_=~]\s?){3,}$")
_QUESTION_MARKER = re.compile(r"(?:Q(?:uestion)?\s*(?:\d{1,2}\s*)?[.:)])\s*(\S.*)$", re.I | re.DOTALL)
_ANSWER_MARKER = re.compile(r"A(?:nswer)?\s*(?:\d{1,2}\s*)?[.:)]\s*(\S.*)$", re.I | re.DOTALL)

_LONGEST_HEADING = 140
_MOST_WORDS = 18
_SHORT_WORDS = 8
_SMALL_WORDS_TEXT = (
    "a an and as at but by for from how in into is it its nor of off on onto or over per the their to up via "
    "vs versus when with without your you do does be are than that this about after before during"
)
_SMALL_WORDS = frozenset(_SMALL_WORDS_TEXT.split())
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Bullet:
    sign: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """`number` is "3" or "2.1", `mark` the sign behind it; `text` is what follows."""

    number: str
    text: str
    mark: str = "."

    @property
    def position(self) -> int:
        return int(self.number.rsplit(".", 1)[-1])

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1


def bullet(text: str) -> Bullet | None:
    """A bare sign is a bullet whose text stands on the next line."""
    found = _BULLET.match(text) or _TIGHT_BULLET.match(text)
    return Bullet(found[1], (found[2] or "").strip()) if found and not is_rule(text) else None


def numbered(text: str) -> Numbered | None:
    found = _NUMBERED.match(text)
    return Numbered(found[1], found[3].strip(), found[2]) if found else None


def step(text: str) -> str:
    """ "Step 2" of a line such as "Step 2: Imaging Studies"."""
    found = _STEP.match(text)
    return found[1] if found else ""


def is_rule(text: str) -> bool:
    return len(text) < 200 and _RULE.match(text) is not None


def underline(text: str) -> int:
    """Level of the heading above this line, 0 when the line underlines nothing."""
    found = _UNDERLINE.match(text[:200]) if len(text) < 200 else None
    return 0 if not found else 1 if text[0] == "=" else 2


def atx_level(text: str) -> int:
    return len(text) - len(text.lstrip("#")) if _ATX.match(text) else 0


def question_of(text: str) -> str:
    """The words behind "Q:" or "Question 2."; empty without such a marker."""
    found = _QUESTION_MARKER.match(text)
    return found[1] if found else ""


def answer_of(text: str) -> str:
    found = _ANSWER_MARKER.match(text)
    return found[1] if found else ""


def ends_like_a_sentence(text: str) -> bool:
    return text.rstrip("\"'”’)»").endswith((".", "!", "?", ":", ";", "…"))


def looks_like_title(text: str) -> bool:
    """A line that is a heading wherever it stands: title case, capitals, or a step with a number."""
    if not _could_be_heading(text):
        return False
    return bool(step(text)) or _is_title_case(text)


def looks_like_question(text: str) -> bool:
    return _could_be_heading(text) and text.endswith("?")


def looks_like_label(text: str) -> bool:
    """A few words without an end mark: a heading only if its surroundings say so."""
    return _could_be_heading(text) and len(text.split()) <= _SHORT_WORDS and not text.endswith("?")


def _could_be_heading(text: str) -> bool:
    if not text or len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_WORDS:
        return False
    if text.endswith((".", "!", ":", ";", ",", "…", "-", "–", "—", "|")) or not _WORD.search(text):
        return False
    first = text.lstrip("\"'“‘(¿")[:1]
    return first.isupper() or first.isdigit() or text.endswith("?")


def _is_title_case(text: str) -> bool:
    plain = _BRACKETED.sub("", text)
    telling: list[str] = [word for word in _WORD.findall(plain) if word not in _SMALL_WORDS]
    if not telling or ". " in plain:
        return False
    capital = sum(word[0].isupper() for word in telling)
    if len(telling) == 1:
        return capital == 1 and len(plain.split()) <= 3
    return capital >= 2 and capital * 3 >= len(telling) * 2
