"""The first section of a file is its bottom line where it is called so, and a section like any other where it is not."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from articles.importing import parse, summary
from articles.importing.bottom_line import BOTTOM_LINE, IN_FULL, taken


@pytest.mark.parametrize("heading", ["The bottom line", "THE BOTTOM LINE", "Bottom line", "Das Wichtigste vorab"])
def test_what_stands_up_to_the_next_section_is_the_bottom_line(heading: str) -> None:
    found = parse(f"# Gout\n\n## {heading}\n\nCool it.\n\n* Rest.\n\n## What helps\n\nCold.\n", filename="a.md")

    lead, text = taken(found)

    assert (lead, text.body) == ("<p>Cool it.</p>\n<ul>\n<li>Rest.</li>\n</ul>", "<h2>What helps</h2>\n<p>Cold.</p>")
    assert "The first section becomes the bottom line." in [str(sentence) for sentence in summary(found)]
    assert (found.counts.headings, text.counts.headings, text.title) == (2, 1, "Gout")


@pytest.mark.parametrize(
    "source",
    [
        "# Gout\n\n## What helps\n\nCold.\n\n## The bottom line\n\nCool it.\n",
        "# Gout\n\n## The bottom line\n\nCool it.\n",
        "# Gout\n\n## The bottom line\n\n## What helps\n\nCold.\n",
        "# Gout\n\n## The bottom line of research\n\nCool it.\n\n## What helps\n\nCold.\n",
        "# Gout\n\n## The bottom line\n\nCool it.\n\n### How\n\nIce.\n\n## What helps\n\nCold.\n",
        "Words alone.\n",
    ],
)
def test_any_other_text_stays_as_it_is(source: str) -> None:
    found = parse(source, filename="a.md")

    assert taken(found) == ("", found)


def test_a_heading_that_only_parts_it_from_the_text_is_none_of_the_text() -> None:
    found = parse("# Gout\n\n## The bottom line\n\nCool it.\n\n## In full\n\nCold helps.\n", filename="a.md")

    assert (taken(found)[0], taken(found)[1].body) == ("<p>Cool it.</p>", "<p>Cold helps.</p>")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_headings_of_our_own_files_are_known_in_every_language(language: str) -> None:
    with translation.override(language):
        assert gettext("The bottom line").casefold() in BOTTOM_LINE
        assert gettext("In full").casefold() in IN_FULL
