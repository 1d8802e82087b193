"""Figures of a period, against examples and against a recount in plain Python."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.figures import Counts, figures_of
from reports.kinds import COUNTED, Bucket
from reports.periods import ReportPeriod
from tasks.deadlines import TimeState, time_state
from tasks.kinds import DutyKind
from tasks.models import Coordination, TaskEvent
from tasks.statuses import Status
from tests.factories.history import add_event, make_task_with_history, moment
from tests.factories.units import make_organisation, make_person, make_unit
from units.roles import Role

NOVEMBER = ReportPeriod.from_key("2026-11")  # 15/10/2026–14/11/2026
CUT_OFF = NOVEMBER.ends_on
AFTER = moment(date(2026, 11, 15), 0, 20)
BEGAN = date(2026, 10, 20)
DUE = date(2026, 11, 10)


def buckets(office, period=NOVEMBER, known_at=AFTER) -> list[str]:
    found = figures_of(organisation=office.organisation, period=period, known_at=known_at)
    return [line.bucket.value for line in found.lines]


@pytest.fixture
def given_task(office):
    """Writes the history of one task of the office."""

    def make(*steps, **fields):
        values = {"lead": office.personnel, "by": office.monitor, "due_on": DUE}
        return make_task_with_history((Status.ASSIGNED, BEGAN), *steps, **(values | fields))

    return make


@pytest.mark.parametrize(
    ("due_on", "steps", "bucket"),
    [
        (DUE, [(Status.SUBMITTED, DUE), (Status.COMPLETED, CUT_OFF)], "done_in_time"),
        (DUE, [(Status.SUBMITTED, DUE + timedelta(1)), (Status.COMPLETED, CUT_OFF)], "done_late"),
        (None, [(Status.SUBMITTED, CUT_OFF), (Status.COMPLETED, CUT_OFF)], "done_in_time"),
        (DUE, [(Status.SUBMITTED, DUE)], "open_in_time"),  # waiting never makes late
        (DUE, [(Status.SUBMITTED, DUE + timedelta(1))], "open_late"),
        (DUE, [(Status.SUBMITTED, DUE), (Status.IN_PROGRESS, CUT_OFF)], "open_late"),  # sent back
        (DUE, [(Status.RETURNED, DUE)], "open_late"),
        (CUT_OFF, [(Status.IN_PROGRESS, DUE)], "open_in_time"),  # due on the cut-off is not yet late
        (CUT_OFF - timedelta(1), [], "open_late"),
        (None, [(Status.ACCEPTED, DUE)], "open_in_time"),
        (DUE, [(Status.SUSPENDED, DUE)], "open_in_time"),
        (DUE, [(Status.CANCELLED, CUT_OFF)], "cancelled"),
    ],
)
def test_g4_each_task_has_one_place_in_the_form(office, given_task, due_on, steps, bucket):
    given_task(*steps, due_on=due_on)
    assert buckets(office) == [bucket]


def test_g4_standing_duties_are_left_out_and_noted(office, given_task):
    given_task(duty_kind=DutyKind.STANDING)
    given_task()
    found = figures_of(organisation=office.organisation, period=NOVEMBER, known_at=AFTER)
    assert (found.total.total, found.left_out(Bucket.STANDING)) == (1, 1)


def test_g4_what_was_ended_before_the_period_is_no_part_of_it(office, given_task):
    last_day = NOVEMBER.starts_on - timedelta(days=1)
    began = last_day - timedelta(days=30)
    for status in (Status.COMPLETED, Status.CANCELLED):
        make_task_with_history(
            (Status.ASSIGNED, began), (status, last_day), lead=office.personnel, by=office.monitor, due_on=DUE
        )
    assert buckets(office) == []
    assert buckets(office, ReportPeriod.from_key("2026-10")) == ["done_in_time", "cancelled"]


def test_g4_what_is_carried_over_counts_until_it_is_done(office):
    task = make_task_with_history(
        (Status.ASSIGNED, date(2026, 3, 2)), lead=office.personnel, by=office.monitor, due_on=date(2026, 4, 1)
    )
    assert buckets(office) == ["open_late"]
    add_event(task, Status.SUBMITTED, date(2026, 11, 14))
    add_event(task, Status.COMPLETED, date(2026, 11, 15))
    assert buckets(office) == ["open_late"]
    assert buckets(office, ReportPeriod.from_key("2026-12"), moment(date(2026, 12, 15))) == ["done_late"]
    assert buckets(office, ReportPeriod.from_key("2027-01"), moment(date(2027, 1, 15))) == []


def test_g4_a_reopened_task_counts_again(office, given_task):
    task = given_task((Status.SUBMITTED, DUE), (Status.COMPLETED, DUE))
    add_event(task, Status.IN_PROGRESS, date(2026, 12, 1))
    assert buckets(office) == ["done_in_time"]
    assert buckets(office, ReportPeriod.from_key("2026-12"), moment(date(2026, 12, 15))) == ["open_late"]


def test_g4_only_tasks_given_by_the_organisation_count(office, given_task):
    elsewhere = make_organisation("Sở Tài chính", short_name="STC")
    monitor = make_person(elsewhere, Role.MONITOR)
    given_task(by=monitor, lead=office.personnel)
    given_task(lead=elsewhere)
    found = figures_of(organisation=office.organisation, period=NOVEMBER, known_at=AFTER)
    assert [(row.unit, row.counts.total) for row in found.units] == [(elsewhere.pk, 1)]


def test_g4_the_unit_is_the_lead_of_that_day(office, given_task):
    task = given_task()
    add_event(task, Status.ASSIGNED, date(2026, 11, 20), lead=office.finance)
    found = figures_of(organisation=office.organisation, period=NOVEMBER, known_at=moment(date(2026, 12, 1)))
    assert [row.unit for row in found.units] == [office.personnel.pk]


def test_g4_a_running_period_is_judged_on_the_day_of_asking(office, given_task):
    given_task(due_on=DUE)
    assert buckets(office, known_at=moment(DUE, 23, 59)) == ["open_in_time"]
    assert buckets(office, known_at=moment(DUE + timedelta(1), 0, 1)) == ["open_late"]


def test_g4_a_late_entry_shows_only_to_who_knows_of_it(office, given_task):
    task = given_task()
    add_event(task, Status.SUBMITTED, DUE, recorded_at=moment(date(2026, 11, 18)))
    assert buckets(office, known_at=AFTER) == ["open_late"]
    assert buckets(office, known_at=moment(date(2026, 11, 19))) == ["open_in_time"]


def test_g4_a_late_entry_corrects_what_was_known_of_later_days(office, given_task):
    """Handed in on paper on the 6th, entered on the 18th, after a progress report of the 9th."""
    task = given_task((Status.IN_PROGRESS, date(2026, 11, 9)), due_on=date(2026, 11, 7))
    add_event(task, Status.SUBMITTED, date(2026, 11, 6), recorded_at=moment(date(2026, 11, 18)))
    assert buckets(office, known_at=AFTER) == ["open_late"]
    assert buckets(office, known_at=moment(date(2026, 11, 19))) == ["open_in_time"]


def test_g4_coordinating_parts_are_counted_apart(office, given_task):
    task = given_task()
    Coordination.objects.create(task=task, unit=office.finance, begun_on=DUE)
    Coordination.objects.create(task=task, unit=office.organisation, begun_on=DUE, status="done", done_on=DUE)
    found = figures_of(organisation=office.organisation, period=NOVEMBER, known_at=AFTER)
    rows = {row.unit: (row.counts.total, row.coordinating, row.coordinating_done) for row in found.units}
    assert rows == {
        office.personnel.pk: (1, 0, 0),
        office.finance.pk: (0, 1, 0),
        office.organisation.pk: (0, 1, 1),
    }
    assert found.total.total == 1


def test_more_tasks_cost_no_more_queries(office, given_task, django_assert_num_queries):
    for count in (1, 30):
        for _ in range(count):
            given_task()
        with django_assert_num_queries(3):
            figures_of(organisation=office.organisation, period=NOVEMBER, known_at=AFTER)


# Random histories, recounted one event at a time --------------------------------------------------------------------

FIRST = date(2026, 9, 1)
STEP = st.tuples(
    st.sampled_from(list(Status)),
    st.integers(-5, 30),  # days since the step before; a late entry goes back
    st.integers(0, 12),  # days until it was recorded
    st.booleans(),  # led by the other unit from now on
    st.none() | st.integers(-20, 60),  # the due date moves to so many days after the step
)
HISTORY = st.tuples(
    st.lists(STEP, min_size=0, max_size=5),
    st.none() | st.integers(0, 90),
    st.sampled_from(list(DutyKind)),
)


def naive_bucket(events: list[TaskEvent], period: ReportPeriod, as_of: date, known_at) -> Bucket | None:
    seen = [event for event in events if event.effective_on <= as_of and event.recorded_at <= known_at]
    if not seen:
        return None
    last = max(seen, key=lambda event: event.seq)
    if last.status == Status.COMPLETED and last.completed_on < period.starts_on:
        return None
    if last.status == Status.CANCELLED:
        return None if last.effective_on < period.starts_on else Bucket.CANCELLED
    if last.duty_kind == DutyKind.STANDING:
        return Bucket.STANDING
    state = time_state(status=Status(last.status), due_on=last.due_on, submitted_on=last.submitted_on, today=as_of)
    if last.status == Status.COMPLETED:
        return Bucket.DONE_LATE if state == TimeState.DONE_LATE else Bucket.DONE_IN_TIME
    return Bucket.OPEN_LATE if state == TimeState.OVERDUE else Bucket.OPEN_IN_TIME


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories=st.lists(HISTORY, max_size=6), known_after=st.integers(0, 80), month=st.sampled_from([9, 10, 11]))
def test_g4_the_figures_equal_a_recount_of_the_events(histories, known_after, month):
    organisation = make_organisation()
    units = [make_unit("Phòng A", parent=organisation), make_unit("Phòng B", parent=organisation)]
    by = make_person(organisation, Role.MONITOR)
    period = ReportPeriod.from_key(f"2026-{month:02d}")
    known_at = moment(FIRST + timedelta(days=known_after), 12)
    as_of = min(period.ends_on, FIRST + timedelta(days=known_after))
    expected = {}
    for steps, due_in, duty_kind in histories:
        day = FIRST
        task = make_task_with_history(
            (Status.ASSIGNED, day),
            lead=units[0],
            by=by,
            due_on=None if due_in is None else day + timedelta(days=due_in),
            duty_kind=duty_kind,
        )
        for status, later, recorded_later, moves, due_moves in steps:
            if task.status == Status.CANCELLED:
                break
            day = max(day + timedelta(days=later), FIRST)
            if status == Status.COMPLETED and task.submitted_on:
                day = max(day, task.submitted_on)
            changes = {"lead": units[1]} if moves else {}
            if due_moves is not None:
                changes["due_on"] = day + timedelta(days=due_moves)
            recorded_at = moment(day) + timedelta(days=recorded_later)
            add_event(task, status, day, recorded_at=recorded_at, **changes)
        bucket = naive_bucket(list(task.events.all()), period, as_of, known_at)
        if bucket:
            expected[task.pk] = bucket
    found = figures_of(organisation=organisation, period=period, known_at=known_at)
    assert {line.task: line.bucket for line in found.lines} == expected
    assert found.total == Counts.of(expected.values())
    assert found.total.total == sum(row.counts.total for row in found.units)
    for row in found.units:
        for bucket in COUNTED:
            assert row.counts[bucket] == sum(line.unit == row.unit and line.bucket == bucket for line in found.lines)
