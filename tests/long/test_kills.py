"""Processes that are killed lose nothing, and several at once do nothing twice."""

from __future__ import annotations

import os
import signal
from collections import Counter
from copy import copy
from datetime import timedelta

import pytest
from django.db import connections

from notices.models import Delivery, JobRun, Notification
from notices.services.delivering import LEASE
from tasks.models import Task
from tests.directives.conftest import make_office
from tests.factories.notices import make_notice
from tests.factories.tasks import make_task
from tests.long.ground import Ground, wait_until
from tests.long.sink import Sink
from units.clock import now, today

from door.children import Child
from door.ground import PYTHON
from door.office import MANAGE

pytestmark = pytest.mark.long

SEND = "notices.jobs.send_deliveries"
CHECK = "from tasks.jobs import check_overdue; check_overdue()"


def kill(ground: Ground, child: Child) -> None:
    """Without a word of warning, with all that it has started."""
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()
    ground.children.remove(child)


def make_overdue_tasks(count: int) -> int:
    """Tasks of which two people each have to be told today; returns how many notices that makes."""
    office = make_office()
    task = make_task(lead=office.personnel, by=office.monitor, due_on=today() - timedelta(days=1))
    task.delete()
    rows = []
    for number in range(count):
        row = copy(task)
        row.pk, row.title = None, f"Nhiệm vụ {number}"
        rows.append(row)
    Task.objects.bulk_create(rows, batch_size=500)
    return 2 * count


def let_leases_end() -> None:
    """As if a quarter of an hour had passed: what a killed worker had claimed may be taken again."""
    Delivery.objects.filter(state=Delivery.State.WAITING).update(next_at=now() - LEASE)


def waiting() -> int:
    return Delivery.objects.filter(state=Delivery.State.WAITING).count()


def test_e_mails_outlive_a_worker_killed_again_and_again(ground: Ground, sink: Sink):
    total, kills = 150, 4
    person = make_office().head
    for number in range(total):
        make_notice(person, key=f"task:{number}", now=now())
    expected = set(Delivery.objects.values_list("message_id", flat=True))
    for _ in range(kills):
        before = len(sink.received)
        worker = ground.start_worker()
        ground.call(SEND)
        wait_until(lambda before=before: len(sink.received) >= before + 20, "messages go out")
        kill(ground, worker)
        assert waiting(), "killed too late to show anything"
        let_leases_end()
    ground.start_worker()
    ground.call(SEND)
    wait_until(lambda: not waiting(), "the rest goes out")
    told = Counter(sink.received)
    assert set(told) == expected
    # Only what was under way at a kill may have come twice, and then under the same id.
    assert sum(told.values()) <= total + kills
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 0)}


def test_an_overdue_check_killed_in_the_middle_is_simply_run_again(ground: Ground):
    notices = make_overdue_tasks(4000)
    check: list = [PYTHON, MANAGE, "shell", "-v", "0", "-c", CHECK]
    seen = 0
    for _ in range(2):
        child = ground.start("check", check)
        wait_until(lambda seen=seen: Notification.objects.count() > seen, "the check tells people", pause=0.002)
        kill(ground, child)
        seen = Notification.objects.count()
    assert 0 < seen < notices, "killed too late to show anything"
    assert JobRun.objects.get().finished_at is None
    both = [ground.start(f"check-{number}", check) for number in range(2)]
    for child in both:
        assert child.process.wait(60) == 0, child.last_lines()
    assert Notification.objects.count() == Delivery.objects.count() == notices
    assert set(Counter(Notification.objects.values_list("link", "recipient")).values()) == {1}
    run = JobRun.objects.get()
    assert run.finished_at
    assert run.outcome["tasks"] == notices // 2
    connections.close_all()


def test_two_workers_and_two_schedulers_do_nothing_twice(ground: Ground, sink: Sink):
    notices = make_overdue_tasks(60)
    ground.hurry(check_seconds=2)
    workers = [ground.start_worker(f"worker-{number}") for number in range(2)]
    for number in range(2):
        ground.start_scheduler(f"scheduler-{number}")
    wait_until(lambda: Notification.objects.count() and not waiting(), "everybody is told")
    checks, drains = "Task tasks.jobs.check_overdue", "Task notices.jobs.send_deliveries"

    def done(words: str) -> list[int]:
        return [
            sum(words in line and "succeeded" in line for line in worker.log.read_text().splitlines())
            for worker in workers
        ]

    wait_until(lambda: sum(done(checks)) >= 6 and min(done(drains)) >= 3, "both workers have run jobs")
    assert Notification.objects.count() == notices
    assert sorted(sink.received) == sorted(Delivery.objects.values_list("message_id", flat=True))
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 0)}
    assert JobRun.objects.get().outcome == {"tasks": notices // 2, "told": notices}
    for worker in workers:
        assert "Traceback" not in worker.log.read_text(), worker.last_lines(40)
