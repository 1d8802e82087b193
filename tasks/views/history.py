"""The history of a task in the shape that components/timeline.html asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from tasks.models import Consultation, Task, TaskEvent
from tasks.statuses import CLOCK_ACTS, CONSULTATION_ACTS, Action, Badge, Status, badge_of
from units.models import Unit, User

_OF_OPINIONS = frozenset({*CONSULTATION_ACTS, *CLOCK_ACTS})


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


def timeline_of(task: Task, *, user: User) -> list[EventLine]:
    """Newest first, in a constant number of queries.  What units answered stands there for those alone who may see
    every opinion; others learn only that something was asked."""
    events = list(
        task.events.select_related("by", "post__unit", "result").prefetch_related("files__file").order_by("-seq")
    )
    moved = {pk for event in events for pk in event.changes.get("lead", []) if pk}
    units = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=moved)} if moved else {}
    lines = [_line(event, units) for event in events]
    if not any(event.action in _OF_OPINIONS for event in events) or _sees_opinions(task, user):
        return lines
    return [
        replace(line, changes=[], note="") if event.action in _OF_OPINIONS else line
        for event, line in zip(events, lines, strict=True)
    ]


def _sees_opinions(task: Task, user: User) -> bool:
    return Consultation.objects.whole_for(user).filter(task=task).exists()


def _line(event: TaskEvent, units: dict[int, str]) -> EventLine:
    action = Action(event.action)
    return EventLine(
        who=event.by.full_name if event.by else "",
        post=f"{event.post.title}, {event.post.unit.label}" if event.post else "",
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
        "due_on": ("Hạn", _day),
        "part": ("Giao cho", str),
        "asked_due_on": ("Hạn xin gia hạn", _day),
        "offered_due_on": ("Hạn đề nghị", _day),
        "explain_by": ("Hạn giải trình", _day),
        "promised_on": ("Cam kết hoàn thành", _day),
        "consulted": ("Đơn vị được hỏi", str),
        "answer_due_on": ("Hạn trả lời", _day),
        "position": ("Ý kiến", str),
        "settled": ("Thống nhất với", str),
        "deemed": ("Coi như đồng ý", str),
    }
    for name, (label, said) in words.items():
        if name in event.changes:
            before, after = (said(value) if value else "" for value in event.changes[name])
            told.append((label, before, after))
    if hasattr(event, "result"):
        issued = f" ngày {event.result.issued_on:%d/%m/%Y}" if event.result.issued_on else ""
        told.append(("Văn bản kết quả", "", f"{event.result.reference}{issued}"))
    return told
