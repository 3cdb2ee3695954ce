"""What a variable means, and that nonsense is refused without repeating a secret."""

import base64
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewboard import environment
from reviewboard.environment import Refused

BASE = Path("/srv/site")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_sqlite_is_a_file_below_the_project() -> None:
    described = environment.database("sqlite:///var/record.sqlite3", base=BASE, pooled=False)

    assert described["NAME"] == "/srv/site/var/record.sqlite3"
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_sqlite_with_four_slashes_is_a_file_from_the_root() -> None:
    described = environment.database("sqlite:////data/with%20blank.sqlite3", base=BASE, pooled=True)

    assert described["NAME"] == "/data/with blank.sqlite3"


@given(user=ANY_TEXT, password=ANY_TEXT, name=ANY_TEXT.filter(lambda text: text and "/" not in text))
def test_every_password_comes_out_as_it_went_in(user: str, password: str, name: str) -> None:
    url = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@db.example:6432/{quote(name, safe='')}"

    described = environment.database(url, base=BASE, pooled=False)

    parts = [described[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == [user, password, "db.example", "6432", name]


def test_a_percent_sign_is_decoded_once() -> None:
    described = environment.database("postgresql://ann:a%2540b%40c@db/record", base=BASE, pooled=False)

    assert described["PASSWORD"] == "a%40b@c"


def test_a_socket_folder_keeps_its_capital_letters() -> None:
    described = environment.database("postgresql://ann@%2Frun%2FPG/record", base=BASE, pooled=False)

    assert described["HOST"] == "/run/PG"


def test_a_socket_folder_may_stand_in_the_options() -> None:
    described = environment.database("postgresql://ann@/record?host=/run/PG&sslmode=disable", base=BASE, pooled=False)

    assert (described["HOST"], described["OPTIONS"]["sslmode"]) == ("/run/PG", "disable")


def test_the_server_keeps_plans_unless_the_address_says_no() -> None:
    kept = environment.database("postgresql://ann@db/record", base=BASE, pooled=False)
    none = environment.database("postgresql://ann@db/record?prepare=no&sslmode=disable", base=BASE, pooled=False)

    assert kept["OPTIONS"] == {"prepare_threshold": environment.PREPARED_AFTER}
    assert none["OPTIONS"] == {"sslmode": "disable"}
    with pytest.raises(Refused, match="prepare=no"):
        environment.database("postgresql://ann@db/record?prepare=yes", base=BASE, pooled=False)


def test_an_address_of_version_six_loses_its_brackets() -> None:
    described = environment.database("postgresql://ann@[::1]:5433/record", base=BASE, pooled=False)

    assert (described["HOST"], described["PORT"]) == ("::1", "5433")


def test_a_pooled_connection_is_not_kept_by_django_too() -> None:
    described = environment.database("postgresql://ann@db/record", base=BASE, pooled=True)

    assert (described["CONN_MAX_AGE"], described["CONN_HEALTH_CHECKS"]) == (0, True)
    assert described["OPTIONS"]["pool"]["max_size"] == 10


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "starts with sqlite:// or postgresql://."),
        ("mysql://ann@db/record", "starts with sqlite:// or postgresql://."),
        ("sqlite://", "names a file: sqlite:///folder/file (or sqlite:////folder/file from the root)."),
        ("sqlite:///:memory:", "names a file: sqlite:///folder/file (or sqlite:////folder/file from the root)."),
        ("sqlite:///var/", "names a file: sqlite:///folder/file (or sqlite:////folder/file from the root)."),
        ("postgresql://ann@db", "names a database: postgresql://user:password@host:port/name."),
        ("postgresql://ann@db/a/b", "names a database: postgresql://user:password@host:port/name."),
        ("postgresql://ann@db/record?pool=1", "has an option that is not known: pool."),
        (
            "postgresql://ann:se/cret@db/record",
            "is not a URL: encode special characters of a password, such as %40 for @.",
        ),
        ("postgresql://ann:se@cret@db/record", "has two @ in it: write %40 for the one in the password."),
        ("postgresql://ann:se#cret@db/record", "has a blank or a # in it: write %20 or %23."),
        ("postgresql://ann:100%@db/record", "has a % that starts no code: write %25 for the sign itself."),
        ("postgresql://ann:%ff@db/record", "has a percent code that is not UTF-8."),
        (
            "postgresql://ann@db:99999/record",
            "is not a URL: encode special characters of a password, such as %40 for @.",
        ),
    ],
)
def test_a_malformed_database_is_refused_in_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        environment.database(url, base=BASE, pooled=False)

    assert str(refused.value) == f"DATABASE_URL {sentence}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        (
            "file:////tmp/mail",
            {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": "/tmp/mail"},
        ),
    ],
)
def test_mail_may_stay_on_this_machine(url: str, expected: dict[str, Any]) -> None:
    assert environment.email(url, base=BASE) == expected


@pytest.mark.parametrize(
    ("scheme", "port", "tls"),
    [("smtp", 25, {}), ("smtp+tls", 587, {"EMAIL_USE_TLS": True}), ("smtps", 465, {"EMAIL_USE_SSL": True})],
)
def test_a_mail_server_is_spoken_to_as_its_scheme_says(scheme: str, port: int, tls: dict[str, bool]) -> None:
    described = environment.email(f"{scheme}://ann%40site:p%40ss@mail.example", base=BASE)

    assert described == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "ann@site",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_TIMEOUT": 20,
        **tls,
    }


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://mail.example", "file://", "smtp://", "smtp://mail.example/box"]
)
def test_malformed_mail_is_refused(url: str) -> None:
    with pytest.raises(Refused, match=r"^EMAIL_URL "):
        environment.email(url, base=BASE)


@pytest.mark.parametrize(
    "url", ["", "redis://127.0.0.1:6379/0", "rediss://:p%40ss@cache.example/1", "unix:///run/redis.sock"]
)
def test_redis_is_an_address_or_nothing(url: str) -> None:
    assert environment.redis(url) == url


@pytest.mark.parametrize("url", ["localhost:6379", "http://cache.example", "redis://", "unix://"])
def test_malformed_redis_is_refused(url: str) -> None:
    with pytest.raises(Refused, match=r"^REDIS_URL is redis://host:port/0, rediss://… or empty\.$"):
        environment.redis(url)


def test_a_site_is_scheme_and_host_in_small_letters() -> None:
    assert environment.site("HTTPS://Health.Example/").geturl() == "https://health.example"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "health.example",
        "ftp://health.example",
        "https://",
        "https://health.example/blog",
        "https://a@health.example",
    ],
)
def test_a_malformed_site_is_refused(url: str) -> None:
    with pytest.raises(Refused, match=r"^SITE_URL is the address of the site and nothing more"):
        environment.site(url)


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("localhost", True),
        ("desk.test", True),
        ("printer.local", True),
        ("127.0.0.1", True),
        ("192.168.1.4", True),
        ("::1", True),
        ("9.9.9.9", False),
        ("health.example", False),
    ],
)
def test_private_hosts_are_known(host: str, private: bool) -> None:
    assert environment.is_private(host) == private


def test_a_signing_key_is_thirty_two_bytes_or_nothing() -> None:
    key = base64.b64encode(bytes(32)).decode()

    assert (environment.signing_key(key), environment.signing_key("")) == (key, "")


@pytest.mark.parametrize("key", ["secret", base64.b64encode(bytes(31)).decode(), "ä" * 44])
def test_any_other_signing_key_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(Refused) as refused:
        environment.signing_key(key)

    assert str(refused.value) == (
        "SIGNING_KEY is the base64 text of 32 random bytes: make one with `openssl rand -base64 32`."
    )


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "/etc/passwd", "../../etc/passwd"])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(Refused, match=r"^TIME_ZONE "):
        environment.time_zone(zone)


@pytest.mark.parametrize("code", ["", "xx", "english", "fr"])
def test_an_unknown_language_is_refused(code: str) -> None:
    with pytest.raises(Refused, match=r"^LANGUAGE_CODE "):
        environment.language(code)


def test_a_language_may_name_its_country() -> None:
    assert (environment.language("en-au"), environment.language("de-ch")) == ("en-au", "de-ch")


def test_without_an_object_store_files_lie_in_their_folder() -> None:
    assert environment.media_store("") == {"BACKEND": "reviewboard.file_stores.Folder"}


@pytest.mark.parametrize(
    "value", ["s3:///prefix", "https://bucket", "s3://key:secret@bucket", "s3://bucket?acl=public"]
)
def test_an_object_store_that_makes_no_sense_is_refused(value: str) -> None:
    with pytest.raises(Refused, match=r"MEDIA_STORE is s3://bucket/prefix"):
        environment.media_store(value)


def test_an_object_store_is_private_and_never_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: name)

    found = environment.media_store("s3://pictures/site?endpoint_url=https://store.example&region_name=eu")

    assert found == {
        "BACKEND": "reviewboard.object_store.Bucket",
        "OPTIONS": {
            "bucket_name": "pictures",
            "location": "site",
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
            "endpoint_url": "https://store.example",
            "region_name": "eu",
        },
    }


def test_an_object_store_without_its_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)

    with pytest.raises(Refused, match="MEDIA_STORE is set, and django-storages is not installed"):
        environment.media_store("s3://pictures")


def test_kinds_of_work_have_queues() -> None:
    assert environment.queues("slow=reference_check, new_works;files=bulk_import") == {
        "reference_check": "slow",
        "new_works": "slow",
        "bulk_import": "files",
    }
    assert environment.queues("") == {}


@pytest.mark.parametrize("value", ["slow", "slow=", "=deliver", "a b=deliver", "slow=deliver,"])
def test_queues_that_make_no_sense_are_refused(value: str) -> None:
    with pytest.raises(Refused, match=r"WORK_QUEUES is queue=kind,kind"):
        environment.queues(value)
