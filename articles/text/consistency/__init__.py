"""Agreement within a text and between the texts of an article: what a check noticed, for a person to judge.

`compared(left, right)` gives the flags of two texts, `checked(html)` those of one, `unsaid(*texts)` what none of them says, `by_section`
groups them for a page.
Texts are canonical HTML; `whole` puts title, question and summary above a body. A `Flag` holds the passages side by
side, `why` is its sentence, `fingerprint` finds the answer that was given to it (it changes with either passage), and
`equality` is the same for flags that one answer may cover. That nothing was noticed proves nothing.
"""

from articles.text.consistency.checking import checked, compared, unsaid, whole
from articles.text.consistency.flags import Flag, Group, Kind, Passage, Severity, by_section, worst_first

__all__ = [
    "Flag",
    "Group",
    "Kind",
    "Passage",
    "Severity",
    "by_section",
    "checked",
    "compared",
    "unsaid",
    "whole",
    "worst_first",
]
