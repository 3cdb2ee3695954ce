"""What sources say became of a work, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.outside.statements import Kind, Statement

WORDS: dict[Kind, str | Promise] = {
    "retracted": gettext_lazy("retracted"),
    "withdrawn": gettext_lazy("withdrawn"),
    "concern": gettext_lazy("expression of concern"),
    "corrected": gettext_lazy("corrected"),
}


def sentence_of(statements: Iterable[Statement]) -> str:
    """ "Said of it since: retracted (PubMed); corrected (Crossref (publisher)). Look at it …", or ""."""
    said = dict.fromkeys(f"{WORDS[one.kind]} ({one.by})" for one in statements)
    return _("Said of it since: %s. Look at it before you cite it.") % "; ".join(said) if said else ""
