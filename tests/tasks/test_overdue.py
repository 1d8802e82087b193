"""Reminders: at each level once, for the right people, however often the check runs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Delivery, JobRun, Kind, Notification
from tasks import jobs
from tasks.models import Task
from tasks.reminders import LEVELS, level_of, reminder_words
from tasks.services import overdue
from tasks.services.overdue import check_overdue
from tasks.statuses import Status
from tests.factories.tasks import make_task
from tests.factories.units import make_person
from units.roles import Role

DUE = date(2026, 3, 20)
VN = ZoneInfo("Asia/Ho_Chi_Minh")


def check(day: date) -> dict[str, int]:
    return check_overdue(today=day, now=datetime(day.year, day.month, day.day, 6, 30, tzinfo=VN))


def told() -> dict[str, str]:
    return dict(Notification.objects.values_list("recipient__full_name", "kind"))


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (-4, None),
        (-3, "soon"),
        (-1, "soon"),
        (0, "today"),
        (1, "day-1"),
        (6, "day-1"),
        (7, "day-7"),
        (14, "day-7"),
        (15, "day-15"),
        (29, "day-15"),
        (30, "day-30"),
        (400, "day-30"),
    ],
)
def test_the_highest_level_reached_is_told(days, name):
    level = level_of(DUE, DUE + timedelta(days=days))
    assert (level.name if level else None) == name


def test_levels_rise():
    assert [level.from_day for level in LEVELS] == sorted({level.from_day for level in LEVELS})


def test_reminders_say_the_day_and_how_far_it_is():
    assert reminder_words(DUE, date(2026, 3, 18)) == "Sắp đến hạn 20/03/2026 (còn 2 ngày)"
    assert reminder_words(DUE, DUE) == "Đến hạn hôm nay 20/03/2026"
    assert reminder_words(DUE, date(2026, 3, 27)) == "Quá hạn 7 ngày (hạn 20/03/2026)"


@pytest.mark.parametrize(
    ("days", "people"),
    [
        (-4, set()),
        (-3, {"Trưởng phòng TCCB"}),
        (0, {"Trưởng phòng TCCB"}),
        (1, {"Trưởng phòng TCCB", "Phó Chánh Văn phòng"}),
        (7, {"Trưởng phòng TCCB", "Phó Chánh Văn phòng"}),
        (15, {"Trưởng phòng TCCB", "Phó Chánh Văn phòng", "Giám đốc Sở"}),
        (30, {"Trưởng phòng TCCB", "Phó Chánh Văn phòng", "Giám đốc Sở"}),
    ],
)
def test_who_is_told_at_which_level(office, days, people):
    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    outcome = check(DUE + timedelta(days=days))
    assert set(told()) == people
    assert outcome["told"] == len(people)
    assert all(kind == (Kind.OVERDUE if days > 0 else Kind.DUE_SOON) for kind in told().values())


def test_the_officer_of_the_task_is_told_too(office):
    make_task(lead=office.unit, by=office.monitor, due_on=DUE, officer=office.officer)
    check(DUE)
    assert set(told()) == {"Trưởng phòng TCCB", office.officer.full_name}


def test_running_twice_creates_nothing_twice(office):
    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    first, second = check(DUE + timedelta(days=1)), check(DUE + timedelta(days=1))
    assert (first["told"], second["told"]) == (2, 0)
    assert Notification.objects.count() == Delivery.objects.count() == 2
    run = JobRun.objects.get()
    assert (run.job, run.key, run.outcome) == (
        "check_overdue",
        "2026-03-21",
        {"tasks": 1, "coordinations": 0, "told": 2},
    )
    assert run.finished_at is not None


def test_a_check_that_was_overtaken_leaves_what_the_other_told_in_the_record(office, monkeypatch):
    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    remind = overdue._remind

    def overtaken(*args):
        monkeypatch.undo()
        check(DUE + timedelta(days=1))
        return remind(*args)

    monkeypatch.setattr(overdue, "_remind", overtaken)
    assert check(DUE + timedelta(days=1))["told"] == 0
    assert JobRun.objects.get().outcome["told"] == Notification.objects.count() > 0


def test_the_job_of_the_timetable_runs_the_check(office):
    with time_machine.travel(datetime(2026, 3, 20, 6, 30, tzinfo=VN), tick=False):
        make_task(lead=office.unit, by=office.monitor, due_on=DUE)
        assert jobs.check_overdue() == {"tasks": 1, "coordinations": 0, "told": 1}


def test_between_two_levels_nobody_is_told_again(office):
    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    for days in range(1, 7):
        check(DUE + timedelta(days=days))
    assert Notification.objects.count() == 2


def test_after_an_outage_nobody_is_flooded(office):
    """Ten days without a check: one message a person, that of the highest level."""
    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    check(DUE + timedelta(days=10))
    assert Notification.objects.count() == 2
    assert all("day-7" in key for key in Notification.objects.values_list("dedup_key", flat=True))


def test_a_new_due_date_is_reminded_of_afresh(office):
    task = make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    check(DUE)
    Task.objects.filter(pk=task.pk).update(due_on=DUE + timedelta(days=30))
    check(DUE + timedelta(days=30))
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SUSPENDED, Status.COMPLETED, Status.CANCELLED])
def test_what_is_handed_in_stopped_or_ended_is_not_reminded_of(office, status):
    make_task(lead=office.unit, by=office.monitor, due_on=date(2026, 3, 3), status=status)
    assert check(DUE + timedelta(days=40)) == {"tasks": 0, "coordinations": 0, "told": 0}


def test_a_task_without_a_date_is_never_reminded_of(office):
    make_task(lead=office.unit, by=office.monitor)
    assert check(date(2036, 1, 1))["tasks"] == 0


def test_a_unit_without_a_head_is_told_through_its_deputy(office):
    office.head.acting_post.user.posts.update(valid_to=date(2026, 3, 1))
    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    check(DUE)
    assert set(told()) == {office.deputy.full_name}


def test_more_people_take_no_more_queries(office):
    def queries(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            check(day)
        return len(captured)

    make_task(lead=office.unit, by=office.monitor, due_on=DUE)
    few = queries(DUE + timedelta(days=1))
    for _ in range(5):
        make_person(office.desk, Role.MONITOR)
        make_person(office.organisation, Role.LEADER)
    assert queries(DUE + timedelta(days=15)) <= few
    assert Notification.objects.count() == 2 + 1 + 6 + 6  # head and Office, then head, six monitors, six leaders


def test_every_batch_takes_the_same_queries(office, monkeypatch):
    """Set-based: not one query a task."""
    monkeypatch.setattr("tasks.services.overdue.BATCH", 40)

    def queries(count: int) -> int:
        for _ in range(count):
            make_task(lead=office.unit, by=office.monitor, due_on=DUE)
        with CaptureQueriesContext(connection) as captured:
            check(DUE + timedelta(days=1))
        return len(captured)

    ten = queries(10)
    assert queries(20) <= ten
    assert Notification.objects.count() == 60
