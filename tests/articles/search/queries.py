"""Sixty searches with what they must find first, what they must find, and what they must not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """`first`: the best hit. `among`: others that must be found. `never`: what must not. Nothing at all where all are empty."""

    typed: str
    first: str = ""
    among: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def _w(typed: str, first: str = "", among: str = "", never: str = "") -> Wanted:
    return Wanted(typed, first, frozenset(among.split()), frozenset(never.split()))


QUERIES = (
    # what it is called
    _w("low back pain", "back-pain"),
    _w("back pain", "back-pain", "sciatica"),
    _w("sciatica", "sciatica"),
    _w("migraine", "migraine", "", "tension-headache"),
    _w("asthma", "asthma"),
    _w("gout", "gout"),
    _w("stroke", "stroke"),
    _w("type 2 diabetes", "diabetes-type-2"),
    _w("kidney stones", "kidney-stones"),
    _w("insomnia", "insomnia"),
    _w("warfarin", "warfarin", "aspirin-and-bleeding"),
    _w("paracetamol", "paracetamol", "back-pain fever-in-children ear-infection tension-headache"),
    # other forms of a word
    _w("vaccination", "flu-vaccine", "copd"),
    _w("vaccines", "flu-vaccine", "copd"),
    _w("headaches", "tension-headache", "migraine hydralazine"),
    _w("itching", "", "eczema hydroxyzine"),
    _w("bleed", "aspirin-and-bleeding", "warfarin anaemia cell-counts"),
    _w("exercising", "", "back-pain sciatica tension-headache knee-osteoarthritis"),
    _w("sleeping tablets", "insomnia"),
    _w("antibiotics", "", "urinary-infection ear-infection"),
    # other names
    _w("heart attack", "heart-attack"),
    _w("heart attack aspirin", "heart-attack"),
    _w("hypertension", "high-blood-pressure", "hydralazine"),
    _w("cystitis", "urinary-infection"),
    _w("bladder infection", "urinary-infection"),
    _w("UTI", "urinary-infection"),
    _w("influenza", "flu-vaccine", "copd"),
    _w("hypo", "low-blood-sugar"),
    _w("low iron", "anaemia"),
    _w("acetaminophen", "paracetamol", "back-pain"),
    _w("tylenol", "paracetamol"),
    _w("Nurofen pregnancy", "ibuprofen-in-pregnancy"),
    # questions as people ask them
    _w("can I take ibuprofen when I am pregnant?", "ibuprofen-in-pregnancy"),
    _w("what helps against morning sickness", "nausea-in-pregnancy"),
    _w("why am I always tired", "underactive-thyroid"),
    _w("child with ear pain", "ear-infection"),
    _w("fever baby", "fever-in-children"),
    _w("who should not take aspirin", "aspirin-and-bleeding"),
    _w("pain in the chest", "angina", "heart-attack"),
    _w("stop smoking", "copd"),
    # phrases and beginnings
    _w('"chest pain"', "angina", "", "heart-attack"),
    _w('"nerve pain"', "sciatica", "", "back-pain"),
    _w('"blood sugar"', "low-blood-sugar", "diabetes-type-2"),
    _w('"sugar blood"'),
    _w("hydra*", "hydralazine", "", "hydroxyzine"),
    _w("osteo*", "knee-osteoarthritis"),
    _w("physio*", "", "back-pain copd"),
    # drugs are not taken for one another
    _w("hydralazine", "hydralazine", "", "hydroxyzine"),
    _w("hydroxyzine", "hydroxyzine", "", "hydralazine"),
    _w("prednisone", "", "", "gout"),
    # numbers and signs
    _w("10⁹", "cell-counts"),
    _w("109", "cell-counts"),
    _w("25 µg", "underactive-thyroid"),
    _w("38 °C", "fever-in-children"),
    _w("HbA1c", "diabetes-type-2"),
    # words that stand in half of the texts
    _w("pain", "", "back-pain sciatica gout angina"),
    _w("doctor", "", "back-pain migraine"),
    _w("days", "", "gout insomnia"),
    _w("treatment", "", "gout eczema"),
    _w("medicine", "", "hydralazine depression"),
)
