"""The history of a task in the shape that components/timeline.html asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.formats import number_format

from tasks.models import Consultation, EventFile, Strike, Task, TaskEvent
from tasks.permissions import can_strike
from tasks.services.history import day_of
from tasks.statuses import CLOCK_ACTS, CONSULTATION_ACTS, Action, Badge, Status, badge_of
from units.models import User
from units.services.succession import labels_on

_OF_OPINIONS = frozenset({*CONSULTATION_ACTS, *CLOCK_ACTS})


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


def timeline_of(task: Task, *, user: User, known_at: datetime | None = None) -> list[EventLine]:
    """Newest first, in a constant number of queries.  `known_at`: only what was recorded by that moment, as it then
    stood; nothing can be struck out of the past.

    What units answered stands there for those alone who may see every opinion; others learn only that something was
    asked.
    """
    known = Q(at__lte=known_at) if known_at else Q()
    struck = Prefetch("strikes", Strike.objects.filter(known).select_related("by"))
    rows = task.events.filter(recorded_at__lte=known_at) if known_at else task.events
    events = list(
        rows.select_related("by", "post__unit__organisation", "post__user", "result", "dissemination")
        .prefetch_related("files__file", struck)
        .order_by("-seq")
    )
    names = _Names(events)
    lines = [_line(event, names, None if known_at else user) for event in events]
    if not any(event.action in _OF_OPINIONS for event in events) or _sees_opinions(task, user):
        return lines
    return [
        replace(line, changes=[], note="") if event.action in _OF_OPINIONS else line
        for event, line in zip(events, lines, strict=True)
    ]


def _sees_opinions(task: Task, user: User) -> bool:
    return Consultation.objects.whole_for(user).filter(task=task).exists()


class _Names:
    """What ids in the changes mean, looked up at once: units as they were called on the day."""

    def __init__(self, events: list[TaskEvent]) -> None:
        self._labels = labels_on(_named(events))
        people = {pk for event in events for name in _PEOPLE for pk in event.changes.get(name, ()) if pk}
        self._people = {person.pk: str(person) for person in User.objects.filter(pk__in=people)} if people else {}

    def unit(self, pk: int, day: date) -> str:
        return self._labels.get((pk, day), "")

    def person(self, pk: int) -> str:
        return self._people.get(pk, "")


_UNITS = ("lead", "assigning_organisation")
_PEOPLE = ("officer", "head_at_assignment")


def _named(events: list[TaskEvent]) -> Iterator[tuple[int, date]]:
    """Every unit that the history names, with the day on which it is named."""
    for event in events:
        day = day_of(event.recorded_at)
        if event.post:
            yield event.post.unit_id, day
        for name in _UNITS:
            yield from ((unit, day) for unit in event.changes.get(name, ()) if unit)


def _post(event: TaskEvent, names: _Names) -> str:
    """The post acted in, and whose it is where it was delegated."""
    if event.post is None:
        return ""
    held_by = "" if event.post.user_id == event.by_id else f", theo ủy quyền của {event.post.user}"
    return f"{event.post.title}, {names.unit(event.post.unit_id, day_of(event.recorded_at))}{held_by}"


def _struck(event: TaskEvent, file: EventFile | None = None) -> Struck | None:
    strikes = (one for one in event.strikes.all() if one.file_id == (file.pk if file else None))
    return next((Struck(one.reason, one.by.full_name, one.at) for one in strikes), None)


def _line(event: TaskEvent, names: _Names, user: User | None) -> EventLine:
    action = Action(event.action)
    may_strike = user is not None and bool(can_strike(user, event))
    place = [event.task_id, event.seq]
    return EventLine(
        who=event.by.full_name if event.by else "",
        post=_post(event, names),
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


def files_of(event: TaskEvent) -> list[FileLine]:
    """No query where `files__file` was fetched along."""
    return [
        FileLine(name=kept.name, url=reverse("tasks:file", args=[event.task_id, kept.pk]), size=kept.file.size)
        for kept in event.files.all()
    ]


def said_of_result(event: TaskEvent) -> list[tuple[str, str]]:
    """(what, words): what a submission showed for itself; no query where both were fetched along."""
    told = []
    if hasattr(event, "result"):
        document = event.result
        kind = f"{document.get_document_type_display()} " if document.document_type else ""
        issued = f" ngày {document.issued_on:%d/%m/%Y}" if document.issued_on else ""
        what = "Đăng tại" if document.reference.startswith("http") else "Văn bản kết quả"
        told.append((what, f"{kind}{document.reference}{issued}"))
        if document.change:
            affected = f": {document.affected}" if document.affected else ""
            told.append(("Việc ban hành", f"{document.get_change_display()}{affected}"))
    if hasattr(event, "dissemination"):
        held = event.dissemination
        share = f"{number_format(round(100 * held.attended / held.expected, 1), 1)}%"
        told += [
            ("Quán triệt", f"{held.held_on:%d/%m/%Y}, {held.get_held_as_display()}"),
            ("Được quán triệt", f"{held.attended} trên {held.expected} người ({share})"),
        ]
        if held.proof:
            told.append(("Minh chứng", held.proof))
    return told


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _changes(event: TaskEvent, names: _Names) -> list[tuple[str, str, str]]:
    """(what, before, after) in words."""
    told, day = [], day_of(event.recorded_at)

    def unit(pk: int) -> str:
        return names.unit(pk, day)

    words: dict[str, tuple[str, Callable[[Any], str]]] = {
        "status": ("Trạng thái", lambda value: Status(value).label),
        "lead": ("Chủ trì", unit),
        "assigning_organisation": ("Giao việc", unit),
        "coordinating": ("Phối hợp", str),
        "officer": ("Người thực hiện", names.person),
        "head_at_assignment": ("Thủ trưởng chịu trách nhiệm", names.person),
        "due_on": ("Hạn", _day),
        "time": ("Thời hạn", str),
        "part": ("Giao cho", str),
        "check_in": ("Kỳ", str),
        "check_ins": ("Báo cáo kỳ", str),
        "coordination": ("Đơn vị phối hợp", str),
        "coordination_due_on": ("Hạn phối hợp", _day),
        "coordination_put_off": ("Hạn phối hợp", lambda days: f"lùi {days} ngày"),
        "coordination_ended": ("Kết thúc phối hợp", str),
        "coordination_silent": ("Không báo cáo phối hợp", str),
        "coordination_again": ("Tiếp tục phối hợp", str),
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
    told += [(label, "", said) for label, said in said_of_result(event)]
    return told
