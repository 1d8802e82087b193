"""Histories of tasks, written as events of chosen days: what services would leave behind, without waiting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tasks.kinds import DeadlineKind, DutyKind
from tasks.models import Task, TaskEvent
from tasks.statuses import HANDED_IN, Action, Status
from tests.factories.tasks import make_task
from units.models import Unit, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the day in Asia/Ho_Chi_Minh."""
    return datetime.combine(day, time(hour, minute), tzinfo=HANOI)


def make_task_with_history(
    *steps: tuple[Status, date],
    lead: Unit,
    by: User,
    due_on: date | None = None,
    duty_kind: DutyKind = DutyKind.ONE_OFF,
    **fields: object,
) -> Task:
    """A task and one event a step (status reached, day).  The first step is the assignment."""
    task = make_task(lead=lead, by=by, due_on=due_on, duty_kind=duty_kind, assigned_on=steps[0][1], **fields)
    for status, day in steps:
        add_event(task, status, day)
    return task


def add_event(
    task: Task, status: Status, day: date, *, recorded_at: datetime | None = None, **changes: object
) -> TaskEvent:
    """The next event of the task: the task takes up the status and the changes, and the event says so."""
    for name, value in changes.items():
        setattr(task, name, value)
    if status in HANDED_IN:
        task.submitted_on = task.submitted_on or day
    else:
        task.submitted_on = None
    task.completed_on = day if status == Status.COMPLETED else None
    if status == Status.SUSPENDED:
        task.suspended_on, task.status_before_suspension = day, Status.ACCEPTED
    else:
        task.suspended_on, task.status_before_suspension = None, ""
    task.deadline_kind = DeadlineKind.DATE if task.due_on else DeadlineKind.NONE
    task.original_due_on = task.original_due_on or task.due_on
    task.status = status
    task.save()
    seq = task.events.count() + 1
    return TaskEvent.objects.create(
        task=task,
        seq=seq,
        action=Action.ASSIGN if seq == 1 else Action.REPORT,
        effective_on=day,
        recorded_at=recorded_at or moment(day) + timedelta(seconds=seq),
        by=task.assigned_by,
        post=task.assigned_in_post,
        status=status,
        lead=task.lead,
        assigning_organisation=task.assigning_organisation,
        duty_kind=task.duty_kind,
        due_on=task.due_on,
        original_due_on=task.original_due_on,
        submitted_on=task.submitted_on,
        completed_on=task.completed_on,
    )
