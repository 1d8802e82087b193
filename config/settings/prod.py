"""Servers: PostgreSQL, Redis and a proxy that speaks TLS. What is missing stops the start with a sentence."""

from config.settings import environment as env
from config.settings.base import *  # noqa: F403
from config.settings.databases import database

SECRET_KEY = env.required("SECRET_KEY", "$(openssl rand -base64 48)")
DATABASES = {"default": database(env.required("DATABASE_URL", "postgresql://dondoc:password@127.0.0.1:5432/dondoc"))}
env.required("REDIS_URL", "redis://127.0.0.1:6379/0")
env.required("ALLOWED_HOSTS", "dondoc.example.gov.vn")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
#: Links in mails never lead to the reader's own machine.
SITE_URL = env.text("SITE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("SECURE_HSTS_PRELOAD", default=True)
if env.flag("TLS_PROXY"):
    # Only behind a proxy that sets this header itself: anyone else could claim to speak TLS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
