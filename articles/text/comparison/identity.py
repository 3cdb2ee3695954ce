"""When two pieces of text are the same one: to the letter, but for which kind of blank stands between two words."""

import re

from articles.text.quantities import tokens

_BLANKS = re.compile("[ \u00a0\u2009\u202f]+")


def same_html(html: str, text: str) -> str:
    """The HTML with common blanks, unless they would make other words of it: "3 100 mg" is two things, or one."""
    if html.isascii():
        return html
    common = _BLANKS.sub(" ", html)
    if common == html or tokens(_BLANKS.sub(" ", text)) != tokens(text):
        return html
    return common
