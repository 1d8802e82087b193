"""A database for the length of a measurement: made beside the configured one, migrated, and dropped at the end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings


@contextmanager
def throw_away_database() -> Iterator[None]:
    """The default connection leads to an empty migrated database: a file on SQLite, else a database of its own name.

    Debugging is off inside: it would keep every query in memory.
    """
    name = settings.DATABASES["default"]["NAME"]
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        is_file = connection.vendor == "sqlite"
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(folder) / "bench.sqlite3") if is_file else f"dondoc_bench_{os.getpid()}"
        )
        plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        with override_settings(
            DEBUG=False,
            ALLOWED_HOSTS=["127.0.0.1"],
            SECURE_SSL_REDIRECT=False,
            STATIC_ROOT=folder,  # no collected files are needed to write their addresses
            STORAGES=settings.STORAGES | plain,
        ):
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            try:
                yield
            finally:
                connection.close()
                connection.creation.destroy_test_db(name, verbosity=0)
