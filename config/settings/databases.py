"""One DATABASE_URL in, Django's DATABASES entry out."""

from typing import Any

import dj_database_url

#: Without immediate transactions SQLite answers "database is locked" as soon as two people save at once.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(url: str) -> dict[str, Any]:
    """Settings of the database at `url`: SQLite safe for several processes, PostgreSQL with kept connections."""
    entry: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        entry["OPTIONS"] = SQLITE_OPTIONS | entry.get("OPTIONS", {})
    return entry
