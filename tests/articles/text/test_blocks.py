import hashlib

from hypothesis import HealthCheck, given, settings

from articles.text.blocks import Block, blocks
from articles.text.dialect import canonical
from tests.articles.text.markup import HTML, IMAGE


def shapes(html: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.text, block.within) for block in blocks(html)]


def named(html: str, text: str) -> Block:
    return next(block for block in blocks(html) if block.text == text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_keys_are_unique_and_the_same_for_every_spelling(html: str) -> None:
    found = blocks(html)

    assert len({block.key for block in found}) == len(found)
    assert blocks(canonical(html)) == found


def test_every_kind_of_block_is_found_in_reading_order() -> None:
    html = (
        "<h2>Head</h2><p>Words</p><ul><li>one<ol><li>two</li></ol></li></ul><table><tr><td>a</td><td>b</td></tr></table>"
        f"<blockquote><p>said</p></blockquote><figure><img src='{IMAGE}' alt='leg'><figcaption>A leg</figcaption></figure>"
    )

    assert shapes(html) == [
        ("h2", 2, "Head", ""),
        ("p", 0, "Words", ""),
        ("li", 1, "one", ""),
        ("li", 2, "two", ""),
        ("table", 0, "a | b", ""),
        ("blockquote", 0, "said", ""),
        ("figure", 0, "leg\nA leg", ""),
    ]


def test_the_key_is_the_digest_of_the_block_itself() -> None:
    html = "<p>a</p><ul><li>b<ul><li>c</li></ul></li></ul>"

    found = [(block.key, block.html) for block in blocks(html)]

    assert found == [
        (hashlib.sha256(own.encode()).hexdigest()[:12], own) for own in ("<p>a</p>", "<li>b</li>", "<li>c</li>")
    ]


def test_equal_blocks_are_told_apart_by_an_ordinal() -> None:
    first, second, third = blocks("<p>a</p><p>a</p><p>a</p>")

    assert (second.key, third.key) == (f"{first.key}-2", f"{first.key}-3")
    assert [block.ordinal for block in (first, second, third)] == [1, 2, 3]


def test_a_key_survives_an_edit_elsewhere() -> None:
    before = named("<p>a</p><p>kept</p>", "kept")
    after = named("<h2>new</h2><p>b</p><ul><li>c</li></ul><p>kept</p>", "kept")

    assert after.key == before.key


def test_headings_lead_to_a_block_outermost_first() -> None:
    html = "<h2>A</h2><h3>B</h3><p>in b</p><h4>C</h4><p>in c</p><h3>D</h3><p>in d</p><h2>E</h2><p>in e</p>"

    assert {block.text: block.headings for block in blocks(html) if block.kind == "p"} == {
        "in b": ("A", "B"),
        "in c": ("A", "B", "C"),
        "in d": ("A", "D"),
        "in e": ("E",),
    }
    assert named(html, "D").headings == ("A",)


def test_a_heading_in_an_aside_says_nothing_about_what_follows_the_aside() -> None:
    html = '<h2>A</h2><aside data-kind="note"><h3>B</h3><p>in</p></aside><p>out</p>'

    assert named(html, "in").headings == ("A", "B")
    assert named(html, "out").headings == ("A",)


def test_items_know_what_stands_above_their_list() -> None:
    html = "<p>Do not take it if:</p><ul><li>you are allergic, or<ul><li>to nuts</li></ul></li></ul><h3>x</h3><ul><li>y</li></ul>"

    assert {block.text: block.lead_in for block in blocks(html) if block.kind == "li"} == {
        "you are allergic, or": "Do not take it if:",
        "to nuts": "you are allergic, or",
        "y": "",
    }


def test_a_block_knows_the_aside_or_question_around_it() -> None:
    html = (
        '<aside data-kind="warning"><p>a</p><ul><li>b</li></ul><section data-kind="question"><h3>c</h3></section></aside>'
        '<section data-kind="question"><h3>d</h3><p>e</p><aside data-kind="urgent"><p>f</p></aside></section><p>g</p>'
    )

    assert {block.text: block.within for block in blocks(html)} == {
        "a": "warning",
        "b": "warning",
        "c": "warning",
        "d": "question",
        "e": "question",
        "f": "urgent",
        "g": "",
    }


def test_a_table_and_a_warning_in_an_item_are_blocks_of_their_own() -> None:
    html = '<ul><li>a<table><tr><td>1</td></tr></table><aside data-kind="warning"><p>b</p></aside></li></ul>'

    assert shapes(html) == [("li", 1, "a", ""), ("table", 1, "1", ""), ("p", 1, "b", "warning")]


def test_an_item_with_only_a_list_is_no_block() -> None:
    assert shapes("<ul><li><ul><li>a</li></ul></li></ul>") == [("li", 2, "a", "")]
