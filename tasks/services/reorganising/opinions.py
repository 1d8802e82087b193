"""Opinions that are still waited for are given by the unit that takes over."""

from __future__ import annotations

from collections.abc import Collection

from tasks.models import Opinion
from tasks.services.reorganising import rows
from tasks.services.reorganising.work import Held, Work
from units.models import MovedRow, Reorganisation, Unit

KEY = "opinion"


def open_of(units: Collection[Unit]) -> list[Held]:
    waiting = Opinion.objects.filter(
        unit__in=list(units), position="", deemed_on__isnull=True, withdrawn_at__isnull=True, closed_at__isnull=True
    )
    wanted = waiting.order_by("pk").values_list("pk", "unit_id", "consultation__task_id")
    return [Held(*row) for row in wanted]


def move(work: Work, held: list[Held]) -> list[MovedRow]:
    """A unit is asked once: where the successor was asked itself, the row stays with the unit that is gone."""
    asked = dict(Opinion.objects.filter(pk__in=[one.row for one in held]).values_list("pk", "consultation_id"))
    taken = set(Opinion.objects.filter(consultation__in=set(asked.values())).values_list("consultation_id", "unit_id"))
    names = {unit.pk: unit.label for unit in work.layout.units}
    moved: list[MovedRow] = []
    for one in held:
        to = work.successor(f"{KEY}:{one.unit}")
        if to is None or (asked[one.row], to.pk) in taken:
            continue
        taken.add((asked[one.row], to.pk))
        work.tell(one.task, "consulted", names[one.unit], to.label)
        moved.append(work.moved(KEY, one.row, one.unit, to.pk))
    rows.place(Opinion.objects.all(), moved)
    return moved


def undo(reorganisation: Reorganisation) -> None:
    rows.place_back(Opinion.objects.all(), reorganisation, KEY)
