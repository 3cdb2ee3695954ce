"""Which bytes are text, and what is said of those that are not."""

import pytest

from articles.importing import MAXIMUM_BYTES, decode
from articles.refusals import Refusal

TEXT = "Take 500 µg twice a day – at most ½ of it “now”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    data = TEXT.encode(encoding)

    assert decode(data) == TEXT


def test_latin_1_text_is_read() -> None:
    data = "Paracétamol 500 µg".encode("latin-1")

    assert decode(data) == "Paracétamol 500 µg"


def test_letters_with_accents_have_one_spelling() -> None:
    data = "Cafe\u0301".encode()

    assert decode(data) == "Café"


EMPTY = "This file is empty."
NOT_TEXT = "This file is not text: it holds control characters. Please save it as plain text in UTF-8."
UNTOLD = "This file is not in UTF-8, and its encoding cannot be told safely. Please save it as UTF-8."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", EMPTY),
        (b" \r\n\t", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b"a" * (MAXIMUM_BYTES + 1), "This file is larger than 5 MB. Please split it or remove what is not text."),
        (b"%PDF-1.7\n", "This is a PDF file. Please save it as plain text or Markdown."),
        (b"PK\x03\x04rest", "This is a Word or ZIP file. Please save it as plain text or Markdown."),
        (b"\xd0\xcf\x11\xe0rest", "This is an old Word file. Please save it as plain text or Markdown."),
        (b"{\\rtf1 text}", "This is an RTF file. Please save it as plain text or Markdown."),
        (b"text \x00\x01\x02 text", NOT_TEXT),
        (bytes(range(256)), NOT_TEXT),
        (b"\xff\xfea", "This file cannot be read as text. Please save it as plain text in UTF-8."),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(data)

    assert str(refused.value.sentence) == sentence


@pytest.mark.parametrize("encoding", ["cp1251", "iso8859-7", "koi8-r"])
def test_another_alphabet_is_not_guessed(encoding: str) -> None:
    words = {"iso8859-7": "Η νόσος αντιμετωπίζεται με φάρμακα"}.get(encoding, "Лечение боли требует времени")

    with pytest.raises(Refusal) as refused:
        decode(words.encode(encoding))

    assert str(refused.value.sentence) == UNTOLD


def test_utf_8_that_was_broken_before_is_not_taken() -> None:
    data = "It’s 5 µg".encode().decode("cp1252").encode("cp1252") + b"\xe9"

    with pytest.raises(Refusal) as refused:
        decode(data)

    assert str(refused.value.sentence) == UNTOLD
