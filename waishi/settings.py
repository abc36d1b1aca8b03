"""Settings: one file; what differs between machines is read in its first section.

A variable that a server may not forget has no default: the process stops and
names it. Every variable stands in `.env.example`.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import validate

from waishi.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent

# Environment ---------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=50))
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", validate=validate.Length(min=1))
DATABASE_URL = env.postgresql("DATABASE_URL")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
HTTPS = env.bool("HTTPS", default=True)
HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000, validate=validate.Range(min=0))
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=32, validate=validate.Range(min=0))
EMAIL_URL = env.dj_email_url("EMAIL_URL", default="dummy:")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="office@localhost")
# Links in mails, robots' messages and reminders to copy begin with it.
OFFICE_URL = env.str("OFFICE_URL", default="").rstrip("/") or (
    f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0]}"
)
# Each nginx in front, asked again after a withdrawal: http://nginx:8080.
NGINX_ADDRESSES: list[str] = env.list("NGINX_ADDRESSES", default=[])
LOG_LEVEL = env.str(
    "LOG_LEVEL", default="INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])
)

# Applications --------------------------------------------------------------------

INSTALLED_APPS = [
    "waishi.accounts",
    "waishi.media",
    "waishi.publishing",
    "waishi.search",
    "waishi.site",
    "friendship_cities",
    "news",
    # Before the admin, which it extends.
    "modeltranslation",
    "waishi.site.office.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_prose_editor",
    "simple_history",
    "axes",
    "procrastinate.contrib.django",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "waishi.urls"
WSGI_APPLICATION = "waishi.wsgi.application"
# Our own widgets have templates of ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    # Health is answered, and unreadable addresses are refused, before anything
    # looks at the host name.
    "waishi.site.middleware.health",
    "waishi.site.middleware.address_of_the_reader",
    "waishi.site.middleware.refuse_null_bytes",
    "waishi.site.middleware.exact_length",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "waishi.site.middleware.language_of_the_path",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "waishi.site.frame.frame_of_the_page",
            ],
        },
    }
]

# Database ------------------------------------------------------------------------

DATABASES = {
    "default": DATABASE_URL
    | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
}

# Language and time ---------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
# The third is derived from the first and has no columns of its own.
LANGUAGES = [("zh-hans", "中文"), ("en", "English"), ("zh-hant", "繁體中文")]
MODELTRANSLATION_LANGUAGES = ("zh-hans", "en")
# A text that is missing in a language is missing: pages decide what to say
# instead, and no save can write one language's text into another's column.
MODELTRANSLATION_ENABLE_FALLBACKS = False


def _with_language(name: str, language: str) -> str:
    return f"{name}（{'英文' if language == 'en' else '中文'}）"


MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = _with_language
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files ---------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A night's work is not lost to a 400: long pastes and forms of many pictures
# arrive from the admin only, which asks for a signed-in user first.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Who may come in -----------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Lock-outs are ended by a command (docs/operations.md); its pages would be for superusers only.
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "waishi.accounts.lockout.locked_out"

# Security ------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
# The style element that the editor's ProseMirror adds by itself.
PROSEMIRROR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
# The nonce enters the header only where a template asked for it: in the admin,
# whose editor needs an import map. Public pages have a fixed policy.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE, PROSEMIRROR_STYLE],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Telling people ------------------------------------------------------------------

EMAIL_BACKEND = EMAIL_URL.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
EMAIL_HOST = EMAIL_URL["EMAIL_HOST"] or ""
EMAIL_PORT = EMAIL_URL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL_URL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL_URL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL_URL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL_URL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
# Whether anything is written by e-mail at all; off by default.
EMAIL_IS_ON = not EMAIL_BACKEND.endswith("dummy.EmailBackend")
# Where group robots live; a notice goes nowhere else.
NOTICE_HOSTS = ["qyapi.weixin.qq.com", "oapi.dingtalk.com"]
# Servers of the tests, which listen on this machine. Never filled in here.
NOTICE_TEST_SERVERS: list[str] = []

# Logging -------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {name: {"level": LOG_LEVEL} for name in ("waishi", "news", "friendship_cities")},
}
