"""Tests: on SQLite in a file of their own, or on the servers that DATABASE_URL and REDIS_URL name."""

import os
import tempfile
from pathlib import Path

from config.settings import environment as env
from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES, shared_cache
from config.settings.databases import database

SECRET_KEY = "only-for-tests-and-therefore-no-secret-at-all-0123456789"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# SQLite in a real file, so that threads meet in it as they do in an office; each process makes and deletes its own.
_FILE = Path(tempfile.gettempdir()) / f"dondoc-test-{os.getpid()}.sqlite3"
_URL = env.text("DATABASE_URL")
# A SQLite file that the environment names holds somebody's data: tests empty what they run on, so they never take it.
DATABASES = {"default": database(f"sqlite:///{_FILE}" if not _URL or _URL.startswith("sqlite") else _URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATABASES["default"]["NAME"])}
if redis_url := env.text("REDIS_URL"):
    # Tests empty the cache, so each process of the run has a Redis database of its own.
    process = int(env.text("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 15
    CACHES = {"default": shared_cache(f"{redis_url.rsplit('/', 1)[0]}/{process}")}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

FILES_ROOT = Path(env.text("FILES_ROOT", str(Path(tempfile.gettempdir()) / "dondoc-test-files")))
MEDIA_ROOT = FILES_ROOT
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
