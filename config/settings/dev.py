"""One machine without servers: a developer's, and a small office that uses `./dondoc run`.

`./dondoc run` switches DEBUG off; `manage.py runserver` leaves it on.
"""

import os
import secrets

from config.settings import environment as env
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, DATA_DIR, STORAGES
from config.settings.databases import database


def _kept_secret() -> str:
    """The secret of this machine: made once, readable by its owner alone."""
    path = BASE_DIR / ".dondoc" / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secret := secrets.token_urlsafe(50))
    return secret


DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = env.text("SECRET_KEY") or _kept_secret()
ALLOWED_HOSTS = [*env.words("ALLOWED_HOSTS", "localhost,[::1]"), "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
DATABASES = {"default": database(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'dondoc.sqlite3'}"))}
if DEBUG:
    STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
