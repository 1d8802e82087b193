"""What an act on the task does to what was asked of the units that coordinate.

The lead's completion ends the rest with a record, and so do cancelling and returning.  Where a returned task goes on,
the units named with it owe their part again: to another lead by the date of the task, which may ask anew; to the same
lead what it had asked.  A completed task that is opened again asks nothing of them by itself: the flaw lies in the
result, their dates have passed, and a duty that nobody has named would at once be a silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tasks.models import Coordination, Task
from tasks.silence import Duty, days_late
from tasks.statuses import Action

Told = dict[str, list[str | None]]
_ENDS = {
    Action.CONFIRM: "Kết thúc phối hợp vì nhiệm vụ đã hoàn thành",
    Action.CANCEL: Action.CANCEL.label,
    Action.RETURN: "Tạm kết thúc phối hợp vì đơn vị chủ trì trả lại nhiệm vụ",
}
_GOES_ON = (Action.TRANSFER, Action.INSIST)


@dataclass(frozen=True)
class Along:
    """What the event tells besides, and the units for which it changes something."""

    told: Told = field(default_factory=dict)
    units: tuple[int, ...] = ()
    words: str = ""


def carry(action: Action, task: Task, day: date) -> Along:
    """`task` is locked and carries the state after the act."""
    if action in _ENDS:
        return _end(action, task, day)
    return _go_on(action, task, day) if action in _GOES_ON else Along()


def put_off(task: Task, days: int) -> Told:
    """Give the suspended days back to the units as well, within the date in force of the task."""
    moved = [(one, one.due_on) for one in _current(task, Duty.OPEN) if one.due_on and days > 0]
    for one, due_on in moved:
        later = due_on + timedelta(days=days)
        one.due_on = max(due_on, min(later, task.due_on or later))
        one.save(update_fields=["due_on"])
    return {"coordination_put_off": [None, str(days)]} if moved else {}


def _end(action: Action, task: Task, day: date) -> Along:
    """A confirmed result counts from the day on which it was handed in, and so does the end of what was not reported:
    the days of waiting for the confirmation are nobody's silence."""
    ended = _current(task, Duty.OPEN)
    counts = (task.submitted_on if action == Action.CONFIRM else None) or day
    for one in ended:
        one.status, one.closed_on = Duty.CLOSED, counts
        one.save(update_fields=["status", "closed_on"])
    silent = [one for one in ended if days_late(one.due_on, counts)]
    told = _named("coordination_ended", ended) | _named("coordination_silent", silent)
    return Along(told, tuple(one.unit_id for one in ended), _ENDS[action])


def _go_on(action: Action, task: Task, day: date) -> Along:
    again = _current(task, Duty.CLOSED)
    for one in again:
        is_kept = action == Action.INSIST and (one.due_on is None or one.due_on >= day)
        one.is_current = False
        one.save(update_fields=["is_current"])
        Coordination.objects.create(
            task=task,
            unit_id=one.unit_id,
            begun_on=day,
            content=one.content if action == Action.INSIST else "",
            asked_by=one.asked_by if action == Action.INSIST else None,
            asked_on=one.asked_on if action == Action.INSIST else None,
            due_on=one.due_on if is_kept else task.due_on,
        )
    return Along(_named("coordination_again", again), tuple(one.unit_id for one in again), "Tiếp tục phối hợp")


def _current(task: Task, duty: Duty) -> list[Coordination]:
    return list(task.coordinations.current().filter(status=duty).select_related("unit").order_by("pk"))


def _named(name: str, ones: Sequence[Coordination]) -> Told:
    labels = ", ".join(one.unit.label for one in ones)
    return {name: [None, labels]} if labels else {}
