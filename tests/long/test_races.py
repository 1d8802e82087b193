"""The race of tests/tasks/test_races.py, a thousand rounds of it."""

from __future__ import annotations

import pytest

from tests.tasks.conftest import office  # noqa: F401
from tests.tasks.races import race

pytestmark = [pytest.mark.long, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_thousand_rounds_of_eight_people_at_one_task(office):  # noqa: F811
    came_of = race(office, rounds=1000, seed=11)
    assert sum(came_of.values()) == 8 * 1000
    assert came_of["Task"] > 500
    print(dict(came_of))
