"""What changed for readers: each passage once, the gravest group first."""

from dataclasses import replace

import pytest

from articles.manifest import AppliesTo, FrozenText, Manifest
from articles.publishing.changed import Changed, Said, changed
from articles.text.blocks import blocks
from articles.text.comparison import Change
from articles.text.dialect import canonical

GROUPS = ("doses", "warnings", "advice", "words", "unworded")
CARD = '<aside data-kind="urgent"><p>Call today if:</p><ul><li>you feel faint</li>{}</ul></aside>'


def between(old: str, new: str, manifest: Manifest) -> Changed:
    versions = [
        replace(manifest, texts={"patient": FrozenText(canonical("<p>Rest.</p>"), canonical(body))})
        for body in (old, new)
    ]
    return changed(*versions, "patient")


def groups(found: Changed) -> list[str]:
    return [name for name in GROUPS if getattr(found, name)]


@pytest.mark.parametrize(
    ("old", "new", "group"),
    [
        ("<p>Take 2 tablets.</p>", "<p>Take 3 tablets.</p>", "doses"),
        ("<p>Take it every 6 hours.</p>", "<p>Take it every 8 hours.</p>", "doses"),
        ("<p>Take paracetamol.</p>", "<p>Take ibuprofen.</p>", "doses"),
        ("<p>Rest.</p>", "<p>Rest.</p><p>Take 5 mg in the morning.</p>", "doses"),
        (CARD.format(""), CARD.format("<li>you see blood</li>"), "warnings"),
        (CARD.format("<li>you stop iron</li>"), CARD.format("<li>you start iron</li>"), "warnings"),
        (CARD.format(""), CARD.format("<li>you have taken more than 4 g</li>"), "doses"),
        ("<p>Do not lie down.</p>", "<p>Lie down.</p>", "advice"),
        ("<p>The left leg hurts.</p>", "<p>The right leg hurts.</p>", "advice"),
        ("<p>A leg hurts.</p>", "<p>A leg aches.</p>", "words"),
        ("<p>A leg hurts.</p>", "<p>A leg hurts.</p><p>Walking feels odd.</p>", "words"),
        ("<p>A <strong>leg</strong> hurts.</p>", "<p>A leg hurts.</p>", "unworded"),
    ],
)
def test_a_passage_stands_in_the_gravest_group_it_belongs_to(
    old: str, new: str, group: str, manifest: Manifest
) -> None:
    found = between(old, new, manifest)

    assert groups(found) == [group]
    assert [type(change) for change in getattr(found, group)] == [Change]


def test_what_is_the_same_is_not_named(manifest: Manifest) -> None:
    found = between("<p>A leg hurts.</p>", "<p>A leg hurts.</p>", manifest)

    assert (groups(found), found.title.differs, found.applies_to.differs) == ([], False, False)


def test_title_and_whom_it_applies_to_are_compared_too(manifest: Manifest) -> None:
    later = replace(manifest, title="Pain in the leg", applies_to=AppliesTo(("children",)))

    found = changed(manifest, later, "patient")

    assert found.title == Said("Nerve pain in the leg", "Pain in the leg")
    assert found.applies_to == Said("Adults; Not in pregnancy.", "Children")


def test_s22_passage_that_is_hidden_is_not_read_by_way_of_the_comparison(manifest: Manifest) -> None:
    (block,) = [block for block in blocks(manifest.texts["patient"].body) if block.text.startswith("Move gently")]
    text = manifest.texts["patient"]
    later = replace(manifest, texts={"patient": replace(text, body=text.body.replace("20 minutes", "5 minutes"))})

    found = changed(manifest, later, "patient", hidden=(frozenset({block.key}), frozenset()))

    said = [side.text for name in GROUPS for one in getattr(found, name) for side in (one.old, one.new) if side]
    assert sorted(said) == ["Move gently for 5 minutes a day.", "This passage is hidden while it is being checked."]
