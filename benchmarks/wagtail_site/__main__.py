"""Answers for Wagtail: `python -m benchmarks.wagtail_site`, with Wagtail's own Python."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.wagtail_site.settings"
django.setup()

import wagtail  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from wagtail.admin.compare import RichTextFieldComparison  # noqa: E402
from wagtail.models import Page  # noqa: E402

from benchmarks.answering import Taken, answer, taken  # noqa: E402
from benchmarks.wagtail_site.pages.models import TextPage  # noqa: E402


class Site:
    """A page that its editor saves again and again."""

    page: TextPage
    user: Any

    def prepare(self, body: str) -> dict[str, str]:
        call_command("migrate", verbosity=0)
        self.user = get_user_model().objects.create_superuser("editor", "editor@example.org", "benchmark")
        self.page = TextPage(title="Leg pain", slug="leg-pain", body=body, live=False, owner=self.user)
        Page.objects.get(depth=1).add_child(instance=self.page)
        self.save(body)
        return {"wagtail": wagtail.__version__, "django": django.get_version()}

    def publish(self, slug: str, body: str, head: str, tail: str) -> str:
        """A page that readers see at `/slug/`; `head` and `tail` are what its template has around the text."""
        call_command("migrate", verbosity=0)
        page = TextPage(title="Leg pain", slug=slug, body=body)
        Page.objects.get(depth=2).add_child(instance=page)
        page.save_revision().publish()
        template = Path(os.environ["BENCHMARK_TEMPLATES"]) / "pages" / "text_page.html"
        template.parent.mkdir(exist_ok=True)
        load, words = "{% load wagtailcore_tags %}", "<main>{{ page.body|richtext }}</main>"
        template.write_text(load + _verbatim(head) + words + _verbatim(tail))
        return page.url

    def save(self, body: str) -> Taken:
        """One `save_revision`; loading the page and its form are left out."""
        self.page.body = body
        return taken(self._save)

    def _save(self) -> None:
        # In one transaction, as its editing view does.
        with transaction.atomic():
            self.page.save_revision(user=self.user, log_action=True)

    def compare(self, old: str, new: str) -> Taken:
        field = TextPage._meta.get_field("body")
        one, other = TextPage(body=old), TextPage(body=new)
        return taken(lambda: RichTextFieldComparison(field, one, other).htmldiff())


def _verbatim(html: str) -> str:
    return "{% verbatim %}" + html + "{% endverbatim %}"


if __name__ == "__main__":
    site = Site()
    answer({"prepare": site.prepare, "publish": site.publish, "save": site.save, "compare": site.compare})
