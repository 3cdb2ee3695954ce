"""A site with every kind of page for readers, in a process of its own: `python -m benchmarks.readers_site`."""

from __future__ import annotations

import os
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.collected_settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article  # noqa: E402
from benchmarks.answering import answer  # noqa: E402
from tests import reader_site  # noqa: E402
from workflows import signing  # noqa: E402
from workflows.samples import loading  # noqa: E402


class Site:
    pages: reader_site.ReaderSite

    def prepare(self) -> dict[str, str]:
        signing.keep_development_key()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.pages = reader_site.prepare(loading.load())
        # Search engines are kept from samples (S28), and Lighthouse would say so of this article.
        Article.objects.filter(slug=reader_site.LEG).update(is_sample=False)
        call_command("work", once=True)
        return dict(self.pages.pages)

    def write(self, folder: str) -> int:
        """Every page and answer as a file; how many."""
        client = Client(SERVER_NAME="localhost", HTTP_SEC_FETCH_SITE="same-origin")
        found = {kind: client.get(address) for kind, address in self.pages.pages.items()}
        found |= {kind: client.post(address, dict(fields)) for kind, (address, fields) in self.pages.sent.items()}
        for kind, response in found.items():
            (Path(folder) / f"{kind.replace(', ', '-').replace(' ', '-')}.html").write_bytes(response.content)
        return len(found)


if __name__ == "__main__":
    site = Site()
    answer({"prepare": site.prepare, "write": site.write})
