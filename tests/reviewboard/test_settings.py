"""The start of the site: with good values it starts, with a bad one it says in one sentence which."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import commands
from tests.tiers import ROOT

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "x9" * 30,
    "SIGNING_KEY": base64.b64encode(bytes(range(32))).decode(),
    "SITE_URL": "https://health.example",
}


def start(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run manage.py with these variables and none of this machine's."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_FOLDER": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """The same start in the copy of a process that has everything loaded: there are many of them."""
    return commands.run_in({"PATH": os.environ["PATH"], "DATA_FOLDER": str(folder), **variables}, "check")


def settings_of(folder: Path, *names: str, **variables: str) -> list[object]:
    """What these settings are after a start with these variables."""
    script = (
        f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_FOLDER": str(folder),
            "DJANGO_SETTINGS_MODULE": "reviewboard.settings",
            **variables,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    values = json.loads(done.stdout)
    assert isinstance(values, list)
    return values


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DEBUG": "perhaps"}, 'Environment variable "DEBUG" invalid: Not a valid boolean.'),
        ({"ENVIRONMENT": "prod"}, "ENVIRONMENT is development or production."),
        (
            {"DATABASE_URL": "postgresql://ann:a@b@db/x"},
            "DATABASE_URL has two @ in it: write %40 for the one in the password.",
        ),
        ({"EMAIL_URL": "mail"}, "EMAIL_URL starts with smtp://, smtp+tls://, smtps://, file:// or console:."),
        ({"REDIS_URL": "localhost"}, "REDIS_URL is redis://host:port/0, rediss://… or empty."),
        ({"TIME_ZONE": "Here"}, "TIME_ZONE is a name of the time zone database, such as Europe/London."),
        (
            {"LANGUAGE_CODE": "xx"},
            "LANGUAGE_CODE is a language of this product (en, de), with a country or without, such as en-gb.",
        ),
        ({"COUNTRY": "gb"}, "COUNTRY is a country in two capital letters, such as GB."),
        ({"OLD_WORK_YEARS": "0"}, "OLD_WORK_YEARS is a number of years from 1 to 99."),
        ({"OLD_GUIDELINE_YEARS": "five"}, "OLD_GUIDELINE_YEARS is a number of years from 1 to 99."),
        (
            {"PWNED_PASSWORDS_URL": "http://passwords.example/range"},
            "PWNED_PASSWORDS_URL is an address that begins with https://, or empty.",
        ),
        ({"EMERGENCY_NUMBER": "call us"}, "EMERGENCY_NUMBER is a telephone number in digits."),
        (
            {"SITE_URL": "https://health.example"},
            "SITE_URL is a public address: set ENVIRONMENT=production to serve it.",
        ),
        (
            {"SIGNING_KEY": "short"},
            "SIGNING_KEY is the base64 text of 32 random bytes: make one with `openssl rand -base64 32`.",
        ),
    ],
)
def test_a_malformed_value_stops_the_start_with_one_sentence(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    stopped = refused(tmp_path, **variables)

    assert (stopped.returncode, stopped.stdout, stopped.stderr.strip()) == (1, "", sentence)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is shorter than 50 characters."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 characters."),
        (
            {"SECRET_KEY": "development-only-" + "0" * 50},
            "SECRET_KEY is missing, or the one for development: production needs its own secret.",
        ),
        (
            {"SIGNING_KEY": ""},
            "SIGNING_KEY is missing: sign-offs in production need a key, `openssl rand -base64 32`.",
        ),
        ({"SITE_URL": "http://health.example"}, "SITE_URL is not https: production needs an encrypted site."),
        (
            {"LINK_CHECK_LOOPBACK": "yes"},
            "LINK_CHECK_LOOPBACK is on: in production no link is followed into this machine.",
        ),
        ({"DEBUG": "yes"}, "DEBUG is on: production never shows its errors to readers."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS allows every host: production names its own."),
    ],
)
def test_production_refuses_what_only_development_may(tmp_path: Path, changed: dict[str, str], sentence: str) -> None:
    stopped = refused(tmp_path, **PRODUCTION | changed)

    assert (stopped.returncode, stopped.stderr.strip()) == (1, sentence)


def test_production_refuses_a_secret_that_nobody_set(tmp_path: Path) -> None:
    variables = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}

    stopped = start(tmp_path, "check", **variables)

    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert (
        stopped.stderr.strip() == "SECRET_KEY is missing, or the one for development: production needs its own secret."
    )


def test_production_never_takes_the_signing_key_of_development(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text(PRODUCTION["SIGNING_KEY"])

    stopped = start(tmp_path, "check", **PRODUCTION | {"SIGNING_KEY": ""})

    assert stopped.returncode == 1


def test_development_keeps_its_signing_key_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text(PRODUCTION["SIGNING_KEY"] + "\n")

    assert settings_of(tmp_path, "SIGNING_KEY") == [PRODUCTION["SIGNING_KEY"]]


def test_an_empty_machine_needs_no_variable(tmp_path: Path) -> None:
    started = start(tmp_path, "check")

    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout == "System check identified no issues (0 silenced).\n"


def test_passwords_are_looked_up_among_breaches_where_an_address_is_set(tmp_path: Path) -> None:
    asked = {"PWNED_PASSWORDS_URL": "https://api.pwnedpasswords.com/range/"}
    with_it, address = settings_of(tmp_path, "AUTH_PASSWORD_VALIDATORS", "PWNED_PASSWORDS_URL", **asked)
    (without,) = settings_of(tmp_path, "AUTH_PASSWORD_VALIDATORS")

    breached = {"NAME": "articles.signing_in.passwords.NotBreached"}
    assert ([breached] == [one for one in with_it if one not in without], address) == (
        True,
        asked["PWNED_PASSWORDS_URL"][:-1],
    )


def test_production_on_sqlite_starts_with_a_warning(tmp_path: Path) -> None:
    started = start(tmp_path, "check", **PRODUCTION)

    assert started.returncode == 0
    assert "(reviewboard.W001) The record is kept in a SQLite file" in started.stderr


def test_an_encrypted_site_has_secure_cookies_and_strict_transport(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME",
        "ALLOWED_HOSTS",
    )

    values = settings_of(tmp_path, *names, **PRODUCTION, ALLOWED_HOSTS="www.health.example")

    assert values == [True, True, 31536000, "__Host-session", ["health.example", "www.health.example"]]


def test_a_command_has_no_pool(tmp_path: Path) -> None:
    (databases,) = settings_of(tmp_path, "DATABASES", DATABASE_URL="postgresql://ann@db/record")

    assert isinstance(databases, dict)
    assert "pool" not in databases["default"]["OPTIONS"]


@pytest.mark.postgres
def test_a_web_process_answers_over_a_pool(process_environment: dict[str, str]) -> None:
    script = """
from reviewboard.wsgi import django_application
from django.db import connection
from django.test import RequestFactory

answered = []
for _ in range(9):
    environment = RequestFactory().get("/articles/", headers={"host": "localhost"}).environ
    body = django_application(environment, lambda status, headers: answered.append(status))
    body.close()
print(set(answered), connection.pool.get_stats()["pool_size"] < len(answered))
connection.close_pool()
"""

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=process_environment, capture_output=True, text=True, check=True
    )

    assert done.stdout == "{'200 OK'} True\n"


def test_the_folder_of_the_data_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "data % with # signs"

    (databases,) = settings_of(folder, "DATABASES")

    assert isinstance(databases, dict)
    assert databases["default"]["NAME"] == str(folder / "reviewboard.sqlite3")
