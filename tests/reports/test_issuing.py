"""A report is frozen when issued, and counting again for the same moment gives the same (requirement G4)."""

from __future__ import annotations

from datetime import date

import pytest

from reports.figures import figures_of
from reports.kinds import COUNTED, Bucket
from reports.models import Report, ReportIsFrozen
from reports.periods import ReportPeriod
from reports.services.issuing import frozen_figures, issue_report
from tasks.models import Task
from tasks.statuses import Status
from tests.factories.history import add_event, moment
from tests.factories.reports import ISSUED_AT, make_report
from tests.factories.units import make_organisation
from units.models import Unit
from units.refusals import Conflict, Forbidden

NOVEMBER = ReportPeriod.from_key("2026-11")


def again(office) -> dict:
    """The figures of the report, counted from history once more."""
    found = figures_of(organisation=office.organisation, period=NOVEMBER, known_at=ISSUED_AT)
    return frozen_figures(office.organisation, NOVEMBER, found)


def test_g4_every_figure_equals_the_list_behind_it(busy):
    report = make_report(busy.organisation, by=busy.leader)
    for row in report.figures["units"]:
        for bucket in COUNTED:
            listed = [line for line in report.lists if (line["unit"], line["bucket"]) == (row["unit"], bucket)]
            assert row["counts"][bucket] == len(listed)
    for bucket in COUNTED:
        assert report.figures["total"][bucket] == sum(row["counts"][bucket] for row in report.figures["units"])
        assert report.figures["total"][bucket] == sum(line["bucket"] == bucket for line in report.lists)
    assert report.figures["total"] == {"done_in_time": 3, "done_late": 1, "open_in_time": 3, "open_late": 3}
    assert report.figures["left_out"] == {"standing": 1, "cancelled": 2}


def test_g4_a_past_report_never_changes_and_can_be_recomputed(busy):
    report = make_report(busy.organisation, by=busy.leader)
    issued, lists = report.figures, report.lists
    tuesday = date(2026, 11, 17)
    for task in Task.objects.exclude(status__in=[Status.COMPLETED, Status.CANCELLED]):
        add_event(task, Status.SUBMITTED, tuesday, due_on=date(2026, 12, 30))
        add_event(task, Status.COMPLETED, tuesday, lead=busy.finance)
    # a result of the period that was entered after the report
    add_event(Task.objects.all()[0], Status.CANCELLED, date(2026, 11, 10), recorded_at=moment(tuesday))
    report.refresh_from_db()
    assert (report.figures, report.lists) == (issued, lists)
    assert again(busy) == issued
    later = make_report(busy.organisation, by=busy.leader, now=moment(date(2026, 11, 18)))
    assert later.figures["left_out"]["cancelled"] == issued["left_out"]["cancelled"] + 1


def test_the_lists_keep_names_as_they_were(busy):
    report = make_report(busy.organisation)
    Unit.objects.filter(pk=busy.finance.pk).update(name="Phòng Tài chính mới")
    report.refresh_from_db()
    line = next(line for line in report.lists if line["unit"] == busy.finance.pk)
    assert line["unit_name"] == "Phòng Kế hoạch - Tài chính"
    assert line["source"] == "Công văn 271/UBND-VP8 ngày 02/03/2026"
    assert report.figures["organisation"] == "Sở Nội vụ"
    assert report.figures["superior"] == "UBND tỉnh Mẫu"
    assert report.figures["signer"] == {"title": "Giám đốc", "name": "Giám đốc Sở"}


def test_days_past_the_due_date_stand_in_calendar_and_working_days(busy):
    report = make_report(busy.organisation)
    late = [line for line in report.lists if line["bucket"] == Bucket.OPEN_LATE]
    # due on Friday 06/11, cut-off on Saturday 14/11
    assert {(line["late_days"], line["late_working_days"]) for line in late} == {(8, 5)}
    in_time = [line for line in report.lists if line["bucket"] == Bucket.OPEN_IN_TIME]
    assert {(line["late_days"], line["late_working_days"]) for line in in_time} == {(0, 0)}


def test_a_running_period_says_up_to_which_day_it_counts(busy):
    report = make_report(busy.organisation, now=moment(date(2026, 11, 7)))
    assert report.figures["as_of"] == "2026-11-07"
    assert make_report(busy.organisation).figures["as_of"] == "2026-11-14"


def test_no_report_of_a_period_that_has_not_begun(office):
    with pytest.raises(Conflict, match="bắt đầu từ ngày 15/11/2026"):
        make_report(office.organisation, key="2026-12", now=moment(date(2026, 11, 14), 23, 59))


def test_only_monitors_and_leaders_of_the_organisation_issue(office):
    for person in (office.head, office.monitor):
        organisation = office.organisation if person == office.head else make_organisation("Sở Y tế")
        with pytest.raises(Forbidden):
            issue_report(organisation=organisation, period=NOVEMBER, by=person, now=ISSUED_AT)
    assert not Report.objects.exists()
    report = make_report(office.organisation, by=office.monitor)
    assert (report.issued_by, report.issued_in_post) == (office.monitor, office.monitor.acting_post)


def test_an_issued_report_can_be_neither_saved_nor_deleted(office):
    report = make_report(office.organisation)
    with pytest.raises(ReportIsFrozen):
        report.save()
    with pytest.raises(ReportIsFrozen):
        report.delete()


def test_more_tasks_cost_no_more_queries(busy, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        make_report(busy.organisation)
