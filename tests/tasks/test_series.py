"""Recurring duties: one occurrence a period and unit, however late or often the clock asks."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directives.models import DirectiveAccess
from notices.models import Delivery, JobRun, Notification
from tasks import jobs
from tasks.deadlines import TimeState
from tasks.kinds import DutyKind
from tasks.models import Coordination, SeriesEvent, SeriesUnit, Task, TaskEvent, TaskSeries
from tasks.periods import PeriodKind, Scheme
from tasks.rhythm import Ahead, DueRule, Rhythm
from tasks.services import series as services
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.occurrences import why_waiting
from tasks.services.periodic import open_periods
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import Post, Unit
from units.refusals import Conflict, Forbidden
from units.roles import Role

VN = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHLY = Rhythm(PeriodKind.MONTH, due_day=5)


def at(day: date) -> datetime:
    return datetime.combine(day, time(5, 30), VN)


def run(day: date) -> dict[str, int]:
    return open_periods(now=at(day))


def give(office, *, units=None, now=NOW, **line) -> TaskSeries:
    fields = {"title": "Báo cáo tình hình dạy thêm, học thêm", "rhythm": MONTHLY} | line
    leads = units or (office.unit,)
    assign_tasks(
        lines=[AssignmentLine(leads=leads, each_separately=len(leads) > 1, duty_kind=DutyKind.RECURRING, **fields)],
        by=office.monitor,
        now=now,
    )
    return TaskSeries.objects.latest("pk")


def given_of(series: TaskSeries) -> list[tuple[str, date | None]]:
    found = Task.objects.filter(series_unit__series=series).order_by("due_on", "lead")
    return list(found.values_list("period_key", "due_on"))


def test_d5_a_recurring_duty_begins_with_its_first_occurrence(office):
    series = give(office, coordinating=(office.other_unit,), deadline_words="định kỳ hằng tháng")
    task = Task.objects.get()
    assert (task.series_unit.series, task.period_key, task.duty_kind) == (series, "2026-03", DutyKind.RECURRING)
    assert (task.due_on, task.original_due_on, task.deadline_kind) == (date(2026, 4, 5), date(2026, 4, 5), "date")
    assert task.head_at_assignment == office.head
    assert list(task.coordinations.values_list("unit", flat=True)) == [office.other_unit.pk]
    event = task.events.get()
    assert (event.by, event.action, event.effective_on) == (office.monitor, Action.ASSIGN, TODAY)
    part = series.units.get(part="lead")
    assert (part.next_on, part.next_given_on) == (date(2026, 4, 1), date(2026, 4, 1))
    assert series.events.get().action == SeriesEvent.Action.GIVE


def test_d5_the_clock_gives_each_period_on_its_first_day_and_only_once(office):
    series = give(office, coordinating=(office.other_unit,))
    assert run(date(2026, 3, 31))["given"] == 0
    assert run(date(2026, 4, 1)) == {"given": 1, "waiting": 0, "asked": 0}
    assert run(date(2026, 4, 1))["given"] == 0
    assert given_of(series) == [("2026-03", date(2026, 4, 5)), ("2026-04", date(2026, 5, 5))]
    task = Task.objects.latest("pk")
    event = task.events.get()
    assert (event.by, event.post, event.effective_on, event.recorded_at) == (
        None,
        None,
        date(2026, 4, 1),
        at(date(2026, 4, 1)),
    )
    assert task.coordinations.get().unit == office.other_unit
    assert Notification.objects.filter(recipient=office.head, title__contains="Tháng 4 năm 2026").count() == 1
    run_of_day = JobRun.objects.get(job="open_periods", key="2026-04-01")
    assert run_of_day.outcome == {"given": 1, "waiting": 0, "asked": 0}
    assert run_of_day.finished_at


def test_d5_after_an_outage_missed_periods_are_given_with_their_true_dates_and_one_notice(office):
    series = give(office)
    new_head = make_person(office.unit, Role.HEAD, title="Trưởng phòng")
    Post.objects.filter(user=new_head).update(valid_from=date(2026, 6, 1))
    Post.objects.filter(user=office.head).update(valid_to=date(2026, 6, 1))
    before = Notification.objects.count()
    assert run(date(2026, 6, 20))["given"] == 3
    rows = Task.objects.filter(series_unit__series=series).exclude(period_key="2026-03").order_by("period_key")
    assert [(task.period_key, task.assigned_on, task.due_on) for task in rows] == [
        ("2026-04", date(2026, 4, 1), date(2026, 5, 5)),
        ("2026-05", date(2026, 5, 1), date(2026, 6, 5)),
        ("2026-06", date(2026, 6, 1), date(2026, 7, 5)),
    ]
    assert [task.head_at_assignment for task in rows] == [office.head, office.head, new_head]
    events = TaskEvent.objects.filter(task__in=rows)
    assert {(event.effective_on, event.recorded_at) for event in events} == {
        (task.assigned_on, at(date(2026, 6, 20))) for task in rows
    }
    told = Notification.objects.order_by("pk")[before:]
    assert [row.title for row in told] == ["Giao 3 nhiệm vụ chủ trì"]
    assert run(date(2026, 6, 21))["given"] == 0


def test_the_job_of_the_timetable_opens_the_periods(office):
    give(office)
    with time_machine.travel(at(date(2026, 4, 1)), tick=False):
        assert jobs.open_periods() == {"given": 1, "waiting": 0, "asked": 0}


def test_d3_several_units_owe_one_series_each_for_itself(office):
    series = give(office, units=(office.unit, office.other_unit))
    run(date(2026, 4, 1))
    assert [key for key, _ in given_of(series)] == ["2026-03", "2026-03", "2026-04", "2026-04"]
    assert TaskSeries.objects.count() == 1


def test_an_occurrence_may_be_given_ahead_of_the_period_or_of_its_due_date(office):
    series = give(office)
    change(series, office.leader, ahead=Ahead.START, ahead_days=10)
    assert run(date(2026, 3, 21))["given"] == 0
    assert run(date(2026, 3, 22))["given"] == 1
    series.refresh_from_db()
    change(series, office.leader, ahead=Ahead.DUE, ahead_days=7)
    assert run(date(2026, 5, 28))["given"] == 0
    assert run(date(2026, 5, 29))["given"] == 1  # due 05/06/2026
    assert Task.objects.latest("pk").assigned_on == date(2026, 5, 29)


def change(series, by, *, now=NOW, **fields):
    values = {"due_rule": DueRule.AFTER_END, "due_day": 5} | fields
    return services.change_due(series=series, by=by, now=now, version=series.version, **values)


def test_a_changed_due_day_counts_for_what_has_not_been_given(office):
    series = give(office)
    with pytest.raises(ValidationError) as refused:
        change(series, office.monitor, due_rule=DueRule.ON_DAY, due_day=45)
    assert "due_day" in refused.value.message_dict
    changed = change(series, office.monitor, due_rule=DueRule.ON_DAY, due_day=20, note="Theo yêu cầu của UBND tỉnh.")
    run(date(2026, 4, 1))
    assert given_of(series) == [("2026-03", date(2026, 4, 5)), ("2026-04", date(2026, 4, 20))]
    event = series.events.last()
    assert event.changes == [["Hạn", "5 ngày sau khi hết kỳ", "ngày 20 hằng tháng"]]
    assert (event.by, event.note, changed.version) == (office.monitor, "Theo yêu cầu của UBND tỉnh.", 2)
    with pytest.raises(Conflict, match="đã thay đổi việc định kỳ này"):
        change(series, office.leader, due_day=9)  # drawn before the change
    changed.refresh_from_db()
    with pytest.raises(ValidationError, match="Chưa có thay đổi nào"):
        change(changed, office.leader, due_rule=DueRule.ON_DAY, due_day=20)


def test_what_a_change_makes_due_earlier_takes_effect_on_the_day_of_the_change(office):
    series = give(office)
    later = NOW + timedelta(days=15)  # 25/03
    change(series, office.monitor, now=later, ahead_days=20)
    task = Task.objects.get(period_key="2026-04")
    assert task.assigned_on == date(2026, 3, 25)


def test_no_period_begins_after_the_end_of_the_series(office):
    series = give(office, ends_on=date(2026, 5, 31))
    run(date(2026, 9, 1))
    assert [key for key, _ in given_of(series)] == ["2026-03", "2026-04", "2026-05"]
    assert series.units.get().next_given_on is None
    with pytest.raises(ValidationError) as refused:
        give(office, ends_on=TODAY - timedelta(days=1))
    assert "0:ends_on" in refused.value.message_dict


def test_an_ended_series_gives_nothing_more_and_keeps_what_it_gave(office):
    series = give(office)
    late = at(date(2026, 4, 10))
    with pytest.raises(ValidationError) as refused:
        services.end_series(series=series, by=office.leader, now=late, version=1, reason=" ")
    assert "reason" in refused.value.message_dict
    with pytest.raises(Forbidden):
        services.end_series(series=series, by=office.head, now=late, version=1, reason="Không còn cần.")
    ended = services.end_series(series=series, by=office.leader, now=late, version=1, reason="Không còn cần.")
    assert (ended.ended_on, ended.ended_by, ended.end_reason) == (date(2026, 4, 10), office.leader, "Không còn cần.")
    assert [key for key, _ in given_of(series)] == ["2026-03", "2026-04"]  # what was due before stays owed
    assert set(Task.objects.values_list("status", flat=True)) == {Status.ASSIGNED}
    run(date(2026, 8, 1))
    assert len(given_of(series)) == 2
    with pytest.raises(Conflict, match="đã kết thúc"):
        services.end_series(series=ended, by=office.leader, now=late, version=2, reason="Lần nữa.")


def close(unit, on):
    Unit.objects.filter(pk=unit.pk).update(closed_on=on)


def test_a_closed_unit_waits_with_its_reason_and_another_takes_over_without_a_gap(office):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    line = AssignmentLine(title="Báo cáo tháng", leads=(office.unit,), duty_kind=DutyKind.RECURRING, rhythm=MONTHLY)
    assign_tasks(lines=[line], by=office.monitor, now=NOW, directive=directive)
    series = TaskSeries.objects.get()
    close(office.unit, date(2026, 3, 20))
    assert run(date(2026, 5, 2)) == {"given": 0, "waiting": 1, "asked": 0}
    part = series.units.select_related("unit", "series__organisation").get()
    assert "đã thôi hoạt động" in why_waiting(part, date(2026, 5, 2))
    fields = {"series": series, "part": part, "by": office.leader, "now": at(date(2026, 5, 10)), "version": 1}
    with pytest.raises(ValidationError) as refused:
        services.move_unit(**fields, unit=office.organisation, reason="Đơn vị đã sáp nhập.")
    assert "unit" in refused.value.message_dict
    services.move_unit(**fields, unit=office.other_unit, reason="Đơn vị đã sáp nhập.")
    rows = Task.objects.filter(lead=office.other_unit).order_by("period_key")
    assert [(task.period_key, task.assigned_on, task.due_on) for task in rows] == [
        ("2026-04", date(2026, 5, 10), date(2026, 5, 5)),
        ("2026-05", date(2026, 5, 10), date(2026, 6, 5)),
    ]
    assert DirectiveAccess.objects.filter(unit=office.other_unit, directive=directive).exists()
    part.refresh_from_db()
    assert (part.moved_to, part.moved_on, part.next_given_on) == (office.other_unit, date(2026, 5, 10), None)
    run(date(2026, 6, 1))
    assert [key for key, _ in given_of(series)] == ["2026-03", "2026-04", "2026-05", "2026-06"]
    with pytest.raises(Conflict):
        services.move_unit(**fields | {"version": 2}, unit=office.desk, reason="Lần nữa.")


def test_a_unit_that_has_its_part_already_takes_no_other(office):
    series = give(office, units=(office.unit, office.other_unit))
    part = series.units.get(unit=office.unit)
    with pytest.raises(ValidationError, match="đã có phần"):
        services.move_unit(
            series=series, part=part, unit=office.other_unit, by=office.leader, now=NOW, version=1, reason="Sáp nhập."
        )


def test_an_occurrence_that_was_transferred_is_not_given_again(office):
    """Also to a unit that has an occurrence of the same period."""
    series = give(office, units=(office.unit, office.other_unit))
    task = Task.objects.get(lead=office.unit)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    run(date(2026, 3, 20))
    assert len(given_of(series)) == 2
    assert Task.objects.filter(lead=office.other_unit, period_key="2026-03").count() == 2


def test_the_database_holds_one_occurrence_a_period_and_unit(office):
    series = give(office)
    part = series.units.get()
    for wrong in ({"series_unit": part, "period_key": "2026-03"}, {"series_unit": part}, {"period_key": "2026-04"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_task(lead=office.unit, by=office.monitor, due_on=TODAY, **wrong)


def test_d5_a_recurring_line_needs_its_period_and_no_date(office):
    for more, field in (
        ({"rhythm": None}, "0:period"),
        ({"due_on": TODAY, "deadline_kind": "date"}, "0:due_on"),
        ({"rhythm": Rhythm(PeriodKind.MONTH, due_rule=DueRule.ON_DAY)}, "0:due_day"),
    ):
        with pytest.raises(ValidationError) as refused:
            give(office, **more)
        assert list(refused.value.message_dict) == [field]
    assert not TaskSeries.objects.exists()


def test_d5_what_has_no_date_is_never_overdue_but_ages(office):
    """Nothing, words that mean at once, by regulation: kept as kinds; three months of silence are shown."""
    for kind in ("none", "immediate", "by_regulation"):
        assign(office.unit, by=office.monitor, deadline_kind=kind, deadline_words="khẩn trương")
    year_on = TODAY + timedelta(days=365)
    assert not Task.objects.overdue(year_on).exists()
    assert Task.objects.in_state(TimeState.NO_DATE, year_on).count() == 3
    assert not Task.objects.aged(TODAY + timedelta(days=92)).exists()
    assert Task.objects.aged(TODAY + timedelta(days=93)).count() == 3
    do(Action.REPORT, Task.objects.first(), office.head, now=NOW + timedelta(days=30))
    assert Task.objects.aged(TODAY + timedelta(days=93)).count() == 2


def test_more_series_take_no_more_queries(office):
    def queries(count: int, day: date) -> int:
        for _ in range(count):
            give(office, units=(office.unit, office.other_unit), now=at(day - timedelta(days=5)))
        with CaptureQueriesContext(connection) as captured:
            run(day)
        return len(captured)

    few = queries(2, date(2026, 4, 1))
    assert queries(4, date(2026, 5, 1)) <= few


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(PeriodKind),
    scheme=st.sampled_from(Scheme),
    due=st.tuples(st.just(DueRule.AFTER_END), st.integers(0, 40))
    | st.tuples(st.just(DueRule.ON_DAY), st.integers(1, 7)),
    ahead=st.tuples(st.sampled_from(Ahead), st.integers(0, 40)),
    start=st.dates(date(2025, 12, 1), date(2026, 3, 31)),
    lasts=st.none() | st.integers(100, 400),
    runs=st.lists(st.integers(0, 500), max_size=6).map(sorted),
    ended=st.none() | st.integers(0, 500),
)
def test_d5_the_occurrences_are_those_of_the_calendar_each_once(
    office, kind, scheme, due, ahead, start, lasts, runs, ended
):
    """Whatever the days on which the clock runs, with outages between: what was given is what is owed."""
    TaskEvent.objects.all()._raw_delete("default")
    for model in (Coordination, Task, SeriesUnit, SeriesEvent, TaskSeries, Delivery, Notification):
        model.objects.all()._raw_delete("default")
    rhythm = Rhythm(kind, scheme, *due)
    ends_on = start + timedelta(days=lasts) if lasts else None
    try:
        series = give(office, rhythm=rhythm, ends_on=ends_on, now=at(start))
    except ValidationError:
        assert ends_on is not None
        assert rhythm.first_owed(start).starts_on > ends_on
        return
    TaskSeries.objects.update(ahead=ahead[0], ahead_days=ahead[1])
    part = series.units.get()
    series.refresh_from_db()
    part.next_given_on = series.given_day(rhythm.period_on(part.next_on)) if part.next_given_on else None
    part.save()
    last = start
    for number in runs:
        if ended is not None and number > ended:
            break
        last = start + timedelta(days=number)
        run(last)
    if ended is not None:
        last = start + timedelta(days=ended)
        services.end_series(series=series, by=office.leader, now=at(last), version=1, reason="Không còn cần.")
        run(last + timedelta(days=700))
    first = rhythm.first_owed(start)
    anchor = {Ahead.START: lambda period: period.starts_on, Ahead.DUE: rhythm.due_on}[ahead[0]]
    owed = {first.key: start}
    for period in takewhile(
        lambda each: anchor(each) - timedelta(days=ahead[1]) <= last, rhythm.periods_from(first.next.starts_on)
    ):
        if last == start and not runs and ended is None:
            break  # the clock has never run
        if ends_on is None or period.starts_on <= ends_on:
            owed[period.key] = max(start, anchor(period) - timedelta(days=ahead[1]))
    found = list(Task.objects.values_list("period_key", "assigned_on"))
    assert sorted(found) == sorted(owed.items())
    effective = dict(TaskEvent.objects.values_list("task__period_key", "effective_on"))
    assert effective == owed
