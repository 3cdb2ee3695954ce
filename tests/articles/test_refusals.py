import pickle

from articles.audiences import Audience
from articles.refusals import Refusal


def test_a_refusal_is_its_sentence_and_what_to_put_right() -> None:
    refusal = Refusal("Not yet.", details=["No author.", "No reference."])

    assert str(refusal) == "Not yet. No author. No reference."
    assert (refusal.sentence, refusal.details) == ("Not yet.", ("No author.", "No reference."))


def test_a_refusal_travels_between_processes() -> None:
    refusal = pickle.loads(pickle.dumps(Refusal("Not yet.", details=["No author."])))  # noqa: S301  our own bytes

    assert str(refusal) == "Not yet. No author."


def test_audiences_are_listed_easiest_first() -> None:
    assert Audience.values == ["patient", "student", "clinician"]
    assert [str(label) for label in Audience.labels] == [
        "Patients, families and carers",
        "Students",
        "Health professionals",
    ]
