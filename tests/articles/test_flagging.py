"""Which texts are compared with which, and what is one thing noticed twice."""

from __future__ import annotations

from articles import flagging
from articles.audiences import Audience
from articles.flagging import Noticed
from articles.text.consistency import Kind
from articles.text.dialect import canonical

PATIENT, STUDENT, CLINICIAN = Audience.PATIENT, Audience.STUDENT, Audience.CLINICIAN
LONG = (
    "<h2>Treatment</h2><p>Rest the knee for some days and cool it.</p><p>Most people get better within weeks.</p>"
    "<p>Walking helps, and so does a bandage.</p><p>Ask a nurse about crutches.</p><p>Sleep is good for you.</p>"
    "<p>Swelling goes down slowly.</p><p>Stairs are hard at first.</p>"
)


def noticed(patient: str, student: str, clinician: str) -> tuple[Noticed, ...]:
    texts = {PATIENT: patient, STUDENT: student, CLINICIAN: clinician}
    return flagging.noticed({audience: canonical(LONG + html) for audience, html in texts.items()}, {})


def of_kind(found: tuple[Noticed, ...], *kinds: Kind) -> list[Noticed]:
    return [one for one in found if one.flag.kind in kinds]


def stands(one: Noticed) -> list[tuple[Audience, bool]]:
    """Each text with whether it says something."""
    return [(side.audience, bool(side.passage.quote)) for side in one.sides]


def test_what_two_easier_texts_leave_out_is_one_flag_that_names_both() -> None:
    found = of_kind(noticed("", "", "<p>Naproxen is an option.</p>"), Kind.DRUG)

    assert [stands(one) for one in found] == [[(CLINICIAN, True), (PATIENT, False), (STUDENT, False)]]


def test_what_only_the_fullest_text_leaves_out_is_one_flag_with_both_passages() -> None:
    found = of_kind(noticed("<p>Naproxen helps.</p>", "<p>Naproxen is used.</p>", ""), Kind.DRUG)

    assert [stands(one) for one in found] == [[(CLINICIAN, False), (PATIENT, True), (STUDENT, True)]]


def why(one: Noticed) -> str:
    return str(flagging.seen(one.flag.kind.value, one.audience, one.other, flagging.as_data(one)).why)


def test_a_flag_against_two_texts_speaks_of_both() -> None:
    sections = noticed("", "", "<h2>Cupping of the knee</h2><p>Cupping is done.</p>")

    assert [why(one) for one in of_kind(sections, Kind.SECTION)] == [
        "The other texts have no section like “Cupping of the knee”."
    ]


def test_a_flag_about_what_two_texts_say_names_the_one_that_does_not() -> None:
    found = of_kind(noticed("<p>Naproxen helps.</p>", "<p>Naproxen is used.</p>", ""), Kind.DRUG)

    assert [why(one) for one in found] == ["One text does not name naproxen; the others do."]


def test_what_one_easier_text_says_alone_is_one_flag() -> None:
    found = of_kind(noticed("", "<p>Naproxen is used.</p>", ""), Kind.DRUG)

    assert [stands(one) for one in found] == [[(CLINICIAN, False), (STUDENT, True), (PATIENT, False)]]


def test_what_the_easiest_text_alone_leaves_out_is_listed_once() -> None:
    found = of_kind(noticed("", "<p>Naproxen is used.</p>", "<p>Naproxen is an option.</p>"), Kind.DRUG)

    assert [stands(one) for one in found] == [[(CLINICIAN, True), (PATIENT, False)]]


def test_easier_texts_that_differ_where_the_fullest_says_nothing_are_flagged() -> None:
    found = noticed("<p>Take naproxen 500 mg twice a day.</p>", "<p>Take naproxen 250 mg twice a day.</p>", "")

    pairs = [(one.audience, one.other) for one in of_kind(found, Kind.DOSE)]

    assert pairs == [(STUDENT, PATIENT)]


def test_a_dose_that_differs_from_both_other_texts_is_listed_once() -> None:
    same = "<p>Take naproxen 250 mg twice a day.</p>"

    found = of_kind(noticed("<p>Take naproxen 500 mg twice a day.</p>", same, same), Kind.DOSE)

    assert [(one.audience, one.other) for one in found] == [(CLINICIAN, PATIENT)]


def test_what_no_text_says_stands_once_for_the_article() -> None:
    dose = "<p>Take naproxen 250 mg twice a day.</p>"

    found = of_kind(noticed(dose, dose, dose), Kind.NO_SAFETY)

    assert sorted(dict(one.flag.values)["subject"] for one in found) == ["contraindications", "pregnancy"]


def test_what_one_text_says_is_not_missing_in_the_article() -> None:
    dose = "<p>Take naproxen 250 mg twice a day.</p>"

    found = of_kind(noticed(dose, f"{dose}<p>Do not take naproxen in pregnancy.</p>", dose), Kind.NO_SAFETY)

    assert [dict(one.flag.values)["subject"] for one in found if dict(one.flag.values)["subject"] == "pregnancy"] == []


def test_an_answer_for_one_text_does_not_hold_for_one_more() -> None:
    one = of_kind(noticed("", "<p>Naproxen is used.</p>", "<p>Naproxen is an option.</p>"), Kind.DRUG)
    both = of_kind(noticed("", "", "<p>Naproxen is an option.</p>"), Kind.DRUG)

    assert one[0].key != both[0].key


def test_each_text_is_read_for_itself() -> None:
    found = of_kind(
        noticed("<p>Call 911.</p>", "<p>Sleep 50 hours a day.</p>", ""), Kind.EMERGENCY_NUMBER, Kind.IMPOSSIBLE
    )

    assert [(one.flag.kind, one.audience, one.other) for one in found] == [
        (Kind.EMERGENCY_NUMBER, PATIENT, PATIENT),
        (Kind.IMPOSSIBLE, STUDENT, STUDENT),
    ]


def test_no_two_flags_have_one_key() -> None:
    found = noticed("<p>Take naproxen 500 mg.</p>", "<p>Take ibuprofen 250 mg.</p>", "<p>Take naproxen 5.0 mg.</p>")

    assert len(flagging.keys(found)) == len(found)


def test_a_number_that_the_fullest_text_gives_too_is_not_missed_in_another() -> None:
    number = "<p>Of those with surgery, 38 out of every 100 were well.</p>"

    found = of_kind(noticed(number, "", number), Kind.NEW_NUMBER)

    assert found == []


MEDICINE = flagging.Subject(type="medicine")


def missing(texts: dict[Audience, str], about: flagging.Subject | None) -> list[tuple[Audience, str]]:
    words = {audience: canonical(LONG + html) for audience, html in texts.items()}
    found = flagging.noticed(words, {}, about=about)
    return [(one.audience, dict(one.flag.values)["subject"]) for one in of_kind(found, Kind.TYPE_SAFETY)]


def test_each_text_is_told_what_articles_of_its_type_say_about_safety() -> None:
    texts = {PATIENT: "<p>Alcohol is fine.</p>", CLINICIAN: ""}

    found = missing(texts, MEDICINE)

    assert {topic for audience, topic in found if audience is CLINICIAN} - {
        topic for audience, topic in found if audience is PATIENT
    } == {"alcohol"}
    assert (missing(texts, None), missing(texts, flagging.Subject())) == ([], [])


def test_what_is_noticed_between_the_texts_or_in_none_of_them_is_not_told_once_more() -> None:
    dose = "<p>Take naproxen 500 mg twice a day.</p>"
    signs = "<h2>When to seek urgent help</h2><ul><li>You have chest pain.</li></ul>"
    texts = {PATIENT: dose, CLINICIAN: f"{dose}{signs}<p>Do not drive after taking naproxen.</p>"}

    found = missing(texts, MEDICINE)

    assert not {"pregnancy", "contraindications"} & {topic for _audience, topic in found}
    assert not {(PATIENT, "warning signs"), (PATIENT, "driving")} & set(found)
    assert (PATIENT, "alcohol") in found
    assert (CLINICIAN, "alcohol") in found


def test_a_text_that_says_nothing_is_the_place_of_its_flag() -> None:
    words = {PATIENT: canonical(LONG)}
    (one, *_others) = of_kind(flagging.noticed(words, {}, about=MEDICINE), Kind.TYPE_SAFETY)

    seen = flagging.seen(one.flag.kind.value, one.audience, one.other, flagging.as_data(one))

    assert [(place.audience, place.quote) for place in seen.places] == [(PATIENT, "")]
