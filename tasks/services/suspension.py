"""Stopping a task for a time by decision, and giving the days back."""

from __future__ import annotations

from datetime import date, datetime

from tasks.models import Task
from tasks.services.transition import demand_words, transition
from tasks.statuses import Action
from units.models import User


def suspend(*, task: Task, by: User, now: datetime, version: int, decision: str) -> Task:
    """`decision` names the document or the conclusion that stops the task."""

    def stopped(locked: Task, day: date) -> None:
        locked.suspended_on, locked.status_before_suspension = day, locked.status

    demand_words(decision, "decision", "Ghi văn bản hoặc ý kiến quyết định cho tạm dừng.")
    return transition(
        action=Action.SUSPEND, task=task, by=by, now=now, version=version, note=decision, change=stopped
    ).task


def resume(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """Back to the status before; the suspended days are added to the date in force, the first date stays."""

    def resumed(locked: Task, day: date) -> None:
        if locked.due_on and locked.suspended_on:
            locked.due_on += day - locked.suspended_on

    return transition(action=Action.RESUME, task=task, by=by, now=now, version=version, note=note, change=resumed).task
