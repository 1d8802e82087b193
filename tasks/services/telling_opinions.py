"""Who is told of what happens to a consultation.  The link leads to its own page: a unit that was asked may see that
without seeing the task.  Never the person who did it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import Consultation, Opinion, Settlement
from tasks.services.history import day_of
from tasks.services.telling import People, in_short, unit_side
from units.models import User


def page_of(consultation: Consultation) -> str:
    """The path of the consultation's page."""
    return f"/xin-y-kien/{consultation.pk}/"


def tell_units(
    opinions: Iterable[Opinion], kind: Kind, key: str, words: str, *, by: User | None, now: datetime, body: str = ""
) -> int:
    """Tell who answers for each unit; `key` is unique within the opinion ("asked", "due:2026-03-20")."""
    opinions = list(opinions)
    people = People(units=[one.unit_id for one in opinions], on=day_of(now))
    return notify(
        messages=[
            Message(
                person,
                kind,
                f"opinion:{one.pk}:{key}",
                f"{words}: {in_short(one.consultation.question, 200)}",
                page_of(one.consultation),
                body,
            )
            for one in opinions
            for person in people.answering_for(one.unit_id)
            if by is None or person.pk != by.pk
        ],
        now=now,
    )


def tell_lead(
    consultation: Consultation, kind: Kind, key: str, words: str, *, by: User | None, now: datetime, body: str = ""
) -> int:
    """Tell the side that leads the task and asked; `key` is unique within the consultation."""
    task = consultation.task
    people = People(units=[task.lead_id], on=day_of(now))
    title = f"{words}: {in_short(consultation.question, 200)}"
    return notify(
        messages=[
            Message(person, kind, f"consultation:{consultation.pk}:{key}", title, page_of(consultation), body)
            for person in unit_side(people, task)
            if by is None or person.pk != by.pk
        ],
        now=now,
    )


def tell_answered(opinion: Opinion, *, by: User, now: datetime) -> int:
    words = f"{opinion.unit.label} trả lời: {opinion.get_position_display().lower()}"
    return tell_lead(
        opinion.consultation, Kind.OPINION_GIVEN, f"answered:{opinion.pk}", words, by=by, now=now, body=opinion.reasons
    )


def tell_settled(settlement: Settlement, opinions: Iterable[Opinion], *, by: User, now: datetime) -> int:
    key = f"settled:{settlement.pk}"
    words = "Ghi nhận thống nhất ý kiến"
    return tell_units(opinions, Kind.OPINION_SETTLED, key, words, by=by, now=now, body=settlement.agreed)
