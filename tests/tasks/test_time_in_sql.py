"""The SQL and the Python of "quá hạn" and its neighbours say the same, whatever the dates."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.deadlines import TimeState, time_state
from tasks.models import Task
from tasks.statuses import HANDED_IN, Status
from tests.factories.tasks import make_task

START = date(2026, 1, 1)
days = st.integers(min_value=0, max_value=40).map(lambda number: START + timedelta(days=number))
rows = st.lists(st.tuples(st.sampled_from(Status), st.none() | days, days), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, today=days, soon_days=st.integers(min_value=0, max_value=5))
def test_sql_and_python_agree_and_buckets_exclude_each_other(office, rows, today, soon_days):
    Task.objects.all().delete()
    for status, due_on, submitted_on in rows:
        dates = {"submitted_on": submitted_on} if status in HANDED_IN else {}
        make_task(lead=office.unit, by=office.monitor, due_on=due_on, status=status, **dates)
    said = {
        task.pk: time_state(
            status=Status(task.status),
            due_on=task.due_on,
            submitted_on=task.submitted_on,
            today=today,
            soon_days=soon_days,
        )
        for task in Task.objects.all()
    }
    buckets = {
        state: set(Task.objects.in_state(state, today, soon_days).values_list("pk", flat=True)) for state in TimeState
    }
    assert buckets == {state: {pk for pk, found in said.items() if found == state} for state in TimeState}
    # Exactly one bucket a task: they exclude each other and add up to the total.
    assert sum(len(bucket) for bucket in buckets.values()) == len(rows)
    annotated = Task.objects.with_time_state(today, soon_days).values_list("pk", "time_state_now")
    assert dict(annotated) == {pk: state.value for pk, state in said.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, today=days)
def test_the_overview_counts_what_python_counts(office, rows, today):
    Task.objects.all().delete()
    for status, due_on, submitted_on in rows:
        dates = {"submitted_on": submitted_on} if status in HANDED_IN else {}
        make_task(lead=office.unit, by=office.monitor, due_on=due_on, status=status, **dates)
    tasks = list(Task.objects.all())
    states = Counter(
        time_state(status=Status(task.status), due_on=task.due_on, submitted_on=task.submitted_on, today=today)
        for task in tasks
    )
    statuses = Counter(task.status for task in tasks)
    counted = Task.objects.overview(today)
    assert (counted["overdue"], counted["due_soon"]) == (states[TimeState.OVERDUE], states[TimeState.DUE_SOON])
    assert (counted["waiting"], counted["not_accepted"]) == (statuses["submitted"], statuses["assigned"])
    assert counted["open"] == len(tasks) - statuses["completed"] - statuses["cancelled"]


@pytest.mark.parametrize(("days_silent", "is_aged"), [(92, False), (93, True)], ids=["three months", "a day more"])
def test_an_undated_task_ages_when_nothing_is_reported(office, days_silent, is_aged):
    task = make_task(lead=office.unit, by=office.monitor)
    today = task.assigned_on + timedelta(days=days_silent)
    assert Task.objects.aged(today).exists() is is_aged
    Task.objects.filter(pk=task.pk).update(last_reported_on=today)
    assert not Task.objects.aged(today).exists()
    Task.objects.filter(pk=task.pk).update(last_reported_on=None, duty_kind="standing")
    assert not Task.objects.aged(today).exists()
