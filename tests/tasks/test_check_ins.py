"""Standing duties: check-ins by period, missing ones counted, and left out of completion rates."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notices.models import JobRun, Kind, Notification
from reports.figures import figures_of
from reports.kinds import Bucket
from reports.periods import PeriodKind as ReportKind
from reports.periods import period_of as report_period
from tasks import jobs
from tasks.kinds import DutyKind
from tasks.models import CheckInPlan, Task
from tasks.periods import PeriodKind
from tasks.rhythm import DueRule, Rhythm
from tasks.services.check_ins import remind_of_check_ins
from tasks.services.filing import HandedIn
from tasks.services.periodic import open_periods
from tasks.statuses import Action, Status
from tests.factories.tasks import make_check_in
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.refusals import Conflict, Forbidden

VN = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHLY = Rhythm(PeriodKind.MONTH, due_day=5)


def at(day: date) -> datetime:
    return datetime.combine(day, time(5, 30), VN)


def run(day: date) -> int:
    return open_periods(now=at(day))["asked"]


@pytest.fixture
def task(office):
    given = assign(
        office.unit, by=office.monitor, title="Thường xuyên kiểm tra", duty_kind=DutyKind.STANDING, rhythm=MONTHLY
    )
    return do(Action.ACCEPT, given, office.head)


def periods(task) -> list[str]:
    return list(task.check_ins.values_list("period_key", flat=True))


def report(task, by, *, now=NOW, **more):
    return do(Action.CHECK_IN, task, by, now=now, **({"period": task.check_ins.filter(given_on=None).first()} | more))


def test_d8_a_standing_duty_is_asked_for_a_check_in_each_period_once(office, task):
    assert [(row.period_key, row.due_on) for row in task.check_ins.all()] == [("2026-03", date(2026, 4, 5))]
    assert run(date(2026, 3, 31)) == 0
    assert run(date(2026, 4, 1)) == 1
    assert run(date(2026, 4, 1)) == 0
    assert run(date(2026, 6, 15)) == 2  # an outage is made up for
    assert periods(task) == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert JobRun.objects.get(key="2026-06-15").outcome["asked"] == 2


def test_d8_the_lead_checks_in_with_words_and_a_file(office, task):
    reported = report(task, office.officer, files=(HandedIn("thang-3.txt", b"Thang 3."),))
    row = task.check_ins.get()
    assert (row.given_on, row.event.by, row.days_late) == (TODAY, office.officer, 0)
    assert (reported.status, reported.last_reported_on) == (Status.IN_PROGRESS, TODAY)
    assert row.event.changes["check_in"] == [None, "Tháng 3 năm 2026"]
    assert row.event.files.get().name == "thang-3.txt"
    with pytest.raises(Conflict, match="đã được báo cáo"):
        do(Action.CHECK_IN, task, office.head, period=row)
    with pytest.raises(Forbidden):
        do(Action.CHECK_IN, task, office.other_head, period=row)
    run(date(2026, 4, 1))
    with pytest.raises(ValidationError):
        report(task, office.head, note=" ")
    report(task, office.head, now=at(date(2026, 5, 8)))
    assert task.check_ins.last().days_late == 3


def test_d8_missing_check_ins_are_seen_and_counted_until_they_are_made(office, task):
    due, late = date(2026, 4, 5), date(2026, 4, 6)
    given = Task.objects.assigned_by_organisation(office.organisation)
    assert not given.check_in_missing(due).exists()
    assert given.check_in_missing(late).get() == task
    assert given.overview(late)["check_in_missing"] == 1
    assert not given.overdue(late).exists()  # the duty itself is never late
    report(task, office.head, now=at(late))
    assert not given.check_in_missing(late).exists()
    assert given.overview(late)["check_in_missing"] == 0


@pytest.mark.parametrize(("action", "who"), [(Action.SUSPEND, "leader"), (Action.CANCEL, "leader")])
def test_a_duty_that_rests_owes_nothing(office, task, action, who):
    do(action, task, getattr(office, who))
    assert not Task.objects.check_in_missing(date(2026, 8, 1)).exists()
    assert run(date(2026, 8, 1)) == 0


def test_periods_during_which_the_duty_rested_are_not_asked_for_afterwards(office, task):
    report(task, office.head)
    do(Action.SUSPEND, task, office.leader, now=at(date(2026, 3, 20)))
    run(date(2026, 4, 10))
    do(Action.RESUME, task, office.leader, now=at(date(2026, 6, 10)))
    run(date(2026, 7, 1))
    assert periods(task) == ["2026-03", "2026-06", "2026-07"]


def test_what_was_not_yet_due_when_the_duty_rested_is_due_so_much_later(office, task):
    do(Action.SUSPEND, task, office.leader, now=at(date(2026, 3, 20)))
    do(Action.RESUME, task, office.leader, now=at(date(2026, 4, 19)))
    assert task.check_ins.first().due_on == date(2026, 5, 5)


def test_d8_it_is_the_turn_of_the_lead_when_a_check_in_is_due(office, task):
    soon = date(2026, 4, 2)
    assert not Task.objects.urgent(office.head, soon - timedelta(days=1)).exists()
    assert Task.objects.urgent(office.head, soon).get() == task
    assert Task.objects.turn_counts(office.head, soon)["check_in"] == 1
    assert not Task.objects.urgent(office.other_head, soon).exists()
    report(task, office.head)
    assert not Task.objects.urgent(office.head, soon).exists()


def test_a_changed_plan_counts_from_the_next_period_on(office, task):
    quarterly = Rhythm(PeriodKind.QUARTER, due_rule=DueRule.ON_DAY, due_day=25)
    changed = do(Action.PLAN_CHECK_INS, task, office.monitor, rhythm=quarterly)
    assert changed.status == Status.ACCEPTED
    event = changed.events.last()
    assert event.changes["check_ins"] == [
        "Hằng tháng, hạn 5 ngày sau khi hết kỳ",
        "Hằng quý, hạn ngày 25 của tháng cuối kỳ",
    ]
    run(date(2026, 7, 1))
    assert periods(task) == ["2026-03", "2026-Q2", "2026-Q3"]
    with pytest.raises(ValidationError, match="Chưa có thay đổi nào"):
        do(Action.PLAN_CHECK_INS, task, office.monitor, rhythm=quarterly)
    with pytest.raises(Forbidden):
        do(Action.PLAN_CHECK_INS, task, office.head, rhythm=None)
    do(Action.PLAN_CHECK_INS, task, office.leader, rhythm=None, now=at(date(2026, 7, 10)))
    run(date(2026, 12, 1))
    assert periods(task) == ["2026-03", "2026-Q2", "2026-Q3"]
    do(Action.PLAN_CHECK_INS, task, office.leader, rhythm=MONTHLY, now=at(date(2026, 12, 10)))
    assert periods(task)[-1] == "2026-12"


def test_a_standing_duty_may_be_given_a_plan_later_and_others_may_not(office):
    standing = assign(office.unit, by=office.monitor, duty_kind=DutyKind.STANDING)
    assert not CheckInPlan.objects.exists()
    do(Action.PLAN_CHECK_INS, standing, office.monitor)
    assert periods(standing) == ["2026-03"]
    with pytest.raises(ValidationError) as refused:
        do(
            Action.PLAN_CHECK_INS,
            standing,
            office.monitor,
            rhythm=Rhythm(PeriodKind.WEEK, due_rule=DueRule.ON_DAY, due_day=9),
        )
    assert "due_day" in refused.value.message_dict
    one_off = assign(office.unit, by=office.monitor)
    with pytest.raises(Conflict, match="việc thường xuyên"):
        do(Action.PLAN_CHECK_INS, one_off, office.monitor)


def test_of_a_check_in_people_are_reminded_at_each_level_once(office, task):
    for day, kinds in ((date(2026, 4, 1), 0), (date(2026, 4, 2), 1), (date(2026, 4, 3), 0), (date(2026, 4, 6), 2)):
        before = Notification.objects.filter(kind=Kind.CHECK_IN_DUE).count()
        told = remind_of_check_ins(today=day, now=at(day))["told"]
        assert told == kinds == Notification.objects.filter(kind=Kind.CHECK_IN_DUE).count() - before
        assert remind_of_check_ins(today=day, now=at(day))["told"] == 0
    newest = Notification.objects.filter(kind=Kind.CHECK_IN_DUE, recipient=office.monitor).get()
    assert newest.title == ("Quá hạn 1 ngày (hạn 05/04/2026): báo cáo Tháng 3 năm 2026, Thường xuyên kiểm tra")


def test_the_job_of_the_timetable_reminds(office, task):
    with time_machine.travel(at(date(2026, 4, 6)), tick=False):
        assert jobs.remind_of_check_ins() == {"check_ins": 1, "told": 2}


def test_d8_standing_duties_are_left_out_of_the_completion_rate(office, task):
    assign(office.unit, by=office.monitor, due_on=TODAY)
    figures = figures_of(organisation=office.organisation, period=report_period(ReportKind.MONTH, TODAY), known_at=NOW)
    assert figures.total.total == 1
    assert figures.left_out(Bucket.STANDING) == 1


def test_the_database_holds_one_check_in_a_period(office, task):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_check_in(task, starts_on=date(2026, 3, 1))
