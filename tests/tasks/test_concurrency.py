"""Real threads at one row: of two who act at once one is told, and nothing is created twice."""

from datetime import timedelta

import pytest
from django.db import transaction

from directives.models import Directive, RegisterCounter, RegisterEntry
from notices.models import Delivery, JobRun, Kind, Notification
from tasks.kinds import DutyKind
from tasks.models import CheckIn, Escalation, Opinion, ReminderLetter, Task, TaskEvent, TaskSeries
from tasks.opinions import Position
from tasks.periods import PeriodKind
from tasks.rhythm import Rhythm
from tasks.services import escalations, lifecycle, reminding
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.deeming import deem_consent
from tasks.services.overdue import check_overdue
from tasks.services.periodic import open_periods
from tasks.services.series import end_series
from tasks.services.transition import Stale
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_escalation, make_task
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import answer, ask_opinion, assign, do, wording
from tests.tasks.threads import at_once
from units.refusals import Conflict
from units.roles import Role
from units.services.organisation import lock_tree

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


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
    assert JobRun.objects.get().outcome == {"tasks": 30, "coordinations": 0, "told": 60}  # what each told, counted once


def test_d5_jobs_at_once_give_each_occurrence_and_ask_for_each_check_in_once(office):
    """Also while somebody ends one of the series: it then gives nothing after, and nothing is half done."""
    rhythm = Rhythm(PeriodKind.MONTH, due_day=5)
    lines = [
        AssignmentLine(
            title=f"Báo cáo {number}",
            leads=(office.unit, office.other_unit),
            each_separately=True,
            duty_kind=DutyKind.RECURRING,
            rhythm=rhythm,
        )
        for number in range(5)
    ]
    standing = AssignmentLine(title="Kiểm tra", leads=(office.unit,), duty_kind=DutyKind.STANDING, rhythm=rhythm)
    assign_tasks(lines=[*lines, standing], by=office.monitor, now=NOW)
    later = NOW + timedelta(days=100)  # three periods were missed
    ended = TaskSeries.objects.earliest("pk")
    outcomes = at_once(
        *[lambda: open_periods(now=later)] * 4,
        lambda: end_series(series=ended, by=office.leader, now=later, version=1, reason="Không còn cần."),
    )
    assert [type(outcome) for outcome in outcomes] == [dict] * 4 + [TaskSeries], outcomes
    occurrences = Task.objects.recurring()
    assert occurrences.count() == 5 * 2 * 4
    assert occurrences.values("series_unit", "period_key").distinct().count() == 5 * 2 * 4
    assert TaskEvent.objects.filter(task__in=occurrences).count() == 5 * 2 * 4
    assert CheckIn.objects.count() == 4
    assert JobRun.objects.get(job="open_periods").outcome["asked"] == 3
    assert open_periods(now=later)["given"] == 0


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


def _silent(office) -> Task:
    """A task on which two units were asked and have not answered by the end of the date."""
    third = make_unit("Phòng Giáo dục Trung học", parent=office.organisation, short_name="GDTrH")
    make_person(third, Role.HEAD)
    task = do(Action.ACCEPT, assign(office.unit, by=office.monitor), office.head)
    ask_opinion(task, office.head, office.other_unit, third)
    return task


def test_f5_two_jobs_at_once_record_consent_once(office):
    task = _silent(office)
    later = NOW + timedelta(days=10)
    outcomes = at_once(*[lambda: deem_consent(today=later.date(), now=later)] * 4)
    assert sorted(outcome["opinions"] for outcome in outcomes) == [0, 0, 0, 2], outcomes
    assert task.events.filter(action=Action.DEEM_CONSENT).count() == 1
    assert JobRun.objects.get().outcome == {"opinions": 2}
    told = Notification.objects.filter(kind=Kind.OPINION_DEEMED)
    assert told.count() == len(set(told.values_list("recipient", flat=True))) == 3


def test_f5_a_late_answer_and_the_job_at_once_leave_one_record_of_each(office):
    task = _silent(office)
    consultation = task.consultations.get()
    later = NOW + timedelta(days=10)
    outcomes = at_once(
        lambda: deem_consent(today=later.date(), now=later),
        lambda: answer(consultation, office.other_head, now=later),
    )
    assert {type(outcome) for outcome in outcomes} == {dict, Opinion}, outcomes
    assert task.events.filter(action=Action.DEEM_CONSENT).count() == 1
    assert task.events.filter(action=Action.GIVE_OPINION).count() == 1
    task.refresh_from_db()
    assert list(task.events.values_list("seq", flat=True)) == list(range(1, task.version + 1))
    assert Opinion.objects.get(unit=office.other_unit).deemed_on is not None


def test_of_a_head_and_a_deputy_who_answer_at_once_one_is_told(office):
    task = _silent(office)
    deputy = make_person(office.other_unit, Role.HEAD, is_deputy=True)
    consultation = task.consultations.get()
    outcomes = at_once(
        lambda: answer(consultation, office.other_head),
        lambda: answer(consultation, deputy, Position.DISAGREE),
    )
    assert {type(outcome) for outcome in outcomes} == {Opinion, Conflict}, outcomes
    assert task.events.filter(action=Action.GIVE_OPINION).count() == 1


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
