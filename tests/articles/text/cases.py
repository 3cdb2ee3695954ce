"""What each reader of texts makes of small cases: of an article and its edits, of HTML as it is typed, of single sentences.

`said.py` beside this writes it down.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from itertools import pairwise, permutations
from pathlib import Path

from articles.refusals import Refusal
from articles.text.alignment import Section, aligned, sections
from articles.text.alignment import evidence as evidence_of_section
from articles.text.blocks import Block, blocks
from articles.text.carrying import Noted, carried
from articles.text.claims import claims
from articles.text.comparison import Change, Word, as_data, compare, words_changed
from articles.text.comparison.amounts import Figure, factor, figure, measured
from articles.text.comparison.data import classified
from articles.text.dialect import canonical
from articles.text.dosing import doses
from articles.text.dosing.side_by_side import side_by_side
from articles.text.evidence_checks import Work
from articles.text.evidence_checks import findings as evidence
from articles.text.extent import changed_share, extent
from articles.text.marking import marked
from articles.text.mentions import Names, Works, in_html
from articles.text.merging import Choice, Conflict, merge, resolved
from articles.text.notation import look_alikes, mended, slips
from articles.text.plain import plain
from articles.text.plainness import PROFILES, Known, findings, worst_first
from articles.text.problems import problems
from articles.text.prompts import prompts
from articles.text.proofreading import proofread
from articles.text.quantities import join, located
from articles.text.quotes import Spot, spot
from articles.text.rating import INSTRUMENTS, verdicts
from articles.text.readability import Unscored, score
from articles.text.readability.syllables import of_word
from articles.text.readability.word_facts import facts
from articles.text.replacing import difference, replaced
from articles.text.searching import Sought, find, replace
from articles.text.sentences import sentences
from articles.text.terms import Entry, Matcher, candidates, explained, first_uses
from articles.text.terms import marked as marked_terms
from articles.text.words import word_spans
from tests.articles.text.edits import EDITS, FEW, MEETING, article, edited, met

HERE = Path(__file__).parent
# An edit is merged with so many of those behind it: neighbours are about the same part of the article.
NEIGHBOURS = 3
# Letters on either side of a quoted passage.
AROUND = 32


def cases(name: str) -> list[str]:
    return HERE.joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()


def edits() -> Iterator[str]:
    """What is told of each edit, and of its way back."""
    old = article()
    for name in EDITS:
        new = edited(name)
        yield from _of_edit(name, old, new)
        yield from _of_edit(f"without {name}", new, old)


def _of_edit(name: str, old: str, new: str) -> Iterator[str]:
    changes = compare(old, new)
    yield f"{name}: {json.dumps(classified(changes), ensure_ascii=False)}"
    size = extent(old, new)
    figures = f"{size.added} {size.removed} {words_changed(old, new)} {changed_share(old, new)} %"
    yield f"{name}: {figures}{' number' * size.has_number}{' dose' * size.has_dose}"
    yield from (f"{name}: {json.dumps(data, ensure_ascii=False)}" for data in as_data(changes))


_CELL = re.compile(r"(?P<head>#)?(?:(?P<columns>\d)x(?P<rows>\d):)?(?P<words>.*)")


def tables() -> Iterator[str]:
    """What is told of two states of a table: cells between "|", rows between "/", "#" a header, "2x1:" what a cell covers."""
    for line in cases("tables"):
        old, new = (_table(part) for part in line.split("→"))
        yield line
        yield from (f"  {said}" for change in compare(old, new) for said in _of_table(change))
        rows = marked(old, new).html.split("\n")
        yield from (f"  shown: {row}" for row in rows if "<ins" in row or "<del" in row)


def _of_table(change: Change) -> Iterator[str]:
    yield f"{change.kind}: {_words(change.words)}"
    if change.table:
        yield f"caption: {_words(change.table.caption)}"
        for row in change.table.rows:
            cells = (f"{cell.kind} {cell.columns}x{cell.rows} {_words(cell.words)}" for cell in row.cells)
            yield f"{row.kind}: {' | '.join(cells)}"
    for one in change.details:
        yield f"{one.kind} {one.row} {one.column} [{one.at}] {one.old} → {one.new} ({one.words})"
    yield from (f"{one.kind} [{one.at}] {one.old} → {one.new} {one.factor}" for one in change.badges)


def _words(words: Iterable[Word]) -> str:
    return "".join(word.text if word.kind == "same" else f"{{{word.kind[0]}:{word.text}}}" for word in words)


def _table(text: str) -> str:
    caption, named, rows = text.rpartition(":") if re.match(r"[^|/]*[^\dx|/]:", text) else ("", "", text)
    written = "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in rows.split("/"))
    return canonical(f"<table>{f'<caption>{_marked(caption)}</caption>' if named else ''}{written}</table>")


def _cell(text: str) -> str:
    found = _CELL.fullmatch(text.strip())
    assert found
    tag = "th" if found["head"] else "td"
    return f'<{tag} colspan="{found["columns"] or 1}" rowspan="{found["rows"] or 1}">{_marked(found["words"])}</{tag}>'


def _marked(words: str) -> str:
    bold = re.sub(r"\*(.+?)\*", r"<strong>\1</strong>", words.strip().replace("_", "\u00a0"))
    return re.sub(r" ?\[(\w+)\]", r'<cite data-key="\1"></cite>', bold)


# How marks are written in a case, and the elements that they are.
_SIGNS = (
    (r"<(\d):(.+?)>", r'<a href="https://example.org/\1">\2</a>'),
    (r"\*(.+?)\*", r"<strong>\1</strong>"),
    (r"'(.+?)'", r"<em>\1</em>"),
    (r"\^(.+?)\^", r"<sup>\1</sup>"),
    (r"~(.+?)~", r"<sub>\1</sub>"),
    (r" ?\[([\w ]+)\]", r'<cite data-key="\1"></cite>'),
    ("_", "\u00a0"),
    (r"\|", "<br>"),
)


def prose() -> Iterator[str]:
    """What is told of two states of a sentence, and what becomes of its marks where they are shown."""
    for line in cases("prose"):
        old, new = (_sentence(part.strip()) for part in line.split("→"))
        yield line
        yield from (f"  {said}" for change in compare(old, new) for said in _of_sentence(change))
        if old != new:
            yield f"  shown: {marked(old, new).html.rpartition('</p>')[0].rpartition('<p>')[2]}"


def _of_sentence(change: Change) -> Iterator[str]:
    yield f"{change.kind}: {_words(change.words)}"
    yield from (f"{one.kind}: {one.old} → {one.new} ({one.words})" for one in change.details)
    yield from (f"{one.kind}: {one.old} → {one.new} {one.factor}" for one in change.badges)


def _sentence(text: str) -> str:
    for sign, element in _SIGNS:
        text = re.sub(sign, element, text)
    return canonical(f"<p>{text}</p>")


def marks_of_edits() -> Iterator[str]:
    before = set(article().split("\n"))
    for name in EDITS:
        shown = marked(article(), edited(name))
        yield f"{name}: {shown.places}"
        yield from (f"{name}: {line}" for line in shown.html.split("\n") if line not in before)


def merges_of_edits() -> Iterator[str]:
    """Two people who each made one edit, and two who made many."""
    names = list(EDITS)
    for place, one in enumerate(names):
        for other in (names + names)[place + 1 : place + 1 + NEIGHBOURS]:
            yield from _of_merge(f"{one} + {other}", article(), edited(one), edited(other))
    for one, other in pairwise(names):
        yield from _of_merge(f"{one} > {other}", edited(one), edited(other), article())


def _of_merge(name: str, base: str, theirs: str, mine: str) -> Iterator[str]:
    merged = merge(base, theirs, mine)
    for part in merged.parts:
        if isinstance(part, Conflict):
            yield f"{name}: {json.dumps([part.base, part.theirs, part.mine], ensure_ascii=False)}"
        elif part.by != "nobody":
            yield f"{name}: {part.by} {part.html}"
    if merged.conflicts:
        both = resolved(merged, [Choice("both")] * len(merged.conflicts))
        yield f"{name}: both {len(both)} {'' if canonical(both) == both else 'not canonical'}"


def merges_of_few_lines() -> Iterator[str]:
    """Any two edits of a short text, by two people."""
    for one, other in permutations(MEETING, 2):
        yield from _of_merge(f"{one} + {other}", FEW, met(one), met(other))


def carried_over_edits() -> Iterator[str]:
    """Where each sentence of the article is after an edit, and after it was taken back."""
    old = article()
    noted = [Noted(found) for found in _spots(old)]
    for name in EDITS:
        after = carried(old, edited(name), noted)
        back = carried(edited(name), old, after)
        for first, then, last in zip(noted, after, back, strict=True):
            if then.state != "in_place" or then.spot != first.spot or last != first:
                place = "" if then.spot.key == first.spot.key else f" {then.spot.key}"
                yield f"{name}: {first.spot.quote[:40]}: {then.state}{place}, {last.state}{'' if last == first else ' elsewhere'}"


def _spots(html: str) -> Iterator[Spot]:
    for block in blocks(html):
        for sentence in sentences(block.text):
            quotes = [sentence, *sentence.split(" ")[-2:-1]]
            for quote in dict.fromkeys(quotes):
                start = block.text.find(quote)
                end = start + len(quote)
                yield Spot(block.key, quote, block.text[max(0, start - AROUND) : start], block.text[end : end + AROUND])


def typed() -> Iterator[str]:
    """HTML as somebody types it: in the dialect, as plain words, and what they are told."""
    for line in cases("typed"):
        html = line.replace("⏎", "\n")
        yield f"{line} → {canonical(html)}"
        yield from (f"  {_block(block)}" for block in blocks(canonical(html)))
        yield from (f"  {problem.line}: {problem.sentence}" for problem in problems(html))


def _block(block: Block) -> str:
    around = " ".join(f"{one.tag}{one.value}{one.number}" for one in block.holders)
    above = " > ".join([*block.headings, *filter(None, [block.lead_in])])
    return f"{block.kind} {block.level} {block.ordinal} {block.within} ({around}) {above}: {block.text}"


def phrases() -> Iterator[str]:
    for line in cases("phrases"):
        html = canonical(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>")
        yield line
        yield from (f"  {said}" for said in _of_phrase(line, html))


def _of_phrase(line: str, html: str) -> Iterator[str]:
    yield f"sentences: {' / '.join(sentences(line))}"
    yield from (f"quantity: {token.quantity.value} {token.quantity.unit}" for token in located(line) if token.quantity)
    if join(line) != line:
        yield f"joined: {join(line).replace(chr(160), '_')}"
    for dose in doses(html):
        told = (dose.drug, dose.amount, dose.route, dose.frequency, dose.maximum, dose.population)
        yield f"dose: {' | '.join(told)} {'assumed ' * dose.is_assumed}{'refused' * dose.is_refused}"
    found = slips(html)
    yield from (f"slip: {slip.quote} → {slip.instead} ({', '.join(slip.rules)})" for slip in found)
    if found:
        yield f"mended: {mended(html, found[::2])}"
    for flag in proofread(html):
        yield f"doubt: {flag.kind} {flag.severity} {flag.left.quote[:60]} {flag.values}"
    for one in findings({"summary": "", "body": html}, "patient"):
        yield f"plain: {one.kind} {one.quote[:60]} → {one.instead}{one.offered} {one.values}"
    if terms := candidates(html):
        yield f"terms: {', '.join(terms)}"


WORKS = (
    Work("a1", "Alpha", 2010),
    Work("b2", "Beta", 2024, mark="retracted"),
    Work("c3", "Gamma", 2020, is_guideline=True),
    Work("d4", "Delta", 2016, is_preprint=True, superseded_by="Delta, second edition"),
    Work("e5", "Epsilon", 2023, is_self_published=True),
    Work("f6", "Phi", 2021, mark="concern", is_guideline=True),
    Work("g7", "Chi"),
)
YEAR = 2026
TERMS = Matcher(
    [
        Entry("stroke", ("stroke",)),
        Entry("mini", ("mini stroke",), ("TIA",)),
        Entry("tia", ("tia",)),
        Entry("diagnosis", ("diagnosis",)),
        Entry("biopsy", ("biopsy",)),
        Entry("box", ("box",)),
    ]
)


def small() -> Iterator[str]:
    """Whole texts of a few passages: tables, cards, sections, what they cite."""
    for line in cases("small"):
        html = canonical(line)
        yield line[:200]
        yield from (f"  {said}" for reader in _OF_SMALL for said in reader(html))


def _proofread(html: str) -> Iterator[str]:
    for numbers in ((), ("112", "144")):
        for flag in proofread(html, numbers):
            yield f"doubt {len(numbers)}: {flag.kind} {flag.severity} {flag.left.quote[:60]} {flag.left.section} {flag.values}"
            yield f"  {flag.left.key} {flag.left.number} {flag.right.quote[:60]} {flag.fingerprint[:6]} {flag.equality[:6]}"


def _doses(html: str) -> Iterator[str]:
    for dose in doses(html):
        told = (dose.drug, dose.amount, dose.route, dose.frequency, dose.maximum, dose.population, dose.sentence[:80])
        yield f"dose: {' | '.join(told)} {dose.key} {'assumed ' * dose.is_assumed}{'refused' * dose.is_refused}"
    for slip in slips(html):
        where = f"{slip.key} {slip.section} {slip.start} [{slip.before}|{slip.quote}|{slip.after}]"
        yield f"slip: {where} {slip.fingerprint[:6]} {slip.equality[:6]} {slip.why}"


def _verdicts(html: str) -> Iterator[str]:
    for key in INSTRUMENTS:
        for summary in (
            ("", "<p>Pain was treated. Rest.</p>") if "<table" not in html and "<cite" not in html else ("",)
        ):
            found = verdicts(key, {"summary": summary, "body": html}, Known())
            yield from (f"{key} {len(summary)} {number} {one.answer}: {one.reason}" for number, one in found.items())


def _plainly_said(html: str) -> Iterator[str]:
    for audience in PROFILES:
        for one in worst_first(findings({"summary": "<p>Take 3 of 100.</p>", "body": html}, audience)):
            where = f"{one.part} {one.section} {one.start} {one.size}"
            yield f"plain {audience}: {one.kind} {where} {one.lead}[{one.quote[:60]}]{one.tail}: {one.why} {one.name[:6]}"


def _evidence(html: str) -> Iterator[str]:
    for one in look_alikes(html):
        yield f"alike: {one.drug} {one.section} {one.key} {one.is_beside} {one.why}"
    for claim in claims(html):
        yield f"claim: {claim.sentence[:60]} {[amount.text for amount in claim.amounts]} {claim.keys} {claim.lacking('500 mg')}"
    if "<cite" not in html:
        return
    texts = {"patient": html, "clinician": "<h2>One</h2>\n<p>Naproxen 500 mg is safe here.</p>"}
    for one in evidence(texts, WORKS, year=YEAR):
        places = ", ".join(f"{place.audience} {place.heading}" for place in one.places)
        spots = ", ".join(f"{at.audience} {at.block} {at.words[:50]}" for at in one.spots)
        told = f": {one.advice}" if places else ""
        yield f"evidence: {one.kind} {one.subject[:50]} {one.key} {one.detail} ({places}) ({spots}){told}"


def _terms(html: str) -> Iterator[str]:
    uses = first_uses({"summary": "<p>A stroke.</p>", "body": html}, TERMS)
    for use in uses[1:]:
        yield f"use: {use.section} {use.heading} {use.place.block} {use.place.at} {use.before}[{use.place.words}]{use.after} {use.keys}"
    own = [use.place for use in uses if not use.is_in_summary]
    yield from (
        f"marked: {shown}" for shown in marked_terms(html, {place: n for n, place in enumerate(own)}).split("\n") if own
    )
    yield from (f"explained: {word}" for word in explained(html))
    yield from (f"prompt: {words}" for words in prompts(html))


def _levels(html: str) -> Iterator[str]:
    found = score(html)
    if not isinstance(found, Unscored):
        yield f"level: {' '.join(f'{name} {value:.4g}' for name, value in found.counts._asdict().items())}"


_OF_SMALL = (_proofread, _doses, _verdicts, _plainly_said, _evidence, _terms, _levels)


def words() -> Iterator[str]:
    """What the formulas of readability know of each word of the phrases."""
    found = dict.fromkeys(line[start:end] for line in cases("phrases") for start, end in word_spans(line))
    for word in found:
        known = facts(word)
        level = "-" if known.zipf is None else f"{known.zipf:.2f}"
        told = f"{'complex ' * known.is_complex}{'unfamiliar ' * known.is_unfamiliar}{'' if known.is_latin else 'foreign '}"
        yield f"{word}: {of_word(word)} {known.syllables} {known.letters} {level} {told}{'' if known.is_read else 'unread'}"


def amounts() -> Iterator[str]:
    for line in cases("amounts"):
        one, other = (_figure(part.strip()) for part in line.split("|"))
        times = (factor(one, other), factor(other, one))
        yield f"{line}: {times[0]} {times[1]} {_told(one)} {_told(other)} {one.is_frequency} {other.is_frequency}"


def _figure(words: str) -> Figure:
    return next(found for token in located(words) if (found := figure(token)))


def _told(one: Figure) -> str:
    known = measured(one)
    return f"({known[0]} {' '.join(map(str, known[1]))} {' '.join(known[2])})" if known else "()"


def dose_tables(texts: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The doses of two texts of one article side by side."""
    for name, (one, other) in texts.items():
        for row in side_by_side([doses(one), doses(other)]):
            told = " / ".join("; ".join(_dose(dose) for dose in cell) for cell in row.cells)
            yield f"{name}: {row.drug} {row.amount} {row.limit}: {told} {', '.join(row.differing)} {'missed' * row.is_missed}"


def _dose(dose: object) -> str:
    known = asdict(dose)  # type: ignore[call-overload]
    return " | ".join(known[name] for name in ("route", "frequency", "maximum", "population"))


def partners(texts: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Which sections of two texts of one article go together."""
    for name, (one, other) in texts.items():
        ours, theirs = sections(one), sections(other)
        yield from (f"{name}: {place.heading}: {_evidence_of(place)}" for place in ours)
        for pair in aligned(one, other):
            left = "-" if pair.left is None else ours[pair.left].heading
            right = "-" if pair.right is None else theirs[pair.right].heading
            yield f"{name}: {left} = {right}"


def _evidence_of(section: Section) -> str:
    found = evidence_of_section(section)
    held = "; ".join(" ".join(sorted(item.partition(":")[2] for item in items)) for _kind, items in found.kinds)
    return f"{'opens ' * found.opens}{found.level} {held}"


SOUGHT = {
    "gout": Sought("gout"),
    "Gout": Sought("Gout", match_case=True),
    "uric  acid": Sought("uric  acid"),
    "ur": Sought("ur"),
    "ur, whole": Sought("ur", whole_word=True),
    "a, whole": Sought("a", whole_word=True),
    "500 mg": Sought("500 mg"),
    "00 mg": Sought("00 mg"),
    "50 mg": Sought("50 mg"),
    "6": Sought("6"),
    "6 mg": Sought("6 mg"),
    "10⁹": Sought("10⁹"),
    "109": Sought("109"),
    "colchicine": Sought("colchicine"),
    "not": Sought("not", whole_word=True),
    "twice daily for": Sought("twice daily for"),
    "water. Uric": Sought("water. Uric"),
    "crystals in": Sought("crystals in"),
    "a picture shows.": Sought("a picture shows."),
    "nothing": Sought("  "),
    "(": Sought("("),
}
INSTEAD = ("", "naproxen", "5 g", "another word")


def searched() -> Iterator[str]:
    """What is found in the article, and what becomes of it with other words, or none, in its place."""
    for name, sought in SOUGHT.items():
        for instead in INSTEAD:
            hits = find(article(), sought, instead)
            for hit in hits:
                touched = " ".join(sorted(hit.touches))
                yield f"{name} → {instead}: {hit.number} [{hit.before}|{hit.found}|{hit.after}] {hit.replacement} {touched}"
            chosen = [hit.number for hit in hits[::2]]
            for line in _changed(partial(replace, article(), sought, instead, chosen)):
                yield f"{name} → {instead}: {line}"


def _changed(change: Callable[[], str]) -> Iterator[str]:
    """The lines that are new, or why nothing is changed."""
    before = set(article().split("\n"))
    try:
        html = change()
    except Refusal as refusal:
        yield str(refusal)
    else:
        yield from (line for line in html.split("\n") if line not in before)


def suggested() -> Iterator[str]:
    """Each sentence of the article with other words: marks and citations stay where they still have words to lie on."""
    for place, block in enumerate(blocks(article())):
        for sentence in sentences(block.text):
            start = block.text.find(sentence)
            end = start + len(sentence)
            whole = Spot(
                block.key, sentence, block.text[max(0, start - AROUND) : start], block.text[end : end + AROUND]
            )
            some = sentence.split()
            for words in (f"Well, {sentence}", " ".join(some[::2]), " ".join([*some[:2], "and", *some[3:]]), ""):
                for line in _changed(partial(replaced, article(), place, whole, words)):
                    yield f"{place} {words[:30]}: {line}"


def suggestions() -> Iterator[str]:
    """Other words for a quote, as a suggestion at its place and as a replacement wherever it stands; as in `prose`."""
    for line in cases("suggestions"):
        text, quote, words = (part.strip() for part in line.rsplit("|", 2))
        html = _sentence(text)
        yield line
        for said in _refused(lambda: [replaced(html, 0, spot(html, quote=quote), words)]):  # noqa: B023
            yield f"  there: {said}"
        sought = Sought(quote)
        hits = find(html, sought, words)
        for hit in hits:
            yield f"  found: [{hit.before}|{hit.found}|{hit.after}] {hit.replacement} {' '.join(sorted(hit.touches))}"
        for said in _refused(lambda: [replace(html, sought, words, range(len(hits)))]):  # noqa: B023
            yield f"  everywhere: {said}"
        yield f"  compared: {' '.join(f'{piece.kind[0]}:{piece.text}' for piece in difference(quote, words))}"


def _refused(change: Callable[[], list[str]]) -> list[str]:
    try:
        return change()
    except Refusal as refusal:
        return [str(refusal)]


NAMES = {
    "gout": Names(("gout", "uric acid", "10⁹", "colchicine", "kidney", "900 mg", "toe")),
    "drugs": Names(("naproxen", "purine", "crystal", "specialist"), are_drugs=True),
    "water": Names(("water",)),
    "adults": Names(("adults", "Who")),
    "works": Works(("a1", "c3", "d4")),
}


def named() -> Iterator[str]:
    """Where the article, and some of its edits, name something."""
    for edit in ("", "a citation in a cell", "a heading that became a paragraph", "a row that came"):
        html = edited(edit) if edit else article()
        for name, wanted in NAMES.items():
            for one in in_html(html, wanted):
                yield f"{edit} {name}: {asdict(one)}"


def plainly() -> Iterator[str]:
    """The article as plain words, with some of its citations numbered."""
    yield from plain(article(), {"a1": 1, "b2": 2, "d4": 4}).split("\n")
