"""Real threads at one row: of two who act at once one is told, and nothing is created twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from directives.models import Directive, RegisterCounter, RegisterEntry
from notices.models import Delivery, JobRun, Notification
from tasks.models import Escalation, ReminderLetter, Task
from tasks.services import escalations, lifecycle, reminding
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.overdue import check_overdue
from tasks.services.transition import Stale
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_escalation, make_task
from tests.factories.units import make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do, wording
from units.refusals import Conflict
from units.roles import Role
from units.services.organisation import lock_tree

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Each call in a thread of its own, all let go together; returns results and exceptions in order."""
    barrier = Barrier(len(calls))
    outcomes: list[object] = [None] * len(calls)

    def run(index: int, call: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            outcomes[index] = call()
        except Exception as problem:  # noqa: BLE001
            outcomes[index] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_of_two_who_decide_a_result_at_once_one_is_told(office):
    """One confirms, one sends back: exactly one act happens, the other person learns who was quicker."""
    for _ in range(5):
        task = assign(office.unit, by=office.monitor, due_on=TODAY)
        do(Action.ACCEPT, task, office.head)
        do(Action.SUBMIT, task, office.head)
        task.refresh_from_db()
        version = task.version
        outcomes = at_once(
            lambda task=task, version=version: lifecycle.confirm(
                task=task, by=office.monitor, now=NOW, version=version
            ),
            lambda task=task, version=version: lifecycle.send_back(
                task=task, by=office.leader, now=NOW, version=version, reason="Thiếu số liệu."
            ),
        )
        refused = [outcome for outcome in outcomes if isinstance(outcome, Stale)]
        done = [outcome for outcome in outcomes if isinstance(outcome, Task)]
        assert (len(done), len(refused)) == (1, 1), outcomes
        assert str(task.events.last().by) in refused[0].reason
        task.refresh_from_db()
        assert task.version == version + 1 == task.events.count()
        assert task.status == (Status.COMPLETED if isinstance(outcomes[0], Task) else Status.IN_PROGRESS)


def test_reports_of_many_at_once_are_numbered_without_gaps(office):
    task = assign(office.unit, by=office.monitor)
    people = [office.head, office.deputy, office.officer] * 2

    def report(by):
        while True:
            try:
                return do(Action.REPORT, Task.objects.get(pk=task.pk), by)
            except Stale:
                continue

    outcomes = at_once(*(lambda by=by: report(by) for by in people))
    assert all(isinstance(outcome, Task) for outcome in outcomes), outcomes
    assert list(task.events.values_list("seq", flat=True)) == list(range(1, len(people) + 2))


def test_two_checks_at_once_tell_nobody_twice(office):
    for _ in range(30):
        make_task(lead=office.unit, by=office.monitor, due_on=TODAY)
    day = TODAY + timedelta(days=1)
    outcomes = at_once(*[lambda: check_overdue(today=day, now=NOW)] * 4)
    assert all(isinstance(outcome, dict) for outcome in outcomes), outcomes
    assert Notification.objects.count() == Delivery.objects.count() == 60  # head and Office, once a task
    assert JobRun.objects.get().outcome == {"tasks": 30, "told": 60}  # what each told, counted once


def test_of_two_who_assign_one_directive_at_once_one_is_told(office):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    line = AssignmentLine(title="Rà soát quy chế làm việc", leads=(office.unit,))

    def give(by):
        fresh = Directive.objects.get(pk=directive.pk)
        return assign_tasks(lines=[line], by=by, now=NOW, directive=fresh, known_tasks=0)

    outcomes = at_once(lambda: give(office.monitor), lambda: give(office.leader))
    assert {type(outcome) for outcome in outcomes} == {list, Conflict}
    assert Task.objects.count() == 1


def test_tasks_are_given_while_a_long_import_keeps_the_tree_of_units(office):
    """Units are named by every task: the lock on the tree leaves their keys to others."""
    with transaction.atomic():
        lock_tree()
        [task] = at_once(lambda: assign(office.unit, by=office.monitor, due_on=TODAY))
    assert isinstance(task, Task), task


def test_of_two_who_urge_the_same_units_at_once_one_is_told_and_one_letter_goes_out(office):
    """Both chose the same tasks, in another order: nobody waits for the other in a circle, and no number is lost."""
    other = make_person(office.desk, Role.MONITOR, title="Chuyên viên")
    tasks = [make_task(lead=unit, by=office.monitor, due_on=TODAY) for unit in (office.unit, office.other_unit)]
    words = wording(tasks[0], together=True)

    def urge(by, chosen):
        known = {task.pk: task.version for task in chosen}
        return reminding.remind(known=known, wording=words, by=by, now=NOW)

    outcomes = at_once(lambda: urge(office.monitor, tasks), lambda: urge(other, tasks[::-1]))
    assert {type(outcome) for outcome in outcomes} == {list, Stale}, outcomes
    assert ReminderLetter.objects.count() == 1
    entry = RegisterEntry.objects.get(book=RegisterEntry.Book.OUTGOING)
    assert entry.number == RegisterCounter.objects.get(book="outgoing").last_number == 1


def test_of_two_leaders_who_decide_one_report_at_once_one_is_told(office):
    other = make_person(office.organisation, Role.LEADER, title="Phó Giám đốc", is_deputy=True)
    task = make_task(lead=office.unit, by=office.monitor, due_on=TODAY)
    one = make_escalation(task, by=office.monitor)
    outcomes = at_once(
        lambda: escalations.decide(escalation=one, by=office.leader, now=NOW, agrees=True),
        lambda: escalations.decide(escalation=one, by=other, now=NOW, agrees=False, decision="Gia hạn."),
    )
    assert {type(outcome) for outcome in outcomes} == {Escalation, Conflict}, outcomes
    assert task.events.count() == 1
