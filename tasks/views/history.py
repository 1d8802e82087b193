"""The history of a task in the shape that components/timeline.html asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format

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
        task.events.select_related("by", "post__unit", "result", "dissemination")
        .prefetch_related("files__file")
        .order_by("-seq")
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
        files=files_of(event),
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
        share = f"{number_format(100 * held.attended / held.expected, 1)}%"
        told += [
            ("Quán triệt", f"{held.held_on:%d/%m/%Y}, {held.get_held_as_display()}"),
            ("Được quán triệt", f"{held.attended} trên {held.expected} người ({share})"),
        ]
        if held.proof:
            told.append(("Minh chứng", held.proof))
    return told


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _changes(event: TaskEvent, units: dict[int, str]) -> list[tuple[str, str, str]]:
    """(what, before, after) in words."""
    told = []
    words: dict[str, tuple[str, Callable[[Any], str]]] = {
        "status": ("Trạng thái", lambda value: Status(value).label),
        "lead": ("Chủ trì", lambda value: units.get(value, "")),
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
