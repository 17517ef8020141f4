import os
from urllib.parse import urlsplit

from config.csp import CSP
from config.environment import BASE_DIR, Environment
from config.release import release
from config.storages.address import origins, storages

env = Environment(os.environ)

DEBUG = env.boolean("DEBUG", default=False)
DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / "var")
SECRET_KEY = env.secret_key("SECRET_KEY", file=DATA_DIR / "secret_key")

SITE_NAME = env.text("SITE_NAME", default="Counterpoint")
SITE_URL = env.site_url("SITE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.allowed_hosts("ALLOWED_HOSTS", site_url=SITE_URL)
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
CONTACT_EMAIL = env.mail_address("CONTACT_EMAIL")

LANGUAGE_CODE = env.language("LANGUAGE_CODE", default="en")
LOCALE_PATHS = [BASE_DIR / "config/locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = env.time_zone("TIME_ZONE", default="UTC")
USE_TZ = True

REVIEWS_MODERATED = env.boolean("REVIEWS_MODERATED", default=True)
RATE_LIMITS = env.boolean("RATE_LIMITS", default=True)

# Where pictures are kept, and the address of those that are public.
_storages = storages(env, "STORAGE_URL", folder=DATA_DIR)
MEDIA_URL = _storages["default"]["OPTIONS"]["base_url"]

# With DEBUG a page may change at any time, and "" is the release of which no page keeps a version.
SHOWN = [SITE_NAME, SITE_URL, LANGUAGE_CODE, TIME_ZONE, REVIEWS_MODERATED, CONTACT_EMAIL, MEDIA_URL]
RELEASE = "" if DEBUG else release(BASE_DIR, shown=SHOWN)

INSTALLED_APPS = [
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sites",
    "config.apps.PagesConfig",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "crispy_forms",
    "articles",
    "reviews",
]

# A probe asks by IP address and over http: health answers before anything looks at the host's name.
MIDDLEWARE = [
    "config.languages.LanguageMiddleware",
    "config.proxies.TrustedProxiesMiddleware",
    "config.headers.HeadersMiddleware",
    "config.compression.CompressionMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.health.HealthMiddleware",
    "config.headers.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.spelling.SpellingMiddleware",
    "config.nul.refuse_nul",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.pages.serving.PagesMiddleware",
]

# django.contrib.flatpages keeps its pages for a site of this number; there is one.
SITE_ID = 1

ROOT_URLCONF = "config.urls"
# Django's own would lead on without looking whether anything is there, and make a GET of what was sent.
APPEND_SLASH = False  # see config.spelling
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["counterpoint"]
CRISPY_TEMPLATE_PACK = "counterpoint"

DATABASES = {"default": env.database("DATABASE_URL", default=DATA_DIR / "db.sqlite3")}
CACHES = env.caches("CACHE_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # For what nobody should wait for, nor learn from how long the answer takes.
    "background": {"BACKEND": "config.tasks.ThreadBackend"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Bytes: of a larger file only so much is kept that its form sees that it is too large.
UPLOAD_LIMIT = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.LimitingUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Twice what a review has, so that who chose a few photos too many keeps the first of them. No other form has several.
DATA_UPLOAD_MAX_NUMBER_FILES = 8
# The form of an article has nearly as many, where it has all rows that articles.admin.inlines reads.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
# Seconds for reading the pictures of one form, the wait for their turn included.
PICTURE_DEADLINE = 30

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = _storages | {"staticfiles": {"BACKEND": "config.staticfiles.StaticFilesStorage"}}

_mail = env.mail("EMAIL_URL", folder=DATA_DIR / "mail")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH")
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST"), _mail.get("EMAIL_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER"), _mail.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
# Seconds: for one answer of the mail server, and for all mails of one request together.
EMAIL_TIMEOUT = 5
MAIL_DEADLINE = 5
DEFAULT_FROM_EMAIL = env.sender("MAIL_FROM", site_url=SITE_URL, site_name=SITE_NAME)

HTTPS = urlsplit(SITE_URL).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# HSTS holds for this host alone: subdomains and browsers' preload lists are the domain owner's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *origins(MEDIA_URL)],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masked": {"()": "config.logs.MaskingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "masked"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # Anybody can send a wrong host, again and again: the 400 is the whole answer.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Warns at every HEAD: Django leaves it to the server to drop the body, and gunicorn drops it.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
