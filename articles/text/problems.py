"""What the dialect would leave out or read differently, by line, for whoever typed it as HTML."""
from dataclasses import dataclass
from articles.refusals import Sentence
@dataclass(frozen=True)
class Problem:
    line: int
    sentence: Sentence
def problems(html: str) -> list[Problem]:
    return []
