"""One notice a person, however much moved: those who answer for a successor, and the offices that gave the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.services.history import day_of
from tasks.services.reorganising.deciding import Step
from tasks.services.reorganising.holdings import HOLDINGS
from tasks.services.reorganising.work import Work
from tasks.services.telling import People
from units.models import MovedRow, Unit, User
from units.roles import Role
from units.services.reorganising.preparing import described

_MINE = "/viec-cua-toi/"


def link_to(reorganisation: int) -> str:
    """The path of its page."""
    return f"/don-vi/sap-xep/{reorganisation}/"


def tell_done(work: Work, steps: Sequence[Step], rows: Sequence[MovedRow]) -> int:
    """Tell each person once of all that their unit took over or, of an organisation, of all that it gave."""
    taken: dict[int, Counter[str]] = {}
    labels = {"lead": "nhiệm vụ chủ trì"} | {holding.key: holding.label for holding in HOLDINGS}
    for row in rows:
        if row.what in labels and row.to_unit_id:
            taken.setdefault(row.to_unit_id, Counter())[labels[row.what]] += 1
    given = Counter(step.giver.pk for step in steps if step.giver.is_organisation)
    people = People(units=taken, organisations=given, on=day_of(work.now))
    what = described(work.reorganisation)
    messages: dict[int, Message] = {}
    for unit, counts in taken.items():
        said = ", ".join(f"{count} {label}" for label, count in counts.items())
        for person in people.answering_for(unit):
            messages.setdefault(person.pk, _message(work, person, f"Tiếp nhận {said} theo sắp xếp đơn vị", _MINE, what))
    for organisation, count in given.items():
        for person in people.in_role(organisation, Role.MONITOR):
            title = f"{count} nhiệm vụ chuyển đơn vị theo sắp xếp"
            link = link_to(work.reorganisation.pk)
            messages.setdefault(person.pk, _message(work, person, title, link, what))
    return notify(messages=[one for person, one in messages.items() if person != work.by.pk], now=work.now)


def _message(work: Work, person: User, title: str, link: str, body: str) -> Message:
    return Message(person, Kind.REORGANISED, f"reorganisation:{work.reorganisation.pk}", title, link, body)


def tell_undone(work: Work, units: Sequence[Unit]) -> int:
    """Those who answer for the units on both sides."""
    people = People(units=units, on=work.day)
    told = {person.pk: person for unit in units for person in people.answering_for(unit.pk)}
    title = f"Hoàn tác sắp xếp đơn vị: {described(work.reorganisation)}"[:300]
    key = f"reorganisation:{work.reorganisation.pk}:undone"
    return notify(
        messages=[
            Message(person, Kind.REORGANISED, key, title, _MINE, work.reorganisation.end_reason)
            for person in told.values()
            if person.pk != work.by.pk
        ],
        now=work.now,
    )
