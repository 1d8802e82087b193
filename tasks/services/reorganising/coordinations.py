"""Coordinating parts pass to the units that take over."""

from __future__ import annotations

from collections.abc import Collection

from tasks.models import Coordination, Task
from tasks.services.reorganising import rows
from tasks.services.reorganising.work import Held, Work
from tasks.statuses import OPEN
from units.models import MovedRow, Reorganisation, Unit

KEY = "coordination"


def open_of(units: Collection[Unit]) -> list[Held]:
    theirs = Coordination.objects.filter(unit__in=list(units), status="open", task__status__in=sorted(OPEN))
    return rows.held(theirs)


def move(work: Work, held: list[Held]) -> list[MovedRow]:
    """A unit that leads the task or takes part in it already does not coordinate it twice: there the row stays with the
    unit that is gone."""
    tasks = {one.task for one in held}
    taken: set[tuple[int | None, int]] = set(
        Coordination.objects.filter(task__in=tasks, is_current=True).values_list("task_id", "unit_id")
    )
    taken |= set(Task.objects.filter(pk__in=tasks).values_list("pk", "lead_id"))
    names = {unit.pk: unit.label for unit in work.layout.units}
    moved: list[MovedRow] = []
    for one in held:
        to = work.successor(f"{KEY}:{one.unit}")
        if to is None or (one.task, to.pk) in taken:
            continue
        taken.add((one.task, to.pk))
        work.tell(one.task, "coordinating", names[one.unit], to.label)
        moved.append(work.moved(KEY, one.row, one.unit, to.pk))
    rows.place(Coordination.objects.all(), moved)
    return moved


def undo(reorganisation: Reorganisation) -> None:
    rows.place_back(Coordination.objects.all(), reorganisation, KEY)
