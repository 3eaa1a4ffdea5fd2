"""Every setting, read from the environment; a wrong value stops the start with one clear line.

The variables are listed in .env.example and docs/deploy.md. Nothing else in the project reads the environment.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _path(name: str, default: Path) -> Path:
    return Path(env.str(name, default=str(default))).expanduser().resolve()


# ---- where local state lives, and whether this is a development machine ----
DEBUG = env.bool("DEBUG", default=False)
TRACKER_VAR = _path("TRACKER_VAR", BASE_DIR / "var")
TRACKER_VAR.mkdir(parents=True, exist_ok=True)
SHARED_DATA = _path("SHARED_DATA", BASE_DIR.parent / "shared" / "data")


def _secret_key() -> str:
    """SECRET_KEY from the environment, or one made once for this machine and kept in TRACKER_VAR."""
    given = env.str("SECRET_KEY", default="")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY is shorter than 32 characters: give a long random one.")
        return given
    kept = TRACKER_VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}: write the whole address, as https://tracker.example.org")
SITE_CONTACT = env.str("SITE_CONTACT", default="")
OUR_LICENCE = env.str("OUR_LICENCE", default="")
OUR_LICENCE_URL = env.str("OUR_LICENCE_URL", default="")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_HTTPS = env.bool("BEHIND_HTTPS", default=False)

INSTALLED_APPS = [
    "tracker.admin_config.SuperusersAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "csp",
    "simple_history",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "bills",
    "amendments",
    "coalition",
    "scrapers",
    "tracker",
]

MIDDLEWARE = [
    "tracker.api.front.PublicApi",
    "tracker.kept_pages.KeptPages",
    "tracker.middleware.KnownMethods",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.AskedForAgain",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "front"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tracker" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coalition.context.visitor",
            ],
        },
    }
]


# ---- database: SQLite (WAL, IMMEDIATE) in TRACKER_VAR unless DATABASE_URL says otherwise ----
def _database() -> dict:
    url = env.str("DATABASE_URL", default=f"sqlite:///{TRACKER_VAR / 'tracker.sqlite3'}")
    scheme = urlsplit(url).scheme
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with '{scheme}:': use sqlite:///path or postgres://user:password@host:port/name."
        )
    database = env.db_url_config(url)
    if scheme == "sqlite":
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        }
        database["TEST"] = {"NAME": str(TRACKER_VAR / f"test-{os.getpid()}.sqlite3")}
    else:
        database["CONN_HEALTH_CHECKS"] = True
    # To open a connection takes longer than to read a kept page.
    database["CONN_MAX_AGE"] = 60
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _cache() -> dict:
    url = env.str("CACHE_URL", default="locmemcache://")
    try:
        return env.cache_url_config(url)
    except Exception as error:
        raise ImproperlyConfigured(f"CACHE_URL {url!r} cannot be read: {error}") from error


CACHES = {
    "default": _cache(),
    # Finished public pages, in each process's own memory: they name their version, so no two processes can disagree.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

KEPT_EVENTS = 50_000
"""So many events of timelines stay in each process's memory, of the Bills read last: some 50 MB (0 keeps none)."""


def _email() -> dict:
    url = env.str("EMAIL_URL", default="consolemail://")
    try:
        return env.email_url_config(url)
    except Exception as error:
        raise ImproperlyConfigured(f"EMAIL_URL {url!r} cannot be read: {error}") from error


vars().update(_email())
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Amendment Tracker <tracker@localhost>")
EMAIL_TIMEOUT = 20
MAIL_PER_MINUTE = env.int("MAIL_PER_MINUTE", default=60)

# ---- background work: a broker file of its own in TRACKER_VAR unless CELERY_BROKER_URL says otherwise ----
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=f"sqla+sqlite:///{TRACKER_VAR / 'broker.sqlite3'}")
CELERY_BROKER_IS_EMBEDDED = CELERY_BROKER_URL.startswith("sqla+sqlite")
if urlsplit(CELERY_BROKER_URL).scheme not in {"sqla+sqlite", "amqp", "amqps", "redis", "rediss", "memory"}:
    raise ImproperlyConfigured(
        f"CELERY_BROKER_URL starts with '{urlsplit(CELERY_BROKER_URL).scheme}:': "
        "use amqp://, redis:// or leave it unset for the embedded broker."
    )

# ---- Parliament: who we are, how fast we ask, and what we refuse ----
BILLS_API_URL = env.str("BILLS_API_URL", default="https://bills-api.parliament.uk/api/v1").rstrip("/")
# Empty: divisions of that House are not asked for.
COMMONS_VOTES_API_URL = env.str("COMMONS_VOTES_API_URL", default="https://commonsvotes-api.parliament.uk").rstrip("/")
LORDS_VOTES_API_URL = env.str("LORDS_VOTES_API_URL", default="https://lordsvotes-api.parliament.uk").rstrip("/")
SCRAPER_ALLOWED_HOSTS = env.list(
    "SCRAPER_ALLOWED_HOSTS",
    default=[
        "bills-api.parliament.uk",
        "commonsvotes-api.parliament.uk",
        "lordsvotes-api.parliament.uk",
        "members-api.parliament.uk",
    ],
)
SCRAPER_CONTACT = env.str("SCRAPER_CONTACT", default="contact not set: see SCRAPER_CONTACT")
SCRAPER_REQUESTS_PER_SECOND = env.float("SCRAPER_REQUESTS_PER_SECOND", default=1.0)
SCRAPER_MAX_BYTES = env.int("SCRAPER_MAX_BYTES", default=32 * 1024 * 1024)
SCRAPER_DEADLINE_SECONDS = env.int("SCRAPER_DEADLINE_SECONDS", default=60)
if SCRAPER_REQUESTS_PER_SECOND <= 0:
    raise ImproperlyConfigured("SCRAPER_REQUESTS_PER_SECOND must be more than 0.")

# Loopback hosts that webhooks may be sent to: none, but in tests. Everything else has to be a public address.
WEBHOOK_LOOPBACK_HOSTS: list[str] = []

# ---- history ----
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = "Composite"

# ---- language, time, static files ----
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"
STATIC_URL = "static/"
STATIC_ROOT = TRACKER_VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "tracker" / "static"]
# Uploaded papers. No address leads here: coalition/views/paper_files.py asks who is reading, then hands them out.
MEDIA_ROOT = TRACKER_VAR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# ---- security ----
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_AGE = None  # until the browser is closed, as the privacy notice says
SECURE_REFERRER_POLICY = "same-origin"
if BEHIND_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# ---- accounts: by invitation; people who work on what is private confirm their sign-in with a second step ----
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)
AUTHENTICATION_BACKENDS = ["tracker.accounts.AccountsWithPeople"]
ACCOUNT_ADAPTER = "tracker.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,4/5m/key", "follow": "20/h/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if BEHIND_HTTPS else 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Amendment Tracker"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
INVITATION_DAYS = env.int("INVITATION_DAYS", default=7)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# ---- the public API: JSON alone, for everybody, so many requests a minute for each address (0: no limit) ----
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "tracker.api.problems.told",
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "URL_FORMAT_OVERRIDE": None,
    "SCHEMA_COERCE_PATH_PK": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Amendment Tracker",
    "DESCRIPTION": "Parliament’s record of Bills and amendments, and what the coalition published. Read only.",
    "VERSION": "1.0.0",
    "LICENSE": {
        "name": "Open Parliament Licence v3.0",
        "url": "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

# ---- logs: to standard output, one line an event ----
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
