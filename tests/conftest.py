"""What every test may use."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """No attempt to sign in is counted from one test to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Each test has a folder of its own for what is handed in."""
    settings.FILES_ROOT = settings.MEDIA_ROOT = tmp_path / "files"
