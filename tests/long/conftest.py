"""What real processes stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.long.ground import Ground, Servers, office_ground, own_servers
from tests.long.sink import Sink


@pytest.fixture
def ground(tmp_path: Path, django_db_blocker) -> Iterator[Ground]:
    with django_db_blocker.unblock(), office_ground(tmp_path) as ground:
        yield ground


@pytest.fixture
def servers(django_db_blocker) -> Iterator[Servers]:
    """Servers that a test may stop."""
    with django_db_blocker.unblock(), own_servers() as servers:
        yield servers


@pytest.fixture
def sink(ground: Ground) -> Iterator[Sink]:
    """A mail server to which every process of the ground sends."""
    with Sink() as sink:
        ground.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(sink.port), "EMAIL_USE_TLS": "0"}
        yield sink
