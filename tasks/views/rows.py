"""A task as lists and pages show it: its status and its time in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from tasks.deadlines import TimeState, time_badge, time_state, time_words
from tasks.models import Coordination, Task
from tasks.querysets import PartsBelow
from tasks.silence import duty_badge
from tasks.statuses import Badge, Status
from units.calendar import WorkingCalendar
from units.models import User


@dataclass(frozen=True)
class Figure:
    """A count in words, leading to its list: "3 phần việc"."""

    words: str
    url: str
    tone: str = ""


@dataclass(frozen=True)
class TaskRow:
    """Facts for a template, which asks nothing."""

    task: Task
    badge: Badge
    due: Badge
    was_sent_back: bool = False
    own_duty: Badge | None = None  # what the person's unit owes as a coordinating one
    parts: tuple[Figure, ...] = ()


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
    """Of tasks that were fetched `with_own_duty` also what the person's unit owes in them; one query more for all."""
    tasks = list(tasks)
    rows = [row_of(task, today=today, calendar=calendar) for task in tasks]
    wanted = [key for task in tasks if (key := getattr(task, "own_duty", None))]
    duties = {one.task_id: one for one in Coordination.objects.filter(pk__in=wanted)} if wanted else {}
    for task in tasks:
        if task.pk in duties:
            duties[task.pk].task = task
    return [
        replace(row, own_duty=_duty_badge(duties[row.task.pk], today)) if row.task.pk in duties else row for row in rows
    ]


def rows_with_parts(tasks: Iterable[Task], *, user: User, today: date, calendar: WorkingCalendar) -> list[TaskRow]:
    """With the figures of what stands below each, at any depth; one query more for all."""
    rows = rows_of(tasks, today=today, calendar=calendar)
    below = Task.objects.parts_below([row.task.pk for row in rows], user=user, today=today)
    return [replace(row, parts=part_figures(below.get(row.task.pk), f"whole={row.task.pk}")) for row in rows]


def part_figures(parts: PartsBelow | None, narrowed: str) -> tuple[Figure, ...]:
    """What is counted below a task or a directive, each figure leading to its list; nothing where nothing is."""
    if parts is None or not parts.total:
        return ()
    address = f"{reverse('tasks:list')}?{narrowed}"
    figures = [Figure(f"{parts.total} phần việc", address)]
    if parts.completed:
        figures.append(Figure(f"{parts.completed} hoàn thành", f"{address}&status={Status.COMPLETED}"))
    if parts.overdue:
        figures.append(Figure(f"{parts.overdue} quá hạn", f"{address}&time={TimeState.OVERDUE}", tone="red"))
    return tuple(figures)


def _duty_badge(one: Coordination, today: date) -> Badge:
    state = one.state_on(today)
    badge = duty_badge(state, one.days_late_on(today))
    due = f" (hạn {one.due_on:%d/%m/%Y})" if one.due_on and one.is_open else ""
    return Badge(badge.tone, badge.icon, f"Phối hợp: {badge.label[0].lower()}{badge.label[1:]}{due}")
