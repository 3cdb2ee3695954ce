"""Every kind of change with all that the comparison says of it, and what is no change at all."""

import pytest

from articles.text.comparison import Change, classification, compare

Told = tuple[
    str, list[tuple[str, str]], list[tuple[str, str, str, str, int, int]], list[tuple[str, str, str, float | None]]
]


def told(changes: tuple[Change, ...]) -> list[Told]:
    """Kind; words that went and came; details with old, new, words, row and column; badges with old, new and factor."""
    return [
        (
            change.kind,
            [(word.kind, word.text) for word in change.words if word.kind != "same"],
            [(d.kind.value, d.old, d.new, d.words, d.row, d.column) for d in change.details],
            [(badge.kind.value, badge.old, badge.new, badge.factor) for badge in change.badges],
        )
        for change in changes
        if change.kind != "same"
    ]


IMAGE, OTHER_IMAGE = (f"/images/{letter * 64}.png" for letter in "ab")
HEAD = "<tr><th>Who</th><th>Usual</th><th>Maximum</th></tr>"
ADULTS = "<tr><td>Adults</td><td>10 mg</td><td>40 mg</td></tr>"
OLDER = "<tr><td>Older people</td><td>5 mg</td><td>20 mg</td></tr>"
CHILDREN = "<tr><td>Children</td><td>5 mg</td><td>10 mg</td></tr>"
TABLE = f"<table><caption>Doses</caption>{HEAD}{ADULTS}{CHILDREN}</table>"
NARROW = (
    "<table><caption>Doses</caption><tr><th>Who</th><th>Usual</th></tr>"
    "<tr><td>Adults</td><td>10 mg</td></tr><tr><td>Children</td><td>5 mg</td></tr></table>"
)
CASES = [
    pytest.param(
        "<p>Take 0.5 mg now.</p>",
        "<p>Take 5 mg now.</p>",
        [("changed", [("removed", "0.5 mg "), ("added", "5 mg ")], [], [("number", "0.5 mg", "5 mg", 10.0)])],
        False,
        id="a changed dose",
    ),
    pytest.param(
        "<p>Take 5 mg now.</p>",
        "<p>Take 5 g now.</p>",
        [("changed", [("removed", "5 mg "), ("added", "5 g ")], [], [("unit", "5 mg", "5 g", 1000.0)])],
        False,
        id="a unit a thousand times as large",
    ),
    pytest.param(
        "<p>Take 5 mg now.</p>",
        "<p>Take 5 µg now.</p>",
        [("changed", [("removed", "5 mg "), ("added", "5 µg ")], [], [("unit", "5 mg", "5 µg", 0.001)])],
        False,
        id="a unit a thousandth",
    ),
    pytest.param(
        "<p>Take 5 mcg now.</p>",
        "<p>Take 5 µg now.</p>",
        [("changed", [("removed", "5 mcg "), ("added", "5 µg ")], [], [])],
        True,
        id="another spelling of a unit has no badge",
    ),
    pytest.param(
        "<p>Take 1 g now.</p>",
        "<p>Take 1,000 mg now.</p>",
        [("changed", [("removed", "1 g "), ("added", "1,000 mg ")], [], [("number", "1 g", "1,000 mg", 1.0)])],
        False,
        id="the same amount in another unit",
    ),
    pytest.param(
        "<p>10<sup>9</sup> cells</p>",
        "<p>109 cells</p>",
        [
            (
                "changed",
                [("removed", "10⁹ cells"), ("added", "109 cells")],
                [("superscript lost", "10⁹ cells", "109 cells", "109 cells", 0, 0)],
                [("number", "10⁹ cells", "109 cells", None)],
            )
        ],
        False,
        id="a lost superscript",
    ),
    pytest.param(
        "<p>about 10<sup>9</sup>/L cells</p>",
        "<p>about 109/L cells</p>",
        [
            (
                "changed",
                [("removed", "10⁹/L "), ("added", "109/L ")],
                [("superscript lost", "10⁹/L", "109/L", "109/L", 0, 0)],
                [("number", "10⁹/L", "109/L", None)],
            )
        ],
        False,
        id="a lost superscript with a unit",
    ),
    pytest.param(
        "<p>CO<sub>2</sub> is</p>",
        "<p>CO2 is</p>",
        [("changed", [("removed", "CO₂ "), ("added", "CO2 ")], [("subscript lost", "CO₂", "CO2", "CO2", 0, 0)], [])],
        False,
        id="a lost subscript",
    ),
    pytest.param(
        "<p>the 5<sup>th</sup> day</p>",
        "<p>the 5th day</p>",
        [("changed", [], [("superscript lost", "", "", "th", 0, 0)], [])],
        False,
        id="an ornament that is no longer raised",
    ),
    pytest.param(
        "<p>Do <strong>not</strong> take.</p>",
        "<p>Do not take.</p>",
        [("changed", [], [("emphasis lost", "strong", "", "not", 0, 0)], [])],
        False,
        id="emphasis lost",
    ),
    pytest.param(
        "<p>Do not take.</p>",
        "<p>Do <em>not take</em>.</p>",
        [("changed", [], [("emphasis gained", "", "em", "not take", 0, 0)], [])],
        False,
        id="emphasis gained",
    ),
    pytest.param(
        "<p>Do not take.</p>",
        "<p>Do take.</p>",
        [("changed", [("removed", "not ")], [], [("negation", "not", "", None)])],
        False,
        id="a lost negation",
    ),
    pytest.param(
        "<p>methotrexate 10 mg weekly</p>",
        "<p>methotrexate 10 mg daily</p>",
        [("changed", [("removed", "weekly"), ("added", "daily")], [], [("frequency", "weekly", "daily", 7.0)])],
        False,
        id="weekly became daily",
    ),
    pytest.param(
        "<p>Give twice daily.</p>",
        "<p>Give four times a day.</p>",
        [
            (
                "changed",
                [("removed", "twice daily"), ("added", "four times a day")],
                [],
                [("frequency", "twice daily", "four times a day", 2.0)],
            )
        ],
        False,
        id="how often",
    ),
    pytest.param(
        "<p>Pain in the left knee.</p>",
        "<p>Pain in the right knee.</p>",
        [("changed", [("removed", "left "), ("added", "right ")], [], [("side", "left", "right", None)])],
        False,
        id="side",
    ),
    pytest.param(
        "<p>Adults may take it.</p>",
        "<p>Children should take it.</p>",
        [
            (
                "changed",
                [("removed", "Adults may "), ("added", "Children should ")],
                [],
                [("population", "Adults", "Children", None), ("strength of advice", "may", "should", None)],
            )
        ],
        False,
        id="population and strength",
    ),
    pytest.param(
        "<p>Take hydralazine.</p>",
        "<p>Take hydroxyzine.</p>",
        [
            (
                "changed",
                [("removed", "hydralazine"), ("added", "hydroxyzine")],
                [],
                [("drug", "hydralazine", "hydroxyzine", None)],
            )
        ],
        False,
        id="drug",
    ),
    pytest.param(
        '<p>See <a href="https://a.org/">here</a> now</p>',
        '<p>See <a href="https://b.org/">here</a> now</p>',
        [("changed", [], [("link target", "https://a.org/", "https://b.org/", "here", 0, 0)], [])],
        False,
        id="link target",
    ),
    pytest.param(
        '<p>See <a href="https://a.org/">this page</a> now</p>',
        '<p>See <a href="https://b.org/">that site</a> now</p>',
        [
            (
                "changed",
                [("removed", "this page "), ("added", "that site ")],
                [("link target", "https://a.org/", "https://b.org/", "that site", 0, 0)],
                [],
            )
        ],
        False,
        id="link target with other words",
    ),
    pytest.param(
        "<p>See here now</p>",
        '<p>See <a href="https://b.org/">here now</a></p>',
        [("changed", [], [("link added", "", "https://b.org/", "here now", 0, 0)], [])],
        False,
        id="link added",
    ),
    pytest.param(
        "<h2>Doses</h2>",
        "<h3>Doses</h3>",
        [("changed", [], [("heading level", "2", "3", "Doses", 0, 0)], [])],
        False,
        id="heading level",
    ),
    pytest.param(
        "<h2>Doses</h2>",
        "<h2>Dosage</h2>",
        [
            (
                "changed",
                [("removed", "Doses"), ("added", "Dosage")],
                [("heading", "Doses", "Dosage", "Dosage", 0, 0)],
                [],
            )
        ],
        False,
        id="heading words",
    ),
    pytest.param(
        "<ul><li>one</li><li>two</li></ul>",
        "<ol><li>one</li><li>two</li></ol>",
        [("changed", [], [("kind of list", "ul", "ol", "one", 0, 0)], [])],
        False,
        id="list kind",
    ),
    pytest.param(
        "<ol><li>one</li><li>two</li></ol>",
        '<ol start="3"><li>one</li><li>two</li></ol>',
        [("changed", [], [("start of list", "1", "3", "one", 0, 0)], [])],
        False,
        id="list start",
    ),
    pytest.param(
        "<ul><li>one</li><li>two</li></ul>",
        "<ul><li>one</li></ul><ul><li>two</li></ul>",
        [("changed", [], [("parted", "", "", "two", 0, 0)], [])],
        False,
        id="list parted",
    ),
    pytest.param(
        "<ul><li>one</li></ul><ul><li>two</li></ul>",
        "<ul><li>one</li><li>two</li></ul>",
        [("changed", [], [("joined", "", "", "two", 0, 0)], [])],
        False,
        id="lists joined",
    ),
    pytest.param(
        "<ul><li>one</li><li>two</li></ul>",
        "<ul><li>one<ul><li>two</li></ul></li></ul>",
        [("changed", [], [("depth of list", "1", "2", "two", 0, 0)], [])],
        False,
        id="item one list deeper",
    ),
    pytest.param(
        "<ol><li>Wash it</li><li>Dry it</li><li>Wrap it</li></ol>",
        "<ol><li>Dry it</li><li>Wash it</li><li>Wrap it</li></ol>",
        [("moved", [], [], [])],
        False,
        id="steps in another order",
    ),
    pytest.param(
        '<aside data-kind="warning"><p>Call now.</p></aside>',
        '<aside data-kind="note"><p>Call now.</p></aside>',
        [("changed", [], [("box", "warning", "note", "Call now.", 0, 0)], [("warning", "warning", "", None)])],
        False,
        id="another kind of box",
    ),
    pytest.param(
        '<aside data-kind="warning"><p>Call now.</p></aside>',
        "<p>Call now.</p>",
        [("changed", [], [("box", "warning", "", "Call now.", 0, 0)], [("warning", "warning", "", None)])],
        False,
        id="a box lost",
    ),
    pytest.param(
        '<aside data-kind="warning"><p>Call us now.</p></aside>',
        '<aside data-kind="warning"><p>Phone us now.</p></aside>',
        [("changed", [("removed", "Call "), ("added", "Phone ")], [], [("warning", "warning", "warning", None)])],
        False,
        id="words in a warning",
    ),
    pytest.param(
        '<section data-kind="question"><h3>What?</h3><p>That.</p></section>',
        "<h3>What?</h3><p>That.</p>",
        [
            ("changed", [], [("question and answer", "question", "", "What?", 0, 0)], []),
            ("changed", [], [("question and answer", "question", "", "That.", 0, 0)], []),
        ],
        False,
        id="a pair lost",
    ),
    pytest.param(
        '<p>Rest helps.<cite data-key="a"></cite></p>',
        '<p>Rest helps.<cite data-key="b"></cite></p>',
        [("changed", [], [("citation replaced", "a", "b", "Rest helps.", 0, 0)], [])],
        False,
        id="citation replaced",
    ),
    pytest.param(
        '<p>Rest helps.<cite data-key="a"></cite></p>',
        "<p>Rest helps.</p>",
        [("changed", [], [("citation removed", "a", "", "Rest helps.", 0, 0)], [])],
        False,
        id="citation removed",
    ),
    pytest.param(
        '<p>Rest helps.<cite data-key="a"></cite></p>',
        '<p>Rest helps.<cite data-key="a b"></cite></p>',
        [("changed", [], [("citation added", "", "b", "Rest helps.", 0, 0)], [])],
        False,
        id="citation added",
    ),
    pytest.param(
        '<p>Rest helps.<cite data-key="a"></cite> Sleep too.</p>',
        '<p>Rest helps. Sleep too.<cite data-key="a"></cite></p>',
        [("changed", [], [("citation moved", "a", "a", "Rest helps. Sleep too.", 0, 0)], [])],
        False,
        id="citation moved",
    ),
    pytest.param(
        '<p>Rest helps.<cite data-key="a"></cite></p>',
        '<p>Rest and ice help a lot.<cite data-key="a"></cite></p>',
        [("changed", [("removed", "helps"), ("added", "and ice help a lot")], [], [])],
        True,
        id="a citation stays with its words",
    ),
    pytest.param(
        f'<figure><img alt="A leg" src="{IMAGE}"><figcaption>Leg.</figcaption></figure>',
        f'<figure><img alt="A left leg" src="{OTHER_IMAGE}"><figcaption>Legs.</figcaption></figure>',
        [
            (
                "changed",
                [("added", "left "), ("removed", "Leg"), ("added", "Legs")],
                [
                    (
                        "image",
                        IMAGE,
                        OTHER_IMAGE,
                        "A left leg\nLegs.",
                        0,
                        0,
                    ),
                    ("alternative text", "A leg", "A left leg", "A left leg", 0, 0),
                    ("caption", "Leg.", "Legs.", "Legs.", 0, 0),
                ],
                [("side", "", "left", None)],
            )
        ],
        False,
        id="image, description and caption",
    ),
    pytest.param("<p>a  b</p>", "<p>a b</p>", [], True, id="blanks show nothing"),
    pytest.param("<p>10 mg a</p>", "<p>10\xa0mg a</p>", [], True, id="NBSP shows nothing"),
    pytest.param("<p><b>x</b></p>", "<p><strong>x</strong></p>", [], True, id="another spelling of HTML shows nothing"),
    pytest.param(
        "<p>day 3 100 mg</p>",
        "<p>day 3\xa0100 mg</p>",
        [
            (
                "changed",
                [("removed", "3 100 mg"), ("added", "3\xa0100 mg")],
                [],
                [("number", "100 mg", "3 100 mg", 31.0), ("number", "3", "", None)],
            )
        ],
        False,
        id="a blank that makes another number",
    ),
    pytest.param(
        "<p>a<br>b</p>",
        "<p>a b</p>",
        [("changed", [], [("line breaks", "1", "0", "", 0, 0)], [])],
        True,
        id="line break",
    ),
    pytest.param(
        "<p>One here.</p><p>Two is the second one, and it is long.</p><p>Three here.</p><p>Four here.</p>",
        "<p>Two is the second one, and it is long.</p><p>One here.</p><p>Three here.</p><p>Four here.</p>",
        [("moved", [], [], [])],
        False,
        id="moved",
    ),
    pytest.param(
        "<p>One here.</p><p>Two is the second one, and it is long.</p><p>Three is here.</p><p>Four here.</p>",
        "<p>One here.</p><p>Three is here.</p><p>Four here.</p><p>Two is the second one, and it is very long.</p>",
        [("moved", [("added", "very ")], [], [])],
        False,
        id="moved and changed",
    ),
    pytest.param(
        "<p>Take 10 mg, then 20 mg.</p>",
        "<p>Take 20 mg, then 10 mg.</p>",
        [
            (
                "changed",
                [("removed", "10 mg"), ("added", "20 mg"), ("removed", "20 mg"), ("added", "10 mg")],
                [],
                [("number", "10 mg", "20 mg", 2.0), ("number", "20 mg", "10 mg", 0.5)],
            )
        ],
        False,
        id="two doses exchanged",
    ),
    pytest.param(
        "<p>up to ≤5 mg</p>",
        "<p>up to ≥5 mg</p>",
        [("changed", [("removed", "≤5 mg"), ("added", "≥5 mg")], [], [("number", "≤5 mg", "≥5 mg", None)])],
        False,
        id="a sign turned round",
    ),
    pytest.param(
        "<p>10–20 mg</p>",
        "<p>1–2 mg</p>",
        [("changed", [("removed", "10–20 mg"), ("added", "1–2 mg")], [], [("number", "10–20 mg", "1–2 mg", 0.1)])],
        False,
        id="a range",
    ),
    pytest.param(
        "<p>120/80 mmHg</p>",
        "<p>140/90 mmHg</p>",
        [
            (
                "changed",
                [("removed", "120/80 mmHg"), ("added", "140/90 mmHg")],
                [],
                [("number", "120/80 mmHg", "140/90 mmHg", None)],
            )
        ],
        False,
        id="blood pressure",
    ),
    pytest.param(
        "<p>pain is bad.</p>",
        "<p>Pain is bad!</p>",
        [("changed", [("removed", "pain "), ("added", "Pain "), ("removed", "."), ("added", "!")], [], [])],
        True,
        id="spelling and punctuation",
    ),
    pytest.param(
        "<ul><li>0.5 mg</li></ul>",
        "<ul><li>5 mg</li></ul>",
        [("changed", [("removed", "0.5 mg"), ("added", "5 mg")], [], [("number", "0.5 mg", "5 mg", 10.0)])],
        False,
        id="an item that is only a dose",
    ),
    pytest.param(
        TABLE,
        TABLE.replace("40 mg", "400 mg"),
        [
            (
                "changed",
                [("removed", "40 mg"), ("added", "400 mg")],
                [("cell", "40 mg", "400 mg", "400 mg", 2, 3)],
                [("number", "40 mg", "400 mg", 10.0)],
            )
        ],
        False,
        id="cell",
    ),
    pytest.param(
        TABLE,
        TABLE.replace("Doses", "Dose"),
        [("changed", [("removed", "Doses"), ("added", "Dose")], [("caption", "Doses", "Dose", "Dose", 0, 0)], [])],
        False,
        id="table caption",
    ),
    pytest.param(
        TABLE,
        NARROW,
        [
            (
                "changed",
                [("removed", " | Maximum"), ("removed", " | 40 mg"), ("removed", " | 10 mg")],
                [("column removed", "Maximum", "", "", 0, 3)],
                [("direction", "Maximum", "", None), ("number", "40 mg", "", None), ("number", "10 mg", "", None)],
            )
        ],
        False,
        id="column removed",
    ),
    pytest.param(
        TABLE,
        TABLE.replace(CHILDREN, OLDER + CHILDREN),
        [
            (
                "changed",
                [("added", "Older people | 5 mg | 20 mg\n")],
                [("row added", "", "Older people | 5 mg | 20 mg", "", 3, 0)],
                [("population", "", "Older", None), ("number", "", "5 mg", None), ("number", "", "20 mg", None)],
            )
        ],
        False,
        id="row added",
    ),
    pytest.param(
        TABLE,
        TABLE.replace(ADULTS + CHILDREN, CHILDREN + ADULTS),
        [("changed", [], [("row moved", "3", "2", "Children | 5 mg | 10 mg", 2, 0)], [])],
        False,
        id="row moved",
    ),
    pytest.param(
        TABLE,
        TABLE.replace("<td>Adults</td>", "<th>Adults</th>"),
        [("changed", [], [("header cell", "td", "th", "Adults", 2, 1)], [])],
        False,
        id="header cell",
    ),
    pytest.param(
        TABLE,
        TABLE.replace("<td>10 mg</td><td>40 mg</td>", '<td colspan="2">10 mg</td>'),
        [
            (
                "changed",
                [("removed", " | 40 mg")],
                [("span of cell", "1 × 1", "2 × 1", "10 mg", 2, 2)],
                [("number", "40 mg", "", None)],
            )
        ],
        False,
        id="span",
    ),
    pytest.param(
        TABLE,
        TABLE.replace("<td>40 mg</td>", '<td>40 mg<cite data-key="x"></cite></td>'),
        [("changed", [], [("citation added", "", "x", "40 mg", 2, 3)], [])],
        False,
        id="citation in a cell",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected", "minor"), CASES)
def test_s21_every_change_is_told_in_full(old: str, new: str, expected: list[Told], minor: bool) -> None:
    changes = compare(old, new)

    assert told(changes) == expected
    assert classification(changes).is_minor == minor


def test_a_column_between_others_that_went_leaves_their_doses_alone() -> None:
    without = "<table><caption>Doses</caption><tr><th>Who</th><th>Maximum</th></tr>"
    rows = "<tr><td>Adults</td><td>40 mg</td></tr><tr><td>Children</td><td>10 mg</td></tr></table>"

    (change,) = (change for change in compare(TABLE, without + rows) if change.kind != "same")

    assert [(one.kind.value, one.old, one.new, one.column) for one in change.details] == [
        ("column removed", "Usual", "", 2)
    ]


def test_a_column_with_another_heading_is_the_one_in_its_place() -> None:
    """As many columns as before: whatever they are called, a dose is compared with the one that stood there."""
    renamed = (
        TABLE.replace("Maximum", "At most")
        .replace("40 mg", "50 mg")
        .replace("<td>10 mg</td></tr>", "<td>15 mg</td></tr>")
    )

    (change,) = (change for change in compare(TABLE, renamed) if change.kind != "same")

    assert [(one.kind.value, one.old, one.new, one.row, one.column) for one in change.details] == [
        ("cell", "Maximum", "At most", 1, 3),
        ("cell", "40 mg", "50 mg", 2, 3),
        ("cell", "10 mg", "15 mg", 3, 3),
    ]
