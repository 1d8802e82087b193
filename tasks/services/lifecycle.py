"""From accepting to confirming: what the leading unit and the assigning organisation do in turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tasks.models import Task
from tasks.services.evidence import Evidence, Held, Regulation, demand_evidence, keep_evidence
from tasks.services.filing import HandedIn, demand_open
from tasks.services.parts import (
    demand_parts_explained,
    demand_whole_allows,
    locked_parts,
    locked_whole,
)
from tasks.services.successors import pass_to_successor
from tasks.services.transition import demand_words, transition
from tasks.statuses import Action
from units.models import User


def accept(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """The head takes the task on."""
    return transition(action=Action.ACCEPT, task=task, by=by, now=now, version=version, note=note).task


def report_progress(
    *, task: Task, by: User, now: datetime, version: int, note: str, files: Sequence[HandedIn] = ()
) -> Task:
    """How far the work has come."""
    demand_words(note, "note", "Ghi tình hình thực hiện: việc đã làm, việc còn lại, vướng mắc nếu có.")
    demand_open(files)
    return transition(
        action=Action.REPORT, task=task, by=by, now=now, version=version, note=note, change=_reported, files=files
    ).task


def submit(
    *,
    task: Task,
    by: User,
    now: datetime,
    version: int,
    summary: str,
    reference: str = "",
    issued_on: date | None = None,
    files: Sequence[HandedIn] = (),
    regulation: Regulation | None = None,
    held: Held | None = None,
    open_parts_reason: str = "",
) -> Task:
    """Hand in the result; from now on the task is judged by this day until it is sent back.

    What it has to show depends on the kinds of duty and result: see `tasks.services.evidence`.  While a part is open it
    takes `open_parts_reason`: why the whole is done all the same.
    """

    def handed_in(locked: Task, day: date) -> None:
        demand_parts_explained(locked, open_parts_reason)
        demand_evidence(locked, given, day)
        _reported(locked, day)
        locked.submitted_on = day

    given = Evidence(reference, issued_on, files, regulation or Regulation(), held or Held())
    demand_words(summary, "summary", "Ghi tóm tắt kết quả thực hiện.")
    demand_open(files)
    why = open_parts_reason.strip()
    note = f"{summary.strip()}\n\nPhần việc còn mở: {why}" if why else summary
    with transaction.atomic():
        event = transition(
            action=Action.SUBMIT,
            task=task,
            by=by,
            now=now,
            version=version,
            note=note,
            change=handed_in,
            files=files,
        )
        keep_evidence(event, given, summary)
    return event.task


def confirm(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """The assigning organisation accepts the result; only now does the task count as completed (E2, E3)."""

    def confirmed(locked: Task, day: date) -> None:
        locked.completed_on = day

    return transition(
        action=Action.CONFIRM, task=task, by=by, now=now, version=version, note=note, change=confirmed
    ).task


@transaction.atomic
def send_back(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """The result is not accepted: judged by today again, as if never submitted."""
    demand_words(reason, "reason", "Ghi rõ nội dung cần làm tiếp để đơn vị biết.")
    return _set_going(Action.SEND_BACK, task, by, now, version, reason)


@transaction.atomic
def cancel(*, task: Task, by: User, now: datetime, version: int, reason: str, carried: bool = False) -> Task:
    """End the task and its parts without a result."""
    demand_words(reason, "reason", "Ghi rõ lý do hủy nhiệm vụ.")
    ended = transition(
        action=Action.CANCEL, task=task, by=by, now=now, version=version, note=reason, carried=carried
    ).task
    for part in locked_parts(ended):
        cancel(task=part, by=by, now=now, version=part.version, reason=reason, carried=True)
    return ended


@transaction.atomic
def reopen(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """A completed task is worked on again."""
    demand_words(reason, "reason", "Ghi rõ lý do mở lại nhiệm vụ.")
    return _set_going(Action.REOPEN, task, by, now, version, reason)


def _set_going(action: Action, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """Work on the task again; a part only while its whole is worked on."""
    whole = locked_whole(task)

    def again(locked: Task, day: date) -> None:
        demand_whole_allows(action, whole, locked)
        pass_to_successor(locked, day)

    return transition(action=action, task=task, by=by, now=now, version=version, note=reason, change=again).task


def _reported(task: Task, day: date) -> None:
    task.last_reported_on = day
