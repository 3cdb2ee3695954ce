"""Two people's changes of one text, put together or named as a conflict."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dialect import canonical
from articles.text.merging import Choice, Conflict, Merge, Part, merge, resolved
from articles.text.merging.structure import has_ragged_table
from articles.text.tree import Element, parse
from tests.articles.text.markup import HTML

ONE, TWO, THREE = "<p>One is here.</p>", "<p>Two is there.</p>", "<p>Three is far.</p>"
BASE = f"{ONE}\n{TWO}\n{THREE}"
LIST = "<ul>\n<li>Rest the leg</li>\n<li>Walk a little</li>\n<li>Call us soon</li>\n</ul>"
TABLE = (
    '<table>\n<thead>\n<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>\n</thead>\n<tbody>\n'
    "<tr><td>Aspirin</td><td>75 mg</td></tr>\n<tr><td>Gabapentin</td><td>300 mg</td></tr>\n</tbody>\n</table>"
)


def box(words: str, kind: str = "note") -> str:
    return f'<aside data-kind="{kind}">\n{words}\n</aside>'


def joined(*blocks: str) -> str:
    return "\n".join(blocks)


MERGED = {
    "different blocks": (
        BASE,
        BASE.replace("One is", "One was"),
        BASE.replace("far", "near"),
        "<p>One was here.</p>\n<p>Two is there.</p>\n<p>Three is near.</p>",
    ),
    "adjacent blocks": (
        BASE,
        BASE.replace("One is", "One was"),
        BASE.replace("Two is", "Two was"),
        "<p>One was here.</p>\n<p>Two was there.</p>\n<p>Three is far.</p>",
    ),
    "one rewrites a block, the other the next one": (
        BASE,
        joined("<p>Nothing in common.</p>", TWO, THREE),
        joined(ONE, "<p>Other words altogether.</p>", THREE),
        joined("<p>Nothing in common.</p>", "<p>Other words altogether.</p>", THREE),
    ),
    "both bring something to one place": (
        BASE,
        joined(ONE, "<p>Hers.</p>", TWO, THREE),
        joined(ONE, "<p>His.</p>", TWO, THREE),
        joined(ONE, "<p>Hers.</p>", "<p>His.</p>", TWO, THREE),
    ),
    "both bring the same": (
        BASE,
        joined(ONE, "<p>New.</p>", TWO, THREE),
        joined(ONE, "<p>New.</p>", TWO, THREE),
        joined(ONE, "<p>New.</p>", TWO, THREE),
    ),
    "both bring something, part of it the same": (
        BASE,
        joined(ONE, "<p>New.</p>", "<p>Hers.</p>", TWO, THREE),
        joined(ONE, "<p>New.</p>", "<p>His.</p>", TWO, THREE),
        joined(ONE, "<p>New.</p>", "<p>Hers.</p>", "<p>His.</p>", TWO, THREE),
    ),
    "two boxes at one place stay two": (
        ONE,
        joined(ONE, box("<p>Hers.</p>")),
        joined(ONE, box("<p>His.</p>")),
        joined(ONE, box("<p>Hers.</p>"), box("<p>His.</p>")),
    ),
    "one deletes, the other changes the next block": (
        BASE,
        joined(ONE, THREE),
        BASE.replace("far", "near"),
        "<p>One is here.</p>\n<p>Three is near.</p>",
    ),
    "one inserts beside a block that the other changes": (
        BASE,
        joined(ONE, "<p>New.</p>", TWO, THREE),
        BASE.replace("Two is", "Two was"),
        joined(ONE, "<p>New.</p>", "<p>Two was there.</p>", THREE),
    ),
    "two items of a list": (
        LIST,
        LIST.replace("Rest", "Raise"),
        LIST.replace("soon", "at once"),
        LIST.replace("Rest", "Raise").replace("soon", "at once"),
    ),
    "another kind of list, and an item": (
        LIST,
        LIST.replace("ul>", "ol>"),
        LIST.replace("soon", "at once"),
        LIST.replace("ul>", "ol>").replace("soon", "at once"),
    ),
    "two rows of a table": (
        TABLE,
        TABLE.replace("75 mg", "100 mg"),
        TABLE.replace("300 mg", "600 mg"),
        TABLE.replace("75 mg", "100 mg").replace("300 mg", "600 mg"),
    ),
    "a row added, another changed": (
        TABLE,
        TABLE.replace("</tbody>", "<tr><td>Paracetamol</td><td>1 g</td></tr>\n</tbody>"),
        TABLE.replace("300 mg", "600 mg"),
        TABLE.replace("</tbody>", "<tr><td>Paracetamol</td><td>1 g</td></tr>\n</tbody>").replace("300 mg", "600 mg"),
    ),
    "a box around a block that the other changes": (
        BASE,
        joined(ONE, box(TWO), THREE),
        BASE.replace("Two is", "Two was"),
        joined(ONE, box("<p>Two was there.</p>"), THREE),
    ),
    "a box around blocks, and a new block above and below it": (
        BASE,
        joined(ONE, box(TWO), THREE),
        joined(ONE, "<p>Above.</p>", TWO, "<p>Below.</p>", THREE),
        joined(ONE, "<p>Above.</p>", box(TWO), "<p>Below.</p>", THREE),
    ),
    "a heading changes its level, the other its section": (
        joined("<h2>Causes</h2>", ONE),
        joined("<h3>Causes</h3>", ONE),
        joined("<h2>Causes</h2>", "<p>One was here.</p>"),
        joined("<h3>Causes</h3>", "<p>One was here.</p>"),
    ),
    "both delete": (BASE, joined(ONE, THREE), joined(ONE, THREE), joined(ONE, THREE)),
    "both move the same": (BASE, joined(TWO, THREE, ONE), joined(TWO, THREE, ONE), joined(TWO, THREE, ONE)),
    "one moves a block, the other changes another": (
        BASE,
        joined(TWO, THREE, ONE),
        BASE.replace("far", "near"),
        joined(TWO, "<p>Three is near.</p>", ONE),
    ),
}


@pytest.mark.parametrize("case", MERGED)
def test_changes_in_different_places_are_put_together(case: str) -> None:
    base, theirs, mine, expected = MERGED[case]

    merged = merge(base, theirs, mine)

    assert (merged.html, merged.conflicts) == (expected, ())


CONFLICTS = {
    "the same block": (
        BASE,
        BASE.replace("Two is", "Two was"),
        BASE.replace("there", "nowhere"),
        [Conflict(TWO, "<p>Two was there.</p>", "<p>Two is nowhere.</p>")],
    ),
    "one deletes what the other changes": (
        BASE,
        joined(ONE, THREE),
        BASE.replace("there", "nowhere"),
        [Conflict(TWO, "", "<p>Two is nowhere.</p>")],
    ),
    "two blocks": (
        BASE,
        BASE.replace("is", "was"),
        joined("<p>One is not here.</p>", TWO, "<p>Three is not far.</p>"),
        [
            Conflict(ONE, "<p>One was here.</p>", "<p>One is not here.</p>"),
            Conflict(THREE, "<p>Three was far.</p>", "<p>Three is not far.</p>"),
        ],
    ),
    "one splits a block, the other changes it": (
        "<p>First we rest. Then we walk.</p>",
        "<p>First we rest.</p>\n<p>Then we walk.</p>",
        "<p>First we rest. Then we walk far.</p>",
        [
            Conflict(
                "<p>First we rest. Then we walk.</p>",
                "<p>First we rest.</p>\n<p>Then we walk.</p>",
                "<p>First we rest. Then we walk far.</p>",
            )
        ],
    ),
    "one joins two blocks, the other changes the second": (
        joined(ONE, "<p>Then we walk.</p>", THREE),
        joined("<p>One is here. Then we walk.</p>", THREE),
        joined(ONE, "<p>Then we run.</p>", THREE),
        [
            Conflict(
                joined(ONE, "<p>Then we walk.</p>"),
                "<p>One is here. Then we walk.</p>",
                joined(ONE, "<p>Then we run.</p>"),
            )
        ],
    ),
    "one moves a block that the other changes": (
        joined(ONE, TWO, THREE, "<p>Four.</p>"),
        joined(TWO, THREE, ONE, "<p>Four.</p>"),
        joined("<p>One was here.</p>", TWO, THREE, "<p>Four.</p>"),
        [Conflict(BASE, joined(TWO, THREE, ONE), joined("<p>One was here.</p>", TWO, THREE))],
    ),
    "both move a block, to different places": (
        joined(ONE, TWO, THREE, "<p>Four.</p>", "<p>Five.</p>"),
        joined(TWO, ONE, THREE, "<p>Four.</p>", "<p>Five.</p>"),
        joined(TWO, THREE, "<p>Four.</p>", ONE, "<p>Five.</p>"),
        [
            Conflict(
                joined(ONE, TWO, THREE, "<p>Four.</p>"),
                joined(TWO, ONE, THREE, "<p>Four.</p>"),
                joined(TWO, THREE, "<p>Four.</p>", ONE),
            )
        ],
    ),
    "boxes around overlapping blocks": (
        BASE,
        joined(box(joined(ONE, TWO)), THREE),
        joined(ONE, box(joined(TWO, THREE), "warning")),
        [Conflict(BASE, joined(box(joined(ONE, TWO)), THREE), joined(ONE, box(joined(TWO, THREE), "warning")))],
    ),
    "one box around more than the other": (
        joined(ONE, TWO),
        joined(box(ONE), TWO),
        box(joined(ONE, TWO), "warning"),
        [Conflict(joined(ONE, TWO), joined(box(ONE), TWO), box(joined(ONE, TWO), "warning"))],
    ),
    "different boxes around the same block": (
        ONE,
        box(ONE),
        box(ONE, "warning"),
        [Conflict(ONE, box(ONE), box(ONE, "warning"))],
    ),
    "different kinds of the same box": (
        box(ONE),
        box(ONE, "warning"),
        box(ONE, "emergency"),
        [Conflict(box(ONE), box(ONE, "warning"), box(ONE, "emergency"))],
    ),
    "a column and a row": (
        TABLE,
        TABLE.replace("</tr>", "<td>x</td></tr>").replace("Dose</th><td>x</td>", 'Dose</th><th scope="col">x</th>'),
        TABLE.replace("</tbody>", "<tr><td>Paracetamol</td><td>1 g</td></tr>\n</tbody>"),
        [
            Conflict(
                TABLE,
                TABLE.replace("</tr>", "<td>x</td></tr>").replace(
                    "Dose</th><td>x</td>", 'Dose</th><th scope="col">x</th>'
                ),
                TABLE.replace("</tbody>", "<tr><td>Paracetamol</td><td>1 g</td></tr>\n</tbody>"),
            )
        ],
    ),
    "each deletes one of the two items": (
        "<ul>\n<li>a b</li>\n<li>c d</li>\n</ul>",
        "<ul>\n<li>a b</li>\n</ul>",
        "<ul>\n<li>c d</li>\n</ul>",
        [Conflict("<ul>\n<li>a b</li>\n<li>c d</li>\n</ul>", "<ul>\n<li>a b</li>\n</ul>", "<ul>\n<li>c d</li>\n</ul>")],
    ),
    "one deletes a list in which the other adds an item": (
        joined(ONE, LIST),
        ONE,
        joined(ONE, LIST.replace("</ul>", "<li>New</li>\n</ul>")),
        [Conflict(LIST, "", LIST.replace("</ul>", "<li>New</li>\n</ul>"))],
    ),
    "an item with a list of its own, and its words": (
        LIST,
        LIST.replace("Rest the leg</li>", "Rest the leg\n<ul>\n<li>Nights too</li>\n</ul>\n</li>"),
        LIST.replace("Rest the leg", "Rest the bad leg"),
        [
            Conflict(
                "<li>Rest the leg</li>",
                "<li>Rest the leg\n<ul>\n<li>Nights too</li>\n</ul>\n</li>",
                "<li>Rest the bad leg</li>",
            )
        ],
    ),
    "both write into an empty text": ("", ONE, TWO, [Conflict("", ONE, TWO)]),
    "two tellings of one new passage": (
        ONE,
        joined(ONE, "<p>Take 5 mg at night.</p>"),
        joined(ONE, "<p>Take 10 mg at night.</p>"),
        [Conflict("", "<p>Take 5 mg at night.</p>", "<p>Take 10 mg at night.</p>")],
    ),
    "both bring the same passage to different places": (
        BASE,
        joined(ONE, "<p>This is quite new.</p>", TWO, THREE),
        joined(ONE, TWO, "<p>This is quite new.</p>", THREE),
        [Conflict(TWO, joined("<p>This is quite new.</p>", TWO), joined(TWO, "<p>This is quite new.</p>"))],
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_two_changed_differently_is_a_conflict(case: str) -> None:
    base, theirs, mine, expected = CONFLICTS[case]

    merged = merge(base, theirs, mine)

    assert list(merged.conflicts) == expected


def test_a_conflict_leaves_the_rest_merged() -> None:
    theirs = BASE.replace("Two is", "Two was").replace("One is", "One was")
    mine = BASE.replace("Two is", "Two will be").replace("far", "near")

    merged = merge(BASE, theirs, mine)

    assert merged.parts == (
        Part(ONE, "<p>One was here.</p>", "theirs"),
        Conflict(TWO, "<p>Two was there.</p>", "<p>Two will be there.</p>"),
        Part(THREE, "<p>Three is near.</p>", "mine"),
    )


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice("theirs"), ["<p>Two was there.</p>"]),
        (Choice("mine"), ["<p>Two is nowhere.</p>"]),
        (Choice("both"), ["<p>Two was there.</p>", "<p>Two is nowhere.</p>"]),
        (Choice("own", "<p>Two   was nowhere."), ["<p>Two was nowhere.</p>"]),
        (Choice("own"), []),
    ],
)
def test_a_choice_takes_the_place_of_its_conflict(choice: Choice, expected: list[str]) -> None:
    merged = merge(BASE, BASE.replace("Two is", "Two was"), BASE.replace("there", "nowhere"))

    html = resolved(merged, [choice])

    assert html == joined(ONE, *expected, THREE)


def test_every_conflict_wants_its_choice() -> None:
    merged = merge(BASE, BASE.replace("Two is", "Two was"), BASE.replace("there", "nowhere"))

    with pytest.raises(ValueError, match="zip"):
        resolved(merged, [])


def test_the_same_two_items_are_added_and_one_box_moves_past_another() -> None:
    base = joined(box(ONE), box(TWO))

    merged = merge(base, joined(box("<p>New.</p>"), base), base.replace("note", "warning", 1))

    assert (merged.html, merged.conflicts) == (joined(box("<p>New.</p>"), box(ONE, "warning"), box(TWO)), ())


# What holds for all texts

CANONICAL = HTML.map(canonical)


@st.composite
def changed(draw: st.DrawFn, base: str, name: str) -> str:
    """The text after a few changes that a person could make; what is typed is like nothing else."""
    lines = base.split("\n") if base else []
    for number in range(draw(st.integers(0, 4))):
        typed, place = f"{name}{number}", draw(st.integers(0, len(lines)))
        end = min(len(lines), place + draw(st.integers(0, 3)))
        held = lines[place:end]
        kind = draw(st.sampled_from(["add", "delete", "box", "list", "move", "edit", "edit", "item"]))
        lines[place:end] = {
            "add": [f"<p>{typed}</p>", *held],
            "delete": [],
            "box": ['<aside data-kind="note">', *held, f"<p>{typed}</p>", "</aside>"],
            "list": ["<ul>", *(f"<li>{line}</li>" for line in held), f"<li>{typed}</li>", "</ul>"],
            "move": [],
            "edit": [re.sub(r"^(<[^/>]*>)", rf"\1{typed} ", line) for line in held],
            "item": [f"<li>{typed}</li>", *held],
        }[kind]
        if kind == "move":
            to = draw(st.integers(0, len(lines)))
            lines[to:to] = held
    return canonical("\n".join(lines))


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(st.one_of(CANONICAL, st.sampled_from([BASE, LIST, TABLE, joined(ONE, LIST, TABLE, box(TWO))])))
    return base, draw(changed(base, "theirs")), draw(changed(base, "mine"))


def typed(html: str) -> set[str]:
    return set(re.findall(r"(?:theirs|mine)\d", html))


@given(three())
def test_whoever_changed_alone_is_followed_to_the_letter(texts: tuple[str, str, str]) -> None:
    base, changed, _other = texts

    merges = [merge(*order) for order in ((base, base, changed), (base, changed, base), (base, changed, changed))]
    assert [(merged.html, merged.conflicts) for merged in merges] == [(changed, ())] * 3


@given(three())
def test_no_word_that_somebody_typed_is_lost(texts: tuple[str, str, str]) -> None:
    base, theirs, mine = texts

    merged = merge(base, theirs, mine)

    kept = merged.html + "".join(conflict.theirs + conflict.mine for conflict in merged.conflicts)
    assert typed(theirs) | typed(mine) <= typed(kept)


@given(three())
def test_what_somebody_took_away_does_not_come_back(texts: tuple[str, str, str]) -> None:
    base, theirs, mine = (text.split("\n") for text in texts)

    merged = merge(*texts)

    known = {line for conflict in merged.conflicts for line in (conflict.theirs + "\n" + conflict.mine).split("\n")}
    gone = {line for line in base if re.search(r">[^<]*\w", line) and not (line in theirs and line in mine)}
    assert gone & set(merged.html.split("\n")) <= known


@given(three())
def test_either_side_of_every_conflict_gives_a_text_of_the_dialect(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)
    count = len(merged.conflicts)

    for take in ("theirs", "mine"):
        html = resolved(merged, [Choice(take)] * count)
        chosen = (getattr(part, take) if isinstance(part, Conflict) else part.html for part in merged.parts)
        assert html == "\n".join(part for part in chosen if part)


@given(three())
def test_theirs_and_mine_are_equals(texts: tuple[str, str, str]) -> None:
    """Who saved first decides at most about the order of what both brought to one place."""
    base, theirs, mine = texts

    one, other = merge(base, theirs, mine), merge(base, mine, theirs)

    assert [(c.base, c.theirs, c.mine) for c in one.conflicts] == [(c.base, c.mine, c.theirs) for c in other.conflicts]
    assert sorted(one.html.split("\n")) == sorted(other.html.split("\n")) or one.conflicts != ()


@given(three())
def test_what_is_not_in_conflict_holds_the_changes_of_both(texts: tuple[str, str, str]) -> None:
    """Each side of the text can be put together again from the parts and conflicts."""
    merged = merge(*texts)

    assert _side(merged, "base") == texts[0]


def _side(merged: Merge, side: str) -> str:
    return "\n".join(filter(None, (getattr(part, side) for part in merged.parts)))


@given(three())
def test_both_sides_of_a_conflict_lose_no_word(texts: tuple[str, str, str]) -> None:
    merged = merge(*texts)

    html = resolved(merged, [Choice("both")] * len(merged.conflicts))

    assert typed(html) == typed(texts[1]) | typed(texts[2])


def test_long_texts_merge_in_proportion() -> None:
    base = [
        f"<p>Passage {number} says what a doctor told {number + 7} people in week {number % 9}.</p>"
        for number in range(800)
    ]
    theirs = [line.replace("says", "tells") if number % 4 == 0 else line for number, line in enumerate(base)]
    mine = [line.replace("says", "told") if number % 4 == 1 else line for number, line in enumerate(base)]
    start = time.process_time()

    merged = merge(joined(*base), joined(*theirs), joined(*mine))

    assert time.process_time() - start < 2
    assert merged.conflicts == ()


@pytest.mark.parametrize("text", [joined(*["<p>a</p>"] * 12_000), f"<p>{'word ' * 20_000}</p>"])
def test_a_text_of_one_word_does_not_hang(text: str) -> None:
    base = canonical(text)
    start = time.process_time()

    merge(base, f"{base}\n<p>b</p>", f"<p>c</p>\n{base}")

    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("second_row", "is_ragged"),
    [("<td>c</td>", False), ("<td>c</td><td>d</td>", True), ("", True), ('<td colspan="2">c</td>', True)],
)
def test_a_cell_that_reaches_down_counts_in_each_of_its_rows(second_row: str, is_ragged: bool) -> None:
    table = f'<table><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr>{second_row}</tr><tr><td>e</td><td>f</td></tr></tbody></table>'

    assert has_ragged_table(node for node in parse(table) if isinstance(node, Element)) is is_ragged


@pytest.mark.parametrize(
    ("theirs", "mine", "conflicts"),
    [
        ("a b c d e", "a b c x y", 1),
        ("a b c d e", "a b v x y", 0),
        ("a b c", "a b c", 0),
    ],
)
def test_two_new_passages_that_share_three_words_in_five_are_two_tellings_of_one_thing(
    theirs: str, mine: str, conflicts: int
) -> None:
    merged = merge(ONE, f"{ONE}\n<p>{theirs}</p>", f"{ONE}\n<p>{mine}</p>")

    assert len(merged.conflicts) == conflicts
