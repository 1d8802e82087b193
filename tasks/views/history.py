"""The history of a task in the shape that components/timeline.html asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from tasks.models import Task, TaskEvent
from tasks.services.history import day_of
from tasks.statuses import Action, Badge, Status, badge_of
from units.services.succession import labels_on


@dataclass(frozen=True)
class FileLine:
    name: str
    url: str
    size: int
    note: str = ""
    icon: str = "paperclip"


@dataclass(frozen=True)
class EventLine:
    who: str
    post: str
    what: str
    at: datetime
    badge: Badge
    changes: list[tuple[str, str, str]]
    note: str
    is_machine: bool
    files: list[FileLine] = field(default_factory=list)


def timeline_of(task: Task) -> list[EventLine]:
    """Newest first, in a constant number of queries."""
    events = list(task.events.select_related("by", "post", "result").prefetch_related("files__file").order_by("-seq"))
    labels = labels_on(_named(events))
    return [_line(event, labels) for event in events]


def _named(events: list[TaskEvent]) -> Iterator[tuple[int, date]]:
    """Every unit that the history names, with the day on which it is named."""
    for event in events:
        day = day_of(event.recorded_at)
        if event.post:
            yield event.post.unit_id, day
        for name in ("lead", "assigning_organisation"):
            yield from ((unit, day) for unit in event.changes.get(name, ()) if unit)


def _line(event: TaskEvent, labels: dict[tuple[int, date], str]) -> EventLine:
    action, day = Action(event.action), day_of(event.recorded_at)
    units = {unit: label for (unit, on), label in labels.items() if on == day}
    return EventLine(
        who=event.by.full_name if event.by else "",
        post=f"{event.post.title}, {units.get(event.post.unit_id, '')}" if event.post else "",
        what=f"{action.label[0].lower()}{action.label[1:]}",
        at=event.recorded_at,
        badge=badge_of(Status(event.status)),
        changes=_changes(event, units),
        note=event.note,
        is_machine=event.by is None,
        files=[
            FileLine(
                name=kept.name,
                url=reverse("tasks:file", args=[event.task_id, kept.pk]),
                size=kept.file.size,
            )
            for kept in event.files.all()
        ],
    )


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _changes(event: TaskEvent, units: dict[int, str]) -> list[tuple[str, str, str]]:
    """(what, before, after) in words."""
    told = []
    words: dict[str, tuple[str, Callable[[Any], str]]] = {
        "status": ("Trạng thái", lambda value: Status(value).label),
        "lead": ("Chủ trì", lambda value: units.get(value, "")),
        "assigning_organisation": ("Giao việc", lambda value: units.get(value, "")),
        "coordinating": ("Phối hợp", str),
        "due_on": ("Hạn", _day),
        "part": ("Giao cho", str),
        "asked_due_on": ("Hạn xin gia hạn", _day),
        "offered_due_on": ("Hạn đề nghị", _day),
        "explain_by": ("Hạn giải trình", _day),
        "promised_on": ("Cam kết hoàn thành", _day),
    }
    for name, (label, said) in words.items():
        if name in event.changes:
            before, after = (said(value) if value else "" for value in event.changes[name])
            told.append((label, before, after))
    if hasattr(event, "result"):
        issued = f" ngày {event.result.issued_on:%d/%m/%Y}" if event.result.issued_on else ""
        told.append(("Văn bản kết quả", "", f"{event.result.reference}{issued}"))
    return told
