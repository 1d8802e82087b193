"""Coordinating units are reminded of their own dates, at the levels of every due date (`tasks.reminders`).

From the first day of silence the lead is told as well, and from the day on which leaders are told of overdue tasks the
Office.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from notices.models import Kind
from notices.services.outbox import Message
from tasks.deadlines import DUE_SOON_DAYS
from tasks.models import Coordination
from tasks.reminders import Level, level_of, reminder_words
from tasks.services.telling import People, giver_side, in_short, link_to, unit_side
from tasks.statuses import UNDER_WAY
from units.models import User
from units.roles import Role


def due_batches(today: date, size: int) -> Iterator[list[Coordination]]:
    """What is owed and due soon, due or silent; while a result waits or the task is stopped nobody is reminded."""
    wanted = Coordination.objects.open().filter(
        task__status__in=UNDER_WAY, due_on__lte=today + timedelta(days=DUE_SOON_DAYS)
    )
    wanted = wanted.select_related("task__officer").order_by("pk")
    last = 0
    while batch := list(wanted.filter(pk__gt=last)[:size]):
        yield batch
        last = batch[-1].pk


def people_of(batch: list[Coordination], today: date) -> People:
    givers = {one.task.assigning_organisation_id for one in batch}
    units = {one.unit_id for one in batch} | {one.task.lead_id for one in batch} | givers
    return People(units=units, organisations=givers, on=today)


def messages_of(one: Coordination, people: People, today: date) -> Iterator[Message]:
    if one.due_on is None or (level := level_of(one.due_on, today)) is None:
        return
    kind = Kind.OVERDUE if level.is_overdue else Kind.DUE_SOON
    key = f"coordination:{one.pk}:{one.due_on.isoformat()}:{level.name}"
    title = f"Phối hợp. {reminder_words(one.due_on, today)}: {in_short(one.task.title, 200)}"
    for person in _told(one, level, people):
        yield Message(person, kind, key, title, link_to(one.task))


def _told(one: Coordination, level: Level, people: People) -> list[User]:
    told = people.answering_for(one.unit_id)
    if level.is_overdue:
        told = [*told, *unit_side(people, one.task)]
    if level.tells_leader:
        told = [*told, *giver_side(people, one.task, Role.MONITOR)]
    return told
