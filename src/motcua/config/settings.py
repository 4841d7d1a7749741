"""Django's settings. Environments differ only by environment variables (`config/env.py`)."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from motcua.config import database, env, keys
from motcua.domain.channels.rules.windows import Window
from motcua.domain.notices.rules import Quiet

ENV = env.read()
MOTCUA_HOME = ENV.home
MOTCUA_HOME.mkdir(parents=True, exist_ok=True)
SOURCE = env.CHECKOUT / "src" / "motcua"

SECRET_KEY = ENV.secret_key or keys.kept(MOTCUA_HOME, "django-secret", keys.django_secret)
MOTCUA_SECRET_KEYS = list(ENV.data_keys) or [keys.kept(MOTCUA_HOME, "data-key", keys.data_key)]
MOTCUA_INDEX_KEY = ENV.index_key or keys.kept(MOTCUA_HOME, "index-key", keys.index_key)
MOTCUA_SEALED_KEYS = list(ENV.sealed_keys) or [keys.kept(MOTCUA_HOME, "sealed-key", keys.data_key)]
MOTCUA_JOURNAL_KEY_FILE = MOTCUA_HOME / "keys" / "journal-signing-key"
MOTCUA_JOURNAL_ORIGIN = ENV.journal_origin
MOTCUA_PUBLIC_URL = ENV.public_url
MOTCUA_SIGNING = {
    "pkcs11": "motcua.adapters.signing_pkcs11.Token",
    "files": "motcua.adapters.signing_files.Files",
}
MOTCUA_PKCS11 = ENV.pkcs11
MOTCUA_TSA_URL = ENV.tsa_url
MOTCUA_TIME_STAMPER = "motcua.adapters.timestamp_http.stamper"
MOTCUA_PAYMENT_GATEWAY = "motcua.adapters.payment_simulated.Simulated"
MOTCUA_PAYMENT_KEY = keys.kept(MOTCUA_HOME, "payment-callback-key", keys.index_key)
MOTCUA_ENVELOPE_KEY = keys.kept(MOTCUA_HOME, "envelope-key", keys.point_key)
MOTCUA_PUSH_KEY = keys.kept(MOTCUA_HOME, "push-key", keys.point_key)
MOTCUA_PUSH_GATEWAY = "motcua.adapters.push_web.WebPush"
MOTCUA_PUSH_SERVICES = (
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://*.notify.windows.com",
    "https://*.push.apple.com",
)
# Tiles are fetched by the reader's browser from whoever has them, so none are unless the province names its server.
MOTCUA_MAP_TILES, MOTCUA_MAP_CREDIT = ENV.map_tiles, ENV.map_credit
MOTCUA_FONTS = env.CHECKOUT / "node_modules" / "@expo-google-fonts" / "tinos"

DEBUG = False
ALLOWED_HOSTS = [*ENV.hosts, *filter(None, [urlsplit(ENV.public_url).hostname])]
CSRF_FAILURE_VIEW = "motcua.web.shared.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [ENV.public_url]

INSTALLED_APPS = [
    "motcua.domain.journal",
    "motcua.domain.agencies",
    "motcua.domain.accounts",
    "motcua.domain.routes",
    "motcua.domain.procedures",
    "motcua.domain.papers",
    "motcua.domain.documents",
    "motcua.domain.matters",
    "motcua.domain.notices",
    "motcua.domain.queues",
    "motcua.domain.ratings",
    "motcua.domain.feedback",
    "motcua.domain.letters",
    "motcua.domain.petitions",
    "motcua.domain.signatures",
    "motcua.domain.channels",
    "motcua.domain.payments",
    "motcua.domain.returns",
    "motcua.domain.publicity",
    "motcua.domain.figures",
    "motcua.domain.dossiers",
    "motcua.domain.hotline",
    "motcua.domain.worklist",
    "motcua.domain.packs",
    "motcua.web.shared",
    "motcua.web.portal",
    "motcua.web.desk",
    "motcua.web.backoffice",
    "motcua.web.api",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # adds random bytes, so a guessed secret cannot be weighed
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.web.shared.middleware.present",
    "motcua.web.shared.middleware.refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [SOURCE / "web" / door / "templates" for door in ("shared", "portal", "desk", "backoffice")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "motcua.web.shared.environment.build",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shared.context.page",
            ],
        },
    },
    {
        # The admin and what little of allauth has no template of ours yet.
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

if ENV.embedded:
    _socket = database.socket_directory(MOTCUA_HOME / "postgres")
    _role = database.OWNER if ENV.as_owner else database.APP
    _url = f"postgresql://{_role}@/{database.NAME}?host={_socket}"
else:
    _url = (ENV.database_owner_url if ENV.as_owner else None) or ENV.database_url or ""
DATABASES = {"default": {**database.parameters(_url), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_IMPORT_PATHS = ["motcua.jobs"]
PROCRASTINATE_ON_APP_READY = None

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "motcua.web.shared.sign_in.Backend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # addresses are sealed, so allauth gets none to look at
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "motcua.web.shared.sign_in.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "motcua.web.shared.sign_in.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, list[object]]] = {"openid_connect": {"APPS": []}}
MFA_ADAPTER = "motcua.web.shared.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = MOTCUA_HOME / "static"
STATICFILES_DIRS = [SOURCE / "web" / "shared" / "static" / "built"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MOTCUA_HOME / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True
FILE_UPLOAD_HANDLERS = [
    "motcua.web.shared.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

SESSION_ENGINE = "motcua.web.shared.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.public_url.startswith("https://")
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if ENV.production else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.production else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'", "blob:"],  # what was recorded is heard once more before it is sent
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

_smtp = urlsplit(ENV.smtp_url or "smtp://localhost:25")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _smtp.hostname or "localhost"
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_TLS = "starttls" in parse_qs(_smtp.query)
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENV.mail_from

# With no provider named, a province sends no SMS; elsewhere a simulated one takes them and nobody's telephone rings.
MOTCUA_SMS_GATEWAY = (
    "motcua.adapters.sms_http.HttpGateway"
    if ENV.sms_url
    else ("" if ENV.production else "motcua.adapters.sms_simulated.SimulatedGateway")
)
MOTCUA_SMS_URL, MOTCUA_SMS_SECRET, MOTCUA_SMS_TIMEOUT = ENV.sms_url or "", ENV.sms_secret, 20
MOTCUA_SMS_QUIET = Quiet(*ENV.sms_quiet)

# What comes in by other ways: pictures only from hosts that are named, never from anywhere else.
MOTCUA_MEDIA_HOSTS = ENV.media_hosts
MOTCUA_MEDIA_TIMEOUT, MOTCUA_MEDIA_LARGEST = 20, 10 * 1024 * 1024
MOTCUA_MAIL_ADDRESS, MOTCUA_MAIL_LARGEST, MOTCUA_MAIL_MOST_REPLIES = ENV.mail_address, 25 * 1024 * 1024, 5
MOTCUA_ZALO_APP, MOTCUA_ZALO_SECRET, MOTCUA_ZALO_TOKEN = ENV.zalo_app, ENV.zalo_secret, ENV.zalo_token
MOTCUA_ZALO_WINDOW = Window(*ENV.zalo_window)
MOTCUA_ZALO_URL, MOTCUA_ZALO_TIMEOUT = "https://openapi.zalo.me/v3.0/oa/message/cs", 20
MOTCUA_ZALO_GATEWAY = "motcua.adapters.zalo_oa.OfficialAccount"
MOTCUA_PICTURE_GATEWAY = "motcua.adapters.pictures_http.HttpPictures"
MOTCUA_LIVE = ENV.live
MOTCUA_TELEPHONY = ENV.telephony
MOTCUA_TELEPHONY_GATEWAYS = {
    "simulated": "motcua.adapters.telephony_simulated.Simulated",
    "asterisk": "motcua.adapters.telephony_asterisk.Asterisk",
    "sip": "motcua.adapters.telephony_sip.SipEnd",
}
MOTCUA_ARI = {"url": ENV.ari_url, "user": ENV.ari_user, "secret": ENV.ari_secret}
MOTCUA_SIP_LISTEN, MOTCUA_SIP_PHONES = ENV.sip_listen, dict(ENV.sip_phones)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W004"]
