"""Simultaneous acts on PostgreSQL: every history is a legal path, nothing is lost, each loser is told."""

import pytest

from tests.tasks.races import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_eight_people_press_different_buttons_on_one_task(office):
    came_of = race(office, rounds=50, seed=4)
    assert came_of["Task"] > 25
    assert came_of["Stale"] > 25
