"""Stopping a task for a time by decision, and giving the days back; its parts stop and go on with it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tasks.models import Task
from tasks.services.parts import open_parts
from tasks.services.transition import demand_words, transition
from tasks.statuses import UNDER_WAY, Action, Status
from units.models import User


@transaction.atomic
def suspend(*, task: Task, by: User, now: datetime, version: int, decision: str, carried: bool = False) -> Task:
    """`decision` names the document or the conclusion that stops the task."""

    def stopped(locked: Task, day: date) -> None:
        locked.suspended_on, locked.status_before_suspension = day, locked.status

    demand_words(decision, "decision", "Ghi văn bản hoặc ý kiến quyết định cho tạm dừng.")
    event = transition(
        action=Action.SUSPEND,
        task=task,
        by=by,
        now=now,
        version=version,
        note=decision,
        change=stopped,
        carried=carried,
    )
    for part in open_parts(event.task):
        if part.status in UNDER_WAY:
            suspend(task=part, by=by, now=now, version=part.version, decision=decision, carried=True)
    return event.task


@transaction.atomic
def resume(*, task: Task, by: User, now: datetime, version: int, note: str = "", carried: bool = False) -> Task:
    """Back to the status before; the suspended days are added to the date in force, the first date stays.

    Parts that were stopped before the whole was stay so.
    """
    since: list[date] = []

    def resumed(locked: Task, day: date) -> None:
        if locked.suspended_on:
            since.append(locked.suspended_on)
            if locked.due_on:
                locked.due_on += day - locked.suspended_on

    event = transition(
        action=Action.RESUME, task=task, by=by, now=now, version=version, note=note, change=resumed, carried=carried
    )
    for part in open_parts(event.task):
        if part.status == Status.SUSPENDED and part.suspended_on and part.suspended_on >= since[0]:
            resume(task=part, by=by, now=now, version=part.version, note=note, carried=True)
    return event.task
