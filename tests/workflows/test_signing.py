"""Keys of the server: what is no key stops with a sentence, and a demo makes its own, readable by its owner alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from workflows import signing


@pytest.mark.parametrize("key", ["", "no base64", "c2hvcnQ="])
def test_what_is_no_key_signs_nothing_and_says_what_to_set(settings: Settings, key: str) -> None:
    settings.SIGNING_KEY = key

    with pytest.raises(ImproperlyConfigured, match=r"^There is no signing key: set SIGNING_KEY"):
        signing.sign("text")


def test_public_half_is_that_of_the_key(settings: Settings) -> None:
    settings.SIGNING_KEY = signing.new_private_key()

    public = signing.public_half(settings.SIGNING_KEY)

    assert (public, signing.is_public_key(public)) == (signing.current_public_key(), True)
    assert len(signing.key_id_of(public)) == 16


@pytest.mark.parametrize("text", ["", "no base64", "c2hvcnQ=", "é", "A" * 44])
def test_what_is_no_public_key_is_none(text: str) -> None:
    assert signing.is_public_key(text) is False


def test_a_demo_keeps_a_key_of_its_own_for_its_owner_alone(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE, settings.IS_PRODUCTION = "", tmp_path / "key", False

    signing.keep_development_key()

    file = settings.SIGNING_KEY_FILE
    assert file.read_text() == settings.SIGNING_KEY != ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    signing.keep_development_key()
    assert file.read_text() == settings.SIGNING_KEY


def test_production_makes_no_key(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE, settings.IS_PRODUCTION = "", tmp_path / "key", True

    signing.keep_development_key()

    assert (settings.SIGNING_KEY, settings.SIGNING_KEY_FILE.exists()) == ("", False)
