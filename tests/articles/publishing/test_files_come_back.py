"""What we wrote as a file comes in again: no block is lost, and nothing of the frame becomes text."""

from __future__ import annotations

import dataclasses

import pytest

from articles.audiences import Audience
from articles.importing.converted import ConvertedText
from articles.importing.converting import convert
from articles.models import Article, Person
from articles.publishing.files import ArticleFile, article_file
from articles.publishing.preview import Preview
from articles.refusals import Refusal
from articles.text.blocks import blocks
from articles.text.citations import rebind
from articles.text.reading import canonical
from tests.articles.publishing.test_explaining import explained
from tests.articles.publishing.test_files import draft_of, member, words
from tests.universe import write

pytestmark = pytest.mark.django_db

EVERY_BLOCK = canonical(
    """<h2>What it is</h2><p>Knee pain, in about 14 of 100 people.<cite data-key="walk"></cite> See <a href="https://example.org/">here</a>.</p>
<aside data-kind="key-points"><p>Keep moving.</p><ul><li>Rest a day.</li></ul></aside><aside data-kind="note"><p>A note.</p></aside>
<aside data-kind="warning"><p>Do not drive for 24 hours.</p></aside>
<aside data-kind="emergency"><h3>Call 999</h3><p>Call 999 if you cannot feel the leg.</p></aside>
<aside data-kind="urgent"><p>Ring 111 today if it is hot.</p></aside>
<aside data-kind="see-someone"><p>See a doctor within a week.</p></aside>
<aside data-kind="next-step"><p>Book a visit.</p></aside><aside data-kind="ask-your-doctor"><p>Ask which dose is right.</p></aside>
<h2>Doses</h2><table><caption>Doses</caption><thead><tr><th scope="col">Drug</th><th scope="col">Dose</th></tr></thead>
<tbody><tr><th scope="row">Naproxen</th><td>250 mg</td></tr></tbody></table>
<h3>Below</h3><p>CO<sub>2</sub> and 10<sup>9</sup>, <em>soft</em> and <strong>hard</strong>, <code>x</code>, <dfn>term</dfn>.</p>
<h4>Deeper</h4><ol start="3"><li>three<ul><li>below</li></ul></li><li>four</li></ol><blockquote><p>Somebody said it.</p></blockquote>
<section data-kind="question"><h3>Can I walk?</h3><p>Yes, take 200 mg first.</p></section>
<h2>Yes</h2><p>Search</p><p>Share this page on the web</p><p>Menu</p><h2>Disclaimer</h2><p>This text is ours.</p>"""
)


def with_every_block(draft: Article, editor: Person, audience: str) -> Preview:
    key = draft.reference_keys[0]
    write(draft, audience, rebind(EVERY_BLOCK, {"walk": key}), by=editor)
    draft.refresh_from_db()
    return draft_of(draft)


def back(preview: Preview, audience: Audience, format_: str) -> ConvertedText:
    file = article_file(preview, audience, format_)
    return convert(file.body, file.name).texts[0]


@pytest.mark.parametrize("audience", [Audience.PATIENT, Audience.CLINICIAN])
def test_our_page_comes_in_again_without_losing_a_block(audience: Audience, draft: Article, editor: Person) -> None:
    preview = with_every_block(draft, editor, audience)

    text = back(preview, audience, "html")

    wanted = rebind(EVERY_BLOCK, {"walk": "unresolved:1"})
    assert [block.html for block in blocks(text.imported.body)] == [block.html for block in blocks(wanted)]
    assert (text.imported.body, text.imported.title) == (wanted, preview.manifest.title)
    assert text.summary == preview.manifest.texts[audience].summary
    assert (len(text.imported.references), text.imported.bindings.certain) == (1, True)


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_every_file_names_what_contributors_disclosed_and_no_import_takes_it_for_text(
    format_: str, draft: Article
) -> None:
    preview = draft_of(draft)
    byline = dataclasses.replace(preview.manifest.contributors[0], interests="Fees from a maker of knee braces")
    told = dataclasses.replace(
        preview, manifest=dataclasses.replace(preview.manifest, contributors=(byline,), funding="A fund for knees")
    )

    file = article_file(told, Audience.PATIENT, format_)

    said = _words(file, format_)
    found = convert(file.body, file.name).texts[0].imported
    for sentence in (
        "Fees from a maker of knee braces",
        "Funding: none",
        "Use of software (AI): none",
        "A fund for knees",
    ):
        assert (sentence in said, sentence in found.body) == (True, False)
    assert (found.title, "Who wrote this" in found.body) == (preview.manifest.title, False)


BOTTOM_LINE = canonical(
    '<p>Most knees heal.<cite data-key="walk"></cite></p><ul><li>Keep moving.</li><li>Cool it.</li></ul>'
)
BODIES = (
    "<h2>What helps</h2>\n<p>Walking helps most people.</p>",
    "<p>Walking helps most people.</p>\n<h2>Why</h2>\n<p>It keeps the joint fed.</p>",
    "<h2>In full</h2>\n<p>Walking helps most people.</p>",
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("format_", ["docx", "md", "html"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_bottom_line_comes_in_as_the_bottom_line(
    language: str, format_: str, body: str, draft: Article, editor: Person
) -> None:
    body = body if language == "en" else body.replace("In full", "In voller Länge")
    key = draft.reference_keys[0]
    Article.objects.filter(pk=draft.pk).update(language=language)
    write(draft, "patient", canonical(body), by=editor, summary=rebind(BOTTOM_LINE, {"walk": key}))
    draft.refresh_from_db()
    draft.language = language
    draft.record(by=editor, reason="in another language")

    text = back(draft_of(draft), Audience.PATIENT, format_)

    assert (text.summary, text.imported.body) == (rebind(BOTTOM_LINE, {"walk": "unresolved:1"}), canonical(body))
    assert (len(text.imported.references), text.imported.bindings.certain) == (1, True)


EMERGENCY = '<aside data-kind="emergency">\n<p>Call 999 if you cannot feel the leg.</p>\n</aside>'
KEY_POINTS = '<aside data-kind="key-points">\n<p>Keep moving.</p>\n</aside>'
CARE = "<h2>Care</h2>\n<p>Rest the knee.</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"{EMERGENCY}\n{CARE}",
        f"{KEY_POINTS}\n{EMERGENCY}\n{CARE}",
        f"{CARE}\n{EMERGENCY}",
        EMERGENCY,
    ],
)
def test_an_emergency_card_that_the_page_shows_above_everything_is_not_lost(
    body: str, draft: Article, editor: Person
) -> None:
    write(draft, "patient", body, by=editor)
    draft.refresh_from_db()

    assert back(draft_of(draft), Audience.PATIENT, "html").imported.body == body


def test_words_that_a_page_explains_are_words_of_the_text(draft: Article, editor: Person) -> None:
    write(draft, "patient", CARE, by=editor)
    draft.refresh_from_db()
    preview = draft_of(draft)
    term = explained(preview.manifest.texts["patient"], "knee")
    told = dataclasses.replace(preview, manifest=dataclasses.replace(preview.manifest, definitions=(term,)))

    page = article_file(told, Audience.PATIENT, "html").body.decode()

    assert (page.count('class="rb-term__word"'), back(told, Audience.PATIENT, "html").imported.body) == (1, CARE)


def _words(file: ArticleFile, format_: str) -> str:
    return words(member(file, "word/document.xml")) if format_ == "docx" else file.body.decode()


def test_a_page_with_nothing_but_a_frame_is_refused() -> None:
    page = '<html><body><article class="rb-article"><h1>Gout</h1><div class="rb-text"></div></article></body></html>'

    with pytest.raises(Refusal, match="There are no words in this file"):
        convert(page.encode(), "gout.html")
