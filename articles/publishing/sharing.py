"""What a reader sends to somebody else: never without a notice on it (S18), whom the text is for and how old it is (S1)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from articles import copy_codes
from articles.publishing import wording
from articles.publishing.facts import PageFacts


@dataclass(frozen=True)
class Share:
    """`words` to copy, a line each; `mail` opens them in a program for mail, with no address in it."""

    words: str
    mail: str


def share(facts: PageFacts, audience: str, *, title: str, url: str) -> Share:
    lines = [
        *(wording.notice_line(notice.kind, notice.on, notice.sentence) for notice in facts.notices),
        title,
        _("Written for: %(written_for)s") % {"written_for": wording.WRITTEN_FOR[audience]},
        _review(facts),
        url,
    ]
    code = facts.copy_codes.get(audience, "")
    if code:
        asked = f"{facts.publisher.site_url.rstrip('/')}/c/{copy_codes.shown(code)}"
        lines.append(_("Is this copy current? %(address)s") % {"address": asked})
    words, prefix = "\n".join(lines), str(wording.TITLE_PREFIX[audience])
    subject = ": ".join(filter(None, (prefix, title)))
    return Share(words, f"mailto:?subject={quote(subject)}&body={quote(words.replace(chr(10), chr(13) + chr(10)))}")


def _review(facts: PageFacts) -> str:
    """S3: what waits for its review says so."""
    if facts.last_reviewed is None:
        return _("Not reviewed by our board")
    last = _("Last reviewed %(date)s") % {"date": format_date(facts.last_reviewed, "DATE_FORMAT")}
    if facts.review_due is None:
        return last
    return f"{last} · " + _("Next review due %(date)s") % {"date": format_date(facts.review_due, "DATE_FORMAT")}
