from articles.text.tree import Element, parse, serialise


def test_what_was_written_is_read_again() -> None:
    markup = '<p>a &amp; b<br><a href="https://example.org/?a=1&amp;b=%22">c</a></p>\n<ul>\n<li>d</li>\n</ul>'

    tree = [node for node in parse(markup) if isinstance(node, Element)]

    assert serialise(tree) == markup


def test_an_element_keeps_its_attributes_and_children() -> None:
    assert parse('<p>a<img alt="x &quot;y&quot;">b</p>') == (
        Element("p", {}, ("a", Element("img", {"alt": 'x "y"'}), "b")),
    )


def test_elements_that_are_not_closed_end_with_the_text() -> None:
    assert parse("<p>a<strong>b") == (Element("p", {}, ("a", Element("strong", {}, ("b",)))),)


def test_a_closing_tag_without_an_opening_one_is_passed_over() -> None:
    assert parse("a</p>b") == ("a", "b")


def test_below_a_hundred_levels_only_words_are_kept() -> None:
    node = parse("<em>" * 150 + "a" + "</em>" * 150 + "b")

    depth = 0
    while isinstance(node[0], Element) and node[0].tag == "em":
        assert len(node) == (2 if depth == 0 else 1)
        node, depth = node[0].children, depth + 1

    assert depth == 100
    assert node == (*[" "] * 50, "a")
