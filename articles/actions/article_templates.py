"""The publisher's own templates of articles. Those that the product brings stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import ArticleTemplate, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.skeletons import ArticleType, Section

MOST_SECTIONS, LONGEST_HEADING, LONGEST_PROMPT, LONGEST_NAME = 60, 120, 1000, 80


class TemplateNotWhole(Refusal):
    """A template needs a name of its own, and sections with headings."""


@transaction.atomic
def save_template(
    *, by: Person, name: str, sections: Sequence[Section], type: str = "", template: ArticleTemplate | None = None
) -> ArticleTemplate:
    """A new one, or another content of one. The same again changes nothing. `type` is that of articles that begin with it."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    row = ArticleTemplate.objects.get(pk=template.pk) if template else ArticleTemplate()
    data = [{"heading": str(section.heading), "asks": str(section.asks)} for section in sections]
    name = " ".join(name.split())
    if (row.name, row.sections, row.type) == (name, data, type):
        return row
    _require_whole(row, name, sections)
    if type not in ("", *ArticleType):
        raise TemplateNotWhole(_("Choose a type of the list, or none."))
    row.name, row.sections, row.type, row.saved_by, row.saved_at = name, data, type, by, timezone.now()
    row.save()
    record.append(record.SITE, "template_saved", by=by, template=row.pk, name=row.name, sections=len(data), type=type)
    return row


@transaction.atomic
def remove_template(template: ArticleTemplate, *, by: Person) -> None:
    """Articles that began with it keep what they have. Twice is as once."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    gone, _by_model = ArticleTemplate.objects.filter(pk=template.pk).delete()
    if gone:
        record.append(record.SITE, "template_removed", by=by, template=template.pk, name=template.name)


def _require_whole(row: ArticleTemplate, name: str, sections: Sequence[Section]) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise TemplateNotWhole(_("Give the template a name of at most %d letters.") % LONGEST_NAME)
    if ArticleTemplate.objects.filter(name__iexact=name).exclude(pk=row.pk).exists():
        raise TemplateNotWhole(_("There is a template of this name. Choose another name."))
    if not sections or len(sections) > MOST_SECTIONS:
        raise TemplateNotWhole(_("Write between one and %d sections.") % MOST_SECTIONS)
    for section in sections:
        if not str(section.heading).strip() or len(str(section.heading)) > LONGEST_HEADING:
            raise TemplateNotWhole(_("Each section needs a heading of at most %d letters.") % LONGEST_HEADING)
        if not str(section.asks).strip() or len(str(section.asks)) > LONGEST_PROMPT:
            raise TemplateNotWhole(_("“%s”: say what belongs in this section.") % section.heading)
