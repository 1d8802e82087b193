"""The overdue check: who has to be reminded of what today.  Running it twice, or twice at once, tells nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from notices.models import JobRun, Kind
from notices.services.outbox import Message, notify
from tasks.deadlines import DUE_SOON_DAYS
from tasks.models import Coordination, Task
from tasks.reminders import Level, level_of, reminder_words
from tasks.services.coordinations_reminded import due_batches, messages_of, people_of
from tasks.services.telling import People, giver_side, in_short, link_to, unit_side
from units.models import User
from units.roles import Role

JOB = "check_overdue"
BATCH = 500


def check_overdue(*, today: date, now: datetime) -> dict[str, int]:
    """Remind of every running task that is due soon, due or overdue, and coordinating units of their own dates;
    submitted and suspended tasks are left alone.

    Each batch is its own transaction, so that a check cut short is simply run again.  Returns and records
    {"tasks": looked at, "coordinations": looked at, "told": new notifications of the day}.
    """
    run, _ = JobRun.objects.get_or_create(job=JOB, key=today.isoformat(), defaults={"started_at": now})
    seen = asked = told = 0
    for batch in _batches(today):
        seen += len(batch)
        told += _remind(run, batch, today, now)
    for duties in due_batches(today, BATCH):
        asked += len(duties)
        told += _remind_coordinating(run, duties, today, now)
    _record(run, seen, asked, told, now)
    return {"tasks": seen, "coordinations": asked, "told": told}


@transaction.atomic
def _record(run: JobRun, seen: int, asked: int, told: int, now: datetime) -> None:
    """Add to what another check of the day may have recorded meanwhile."""
    run = JobRun.objects.select_for_update().get(pk=run.pk)
    run.outcome = {"tasks": seen, "coordinations": asked, "told": run.outcome.get("told", 0) + told}
    run.finished_at = now
    run.save(update_fields=["outcome", "finished_at"])


def _batches(today: date) -> Iterator[list[Task]]:
    wanted = Task.objects.running().filter(due_on__lte=today + timedelta(days=DUE_SOON_DAYS)).order_by("pk")
    wanted = wanted.select_related("officer")
    last = 0
    while batch := list(wanted.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _remind(run: JobRun, batch: list[Task], today: date, now: datetime) -> int:
    # One check at a time writes reminders: what another one has just written is then seen, and counted only once.
    JobRun.objects.select_for_update().get(pk=run.pk)
    people = People(
        units={task.lead_id for task in batch} | {task.assigning_organisation_id for task in batch},
        organisations={task.assigning_organisation_id for task in batch},
        on=today,
    )
    return notify(messages=[message for task in batch for message in _messages(task, people, today)], now=now)


@transaction.atomic
def _remind_coordinating(run: JobRun, batch: list[Coordination], today: date, now: datetime) -> int:
    JobRun.objects.select_for_update().get(pk=run.pk)
    people = people_of(batch, today)
    return notify(messages=[message for one in batch for message in messages_of(one, people, today)], now=now)


def _messages(task: Task, people: People, today: date) -> Iterator[Message]:
    due_on = task.due_on
    if due_on is None or (level := level_of(due_on, today)) is None:
        return
    kind = Kind.OVERDUE if level.is_overdue else Kind.DUE_SOON
    key = f"task:{task.pk}:{due_on.isoformat()}:{level.name}"
    title = f"{reminder_words(due_on, today)}: {in_short(task.title, 200)}"
    for person in told_at(task, level, people):
        yield Message(person, kind, key, title, link_to(task))


def told_at(task: Task, level: Level, people: People) -> list[User]:
    """Who is told at a level: the unit, from some day on the Office that gave the task, later its leaders."""
    told = unit_side(people, task)
    if level.tells_office:
        told = [*told, *giver_side(people, task, Role.MONITOR)]
    if level.tells_leader:
        told = [*told, *giver_side(people, task, Role.LEADER)]
    return told
