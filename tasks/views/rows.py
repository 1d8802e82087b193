"""A task as lists and pages show it: its status and its time in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.deadlines import TimeState, time_badge, time_state, time_words
from tasks.models import Task
from tasks.statuses import Badge, Status
from units.calendar import WorkingCalendar


@dataclass(frozen=True)
class TaskRow:
    """Facts for a template, which asks nothing."""

    task: Task
    badge: Badge
    due: Badge
    was_sent_back: bool = False


def row_of(task: Task, *, today: date, calendar: WorkingCalendar) -> TaskRow:
    judged_on = task.submitted_on if task.judged_by_submission and task.submitted_on else today
    state = time_state(status=Status(task.status), due_on=task.due_on, submitted_on=task.submitted_on, today=today)
    return TaskRow(
        task=task,
        badge=task.status_badge,
        due=time_badge(state, _words(task, state, judged_on, calendar)),
        was_sent_back=getattr(task, "was_sent_back", False),
    )


def first_due_of(task: Task, *, today: date, calendar: WorkingCalendar) -> Badge | None:
    """How the task stands against the first date agreed, where another one is in force."""
    if task.original_due_on is None or task.original_due_on == task.due_on:
        return None
    first, status = task.original_due_on, Status(task.status)
    judged_on = task.submitted_on if task.judged_by_submission and task.submitted_on else today
    state = time_state(status=status, due_on=first, submitted_on=task.submitted_on, today=today)
    return time_badge(state, time_words(state, first, judged_on, calendar))


def _words(task: Task, state: TimeState, judged_on: date, calendar: WorkingCalendar) -> str:
    """A result that waits for confirmation is no longer counted down."""
    if task.status != Status.SUBMITTED or task.due_on is None:
        return time_words(state, task.due_on, judged_on, calendar)
    late = (judged_on - task.due_on).days
    return f"báo cáo quá hạn {late} ngày" if late > 0 else "báo cáo đúng hạn"


def rows_of(tasks: Iterable[Task], *, today: date, calendar: WorkingCalendar) -> list[TaskRow]:
    return [row_of(task, today=today, calendar=calendar) for task in tasks]
