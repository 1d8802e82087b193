"""Ten thousand tasks whose lives nobody planned: each history replays to its task, and no event ever changes."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from tests.tasks.conftest import office  # noqa: F401
from tests.tasks.lives import Life, make_stage, rows_of_history

pytestmark = [pytest.mark.long, pytest.mark.django_db]

TASKS = 10_000
STEPS = 12


def test_e1_ten_thousand_random_lives_replay_to_their_rows(office):  # noqa: F811
    stage, lived, seed = make_stage(office), 0, 0
    while lived < TASKS:
        with transaction.atomic():
            life = Life(Random(seed), stage)
            life.begin()
            for _ in range(STEPS // 2):
                life.step()
            half = rows_of_history()
            for _ in range(STEPS // 2):
                life.step()
            life.hand_everything_over()
            life.demand_truth()
            whole = rows_of_history()
            assert {pk: whole[pk] for pk in half} == half, f"seed {seed}"
            lived, seed = lived + len(life.pks), seed + 1
            transaction.set_rollback(True)
