"""Every variable of the environment that is read, in words: `docs/settings.md` is made of this, and a test compares both with `settings`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Variable:
    """`default`: what holds where it is not set, in words."""

    name: str
    meaning: str
    default: str = "none"
    is_secret: bool = False


@dataclass(frozen=True)
class Group:
    title: str
    variables: tuple[Variable, ...]


GROUPS: Final = (
    Group(
        "Where this runs",
        (
            Variable(
                "ENVIRONMENT",
                "`development` or `production`; production refuses development secrets, a missing signing key and a `SITE_URL` without https",
                "`development`",
            ),
            Variable(
                "SITE_URL",
                "address of the site, used in pages and mail, nothing behind the host",
                "`http://localhost:8000`",
            ),
            Variable("ALLOWED_HOSTS", "further names of hosts under which the site is asked, with commas between"),
            Variable(
                "BEHIND_PROXY",
                "whether a proxy of yours ends https and says so (`X-Forwarded-Proto`), whom it asks for (`X-Forwarded-For`) and the id of the request (`X-Request-ID`); set it only behind one",
                "off",
            ),
            Variable("DATA_FOLDER", "where the defaults below put their files", "`var`"),
            Variable("PAGE_STORE", "folder of the published pages, one on each web host", "`pages` in `DATA_FOLDER`"),
            Variable(
                "COMMIT", "which commit this is, for images that are built without a clone", "read from the clone"
            ),
            Variable("DEBUG", "Django's pages of errors; refused in production", "off"),
        ),
    ),
    Group(
        "Secrets",
        (
            Variable(
                "SECRET_KEY",
                "Django's secret, 50 characters or more; also what the secrets of second factors are encrypted with",
                "a development value",
                is_secret=True,
            ),
            Variable(
                "SECRET_KEY_FALLBACKS",
                "former ones, with commas between; what they signed or encrypted still counts",
                is_secret=True,
            ),
            Variable(
                "SIGNING_KEY",
                "private Ed25519 key, base64: `manage.py new_signing_key` prints one; the same on every host and worker",
                "made once in `var/signing.key` by `make demo`; none in production",
                is_secret=True,
            ),
        ),
    ),
    Group(
        "Servers",
        (
            Variable(
                "DATABASE_URL",
                "`sqlite:///path` or `postgresql://user:password@host:port/name`, with `?sslmode=…`, `sslrootcert`, `sslcert`, `sslkey`, `connect_timeout`, `application_name`, `options`, `host` behind it, and `prepare=no` where a PgBouncer before 1.21 pools transactions",
                "a SQLite file in `DATA_FOLDER`",
                is_secret=True,
            ),
            Variable(
                "DATABASE_POOL",
                "PostgreSQL connections kept open; web processes turn it on by themselves",
                "web processes only",
            ),
            Variable(
                "REDIS_URL",
                "`redis://host:port/0`, `rediss://…` or `unix:///path`: broker for Celery, and cache of all processes; empty: the process `work` does everything",
                is_secret=True,
            ),
            Variable(
                "EMAIL_URL",
                "`smtp://user:password@host:port`, `smtp+tls://…` (STARTTLS), `smtps://…`, `file:///folder`, `console:`",
                "files in `DATA_FOLDER/mail`",
                is_secret=True,
            ),
            Variable("DEFAULT_FROM_EMAIL", "whom mail is from", "`editorial@` the host of `SITE_URL`"),
            Variable(
                "WORK_QUEUES",
                "queues of Celery for some kinds of owed work, as `slow=reference_check,new_works;files=bulk_import`; the rest goes to `celery`",
            ),
            Variable(
                "MEDIA_STORE",
                "an object store for pictures and files, `s3://bucket/prefix?endpoint_url=https://…&region_name=…`; with `uv sync --extra object-store`. Its key is in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or in the role of the machine",
                "the folder `media` in `DATA_FOLDER`",
            ),
            Variable(
                "VIRUS_SCANNER",
                "a clamd that looks through every file that somebody uploads, before anything opens it: `clamd://host:3310` or `clamd:///run/clamav/clamd.ctl`. While it does not answer no file is taken. Its `StreamMaxLength` should be as large as the largest file here. Empty: nothing is scanned",
            ),
        ),
    ),
    Group(
        "The publisher",
        (
            Variable("PUBLISHER_NAME", "name, as long as administrators set none of their own", "`The Review Board`"),
            Variable("COUNTRY", "two capital letters, as long as administrators set none of their own", "`GB`"),
            Variable(
                "EMERGENCY_NUMBER",
                "of that country, as long as administrators set none of their own",
                "`999` in `GB`, else none",
            ),
            Variable("ISSN", "of the publication, for exports as JATS XML"),
            Variable("LANGUAGE_CODE", "language of the site: `en` or `de`, with a country or without", "`en-gb`"),
            Variable("TIME_ZONE", "name of the time zone database; days end there", "`Europe/London`"),
            Variable(
                "REFERENCE_STYLE",
                "how reference lists are written: `vancouver` (NLM), `ama` or `apa`; numbers in the text are bracketed in each",
                "`vancouver`",
            ),
            Variable(
                "OLD_WORK_YEARS", "after how many years an editor is asked whether a cited work still holds", "10"
            ),
            Variable("OLD_GUIDELINE_YEARS", "the same of a guideline", "5"),
            Variable("PENDING_PAGES", "whether a version that waits for review may be shown, with its caution", "off"),
            Variable(
                "SECURITY_CONTACT",
                "whom to tell of a weakness of the site, as `/.well-known/security.txt` says it: `mailto:…`, `https://…` or `tel:…`",
                "`DEFAULT_FROM_EMAIL`",
            ),
        ),
    ),
    Group(
        "Services outside",
        (
            Variable(
                "REFERENCE_CHECKS",
                "whether cited works are asked about every month, and PubMed every week for new ones; off: pages say that nothing is checked here",
                "on in production",
            ),
            Variable(
                "SERVICE_CONTACT",
                "the mail address that Crossref and NCBI get to know with each request",
                "`DEFAULT_FROM_EMAIL`",
            ),
            Variable("CROSSREF_URL", "where works are looked up: Crossref's REST API", "the public one"),
            Variable("NCBI_URL", "NCBI's E-utilities", "the public ones"),
            Variable(
                "LINK_CHECK_LOOPBACK",
                "for tests only: lets the link check ask servers on this machine, on any port; refused in production",
                "off",
            ),
            Variable(
                "PURGE_URL",
                "a cache ahead of the web hosts (CDN, Varnish) that is told which pages changed; see operator.md",
            ),
            Variable(
                "PURGE_METHOD",
                "`PURGE`: one request for each address; `POST`: addresses as JSON, thirty at a time",
                "`PURGE`",
            ),
            Variable("PURGE_HEADER", "the header with the secret, as `Name: value`; it is in no log", is_secret=True),
            Variable("PURGE_FIELD", "with `POST`, the name of the list of addresses", "`files`"),
        ),
    ),
    Group(
        "Accounts",
        (
            Variable(
                "SECOND_FACTOR_ROLES",
                "roles of the desk that ask for a second factor, with commas between: "
                "`editor`, `managing_editor`, `librarian`, `administrator`, `auditor`, `operator`, `security`. From the restart on, whoever has one of them and no second factor is led to set one up with their next page and gets to nothing else at the desk; words that they were typing are kept. Tell them before: the operator's page says who is without",
                "none",
            ),
            Variable(
                "PWNED_PASSWORDS_URL",
                "`https://api.pwnedpasswords.com/range`, or the address of a copy of it: a new password that is known from a breach is refused. Five of the forty signs of its SHA-1 are sent; where nobody answers within three seconds the password is taken, and the log says so. Empty: nobody is asked",
            ),
            Variable(
                "OIDC_ISSUER",
                "issuer of the organisation's identity provider (OpenID Connect), exactly as it calls itself; empty: nobody signs in there. It sends people back to `SITE_URL`/accounts/oidc/organisation/login/callback/",
            ),
            Variable("OIDC_CLIENT_ID", "what the provider calls this site"),
            Variable("OIDC_CLIENT_SECRET", "what both know", is_secret=True),
            Variable("OIDC_NAME", "what the button on the sign-in page calls it", "`PUBLISHER_NAME`"),
            Variable("OIDC_GROUPS_CLAIM", "the claim that lists somebody's groups", "`groups`"),
            Variable(
                "OIDC_ROLES",
                'which role a group gives, as JSON: `{"editors": "editor"}`; any role of the desk but auditor. Whoever is in none of these groups comes in only where there is an account with their verified address',
                "`{}`",
            ),
            Variable(
                "ADMINISTRATION",
                "whether there are Django's pages that show every row (`/administration/`), for accounts that may see them and have a second factor; off: 404",
                "off",
            ),
        ),
    ),
    Group(
        "Limits",
        (
            Variable(
                "API_PER_MINUTE",
                "questions that one address may ask the public API in a minute",
                "300",
            ),
            Variable("TOKEN_LONGEST_DAYS", "days that a token for a program may hold at the longest", "90"),
            Variable(
                "WORK_API_PER_MINUTE",
                "questions that a program may ask the API for work in a minute with one token; see api.md",
                "120",
            ),
            Variable(
                "SEARCHES_PER_MINUTE", "searches of one address in a minute; a hospital may be one address", "120"
            ),
            Variable("COPIES_PER_MINUTE", "codes of copies (`/c/…`) that one address looks up in a minute", "120"),
            Variable(
                "SESSION_IDLE_MINUTES",
                "minutes without a request after which somebody has to sign in again; an open page that asks by itself does not count",
                "480, a shift",
            ),
            Variable(
                "SESSION_LONGEST_HOURS",
                "hours after which somebody has to sign in again in any case",
                "120, a working week",
            ),
            Variable(
                "SIGN_INS_KEPT", "days for which it is kept who signed in, from where and how, and who tried", "180"
            ),
            Variable("QUESTIONS_KEPT", "days for which questions of readers are kept that no text answered", "180"),
            Variable(
                "REFERENCES_LARGEST_FILE",
                "bytes that a file of references may have; ten thousand records with abstracts are about 30 MB",
                "50 MB",
            ),
            Variable("FULL_TEXTS_LARGEST_FILE", "bytes of a full text that the team keeps", "20 MB"),
            Variable("MOVING_IN_LARGEST_FILE", "bytes that an archive of a publisher who moves in may have", "500 MB"),
        ),
    ),
    Group(
        "Watching",
        (
            Variable(
                "LOG_LEVEL",
                "`DEBUG` to `CRITICAL`; production writes one JSON object a line to standard error",
                "`INFO`",
            ),
            Variable(
                "METRICS_TOKEN",
                "who sends it as `Authorization: Bearer …` may read `/metrics`; 32 characters or more",
                "nobody reads it",
                is_secret=True,
            ),
            Variable(
                "METRICS_NETWORKS",
                "networks, with commas between, from which `/metrics` may be read without a token, if nobody forwarded the request",
            ),
            Variable(
                "METRICS_FOLDER",
                "where each process of this host keeps what it counts; never shared between hosts",
                "in production `metrics/<name of the host>` in `DATA_FOLDER`; else numbers are of one process",
            ),
            Variable("SENTRY_DSN", "errors are reported there; with `uv sync --extra sentry`", is_secret=True),
            Variable(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "a span for each request goes to `<endpoint>/v1/traces`; with `uv sync --extra telemetry`",
            ),
        ),
    ),
)


def reference() -> str:
    """`docs/settings.md`, whole."""
    lines = [
        "# Settings",
        "",
        "Made by `manage.py settings_reference` from `reviewboard/variables.py`. Everything is set by environment variables; a value that makes no",
        "sense stops the start with a sentence that names it. Those marked *secret* belong into a file that only root reads, and into no log.",
    ]
    for group in GROUPS:
        lines += ["", f"## {group.title}", "", "| variable | meaning | default |", "|---|---|---|"]
        lines += [
            f"| `{one.name}` | {one.meaning}{' *(secret)*' if one.is_secret else ''} | {one.default} |"
            for one in group.variables
        ]
    return "\n".join(lines) + "\n"
