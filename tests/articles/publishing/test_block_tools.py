"""What stands beside each block of a text on the desk."""

from __future__ import annotations

import re

from hypothesis import given
from lxml import html as lxml_html

from articles.publishing.block_tools import BlockTools, elements_of_blocks
from articles.publishing.passages import Page, Setting
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from tests.articles.text.markup import HTML

TEXT = canonical(
    "<h2>What helps</h2><p>Rest.</p><ul><li>walking<ul><li>slowly</li></ul></li></ul>"
    "<table><tr><td>Take 5 mg</td></tr></table>"
)


def decorated(text: str, audience: str = "clinician", comment_url: str = "/c/") -> str:
    page = Page(Setting(audience=audience, numbers={}, marks={}, stamp="stamp"))
    return page.decorate(text, tools=BlockTools(text, comment_url))


def test_every_block_has_a_place_and_a_link_that_names_it() -> None:
    shown = decorated(TEXT)

    keys = [block.key for block in blocks(TEXT)]
    assert re.findall(r'id="block-([0-9a-f-]+)"', shown) == keys
    assert re.findall(r'href="/c/\?block=([0-9a-f-]+)"', shown) == keys


def test_link_stands_behind_the_words_of_its_item_and_before_what_is_inside() -> None:
    shown = re.sub(r'<a class="rb-block-tool"[^>]*>Comment</a>', "LINK", decorated(TEXT))

    assert re.search(r"walking\s*LINK\s*<ul>", shown)


def test_link_of_a_table_stands_below_its_frame() -> None:
    shown = decorated(TEXT)

    assert re.search(r'stamp</p></div><p class="rb-block-tools"><a class="rb-block-tool"', shown)


def test_link_says_what_it_comments_on() -> None:
    shown = decorated(canonical(f"<p>{'word ' * 30}</p>"))

    assert f'aria-label="Comment on: {("word " * 12).strip()}…"' in shown


def test_without_an_address_there_are_places_alone() -> None:
    shown = decorated(TEXT, comment_url="")

    assert ("rb-block-tool" in shown, 'id="block-' in shown) == (False, True)


def test_equal_blocks_of_bottom_line_and_text_have_different_places() -> None:
    text = "<p>Rest.</p>"
    page = Page(Setting(audience="patient", numbers={}, marks={}, stamp=""))
    tools = BlockTools(f"{text}\n{text}")

    shown = [page.decorate(text, tools=tools) for _part in range(2)]

    assert shown[0] != shown[1]
    assert [block.key for block in blocks(f"{text}\n{text}")] == re.findall(r'id="block-([0-9a-f-]+)"', "".join(shown))


def test_words_of_a_text_are_the_same_with_and_without_tools() -> None:
    root = lxml_html.fragment_fromstring(decorated(TEXT), create_parent="div")
    for tool in root.find_class("rb-block-tool"):
        tool.drop_tree()

    page = Page(Setting(audience="clinician", numbers={}, marks={}, stamp="stamp"))
    bare = lxml_html.fragment_fromstring(page.decorate(TEXT), create_parent="div")

    assert root.text_content().split() == bare.text_content().split()


@given(HTML)
def test_every_text_has_as_many_elements_as_blocks(html: str) -> None:
    text = canonical(html)
    root = lxml_html.fragment_fromstring(text, create_parent="div")

    elements = list(elements_of_blocks(root))

    assert [element.tag for element in elements] == [block.kind for block in blocks(text)]
