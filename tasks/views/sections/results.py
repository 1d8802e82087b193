"""Every result that was handed in, the accepted one marked, those sent back kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks.evidence import doubt_of_day, doubt_of_reference
from tasks.models import Task, TaskEvent
from tasks.statuses import Action, Badge, Status
from tasks.views.history import FileLine, files_of, said_of_result
from tasks.views.sections.section import Section
from units.models import User

_DECIDES = (Action.CONFIRM, Action.SEND_BACK, Action.CANCEL)
_WAITS = Badge("violet", "hourglass", "Chờ xác nhận")
_ACCEPTED = Badge("green", "circle-check", "Được chấp nhận")
_ACCEPTED_BEFORE = Badge("grey", "circle-check", "Đã được chấp nhận, sau đó mở lại")
_NOT_ACCEPTED = Badge("amber", "arrow-back-up", "Không được chấp nhận")
_NOT_JUDGED = Badge("grey", "circle-x", "Không xét vì nhiệm vụ đã hủy")


@dataclass(frozen=True)
class Submission:
    """One result with what was decided about it; `decision` is None while it waits."""

    event: TaskEvent
    badge: Badge
    said: list[tuple[str, str]]
    doubts: list[str]
    files: list[FileLine]
    decision: TaskEvent | None


def section(task: Task, user: User, today: date) -> Section | None:
    """Newest first.  `first` is the first completion where the task was opened again since."""
    events = list(
        task.events.filter(action__in=(Action.SUBMIT, Action.REOPEN, *_DECIDES))
        .select_related("by", "post__unit", "result", "dissemination")
        .prefetch_related("files__file")
        .order_by("seq")
    )
    handed_in = [_submission(task, event, events) for event in events if event.action == Action.SUBMIT]
    first = next((event for event in events if event.action == Action.CONFIRM), None)
    was_reopened = any(event.action == Action.REOPEN for event in events)
    if not handed_in and not was_reopened:
        return None
    facts = {"submissions": handed_in[::-1], "first": first if was_reopened else None}
    return Section("tasks/sections/results.html", facts)


def _submission(task: Task, event: TaskEvent, events: list[TaskEvent]) -> Submission:
    later = [each for each in events if each.seq > event.seq]
    decision = next((each for each in later if each.action in _DECIDES), None)
    return Submission(
        event=event,
        badge=_badge(task, decision, later),
        said=said_of_result(event),
        doubts=_doubts(task, event),
        files=files_of(event),
        decision=decision,
    )


def _badge(task: Task, decision: TaskEvent | None, later: list[TaskEvent]) -> Badge:
    if decision is None:
        return _WAITS if task.status == Status.SUBMITTED else _NOT_JUDGED
    if decision.action == Action.CONFIRM:
        return _ACCEPTED_BEFORE if any(each.action == Action.REOPEN for each in later) else _ACCEPTED
    return _NOT_ACCEPTED if decision.action == Action.SEND_BACK else _NOT_JUDGED


def _doubts(task: Task, event: TaskEvent) -> list[str]:
    """Said to both sides; the one who decides looks at the document."""
    found = []
    if hasattr(event, "result"):
        found.append(doubt_of_reference(event.result.reference))
        found.append(doubt_of_day("Ngày văn bản", event.result.issued_on, task.assigned_on))
    if hasattr(event, "dissemination"):
        found.append(doubt_of_day("Ngày quán triệt", event.dissemination.held_on, task.assigned_on))
    return [doubt for doubt in found if doubt]
