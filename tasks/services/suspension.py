"""Stopping a task for a time by decision, and giving the days back; its parts stop and go on with it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tasks.kinds import DutyKind
from tasks.models import Task, TaskEvent
from tasks.services import check_ins, consultations
from tasks.services.coordinations_along import put_off
from tasks.services.parts import demand_whole_allows, locked_parts, locked_whole
from tasks.services.transition import Told, demand_words, transition
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
    for part in locked_parts(event.task):
        if part.status in UNDER_WAY:
            suspend(task=part, by=by, now=now, version=part.version, decision=decision, carried=True)
    return event.task


@transaction.atomic
def resume(*, task: Task, by: User, now: datetime, version: int, note: str = "", carried: bool = False) -> Task:
    """Back to the status before; the suspended days are added to the date in force, the first date stays.

    Parts that were stopped for themselves stay so.  A part does not go past the date of its whole, nor a coordinating
    unit past that of the task.
    """
    whole = locked_whole(task)
    stopped = task.events.filter(action=Action.SUSPEND).order_by("seq").last()

    def resumed(locked: Task, day: date) -> Told:
        if not carried:
            demand_whole_allows(Action.RESUME, whole, locked)
        if locked.suspended_on and locked.due_on:
            given_back = locked.due_on + (day - locked.suspended_on)
            within = whole.due_on if whole and whole.due_on else given_back
            locked.due_on = max(locked.due_on, min(given_back, within))
        if locked.suspended_on and locked.duty_kind == DutyKind.STANDING:
            check_ins.give_days_back(locked, locked.suspended_on, day)
        if not locked.suspended_on:
            return {}
        consultations.answers_wait_longer(locked, stopped_on=locked.suspended_on, day=day, now=now)
        return put_off(locked, (day - locked.suspended_on).days)

    event = transition(
        action=Action.RESUME, task=task, by=by, now=now, version=version, note=note, change=resumed, carried=carried
    )
    with_it = _stopped_with(stopped)
    for part in locked_parts(event.task):
        if part.status == Status.SUSPENDED and part.pk in with_it:
            resume(task=part, by=by, now=now, version=part.version, note=note, carried=True)
    return event.task


def _stopped_with(stopped: TaskEvent | None) -> set[int]:
    """The parts that were stopped by the very act that stopped the whole."""
    if stopped is None:
        return set()
    same_act = {"action": Action.SUSPEND, "by": stopped.by_id, "recorded_at": stopped.recorded_at}
    return set(TaskEvent.objects.filter(task__parent=stopped.task_id, **same_act).values_list("task", flat=True))
