"""The clock issues each closed period once, however often it runs and whatever it missed."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from notices.models import JobRun
from reports import jobs
from reports.models import Report
from reports.services import closing
from reports.services.closing import closed_periods, issue_closed_periods
from tasks.statuses import Status
from tests.factories.history import make_task_with_history, moment
from tests.factories.units import make_organisation, make_person, make_unit
from units.roles import Role

MORNING = moment(date(2026, 11, 15), 0, 20)


def issued() -> list[str]:
    return sorted(Report.objects.values_list("period_key", flat=True))


def test_the_morning_after_the_cut_off_makes_the_months_report(busy):
    assert issue_closed_periods(now=MORNING - timedelta(days=1)) == 0
    assert issue_closed_periods(now=MORNING) == 1
    report = Report.objects.get()
    assert (report.period_key, report.issued_by, report.known_at) == ("2026-11", None, MORNING)
    run = JobRun.objects.get()
    assert (run.outcome, run.finished_at) == ({"report": report.pk}, MORNING)


def test_a_second_run_makes_no_double(busy):
    issue_closed_periods(now=MORNING)
    assert issue_closed_periods(now=MORNING) == 0
    assert issue_closed_periods(now=MORNING + timedelta(days=1)) == 0
    assert issued() == ["2026-11"]


def test_missed_cut_offs_are_made_up_for(busy):
    assert issue_closed_periods(now=moment(date(2027, 1, 20))) == 4
    assert issued() == ["2026-11", "2026-12", "2026-Q4", "2027-01"]


def test_a_run_that_broke_off_is_made_up_for(busy, monkeypatch):
    def broken(**kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(closing, "issue_report", broken)
    with pytest.raises(RuntimeError):
        issue_closed_periods(now=MORNING)
    assert not JobRun.objects.exists()
    monkeypatch.undo()
    assert issue_closed_periods(now=MORNING) == 1


def test_an_organisation_that_gave_nothing_gets_no_report(office):
    assert issue_closed_periods(now=MORNING) == 0


def test_closed_periods_go_back_one_quarter():
    assert [period.key for period in closed_periods(date(2026, 11, 15))] == [
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
        "2026-Q3",
    ]
    assert [period.key for period in closed_periods(date(2026, 12, 14))] == [
        "2026-09",
        "2026-10",
        "2026-11",
        "2026-Q3",
    ]
    assert [period.key for period in closed_periods(date(2026, 12, 15))][-1] == "2026-Q4"


def test_the_job_asks_the_clock(busy, monkeypatch):
    monkeypatch.setattr(jobs, "now", lambda: MORNING)
    jobs.aggregate_periods()
    assert issued() == ["2026-11"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_make_one_report():
    organisation = make_organisation()
    division = make_unit(parent=organisation)
    by = make_person(organisation, Role.MONITOR)
    make_task_with_history((Status.ASSIGNED, date(2026, 10, 20)), lead=division, by=by)
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        issue_closed_periods(now=MORNING)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert issued() == ["2026-11"]
