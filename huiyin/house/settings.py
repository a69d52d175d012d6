"""Django's settings, all derived from the declared environment (huiyin/house/config.py)."""

from datetime import timedelta
from typing import Any

from django.contrib.messages import constants as messages

from huiyin.house import config, databases, keys, languages, law_shelf

CONFIG = config.read()
PRODUCTION = CONFIG.mode == "production"
TESTING = CONFIG.mode == "test"
DEBUG = CONFIG.debug
BASE_DIR = config.ROOT

# What the rooms below read, by these names.
HUIYIN_MODE = CONFIG.mode
HUIYIN_DATA_DIR = CONFIG.data_dir
HUIYIN_KEYRING = CONFIG.keyring_path
HUIYIN_HASH = CONFIG.hash
HUIYIN_CIPHER = CONFIG.cipher
HUIYIN_BOOK = CONFIG.book
HUIYIN_NAMES = CONFIG.names
law_shelf.open_shelf(CONFIG)
HUIYIN_TIES_DAYS = CONFIG.ties_days
HUIYIN_CODE_PAUSE_DAYS = CONFIG.code_pause_days
HUIYIN_SITE_NAME = CONFIG.site_name

keys.make_folders(CONFIG)
SECRET_KEY = keys.secret_key(CONFIG)

INSTALLED_APPS = [
    "huiyin.house",
    "huiyin.desk",
    "huiyin.portal",
    "huiyin.api",
    "huiyin.gate",
    "huiyin.channels",
    "huiyin.together",
    "huiyin.insights",
    "huiyin.joint",
    "huiyin.reception",
    "huiyin.oversight",
    "huiyin.meeting",
    "huiyin.field",
    "huiyin.keeping",
    "huiyin.cases",
    "huiyin.record",
    "huiyin.papers",
    "huiyin.library",
    "huiyin.people",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "huiyin.house.tracing.Traced",
    "huiyin.house.packing.PacksPages",
    "huiyin.house.failing.OnceMore",
    "django.middleware.security.SecurityMiddleware",
    "huiyin.house.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huiyin.gate.keys.HoldsKeys",
    "huiyin.house.preferences.PreferencesMiddleware",
    "huiyin.house.giving_back.middleware.GivesBack",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "huiyin.house.urls"
WSGI_APPLICATION = "huiyin.house.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("huiyin.house.templates_kept.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "huiyin.house.preferences.context",
            ],
        },
    }
]

DATABASES = {"default": databases.django_database(CONFIG.database_url, CONFIG)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
# Tests log in hundreds of times; the slow hash is for people.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if TESTING else "huiyin.people.hashing.Argon2id",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:home"

# How the style sheet calls what a message is.
MESSAGE_TAGS = {messages.INFO: "", messages.SUCCESS: "ok", messages.WARNING: "soon", messages.ERROR: "late"}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [(each.code, each.name) for each in languages.offered()]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data_dir / "static"
# Only prepared files carry their hash in the name; tests and debugging read them where they lie.
_UNPREPARED = DEBUG or TESTING
WHITENOISE_USE_FINDERS = _UNPREPARED
WHITENOISE_AUTOREFRESH = _UNPREPARED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _UNPREPARED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = CONFIG.data_dir / "uploads"

_OWN_HOSTS = [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver", CONFIG.host]
ALLOWED_HOSTS = [*CONFIG.allowed_hosts, *_OWN_HOSTS]
CSRF_TRUSTED_ORIGINS = list(CONFIG.trusted_origins)

# What people hand in never touches the disk in the clear; a batch of letters may be this many files.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "huiyin.house.uploads.SealedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 200

SESSION_ENGINE = "huiyin.house.sessions"
SESSION_COOKIE_AGE = 8 * 3600
HUIYIN_SECOND_FACTOR = CONFIG.second_factor or ("required" if PRODUCTION else "offered")
# Of those who signed in; huiyin/house/sessions.py.
HUIYIN_SMALLEST_COUNT = CONFIG.smallest_count
HUIYIN_OPEN_FIGURES = CONFIG.open_figures
HUIYIN_LANGUAGE_MODEL = CONFIG.language_model
HUIYIN_LANGUAGE_MODEL_NAME = CONFIG.language_model_name
HUIYIN_LANGUAGE_MODEL_KEY = CONFIG.language_model_key
HUIYIN_IDLE = timedelta(minutes=CONFIG.idle_minutes)
HUIYIN_LONGEST_SESSION = timedelta(hours=CONFIG.session_hours)
#: A browser takes such a cookie from this very host alone, and only over TLS: no neighbour can plant one.
HUIYIN_COOKIES = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{HUIYIN_COOKIES}sessionid"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "huiyin.house.failing.forged"
CSRF_COOKIE_NAME = f"{HUIYIN_COOKIES}csrftoken"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
# What proxies tell is read in one place, huiyin.house.hops; no header of theirs comes as far as here.
SECURE_PROXY_SSL_HEADER = None
X_FRAME_OPTIONS = "DENY"

HUIYIN_SITE_URL = CONFIG.site_url
HUIYIN_METRICS_KEY = CONFIG.metrics_key
HUIYIN_HOOK_NETWORKS = CONFIG.hook_networks
HUIYIN_OFFICE_NETWORKS = CONFIG.office_networks
HUIYIN_CHANNELS = CONFIG.channels_path
HUIYIN_QUIET_HOURS = CONFIG.quiet_hours
HUIYIN_OIDC = CONFIG.oidc
HUIYIN_LDAP = CONFIG.ldap
HUIYIN_OPEN311 = CONFIG.open311 or (None if PRODUCTION else BASE_DIR / "data/open311/services.yaml")
HUIYIN_SEAL = CONFIG.seal
DEFAULT_FROM_EMAIL = CONFIG.mail_from
EMAIL_TIMEOUT = 10  # seconds for one answer of the server; for a whole mail see huiyin/store/mail.py
if CONFIG.smtp_url:
    EMAIL_BACKEND = "huiyin.store.mail.Backend"
    EMAIL_HOST = CONFIG.smtp_url.host
    EMAIL_PORT = CONFIG.smtp_url.port
    EMAIL_HOST_USER = CONFIG.smtp_url.user
    EMAIL_HOST_PASSWORD = CONFIG.smtp_url.password
    EMAIL_USE_SSL = CONFIG.smtp_url.tls == "ssl"
    EMAIL_USE_TLS = CONFIG.smtp_url.tls == "starttls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = CONFIG.data_dir / "mail"

# One plain line each, to stderr; no content and no identity, so request bodies and parameters are never logged.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
