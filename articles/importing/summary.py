"""What an import recognised, as sentences for the page and the command line."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.importing import bottom_line
from articles.importing.imported import Counts, Imported
from articles.refusals import Sentence


def summary(imported: Imported) -> list[Sentence]:
    """One sentence for each kind of thing that was found, then what needs a person."""
    counts = imported.counts
    sentences = [_title(imported), _headings(counts), *_lists(counts), *_references(imported), *_parts(counts)]
    if bottom_line.taken(imported)[0]:
        sentences.append(_("The first section becomes the bottom line."))
    sentences.append(_left_out(imported))
    if imported.unsure:
        sentences.append(
            ngettext_lazy("%d passage needs a decision.", "%d passages need a decision.") % len(imported.unsure)
        )
    return sentences


def _title(imported: Imported) -> Sentence:
    if not imported.title:
        return _("No title was found: please enter one.")
    return format_lazy(_("Title: {title}."), title=imported.title.rstrip("."))


def _headings(counts: Counts) -> Sentence:
    headings = ngettext_lazy("%d heading", "%d headings") % counts.headings
    if not counts.subheadings:
        return format_lazy("{}.", headings)
    below = _("{headings} ({top} and {below} below them).")
    return format_lazy(below, headings=headings, top=counts.top_headings, below=counts.subheadings)


def _lists(counts: Counts) -> list[Sentence]:
    bullets: Sentence = ngettext_lazy("%d bullet", "%d bullets") % counts.bullets
    if counts.nested_bullets:
        bullets = format_lazy(_("{bullets} ({nested} nested)"), bullets=bullets, nested=counts.nested_bullets)
    numbered = ngettext_lazy("%d numbered item", "%d numbered items") % counts.numbered_items
    return [
        format_lazy("{}.", part)
        for part, count in ((bullets, counts.bullets), (numbered, counts.numbered_items))
        if count
    ]


def _references(imported: Imported) -> list[Sentence]:
    counts = imported.counts
    sentences: list[Sentence] = []
    if counts.citations:
        citations = ngettext_lazy("%d citation", "%d citations") % counts.citations
        places = ngettext_lazy("%d place", "%d places") % counts.citation_places
        numbers = ngettext_lazy("%d number", "%d numbers") % counts.citation_numbers
        words = (
            _("{citations} at {places} with {numbers}.") if counts.citation_numbers else _("{citations} at {places}.")
        )
        sentences.append(format_lazy(words, citations=citations, places=places, numbers=numbers))
    if counts.references:
        sentences.append(_reference_list(imported))
    if counts.citations:
        sentences.append(_binding(imported))
    return sentences


def _reference_list(imported: Imported) -> Sentence:
    references = ngettext_lazy("%d reference", "%d references") % imported.counts.references
    if any(reference.number for reference in imported.references):
        return format_lazy("{}.", references)
    return format_lazy(_("{references} without numbers."), references=references)


def _binding(imported: Imported) -> Sentence:
    if imported.bindings.certain:
        return _("Citations are bound to the references by their numbers.")
    if not imported.references:
        return _("There is no list of references: each citation needs one.")
    return _("The list of references is not numbered and complete: each citation has to be confirmed by a person.")


def _parts(counts: Counts) -> list[Sentence]:
    parts: Sequence[tuple[Sentence, int]] = (
        (
            ngettext_lazy("%d question with its answer.", "%d questions with their answers.") % counts.questions,
            counts.questions,
        ),
        (ngettext_lazy("%d list of red flags.", "%d lists of red flags.") % counts.red_flags, counts.red_flags),
    )
    return [sentence for sentence, count in parts if count]


def _left_out(imported: Imported) -> Sentence:
    if not imported.left_out:
        return _("Nothing was left out.")
    return ngettext_lazy("%d passage was left out.", "%d passages were left out.") % len(imported.left_out)
