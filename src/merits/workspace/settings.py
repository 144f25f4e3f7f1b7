"""Django's settings, all of them. They come from the environment (``environment.py``) and are safe if nothing is said.

The secret key and the database key derive from the installation key, which ``start.start`` opens before Django reads this
file; without it Django refuses to sign anything and the database refuses to open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from merits.workspace import environment as env
from merits.workspace.vault import installation

_given = env.environment()
_address = _given.address
_here = Path(__file__).parent

DEBUG = False
SECRET_KEY = installation.current().subkey("django").hex() if installation.is_open() else ""
ALLOWED_HOSTS = [_address.host]
CSRF_TRUSTED_ORIGINS = [_address.origin]
ROOT_URLCONF = "merits.workspace.urls"
WSGI_APPLICATION = "merits.workspace.wsgi.application"
HOME = _given.home
ADDRESS = _address
#: False only in a demo: then a password alone opens an account that has no second factor.
SECOND_FACTOR_REQUIRED = _given.choice(env.SECOND_FACTOR, "required", "optional") == "required"

#: The day the pages work on in a demo; None for today.
DAY = _given.day

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "merits.workspace.vault",
    "merits.workspace.audit",
    "merits.workspace.accounts",
    "merits.workspace.cases",
    "merits.workspace.coding",
    "merits.workspace.challenges",
    "merits.workspace.adverse",
    "merits.workspace.jobs",
    "merits.workspace.figures",
    "merits.workspace.pages",
]
MIDDLEWARE = [
    "merits.workspace.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "merits.workspace.accounts.gate.SignInGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_here / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "merits.workspace.pages.context.frame",
            ],
        },
    }
]

# Widgets of our own have their templates beside those of pages.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(address: str) -> dict[str, Any]:
    if not address:
        return {
            "ENGINE": "merits.workspace.db.sqlcipher",
            "NAME": str(HOME / "workspace.db"),
            # A writer takes its lock at once: two transactions that read, then write, wait instead of failing.
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    parts = urlsplit(address)
    name = parts.path.lstrip("/")
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise env.BadSetting(
            f"{env.DATABASE.name} is not the address of a PostgreSQL database.",
            remedy="Write it as postgresql://account:password@host/database, or leave it out.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASES = {"default": _database(_given.text(env.DATABASE))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and passwords
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "merits.workspace.accounts.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Accounts are made by an administrator, who knows the person; no message is sent (S9).
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "merits.workspace.accounts.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "merits"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _address.secure
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Sessions end with the browser, or after a working day
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = _address.secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if _address.secure else "session"
CSRF_COOKIE_SECURE = _address.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if _address.secure else "csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "merits.workspace.pages.views.form_too_old"

# Headers; the content security policy is in headers.py
SECURE_SSL_REDIRECT = _address.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _address.secure else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _address.secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers would then send no Origin with a form, and the CSRF check needs it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_here / "static"] if (_here / "static").is_dir() else []
# Served from the packages themselves; there is no build step and nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "merits.workspace.logs.ScrubbedFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django would also mail administrators; nothing is mailed.
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
SILENCED_SYSTEM_CHECKS: list[str] = []
