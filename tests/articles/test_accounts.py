"""What second factors rest on is encrypted in the database, under the newest key, and opens under former ones."""

from __future__ import annotations

import io
import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from pytest_django.fixtures import Settings

from articles.accounts import MARK, EncryptedFactors, encrypt_anew
from articles.models import Person

SECRET = "JBSWY3DPEHPK3PXP"
OLD, NEW, OTHER = "o1" * 30, "n2" * 30, "x3" * 30


@pytest.fixture(autouse=True)
def no_code_used_yet() -> None:
    """allauth remembers used codes in the cache, by the number of the person."""
    cache.clear()


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def stored(person: Person) -> list[str]:
    return [json.dumps(row.data) for row in Authenticator.objects.filter(user=person).order_by("pk")]


def in_the_clear(person: Person, **data: object) -> Authenticator:
    """As releases stored them that did not encrypt."""
    kind = Authenticator.Type.TOTP if "secret" in data else Authenticator.Type.RECOVERY_CODES
    return Authenticator.objects.create(user=person, type=kind, data=data)


def test_secret_of_an_app_is_stored_encrypted_and_its_code_fits(chair: Person) -> None:
    totp = TOTP.activate(chair, SECRET)

    assert SECRET not in stored(chair)[0]
    assert totp.instance.data["secret"].startswith(MARK)
    assert (totp.validate_code(code_now(SECRET)), totp.validate_code("000000")) == (True, False)


def test_recovery_codes_are_stored_encrypted_and_each_counts_once(chair: Person) -> None:
    codes = RecoveryCodes.activate(chair)
    first = codes.get_unused_codes()[0]

    assert codes.instance.data["seed"].startswith(MARK)
    assert [codes.validate_code(first), codes.validate_code(first)] == [True, False]


def test_the_same_secret_is_stored_differently_each_time() -> None:
    adapter = EncryptedFactors()

    assert adapter.encrypt(SECRET) != adapter.encrypt(SECRET)


def test_rows_stored_in_the_clear_keep_working(chair: Person, pharmacist: Person) -> None:
    app = in_the_clear(chair, secret=SECRET)
    migrated = in_the_clear(pharmacist, migrated_codes=["11112222", "33334444"])

    assert TOTP(app).validate_code(code_now(SECRET))
    assert RecoveryCodes(migrated).validate_code("33334444")


def test_former_keys_open_what_they_encrypted(chair: Person, settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    totp = TOTP.activate(chair, SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OTHER, OLD]

    assert totp.validate_code(code_now(SECRET))


def test_what_no_key_opens_fits_no_code_and_breaks_nothing(chair: Person, settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    totp, codes = TOTP.activate(chair, SECRET), RecoveryCodes.activate(chair)
    known = codes.get_unused_codes()[0]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []

    assert (totp.validate_code(code_now(SECRET)), codes.validate_code(known)) == (False, False)
    assert encrypt_anew() == 0


def test_command_brings_everything_under_the_newest_key_once(
    chair: Person, pharmacist: Person, lay_member: Person, settings: Settings
) -> None:
    settings.SECRET_KEY = OLD
    TOTP.activate(chair, SECRET)
    in_the_clear(pharmacist, migrated_codes=["11112222", "33334444"])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    TOTP.activate(lay_member, SECRET)
    said = [io.StringIO(), io.StringIO()]

    call_command("encrypt_second_factors", stdout=said[0])
    call_command("encrypt_second_factors", "--json", stdout=said[1])

    settings.SECRET_KEY_FALLBACKS = []
    app = Authenticator.objects.get(user=chair)
    migrated = Authenticator.objects.get(user=pharmacist)
    assert [out.getvalue().strip() for out in said] == ["2 secrets encrypted.", '{"encrypted": 0}']
    assert TOTP(app).validate_code(code_now(SECRET))
    assert "1111" not in stored(pharmacist)[0]
    assert [RecoveryCodes(migrated).validate_code(code) for code in ("33334444", "11112222")] == [True, True]


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_key_is_derived_and_not_the_secret_itself(secret: str, settings: Settings) -> None:
    settings.SECRET_KEY = secret

    written = EncryptedFactors().encrypt(SECRET)

    assert secret not in written
    assert EncryptedFactors().decrypt(written) == SECRET
