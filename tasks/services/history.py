"""Events: what happened to a task, with its whole state afterwards."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from tasks.models import Task, TaskEvent
from tasks.replay import FOLDED, REFERENCES
from tasks.statuses import Action
from units.models import User

# What an event tells the change of, so that the history replays to the row.
TOLD = tuple(f"{name}_id" if name in REFERENCES else name for name in FOLDED)


def day_of(now: datetime) -> date:
    """The calendar day of a moment in Asia/Ho_Chi_Minh (the project's TIME_ZONE)."""
    return timezone.localtime(now, timezone.get_default_timezone()).date()


def said_at(now: datetime) -> str:
    """A moment in words: "09:00 ngày 10/03/2026"."""
    return f"{timezone.localtime(now, timezone.get_default_timezone()):%H:%M ngày %d/%m/%Y}"


def snapshot(task: Task) -> dict[str, str | int | None]:
    """The told columns as JSON can hold them."""
    return {name: _plain(getattr(task, name)) for name in TOLD}


def event_of(
    task: Task,
    *,
    action: Action,
    seq: int,
    by: User | None,
    now: datetime,
    note: str = "",
    before: dict[str, str | int | None] | None = None,
    effective_on: date | None = None,
) -> TaskEvent:
    """An unsaved event with the state of the task as it now is; `before` is its snapshot before the act.

    `by` is None for the clock, whose acts may take effect on an earlier day (`effective_on`).
    """
    after = snapshot(task)
    return TaskEvent(
        task=task,
        seq=seq,
        action=action,
        effective_on=effective_on or day_of(now),
        recorded_at=now,
        by=by,
        post=by.acting_post if by else None,
        note=note,
        changes={
            name.removesuffix("_id"): [(before or {}).get(name), value]
            for name, value in after.items()
            if value != (before or {}).get(name)
        },
        status=task.status,
        lead=task.lead,
        assigning_organisation_id=task.assigning_organisation_id,
        duty_kind=task.duty_kind,
        due_on=task.due_on,
        original_due_on=task.original_due_on,
        submitted_on=task.submitted_on,
        completed_on=task.completed_on,
    )


def _plain(value: object) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value or None  # type: ignore[return-value]
