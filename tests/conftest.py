"""What every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from tests import migrated


@pytest.fixture(autouse=True)
def _empty_cache():
    """No attempt to sign in is counted from one test to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Each test has a folder of its own for what is handed in."""
    settings.FILES_ROOT = settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite starts from a copy that is kept, so that only what it lacks is migrated."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    own = Path(connection.settings_dict["TEST"]["NAME"])
    if migrated.kept().exists():
        migrated.copy(migrated.kept(), own)
    yield
    connection.close()
    migrated.remove(own)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    if connection.vendor == "sqlite" and not migrated.kept().exists():
        migrated.copy(Path(connection.settings_dict["NAME"]), migrated.kept())
