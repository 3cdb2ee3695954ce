"""An article with one of everything, and what people do to it: each edit a few words of its HTML that become others."""

from __future__ import annotations

from articles.text.dialect import canonical

_IMAGE, _OTHER_IMAGE = f"/images/{'a' * 64}.png", f"/images/{'b' * 64}.png"

ARTICLE = f"""<h2>Gout</h2>
<p>Gout is a painful swelling of a joint. It is caused by <strong>uric acid</strong>, and about 1 in 40 people have it.<cite data-key="a1 b2"></cite></p>
<p>Uric acid is made of purines; more than 6.8 mg/dL of it forms crystals<cite data-key="c3"></cite> in the joint, as a <a href="https://example.org/crystals">picture</a> shows.</p>
<aside data-kind="warning">
<p>Do not take colchicine with clarithromycin.</p>
<ul>
<li>It can stop the heart.</li>
<li>Call 112 at once.</li>
</ul>
</aside>
<h3>Treatment</h3>
<p>Start early:</p>
<ul>
<li>Naproxen 500 mg twice daily for 5 days</li>
<li>Colchicine 0.5 mg three times a day
<ul>
<li>Not more than 6 mg in a course</li>
<li>Half of it in kidney disease</li>
</ul>
</li>
<li>Prednisolone 30 mg daily</li>
</ul>
<ol start="3">
<li>Rest the joint.</li>
<li>Cool it with ice for 20 minutes.</li>
<li>Drink 2 L of water a day.</li>
</ol>
<table>
<caption>Doses of allopurinol</caption>
<thead>
<tr>
<th scope="col">Who</th>
<th scope="col">Start</th>
<th scope="col">Maximum</th>
</tr>
</thead>
<tbody>
<tr>
<td>Adults</td>
<td>100 mg</td>
<td>900 mg</td>
</tr>
<tr>
<td>Kidney disease</td>
<td>50 mg</td>
<td>300 mg</td>
</tr>
<tr>
<td>Children</td>
<td colspan="2">Ask a specialist</td>
</tr>
</tbody>
</table>
<h3>Living with gout</h3>
<section data-kind="question">
<h3>Can I drink beer?</h3>
<p>Beer raises uric acid. One glass a week does little harm.<cite data-key="d4"></cite></p>
</section>
<blockquote>
<p>I was back on my feet in a week.</p>
<p>Nobody had told me about water.</p>
</blockquote>
<figure><img src="{_IMAGE}" alt="A swollen toe"/><figcaption>The joint of the big toe swells first.</figcaption></figure>
<p>A count above 10<sup>9</sup>/L or a fever of 38.5 °C needs a doctor. H<sub>2</sub>O is water.<br/>Uric acid is not.</p>
<h2>When to see a doctor</h2>
<p>See a doctor if the left knee is hot, if you never had gout before, or if pain lasts more than 7 days.</p>
<p>Your doctor may take blood. The test is done again after 4 weeks, because the level can be normal in an attack.</p>"""

_FIRST = '<p>Uric acid is made of purines; more than 6.8 mg/dL of it forms crystals<cite data-key="c3"></cite> in the joint, as a <a href="https://example.org/crystals">picture</a> shows.</p>'
_BEER = "<p>Beer raises uric acid. One glass a week does little harm."
_ROW = "<tr>\n<td>Kidney disease</td>\n<td>50 mg</td>\n<td>300 mg</td>\n</tr>\n"
_COUNT = "<p>A count above 10<sup>9</sup>/L"
_BLOOD = (
    "Your doctor may take blood. The test is done again after 4 weeks, because the level can be normal in an attack."
)
_TELLS = "<p>Nobody had told me about water.</p>"

EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    "another number": (("1 in 40", "1 in 400"),),
    "another unit": (("6.8 mg/dL", "6.8 g/dL"),),
    "half the dose": (("Naproxen 500 mg twice daily", "Naproxen 250 mg twice daily"),),
    "another frequency": (("500 mg twice daily", "500 mg once daily"),),
    "another drug": (("Naproxen 500", "Ibuprofen 500"),),
    "another side": (("left knee", "right knee"),),
    "a not that went": (("Do not take", "Do take"),),
    "a never that came": (("Call 112 at once", "Never call 112 at once"),),
    "words exchanged": (("painful swelling of a joint", "swelling of a joint that hurts a lot"),),
    "spelling": (("purines", "purins"),),
    "bold that went": (("<strong>uric acid</strong>", "uric acid"),),
    "italics that came": (("forms crystals", "forms <em>crystals</em>"),),
    "bold that became italics": (("<strong>uric acid</strong>", "<em>uric acid</em>"),),
    "bold on other words": (("<strong>uric acid</strong>, and", "uric acid, <strong>and</strong>"),),
    "another link": (("example.org/crystals", "example.org/stones"),),
    "a link that went": (('<a href="https://example.org/crystals">picture</a>', "picture"),),
    "a link on more words": ((">picture</a> shows", ">picture shows</a>"),),
    "a link that came": (("a fever", '<a href="https://example.org/fever">a fever</a>'),),
    "linked words exchanged": ((">picture</a>", ">drawing in colour</a>"),),
    "a citation that went": (('<cite data-key="c3"></cite>', ""),),
    "a citation that came": (("about water.", 'about water.<cite data-key="e5"></cite>'),),
    "another citation": (('data-key="d4"', 'data-key="e5"'),),
    "one of two citations": (('data-key="a1 b2"', 'data-key="a1"'),),
    "one citation more": (('data-key="a1 b2"', 'data-key="a1 b2 c3"'),),
    "citations turned round": (('data-key="a1 b2"', 'data-key="b2 a1"'),),
    "a citation elsewhere": (
        ('crystals<cite data-key="c3"></cite> in', "crystals in"),
        ("</a> shows.", '</a> shows.<cite data-key="c3"></cite>'),
    ),
    "a raised figure that sank": (("10<sup>9</sup>/L", "109/L"),),
    "a lowered figure that rose": (("H<sub>2</sub>O", "H2O"),),
    "a raised figure that was lowered": (("10<sup>9</sup>", "10<sub>9</sub>"),),
    "a line break that went": (("water.<br/>Uric", "water. Uric"),),
    "a heading": (("<h3>Treatment</h3>", "<h3>What helps</h3>"),),
    "a level": (("<h3>Treatment</h3>", "<h2>Treatment</h2>"),),
    "a heading that became a paragraph": (("<h3>Treatment</h3>", "<p>Treatment</p>"),),
    "another box": (('data-kind="warning"', 'data-kind="emergency"'),),
    "a box that warns no more": (('data-kind="warning"', 'data-kind="note"'),),
    "no box": (('<aside data-kind="warning">\n', ""), ("</aside>\n", "")),
    "a box around more": (("</aside>\n<h3>Treatment</h3>\n<p>Start early:</p>", "<p>Start early:</p>\n</aside>"),),
    "no pair": (('<section data-kind="question">\n', ""), ("</section>\n", "")),
    "numbers instead of points": (("<p>Start early:</p>\n<ul>", "<p>Start early:</p>\n<ol>"), ("daily</li>\n</ul>", "daily</li>\n</ol>")),
    "points instead of numbers": (('<ol start="3">', "<ul>"), ("a day.</li>\n</ol>", "a day.</li>\n</ul>")),
    "another first number": (('start="3"', 'start="4"'),),
    "an item that came": (("<li>Prednisolone", "<li>Etoricoxib 120 mg daily</li>\n<li>Prednisolone"),),
    "an item that went": (("<li>Rest the joint.</li>\n", ""),),
    "items turned round": (
        ("<li>Rest the joint.</li>\n<li>Cool it with ice for 20 minutes.</li>", "<li>Cool it with ice for 20 minutes.</li>\n<li>Rest the joint.</li>"),
    ),
    "an item one deeper": (
        ("</ul>\n</li>\n<li>Prednisolone 30 mg daily</li>\n</ul>", "<li>Prednisolone 30 mg daily</li>\n</ul>\n</li>\n</ul>"),
    ),
    "an inner list that went": (
        ("a day\n<ul>\n<li>Not more than 6 mg in a course</li>\n<li>Half of it in kidney disease</li>\n</ul>\n</li>", "a day</li>"),
    ),
    "an item of an inner list": (("<li>Half of it in kidney disease</li>\n", ""),),
    "an item that became a paragraph": (("<li>Drink 2 L of water a day.</li>\n</ol>", "</ol>\n<p>Drink 2 L of water a day.</p>"),),
    "a list in two": (("<li>Cool it", '</ol>\n<p>Then:</p>\n<ol start="4">\n<li>Cool it'),),
    "a cell": (("<td>900 mg</td>", "<td>800 mg</td>"),),
    "a cell with a point too few": (("<td>50 mg</td>", "<td>5.0 mg</td>"),),
    "a head of a column": (('<th scope="col">Start</th>', '<th scope="col">First dose</th>'),),
    "a caption": (("<caption>Doses of allopurinol</caption>", "<caption>Doses of febuxostat</caption>"),),
    "a caption that went": (("<caption>Doses of allopurinol</caption>\n", ""),),
    "a row that came": (("<tr>\n<td>Children</td>", "<tr>\n<td>Older people</td>\n<td>50 mg</td>\n<td>600 mg</td>\n</tr>\n<tr>\n<td>Children</td>"),),
    "a row that went": ((_ROW, ""),),
    "a row elsewhere": ((_ROW, ""), ("specialist</td>\n</tr>\n", f"specialist</td>\n</tr>\n{_ROW}")),
    "a row elsewhere with another dose": ((_ROW, ""), ("specialist</td>\n</tr>\n", f"specialist</td>\n</tr>\n{_ROW.replace('300', '400')}")),
    "a column that came": (
        ('Maximum</th>', 'Maximum</th>\n<th scope="col">Target</th>'),
        ("<td>900 mg</td>", "<td>900 mg</td>\n<td>6 mg/dL</td>"),
        ("<td>300 mg</td>", "<td>300 mg</td>\n<td>5 mg/dL</td>"),
        ('colspan="2"', 'colspan="3"'),
    ),
    "a column that went": (
        ('<th scope="col">Start</th>\n', ""),
        ("<td>100 mg</td>\n", ""),
        ("<td>50 mg</td>\n", ""),
        ('<td colspan="2">', "<td>"),
    ),
    "a cell that no longer covers two": (('<td colspan="2">Ask a specialist</td>', "<td>Ask a specialist</td>\n<td>20 mg</td>"),),
    "a cell that heads its row": (("<td>Adults</td>", '<th scope="row">Adults</th>'),),
    "bold in a cell": (("<td>900 mg</td>", "<td><strong>900 mg</strong></td>"),),
    "a citation in a cell": (("<td>900 mg</td>", '<td>900 mg<cite data-key="a1"></cite></td>'),),
    "two lines in a cell": (("<td>900 mg</td>", "<td>900 mg<br/>in three parts</td>"),),
    "another picture": ((_IMAGE, _OTHER_IMAGE),),
    "what a picture shows": (("A swollen toe", "A red and swollen toe"),),
    "below a picture": (("swells first.", "swells first, often at night."),),
    "nothing below a picture": (("<figcaption>The joint of the big toe swells first.</figcaption>", ""),),
    "a passage that came": ((_FIRST, f"{_FIRST}\n<p>Purines are in meat, liver and sardines.</p>"),),
    "a warning passage that came": (("at once.</li>\n</ul>", "at once.</li>\n</ul>\n<p>Take 1 g of nothing else.</p>"),),
    "a passage that went": ((f"{_FIRST}\n", ""),),
    "a passage elsewhere": ((f"{_FIRST}\n", ""), (_BEER, f"{_FIRST}\n{_BEER}")),
    "a passage elsewhere and changed": ((f"{_FIRST}\n", ""), (_COUNT, f"{_FIRST.replace('6.8', '7.2')}\n{_COUNT}")),
    "a passage in two": (("blood. The test", "blood.</p>\n<p>The test"),),
    "two passages in one": (("7 days.</p>\n<p>Your", "7 days. Your"),),
    "a passage in two, and a word": (("blood. The test is done again", "blood.</p>\n<p>The test is repeated"),),
    "a passage that became a quotation": ((f"<p>{_BLOOD}</p>", f"<blockquote>{_BLOOD}</blockquote>"),),
    "a quotation of one": ((f"\n{_TELLS}", ""),),
    "a passage written anew": ((_BLOOD, "After four weeks your blood is taken once more, for in an attack the value tells little."),),
    "a passage about something else": ((_BLOOD, "Gout runs in families; tell your sister and your brother to drink enough."),),
    "everything below a heading": ((_BLOOD, "Nothing."), ("See a doctor if the left knee is hot, if you never had gout before, or if pain lasts more than 7 days.", "Always.")),
    "a section that went": (
        ("<h3>Living with gout</h3>\n", ""),
        (f'<section data-kind="question">\n<h3>Can I drink beer?</h3>\n{_BEER}<cite data-key="d4"></cite></p>\n</section>\n', ""),
    ),
    "the last sentence": ((" The test is done again after 4 weeks, because the level can be normal in an attack.", ""),),
    "a sentence in front": (("<p>Start early:</p>", "<p>Ask your doctor first. Start early:</p>"),),
    "a blank that does not break": (("for 20 minutes", "for 20\u00a0minutes"),),
    "the same amount": (("2 L of water", "2,000 mL of water"),),
    "a number in words": (("after 4 weeks", "after four weeks"),),
}  # fmt: skip


def edited(name: str) -> str:
    html = ARTICLE
    for old, new in EDITS[name]:
        assert html.count(old) == 1, f"{name}: {old} stands there {html.count(old)} times"
        html = html.replace(old, new)
    return canonical(html)


def article() -> str:
    return canonical(ARTICLE)


# A text of a few lines, so that any two edits of it meet.
FEW = """<p>One is here today.</p>
<ul>
<li>Two of them</li>
<li>Three
<ul>
<li>Four inside</li>
</ul>
</li>
</ul>
<aside data-kind="note">
<p>Five is noted.</p>
</aside>
<p>Six is the last.</p>"""
MEETING: dict[str, tuple[tuple[str, str], ...]] = {
    "other words": (("One is here today.", "One is there today."),),
    "all other words": (("One is here today.", "Nothing like it at all, my friend."),),
    "first gone": (("<p>One is here today.</p>\n", ""),),
    "first last": (("<p>One is here today.</p>\n", ""), ("Six is the last.</p>", "Six is the last.</p>\n<p>One is here today.</p>")),
    "first in the box": (("<p>One is here today.</p>\n", ""), ("Five is noted.</p>", "Five is noted.</p>\n<p>One is here today.</p>")),
    "first an item": (("<p>One is here today.</p>\n<ul>", "<ul>\n<li>One is here today.</li>"),),
    "first in two": (("One is here today.", "One is</p>\n<p>here today."),),
    "first with the last": (("<p>One is here today.</p>\n", ""), ("Six is the last.", "One is here today. Six is the last.")),
    "come before": (("<p>One", "<p>Zero is new here.</p>\n<p>One"),),
    "the same come before": (("<p>One", "<p>Zero is new here.</p>\n<p>One"),),
    "other come before": (("<p>One", "<p>Zero is new there.</p>\n<p>One"),),
    "come after": (("</ul>\n<aside", "</ul>\n<p>Zero is new here.</p>\n<aside"),),
    "item before": (("<li>Two", "<li>Zero</li>\n<li>Two"),),
    "item between": (("<li>Three", "<li>Zero</li>\n<li>Three"),),
    "other item between": (("<li>Three", "<li>Nought</li>\n<li>Three"),),
    "item inside": (("inside</li>", "inside</li>\n<li>Zero</li>"),),
    "item gone": (("<li>Two of them</li>\n", ""),),
    "item with its items gone": (("<li>Three\n<ul>\n<li>Four inside</li>\n</ul>\n</li>\n", ""),),
    "inner list gone": (("<li>Three\n<ul>\n<li>Four inside</li>\n</ul>\n</li>", "<li>Three</li>"),),
    "inner item out": (("<li>Three\n<ul>\n<li>Four inside</li>\n</ul>\n</li>", "<li>Three</li>\n<li>Four inside</li>"),),
    "inner item changed": (("Four inside", "Four within"),),
    "numbers": (("</p>\n<ul>", "</p>\n<ol>"), ("</ul>\n<aside", "</ol>\n<aside")),
    "list in two": (("<li>Three", "</ul>\n<p>And then:</p>\n<ul>\n<li>Three"),),
    "list gone": (("<ul>\n<li>Two of them</li>\n<li>Three\n<ul>\n<li>Four inside</li>\n</ul>\n</li>\n</ul>\n", ""),),
    "box gone": (('<aside data-kind="note">\n', ""), ("</aside>\n", "")),
    "other box": (('"note"', '"warning"'),),
    "box with its words gone": (('<aside data-kind="note">\n<p>Five is noted.</p>\n</aside>\n', ""),),
    "box around the last": (("</aside>\n<p>Six is the last.</p>", "<p>Six is the last.</p>\n</aside>"),),
    "more in the box": (("Five is noted.</p>", "Five is noted.</p>\n<p>So is this.</p>"),),
    "last changed": (("Six is the last.", "Six is the very last."),),
    "last two": (("Six is the last.</p>", "Six is the last.</p>\n<p>Seven is new.</p>"),),
    "nothing": ((FEW, ""),),
}  # fmt: skip


def met(name: str) -> str:
    html = FEW
    for old, new in MEETING[name]:
        assert html.count(old) == 1, f"{name}: {old} stands there {html.count(old)} times"
        html = html.replace(old, new)
    return canonical(html)
