"""Every setting, read strictly from the environment; a value that makes no sense stops the start."""

import logging
import socket
import ssl
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from environs import Env

from reviewboard import environment, logs
from reviewboard.environment import Refused

# Makes `ModelAdmin[Article]` and its like mean something when the code runs.
django_stubs_ext.monkeypatch()

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent

# Where this runs

ENVIRONMENT = environment.pattern(
    env.str("ENVIRONMENT", "development"),
    "development|production",
    "is development or production.",
    name="ENVIRONMENT",
)
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", False)
DATA_FOLDER = Path(env.str("DATA_FOLDER", str(BASE_DIR / "var"))).absolute()

site = environment.site(env.str("SITE_URL", "http://localhost:8000"))
SITE_URL = site.geturl()
SITE_HOST = site.hostname or ""
IS_HTTPS = site.scheme == "https"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
ALLOWED_HOSTS = [f"[{SITE_HOST}]" if ":" in SITE_HOST else SITE_HOST, *env.list("ALLOWED_HOSTS", [])]
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Secrets

SECRET_KEY = env.str("SECRET_KEY", environment.DEVELOPMENT_SECRET_KEY)
# Former ones: what was signed or encrypted with them still counts.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
# Development keeps its key in a file that `demo` makes, so that signatures stay valid over restarts.
SIGNING_KEY_FILE = DATA_FOLDER / "signing.key"
SIGNING_KEY = environment.signing_key(env.str("SIGNING_KEY", ""))
if not SIGNING_KEY and not IS_PRODUCTION and SIGNING_KEY_FILE.is_file():
    SIGNING_KEY = environment.signing_key(SIGNING_KEY_FILE.read_text().strip(), name=str(SIGNING_KEY_FILE))

if IS_PRODUCTION:
    if SECRET_KEY.startswith(("development-only-", "django-insecure-")):
        raise Refused("SECRET_KEY", "is missing, or the one for development: production needs its own secret.")
    if len(SECRET_KEY) < environment.SHORTEST_SECRET_KEY:
        raise Refused("SECRET_KEY", f"is shorter than {environment.SHORTEST_SECRET_KEY} characters.")
    if not SIGNING_KEY:
        raise Refused("SIGNING_KEY", "is missing: sign-offs in production need a key, `openssl rand -base64 32`.")
    if not IS_HTTPS:
        raise Refused("SITE_URL", "is not https: production needs an encrypted site.")
    if env.bool("LINK_CHECK_LOOPBACK", False):
        raise Refused("LINK_CHECK_LOOPBACK", "is on: in production no link is followed into this machine.")
    if DEBUG:
        raise Refused("DEBUG", "is on: production never shows its errors to readers.")
    if "*" in ALLOWED_HOSTS:
        raise Refused("ALLOWED_HOSTS", "allows every host: production names its own.")
elif not environment.is_private(SITE_HOST):
    raise Refused("SITE_URL", "is a public address: set ENVIRONMENT=production to serve it.")

# The publisher

PUBLISHER_NAME = env.str("PUBLISHER_NAME", "The Review Board")
COUNTRY = environment.pattern(
    env.str("COUNTRY", "GB"), "([A-Z]{2})?", "is a country in two capital letters, such as GB.", name="COUNTRY"
)
EMERGENCY_NUMBER = environment.pattern(
    env.str("EMERGENCY_NUMBER", "999" if COUNTRY == "GB" else ""),
    r"([0-9][0-9 ]{1,14})?",
    "is a telephone number in digits.",
    name="EMERGENCY_NUMBER",
)
ISSN = environment.pattern(
    env.str("ISSN", ""), "([0-9]{4}-[0-9]{3}[0-9X])?", "is an ISSN such as 1234-567X, or empty.", name="ISSN"
)
# How reference lists are written: Vancouver (NLM), AMA or APA. Numbers in the text are bracketed in each.
REFERENCE_STYLE = environment.pattern(
    env.str("REFERENCE_STYLE", "vancouver"), "vancouver|ama|apa", "is vancouver, ama or apa.", name="REFERENCE_STYLE"
)
# After how many years an editor is asked whether a cited work still holds.
OLD_WORK_YEARS, OLD_GUIDELINE_YEARS = (
    int(environment.pattern(env.str(name, years), "[1-9][0-9]?", "is a number of years from 1 to 99.", name=name))
    for name, years in (("OLD_WORK_YEARS", "10"), ("OLD_GUIDELINE_YEARS", "5"))
)
# Off: readers see nothing of what waits for its review.
PENDING_PAGES = env.bool("PENDING_PAGES", False)
# For tests of the link check against a server on this machine; never where editors could reach what is inside.
LINK_CHECK_LOOPBACK = env.bool("LINK_CHECK_LOOPBACK", False)
# Services that know works. Whoever runs them wants to know whom to write to when we ask too much.
CROSSREF_URL = env.str("CROSSREF_URL", "https://api.crossref.org").rstrip("/")
NCBI_URL = env.str("NCBI_URL", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils").rstrip("/")
PWNED_PASSWORDS_URL = environment.pattern(
    env.str("PWNED_PASSWORDS_URL", "").rstrip("/"),
    r"(https://[^\s?#]+)?",
    "is an address that begins with https://, or empty.",
    name="PWNED_PASSWORDS_URL",
)
SERVICE_CONTACT = env.str("SERVICE_CONTACT", "")
# Whether cited works are asked about every month; a site under development has nobody to ask for.
REFERENCE_CHECKS = env.bool("REFERENCE_CHECKS", IS_PRODUCTION)
# Whom to tell of a weakness of the site: what `/.well-known/security.txt` (RFC 9116) names.
SECURITY_CONTACT = environment.pattern(
    env.str("SECURITY_CONTACT", ""),
    r"((mailto:|https://|tel:)[^\s]+)?",
    "is an address such as mailto:security@example.org or https://…, or empty.",
    name="SECURITY_CONTACT",
)
# A cache ahead of the web hosts that is told which pages changed: where, how, and with which secret header ("Name: value").
PURGE_URL = environment.pattern(
    env.str("PURGE_URL", ""),
    r"(https?://[^\s]+)?",
    "is an address that begins with http:// or https://, or empty.",
    name="PURGE_URL",
)
PURGE_METHOD = environment.pattern(
    env.str("PURGE_METHOD", "PURGE"),
    "PURGE|POST",
    "is PURGE, one request for each address, or POST, addresses as JSON.",
    name="PURGE_METHOD",
)
PURGE_HEADER = environment.pattern(
    env.str("PURGE_HEADER", ""),
    r"([A-Za-z0-9-]+: ?[!-~]([ -~]*[!-~])?)?",
    "is a header, as in “Name: value”, or empty.",
    name="PURGE_HEADER",
)
PURGE_FIELD = env.str("PURGE_FIELD", "files")
# Questions to the public API that one address may ask in a minute.
API_PER_MINUTE = env.int("API_PER_MINUTE", 300)
# Days that a token for a program may hold, and what a program may ask of the API for work in a minute with it.
TOKEN_LONGEST_DAYS = int(
    environment.pattern(
        env.str("TOKEN_LONGEST_DAYS", "90"), "[1-9][0-9]{0,3}", "is a number of days.", name="TOKEN_LONGEST_DAYS"
    )
)
WORK_API_PER_MINUTE = env.int("WORK_API_PER_MINUTE", 120)
# Searches, and copies looked up, that one address may ask for in a minute; a hospital may be one address.
SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", 120)
COPIES_PER_MINUTE = env.int("COPIES_PER_MINUTE", 120)
# Days for which questions of readers are kept that no text answered; nothing says whose they were.
QUESTIONS_KEPT = env.int("QUESTIONS_KEPT", 180)
PAGE_STORE = Path(env.str("PAGE_STORE", str(DATA_FOLDER / "pages"))).absolute()

# Apps and requests

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_structlog",
    "simple_history",
    "django_prose_editor",
    "ninja",
    "articles",
    "workflows",
    "reviewboard",
]

MIDDLEWARE = [
    "reviewboard.watching.middleware.probes_first",
    "reviewboard.watching.middleware.requests_counted",
    "reviewboard.watching.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "reviewboard.methods.KnownMethods",
    "reviewboard.zero_bytes.NoZeroBytes",
    "reviewboard.private_pages.NotKept",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "articles.sessions.requests_noted",
    "reviewboard.languages.ReadersLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reviewboard.languages.DeskLanguage",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "articles.entrance.Entrance",
    "articles.reads.ReadsOnRecord",
    "articles.views.moved.OldAddresses",
]

ROOT_URLCONF = "reviewboard.urls"
WSGI_APPLICATION = "reviewboard.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context.frame",
                "workflows.context.frame",
            ],
        },
    },
]

# Data

for folder in (DATA_FOLDER, DATA_FOLDER / "static"):
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("DATA_FOLDER", "is a folder that cannot be made.") from error

# wsgi.py turns the pool on; a command or a worker holds one connection and needs none.
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database(
        env.str("DATABASE_URL", f"sqlite:///{quote(str(DATA_FOLDER))}/reviewboard.sqlite3"),
        base=BASE_DIR,
        pooled=env.bool("DATABASE_POOL", False),
    ),
}
REDIS_URL = environment.redis(env.str("REDIS_URL", ""))
_REDIS: dict[str, Any] = {
    "BACKEND": "reviewboard.caching.RedisOrMemory",
    "LOCATION": REDIS_URL,
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}
# Where there is no Redis, what counts over all processes is counted in the database.
_TABLE: dict[str, Any] = {
    "BACKEND": "reviewboard.caching.InDatabase",
    "LOCATION": "articles_cacheentry",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
_MEMORY: dict[str, Any] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# What is worked out of frozen versions has a memory of its own: where it is full, no limit and no used code is forgotten.
CACHES: dict[str, dict[str, Any]] = {
    "default": _REDIS if REDIS_URL else _TABLE,
    "versions": {**_REDIS, "KEY_PREFIX": "versions"} if REDIS_URL else {**_MEMORY, "LOCATION": "versions"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_FOLDER / "media"
STORAGES = {
    "default": environment.media_store(env.str("MEDIA_STORE", "")),
    "staticfiles": {
        "BACKEND": "reviewboard.static_files.ModuleStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
# A text of the greatest length, form-encoded.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
# Of references a file may be larger than a picture: ten thousand records with abstracts are 30 MB.
REFERENCES_LARGEST_FILE = env.int("REFERENCES_LARGEST_FILE", 50 * 1024 * 1024)
# A full text that the team may keep: most papers are below 5 MB.
FULL_TEXTS_LARGEST_FILE = env.int("FULL_TEXTS_LARGEST_FILE", 20 * 1024 * 1024)
# Four hundred Word documents with pictures, as one archive; and as many files chosen at once.
MOVING_IN_LARGEST_FILE = env.int("MOVING_IN_LARGEST_FILE", 500 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
VIRUS_SCANNER = environment.pattern(
    env.str("VIRUS_SCANNER", ""),
    r"(clamd://([\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}|clamd:///\S+)?",
    "is clamd://host:port, clamd:///path/of/its/socket, or empty.",
    name="VIRUS_SCANNER",
)
# A file that is too large is read to its end and not kept.
FILE_UPLOAD_HANDLERS = [
    "articles.views.uploads.SkipLargeFiles",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# People

AUTH_USER_MODEL = "articles.Person"
# Argon2 is memory-hard, and takes a signer less time than PBKDF2 of the same strength.
PASSWORD_HASHERS = [
    "articles.signing_in.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "articles.signing_in.passwords.NotOfThePlace"},
    {"NAME": "articles.signing_in.passwords.EndsTokens"},
]
if PWNED_PASSWORDS_URL:
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "articles.signing_in.passwords.NotBreached"})
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:work"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "articles.signing_in.adapter.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
# Ward computers are shared: nobody stays signed in after the browser is closed.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = site.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
# An identity provider of the organisation (OpenID Connect), which roles its groups give, and the claim that names them.
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_NAME = env.str("OIDC_NAME", PUBLISHER_NAME)
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", "groups")
OIDC_ROLES = environment.roles_of_groups(env.str("OIDC_ROLES", ""), name="OIDC_ROLES")
SOCIALACCOUNT_PROVIDERS = environment.identity_provider(
    OIDC_ISSUER, OIDC_CLIENT_ID, env.str("OIDC_CLIENT_SECRET", ""), OIDC_NAME, is_encrypted=IS_PRODUCTION
)
SOCIALACCOUNT_ADAPTER = "articles.signing_in.arriving.SocialAdapter"
MFA_ADAPTER = "articles.accounts.EncryptedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate_webauthn": "articles.signing_in.passkeys.SecondStep",
    "login_webauthn": "articles.signing_in.passkeys.SignIn",
    "reauthenticate_webauthn": "articles.signing_in.passkeys.Again",
}
MFA_TOTP_ISSUER = PUBLISHER_NAME
# Roles of the desk that nobody uses without a second factor.
SECOND_FACTOR_ROLES = environment.roles(env.list("SECOND_FACTOR_ROLES", []), name="SECOND_FACTOR_ROLES")
# Django's pages that show every row. They need an account that may see them, and a second factor.
ADMINISTRATION = env.bool("ADMINISTRATION", False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

# Language and time

LANGUAGE_CODE = environment.language(env.str("LANGUAGE_CODE", "en-gb"))
# Those that the product is translated into: of the desk, and of articles, whose page around them is in theirs (S15).
LANGUAGES = list(environment.TRANSLATED.items())
TIME_ZONE = environment.time_zone(env.str("TIME_ZONE", "Europe/London"))
USE_TZ = True
# The second has what pages of allauth say in the words of this product.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "reviewboard/account_words"]
FORMAT_MODULE_PATH = ["reviewboard.formats"]

# Mail

mail = environment.email(env.str("EMAIL_URL", f"file:///{quote(str(DATA_FOLDER))}/mail"), base=BASE_DIR)
EMAIL_BACKEND: str = mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH: str | None = mail.get("EMAIL_FILE_PATH")
EMAIL_HOST: str = mail.get("EMAIL_HOST", "localhost")
EMAIL_PORT: int = mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER: str = mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD: str = mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS: bool = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT: int = mail.get("EMAIL_TIMEOUT", environment.MAIL_TIMEOUT)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"editorial@{SITE_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SECURITY_CONTACT = SECURITY_CONTACT or f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}"

# Headers

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Browsers hold a form to this where its answer leads elsewhere: to the identity provider, and nowhere else.
        "form-action": [SELF, *environment.origin(OIDC_ISSUER)],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
# Without a proxy that says how the reader came, a redirect could go round for ever.
SECURE_SSL_REDIRECT = IS_HTTPS and BEHIND_PROXY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# A shift without a request, a working week in any case. Whoever signs proves again who they are, however young the session.
SESSION_IDLE = timedelta(
    minutes=environment.number(env.str("SESSION_IDLE_MINUTES", "480"), name="SESSION_IDLE_MINUTES")
)
SESSION_LONGEST = timedelta(
    hours=environment.number(env.str("SESSION_LONGEST_HOURS", "120"), name="SESSION_LONGEST_HOURS")
)
SESSION_ENGINE = "articles.sessions"
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Which browser it is, for whoever signed in with it before; nothing is let in by it.
BROWSER_COOKIE_PATH = "/accounts/"
BROWSER_COOKIE_NAME = "__Secure-browser" if IS_HTTPS else "browser"
# Days for which it is kept who signed in, and who tried.
SIGN_INS_KEPT = environment.number(env.str("SIGN_INS_KEPT", "180"), name="SIGN_INS_KEPT")
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Work that is owed

# Queues for some kinds, so that what waits for others keeps nothing waiting.
WORK_QUEUES = environment.queues(env.str("WORK_QUEUES", ""))
CELERY_BROKER_URL = REDIS_URL or None
CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED} if REDIS_URL.startswith("rediss:") else None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above the time limit: a task that still runs is never handed out a second time.
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # An action does not wait for a broker that is away: the row is there, the next sweep finds it.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "socket_connect_timeout": 1,
}

# Watching

# Whoever has the token, or asks straight from one of these networks, reads `/metrics`; to everybody else there is none.
METRICS_TOKEN = environment.pattern(
    env.str("METRICS_TOKEN", ""), "([!-~]{32,})?", "has at least 32 characters, or is empty.", name="METRICS_TOKEN"
)
METRICS_NETWORKS = environment.networks(env.list("METRICS_NETWORKS", []))
# Where each process of this host keeps what it counts, so that any of them can tell all. Of each host its own: numbers of processes are.
METRICS_FOLDER = environment.metrics_folder(
    env.str("METRICS_FOLDER", str(DATA_FOLDER / "metrics" / socket.gethostname()) if IS_PRODUCTION else "")
)
SENTRY_DSN = env.str("SENTRY_DSN", "")
OTEL_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", "")
if OTEL_ENDPOINT:
    MIDDLEWARE.insert(3, "reviewboard.watching.reporting.requests_traced")
# Which commit this is: said by whoever builds an image, else read from the clone.
COMMIT = env.str("COMMIT", environment.commit(BASE_DIR))

# Logs

LOGGING = logs.configuration(as_json=IS_PRODUCTION, level=env.log_level("LOG_LEVEL", logging.INFO))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_CELERY_ENABLED = bool(REDIS_URL)
# A sweep a second of each kind is no news.
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
# Ours by now: `watching.middleware.request_id` let nobody else's through.
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
