"""Opinions that nobody needs any more: their task has ended, or the unit that was asked now leads it."""

from __future__ import annotations

from datetime import date, datetime

from notices.models import Kind
from tasks.models import Opinion, Task
from tasks.services.telling_opinions import tell_units
from tasks.statuses import OPEN
from units.models import User


def close_unneeded(task: Task, *, since: date, by: User | None, now: datetime) -> int:
    """Close what waits for an answer, and tell the units; returns how many.  The task is locked.

    Silence whose date ended before `since` (the day of the act, or that of the suspension) stays what it is: consent,
    and a failing of the unit.
    """
    waiting = Opinion.objects.filter(
        consultation__task=task,
        consultation__due_on__gte=since,
        answered_on__isnull=True,
        deemed_on__isnull=True,
        withdrawn_at__isnull=True,
        closed_at__isnull=True,
    ).select_related("consultation__task")
    if task.status in OPEN:
        waiting = waiting.filter(unit=task.lead_id)
    if not (closed := list(waiting)):
        return 0
    Opinion.objects.filter(pk__in=[one.pk for one in closed]).update(closed_at=now)
    tell_units(closed, Kind.CONSULTED, "closed", "Không còn cần ý kiến", by=by, now=now)
    return len(closed)
