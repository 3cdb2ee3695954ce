"""What a variable of the environment means; one that means nothing is refused in a sentence that names it."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured


def gettext_noop(words: str) -> str:
    """For the program that gathers what is to be translated; Django's own asks the settings, which are made of this."""
    return words


DEVELOPMENT_SECRET_KEY = "development-only-" + "0" * 50
# What the product is translated into, English first: `locale/` has the others.
TRANSLATED = {"en": gettext_noop("English"), "de": gettext_noop("German")}
# As `articles.models.DeskRole` has them, which cannot be asked before the settings are read; a test compares both.
ROLES = frozenset({"editor", "managing_editor", "librarian", "administrator", "auditor", "operator", "security"})
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SHORTEST_SECRET_KEY = 50
LARGEST_PORT = 65535
POSTGRESQL_OPTIONS = frozenset(
    {"application_name", "connect_timeout", "host", "options", "prepare", "sslcert", "sslkey", "sslmode", "sslrootcert"}
)
# How often a connection asks the same before its server keeps the plan (`articles.prepared`).
PREPARED_AFTER = 3
SMTP_TLS = {"smtp": "", "smtp+tls": "EMAIL_USE_TLS", "smtps": "EMAIL_USE_SSL"}
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
MAIL_TIMEOUT = 20
MEDIA_OPTIONS = frozenset({"endpoint_url", "region_name", "addressing_style", "signature_version"})
# Seconds for which a request waits for a connection, and for which the pool tries one: it begins anew when it is asked again.
PATIENCE = {"timeout": 5, "reconnect_timeout": 3}


class Refused(ImproperlyConfigured):
    """Names the variable and says what it should be; never repeats the value, which may hold a password."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name} {sentence}")


@dataclass(frozen=True)
class Server:
    """The parts of a URL, each percent-decoded exactly once."""

    scheme: str
    user: str
    password: str
    host: str
    port: int | None
    path: str
    options: dict[str, str] = field(default_factory=dict)


def server(name: str, value: str) -> Server:
    """A URL taken apart. `urlsplit` alone lowercases the host and leaves everything encoded."""
    if "#" in value or any(character.isspace() for character in value):
        raise Refused(name, "has a blank or a # in it: write %20 or %23.")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise Refused(name, "is not a URL: encode special characters of a password, such as %40 for @.") from error
    user, password, host = _authority(name, parts)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Server(parts.scheme, user, password, host, port, _decoded(name, parts.path), options)


def _authority(name: str, parts: SplitResult) -> tuple[str, str, str]:
    before, _, after = parts.netloc.rpartition("@")
    if "@" in before:
        raise Refused(name, "has two @ in it: write %40 for the one in the password.")
    user, _, password = before.partition(":")
    host = after if after.startswith("[") else after.partition(":")[0]
    host = host.partition("]")[0].lstrip("[") if host.startswith("[") else host
    return _decoded(name, user), _decoded(name, password), _decoded(name, host)


def _decoded(name: str, text: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise Refused(name, "has a % that starts no code: write %25 for the sign itself.")
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError as error:
        raise Refused(name, "has a percent code that is not UTF-8.") from error


def database(value: str, *, base: Path, pooled: bool, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's description of `sqlite:///path` (relative to `base`) or `postgresql://user:password@host:port/name`."""
    url = server(name, value)
    if url.scheme == "sqlite":
        return _sqlite(name, url, base)
    if url.scheme in {"postgresql", "postgres"}:
        return _postgresql(name, url, pooled)
    raise Refused(name, "starts with sqlite:// or postgresql://.")


def _sqlite(name: str, url: Server, base: Path) -> dict[str, Any]:
    if url.host or url.options or len(url.path) < 2 or url.path.endswith((":memory:", "/")):
        raise Refused(name, "names a file: sqlite:///folder/file (or sqlite:////folder/file from the root).")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(base / url.path[1:]),
        "OPTIONS": {
            "timeout": 20,
            # Every transaction takes the write lock first: what a row lock does on PostgreSQL.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(name: str, url: Server, pooled: bool) -> dict[str, Any]:
    database_name = url.path.removeprefix("/")
    if not database_name or "/" in database_name:
        raise Refused(name, "names a database: postgresql://user:password@host:port/name.")
    unknown = sorted(url.options.keys() - POSTGRESQL_OPTIONS)
    if unknown:
        raise Refused(name, f"has an option that is not known: {', '.join(unknown)}.")
    if url.options.get("prepare", "no") != "no":
        raise Refused(name, "has prepare=no, or leaves it out.")
    options: dict[str, Any] = {key: text for key, text in url.options.items() if key not in {"host", "prepare"}}
    if "prepare" not in url.options:
        options["prepare_threshold"] = PREPARED_AFTER
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 10, **PATIENCE}
    return {
        "ENGINE": "reviewboard.postgresql" if pooled else "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": url.user,
        "PASSWORD": url.password,
        "HOST": url.host or url.options.get("host", ""),
        "PORT": str(url.port or ""),
        # A connection that the pool keeps must not also be kept by Django.
        "CONN_MAX_AGE": 0 if pooled else 60,
        # Whoever keeps it asks before it is used again: the server may have been away meanwhile.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def email(value: str, *, base: Path, name: str = "EMAIL_URL") -> dict[str, Any]:
    """Django's mail settings for `file:///folder`, `console:`, `smtp://`, `smtp+tls://` or `smtps://`."""
    url = server(name, value)
    if url.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if url.scheme == "file":
        if url.host or len(url.path) < 2:
            raise Refused(name, "names a folder: file:///folder (or file:////folder from the root).")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(base / url.path[1:]),
        }
    if url.scheme in SMTP_TLS:
        return _smtp(name, url)
    raise Refused(name, "starts with smtp://, smtp+tls://, smtps://, file:// or console:.")


def _smtp(name: str, url: Server) -> dict[str, Any]:
    if not url.host or url.path.strip("/") or url.options:
        raise Refused(name, "names a mail server: smtp+tls://user:password@host:port.")
    tls = {SMTP_TLS[url.scheme]: True} if SMTP_TLS[url.scheme] else {}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.host,
        "EMAIL_PORT": url.port or SMTP_PORTS[url.scheme],
        "EMAIL_HOST_USER": url.user,
        "EMAIL_HOST_PASSWORD": url.password,
        "EMAIL_TIMEOUT": MAIL_TIMEOUT,
        **tls,
    }


def redis(value: str, *, name: str = "REDIS_URL") -> str:
    """The URL as it was, or nothing: then no Redis is used."""
    if value:
        url = server(name, value)
        socket = url.scheme == "unix" and url.path
        if not socket and (url.scheme not in {"redis", "rediss"} or not url.host):
            raise Refused(name, "is redis://host:port/0, rediss://… or empty.")
    return value


def site(value: str, *, name: str = "SITE_URL") -> SplitResult:
    """Scheme and host of the public site, nothing behind them."""
    url = server(name, value)
    if url.scheme not in {"http", "https"} or not url.host or url.user or url.path.strip("/") or url.options:
        raise Refused(name, "is the address of the site and nothing more, such as https://health.example.")
    return urlsplit(value.rstrip("/").lower())


def is_private(host: str) -> bool:
    """Whether an address can be reached from this machine or its own network only."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".test")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def signing_key(value: str, *, name: str = "SIGNING_KEY") -> str:
    """Base64 of a 32-byte Ed25519 seed, or nothing."""
    try:
        fits = not value or len(base64.b64decode(value, validate=True)) == 32
    except (ValueError, binascii.Error):
        fits = False
    if not fits:
        raise Refused(name, "is the base64 text of 32 random bytes: make one with `openssl rand -base64 32`.")
    return value


def time_zone(value: str, *, name: str = "TIME_ZONE") -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(name, "is a name of the time zone database, such as Europe/London.") from error
    return value


def language(value: str, *, name: str = "LANGUAGE_CODE") -> str:
    if value.partition("-")[0] not in TRANSLATED:
        raise Refused(
            name, f"is a language of this product ({', '.join(TRANSLATED)}), with a country or without, such as en-gb."
        )
    return value


def networks(values: Sequence[str], *, name: str = "METRICS_NETWORKS") -> tuple[Network, ...]:
    """Addresses and networks, as 10.0.0.7 and 10.0.0.0/24."""
    try:
        return tuple(ipaddress.ip_network(value.strip()) for value in values)
    except ValueError as error:
        raise Refused(name, "is a list of networks with commas between, such as 10.0.0.0/24,127.0.0.1.") from error


def metrics_folder(value: str, *, name: str = "METRICS_FOLDER") -> Path | None:
    """Made, and told to prometheus_client, which decides by its own variable, once, when it is imported."""
    if not value:
        return None
    folder = Path(value).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(name, "is a folder that cannot be made.") from error
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    return folder


def commit(clone: Path) -> str:
    """The commit that a clone stands at, twelve digits of it; nothing where there is no clone."""
    git = clone / ".git"
    try:
        if git.is_file():  # a second work tree of a clone
            git = clone / git.read_text().removeprefix("gitdir:").strip()
        head = (git / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head[:12]
        shared = git / "commondir"
        home = git / shared.read_text().strip() if shared.is_file() else git
        return _commit_of(home, head.removeprefix("ref: "))
    except OSError:
        return ""


def _commit_of(git: Path, ref: str) -> str:
    if (git / ref).is_file():
        return (git / ref).read_text().strip()[:12]
    packed = (git / "packed-refs").read_text().splitlines()
    return next((line.partition(" ")[0][:12] for line in packed if line.endswith(f" {ref}")), "")


def media_store(value: str, *, name: str = "MEDIA_STORE") -> dict[str, Any]:
    """Django's description of `s3://bucket/prefix?endpoint_url=…&region_name=…`, private; of the folder where it is empty."""
    if not value:
        return {"BACKEND": "reviewboard.file_stores.Folder"}
    url = server(name, value)
    unknown = sorted(url.options.keys() - MEDIA_OPTIONS)
    if url.scheme != "s3" or not url.host or url.user or unknown:
        raise Refused(name, "is s3://bucket/prefix?endpoint_url=https://…&region_name=… or empty.")
    if find_spec("storages") is None:
        raise Refused(name, "is set, and django-storages is not installed: `uv sync --extra object-store`.")
    return {
        "BACKEND": "reviewboard.object_store.Bucket",
        # Never public, never under another name, never written over: names are digests or new.
        "OPTIONS": {
            "bucket_name": url.host,
            "location": url.path.strip("/"),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
            **url.options,
        },
    }


def queues(value: str, *, name: str = "WORK_QUEUES") -> dict[str, str]:
    """kind → queue, of `queue=kind,kind;queue=kind`."""
    found: dict[str, str] = {}
    for part in filter(None, value.split(";")):
        queue, equals, kinds = part.partition("=")
        names = [kind.strip() for kind in kinds.split(",")]
        if not equals or not re.fullmatch(r"[A-Za-z0-9_.-]+", queue.strip()) or not all(names):
            raise Refused(name, "is queue=kind,kind;queue=kind, such as slow=reference_check,new_works.")
        found |= dict.fromkeys(names, queue.strip())
    return found


def roles(names: Sequence[str], *, name: str) -> frozenset[str]:
    """Roles of the desk."""
    if unknown := sorted(set(names) - ROLES):
        raise Refused(
            name, f"names a role that there is not: {', '.join(unknown)}. Roles are {', '.join(sorted(ROLES))}."
        )
    return frozenset(names)


def roles_of_groups(value: str, *, name: str) -> dict[str, str]:
    """Which role a group gives, as a JSON object. No auditor: whose role ends by itself is given by hand, with its end."""
    try:
        found = json.loads(value or "{}")
    except ValueError as error:
        raise Refused(name, 'is JSON, such as {"group": "editor"}.') from error
    may_be = ROLES - {"auditor"}
    if not isinstance(found, dict) or not all(isinstance(role, str) and role in may_be for role in found.values()):
        raise Refused(name, f"gives each group one of these roles: {', '.join(sorted(may_be))}.")
    return found


def identity_provider(
    issuer: str, client: str, secret: str, called: str, *, is_encrypted: bool = False
) -> dict[str, dict[str, Any]]:
    """As allauth wants it: one provider, or none where there is no issuer."""
    if not issuer:
        return {"openid_connect": {"APPS": []}}
    if not issuer.startswith("https://") and (is_encrypted or not issuer.startswith("http://127.0.0.1:")):
        raise Refused("OIDC_ISSUER", "is an address that begins with https://.")
    for name, value in (("OIDC_CLIENT_ID", client), ("OIDC_CLIENT_SECRET", secret)):
        if not value:
            raise Refused(name, "is missing: OIDC_ISSUER is set.")
    app = {"provider_id": "organisation", "name": called, "client_id": client, "secret": secret}
    return {"openid_connect": {"APPS": [{**app, "settings": {"server_url": issuer, "oauth_pkce_enabled": True}}]}}


def origin(address: str) -> list[str]:
    """Scheme and host of an address, for a policy of what may be asked; nothing where there is no address."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if address else []


def number(value: str, *, name: str, most: int = 99_999) -> int:
    """A whole number from 1 on."""
    if not re.fullmatch("[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise Refused(name, f"is a whole number from 1 to {most}.")
    return int(value)


def pattern(value: str, allowed: str, sentence: str, *, name: str) -> str:
    if not re.fullmatch(allowed, value):
        raise Refused(name, sentence)
    return value
