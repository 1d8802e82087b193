"""Histories against rows: how a task stood at a moment, and whether its history still says what the row says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Prefetch

from tasks.models import Task, TaskEvent
from tasks.querysets import TaskQuerySet
from tasks.replay import FOLDED, REFERENCES, Broken, Entry, State, differences, replay
from tasks.statuses import Action

BATCH = 500
# What an event carries as the state after it, besides telling what it changed.
CARRIED = ("status", "lead", "duty_kind", "due_on", "original_due_on", "submitted_on", "completed_on")


def stood_at(task: Task, known_at: datetime) -> State | None:
    """The task as it was known at the moment: by what was recorded until then.  None: not yet given.

    Raises Broken where the history contradicts itself.
    """
    events = task.events.filter(recorded_at__lte=known_at).order_by("seq").only("seq", "action", "changes", "task")
    states = list(replay(map(_entry, events)))
    return states[-1] if states else None


def contradictions(tasks: TaskQuerySet) -> Iterator[tuple[Task, str]]:
    """Tasks whose history does not replay to their row, or to the state that each event carries, with what is wrong."""
    events = Prefetch("events", TaskEvent.objects.order_by("seq"), to_attr="history")
    for task in tasks.order_by("pk").prefetch_related(events).iterator(chunk_size=BATCH):
        for sentence in contradictions_of(task, task.history):
            yield task, sentence


def contradictions_of(task: Task, events: Iterable[TaskEvent]) -> list[str]:
    """The same of one task, whose events are in order."""
    events = list(events)
    if not events:
        return ["không có diễn biến nào"]
    found: list[str] = []
    try:
        for event, state in zip(events, replay(map(_entry, events)), strict=True):
            carried = {name: _value(event, name) for name in CARRIED}
            found += [f"diễn biến số {event.seq}: {what}" for what in differences(state, carried)]
    except Broken as broken:
        return [*found, str(broken)]
    found += [f"bản ghi: {what}" for what in differences(state, {name: _value(task, name) for name in FOLDED})]
    if task.version != events[-1].seq:
        found.append(f"bản ghi: lần sửa thứ {task.version}, lịch sử có {events[-1].seq} diễn biến")
    return found


def _entry(event: TaskEvent) -> Entry:
    return Entry(event.seq, Action(event.action), event.changes)


def _value(row: Task | TaskEvent, name: str) -> object:
    return getattr(row, f"{name}_id" if name in REFERENCES else name)
