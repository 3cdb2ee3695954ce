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
from django.utils.safestring import SafeString  # noqa: E402

from articles.models import PreparedText, Publication  # noqa: E402
from articles.publishing import preparing, render  # noqa: E402
from articles.publishing.releases import facts_for  # noqa: E402
from benchmarks import many_articles  # noqa: E402
from benchmarks.answering import answer, taken  # noqa: E402

ROUNDS = 3


class Site:
    def fill(self, articles: int) -> None:
        call_command("migrate", verbosity=0)
        many_articles.fill(articles)

    def bare(self, pages: int) -> dict[str, float]:
        """Pages a second of the templates alone, those of the list of works among them, filled with what was worked out before: on the
        clock, and of the processor's time; and the bytes of one page."""
        filled, lists = _filled(pages)
        page, listed = get_template(render.TEMPLATE), [(get_template(name), context) for name, context in lists]

        def templates() -> None:
            for context in filled:
                page.render(context)
            for template, context in listed:
                template.render(context)

        with translation.override("en"):
            html = [page.render(context) for context in filled]
            rounds = [taken(templates) for _round in range(ROUNDS + 1)][1:]
        return {
            "clock": len(filled) / min(one.seconds for one in rounds),
            "processor": len(filled) / min(one.processor for one in rounds),
            "bytes": sum(len(page.encode()) for page in html) / len(html),
        }

    def forget_texts(self) -> None:
        PreparedText.objects.all().delete()


def _filled(pages: int) -> tuple[list[dict[str, Any]], list[tuple[str, dict[str, Any]]]]:
    """Of so many pages what their templates are filled with, and those of their lists of works with what."""
    filled: list[dict[str, Any]] = []
    lists: list[tuple[str, dict[str, Any]]] = []
    written = preparing.render_to_string

    def noted(name: str, context: dict[str, Any]) -> SafeString:
        lists.append((name, context))
        return written(name, context)

    preparing.render_to_string = noted  # type: ignore[assignment]
    for publication in Publication.objects.live().select_related("version", "article").order_by("pk"):
        manifest, facts = publication.version.content, facts_for(publication)
        with translation.override("en"):
            filled += [render.context(manifest, facts, name) for name in facts.audiences]
        if len(filled) >= pages:
            break
    preparing.render_to_string = written
    return filled, lists


if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "bare": site.bare, "forget_texts": site.forget_texts})
