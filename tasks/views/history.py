"""The history of a task in the shape that components/timeline.html asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse

from tasks.models import EventFile, Strike, Task, TaskEvent
from tasks.permissions import can_strike
from tasks.statuses import Action, Badge, Status, badge_of
from units.models import Unit, User


@dataclass(frozen=True)
class Struck:
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class FileLine:
    name: str
    url: str
    size: int
    note: str = ""
    icon: str = "paperclip"
    struck: Struck | None = None
    strike_url: str = ""


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
    struck: Struck | None = None
    strike_url: str = ""


def timeline_of(task: Task, *, user: User | None = None, known_at: datetime | None = None) -> list[EventLine]:
    """Newest first, in a constant number of queries.  `user`: who may strike out notes and files of their own side.
    `known_at`: only what was recorded by that moment."""
    known = Q(at__lte=known_at) if known_at else Q()
    struck = Prefetch("strikes", Strike.objects.filter(known).select_related("by"))
    rows = task.events.filter(recorded_at__lte=known_at) if known_at else task.events
    events = list(
        rows.select_related("by", "post__unit__organisation", "post__user", "result")
        .prefetch_related("files__file", struck)
        .order_by("-seq")
    )
    names = _Names(events)
    return [_line(event, names, user) for event in events]


class _Names:
    """What ids in the changes mean, looked up at once."""

    def __init__(self, events: list[TaskEvent]) -> None:
        units, people = self._ids(events, "lead"), self._ids(events, "officer", "head_at_assignment")
        self._units = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=units)} if units else {}
        self._people = {person.pk: str(person) for person in User.objects.filter(pk__in=people)} if people else {}

    def _ids(self, events: list[TaskEvent], *names: str) -> set[int]:
        return {pk for event in events for name in names for pk in event.changes.get(name, []) if pk}

    def unit(self, pk: int) -> str:
        return self._units.get(pk, "")

    def person(self, pk: int) -> str:
        return self._people.get(pk, "")


def _post(event: TaskEvent) -> str:
    """The post acted in, and whose it is where it was delegated."""
    if event.post is None:
        return ""
    held_by = "" if event.post.user_id == event.by_id else f", theo ủy quyền của {event.post.user}"
    return f"{event.post.title}, {event.post.unit.label}{held_by}"


def _struck(event: TaskEvent, file: EventFile | None = None) -> Struck | None:
    strikes = (one for one in event.strikes.all() if one.file_id == (file.pk if file else None))
    return next((Struck(one.reason, one.by.full_name, one.at) for one in strikes), None)


def _line(event: TaskEvent, names: _Names, user: User | None) -> EventLine:
    action = Action(event.action)
    may_strike = user is not None and bool(can_strike(user, event))
    place = [event.task_id, event.seq]
    return EventLine(
        who=event.by.full_name if event.by else "",
        post=_post(event),
        what=f"{action.label[0].lower()}{action.label[1:]}",
        at=event.recorded_at,
        badge=badge_of(Status(event.status)),
        changes=_changes(event, names),
        note=event.note,
        is_machine=event.by is None,
        files=[
            FileLine(
                name=kept.name,
                url=reverse("tasks:file", args=[event.task_id, kept.pk]),
                size=kept.file.size,
                struck=_struck(event, kept),
                strike_url=reverse("tasks:strike_file", args=[*place, kept.pk]) if may_strike else "",
            )
            for kept in event.files.all()
        ],
        struck=_struck(event),
        strike_url=reverse("tasks:strike", args=place) if may_strike and event.note else "",
    )


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _changes(event: TaskEvent, names: _Names) -> list[tuple[str, str, str]]:
    """(what, before, after) in words."""
    told = []
    words: dict[str, tuple[str, Callable[[Any], str]]] = {
        "status": ("Trạng thái", lambda value: Status(value).label),
        "lead": ("Chủ trì", names.unit),
        "officer": ("Người thực hiện", names.person),
        "head_at_assignment": ("Thủ trưởng chịu trách nhiệm", names.person),
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
