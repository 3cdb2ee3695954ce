from articles.text.sections import changed_sections


def test_changed_sections_are_named_once_in_the_order_of_the_new_text() -> None:
    old = "<p>x</p><h2>Causes</h2><p>a</p><h2>Treatment</h2><p>b</p><h3>Drugs</h3><p>c</p><h2>Outlook</h2><p>d</p>"
    new = "<p>y</p><h2>Causes</h2><p>a</p><h2>Treatment</h2><p>b 2</p><h3>Drugs</h3><p>c 2</p><h2>Next</h2><p>d</p>"

    assert changed_sections(old, new) == ["Treatment", "Outlook", "Next"]


def test_equal_texts_have_no_changed_section() -> None:
    assert changed_sections("<h2>A</h2><p>a</p>", "<h2>A</h2><p>a</p>") == []
