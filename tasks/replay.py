"""The history of a task replayed: its events, folded through the table of states, give every state that it was in.

Each event tells what it changed, from what to what.  Replaying demands that every change begins where the one before
ended, that each status is the one to which the table leads, and that the first due date stays.  What comes out last is
the task as it stands today; what comes out on the way is the task as it stood on a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from typing import Any

from tasks.statuses import HANDED_IN, Action, Status, target_of
from units.refusals import Conflict

Told = Mapping[str, list[Any]]  # name -> [before, after], as JSON holds it


class Broken(ValueError):
    """The history contradicts itself; the sentence says where."""


@dataclass(frozen=True)
class Entry:
    """One event as far as it is replayed."""

    seq: int
    action: Action
    changes: Told


@dataclass(frozen=True)
class State:
    """A task between two events.  Units and people are ids."""

    status: Status
    lead: int
    duty_kind: str
    deadline_kind: str
    officer: int | None = None
    head_at_assignment: int | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    submitted_on: date | None = None
    completed_on: date | None = None
    suspended_on: date | None = None
    status_before_suspension: Status | None = None
    last_reported_on: date | None = None


FOLDED = tuple(field.name for field in fields(State))
REFERENCES = frozenset({"lead", "officer", "head_at_assignment"})
_NEEDED = {field.name for field in fields(State) if field.default is MISSING}
_STATUSES = frozenset({"status", "status_before_suspension"})


def replay(entries: Iterable[Entry]) -> Iterator[State]:
    """The state after each event, in the order of `seq`.  Raises Broken."""
    state: State | None = None
    for number, entry in enumerate(entries, start=1):
        if entry.seq != number:
            raise Broken(f"diễn biến số {number} không có hoặc đứng sai thứ tự")
        state = after(state, entry)
        yield state


def after(state: State | None, entry: Entry) -> State:
    """The state to which the event leads from `state` (None: before the task was given)."""
    told = {name: _typed(name, pair[1]) for name, pair in entry.changes.items() if name in FOLDED}
    for name in told:
        before = _typed(name, entry.changes[name][0])
        if before != getattr(state, name, None):
            raise _broken(entry, f"ghi “{name}” trước đó là {before}, theo lịch sử là {getattr(state, name, None)}")
    if state is None:
        if entry.action != Action.ASSIGN:
            raise _broken(entry, "đứng đầu mà không phải là giao nhiệm vụ")
        if missing := _NEEDED - {name for name, value in told.items() if value is not None}:
            raise _broken(entry, f"không ghi {', '.join(sorted(missing))}")
        return State(**told)
    reached = replace(state, **told)
    try:
        target = target_of(entry.action, state.status, before_suspension=state.status_before_suspension)
    except Conflict as refusal:
        raise _broken(entry, "không được phép từ trạng thái trước đó") from refusal
    if reached.status != target:
        raise _broken(entry, f"dẫn đến trạng thái “{target.label}”, nhưng ghi là “{reached.status.label}”")
    if state.original_due_on is not None and reached.original_due_on != state.original_due_on:
        raise _broken(entry, "thay đổi hạn ban đầu")
    if (reached.submitted_on is not None) != (target in HANDED_IN):
        raise _broken(entry, "có ngày báo cáo hoàn thành không khớp với trạng thái")
    return reached


def differences(state: State, other: Mapping[str, Any]) -> list[str]:
    """Where another account of the task (its row, the state that an event carries) says something else."""
    return [
        f"“{name}” theo lịch sử là {getattr(state, name)}, đang ghi là {_typed(name, value)}"
        for name, value in other.items()
        if _typed(name, value) != getattr(state, name)
    ]


def _typed(name: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    if name in _STATUSES:
        return Status(value)
    if name.endswith("_on") and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _broken(entry: Entry, what: str) -> Broken:
    return Broken(f"diễn biến số {entry.seq} (“{entry.action.label}”) {what}")
