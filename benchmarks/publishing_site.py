"""A public site whose pages are all made anew, in a process of its own: `python -m benchmarks.publishing_site`."""

from __future__ import annotations

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.utils import translation  # noqa: E402

from articles.models import Publication  # noqa: E402
from articles.publishing import render  # noqa: E402
from articles.publishing.releases import facts_for  # noqa: E402
from benchmarks import many_articles  # noqa: E402
from benchmarks.answering import answer, taken  # noqa: E402

ROUNDS = 3


class Site:
    def fill(self, articles: int) -> None:
        call_command("migrate", verbosity=0)
        many_articles.fill(articles)

    def bare(self, pages: int) -> dict[str, float]:
        """Pages a second of the template alone, filled with what was worked out before: on the clock, and of the processor's time;
        and the bytes of one page."""
        template, filled = get_template(render.TEMPLATE), _filled(pages)
        with translation.override("en"):
            html = [template.render(context) for context in filled]
            rounds = [taken(lambda: [template.render(context) for context in filled]) for _round in range(ROUNDS)]
        return {
            "clock": len(filled) / min(one.seconds for one in rounds),
            "processor": len(filled) / min(one.processor for one in rounds),
            "bytes": sum(len(page.encode()) for page in html) / len(html),
        }


def _filled(pages: int) -> list[dict[str, Any]]:
    filled: list[dict[str, Any]] = []
    for publication in Publication.objects.live().select_related("version", "article").order_by("pk"):
        manifest, facts = publication.version.content, facts_for(publication)
        with translation.override("en"):
            filled += [render.context(manifest, facts, name) for name in facts.audiences]
        if len(filled) >= pages:
            break
    return filled[:pages]


if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "bare": site.bare})
