"""Explanations that are still owed: whoever leads the task now gives them."""

from __future__ import annotations

from collections.abc import Collection

from tasks.models import Explanation
from tasks.services.reorganising import rows
from tasks.services.reorganising.work import Held, Work
from units.models import MovedRow, Reorganisation, Unit

KEY = "explanation"


def open_of(units: Collection[Unit]) -> list[Held]:
    return rows.held(Explanation.objects.filter(unit__in=list(units), status=Explanation.Status.ASKED))


def move(work: Work, held: list[Held]) -> list[MovedRow]:
    """With the task; one of a task that had ended before goes to the main successor."""
    moved = []
    for one in held:
        to = work.leads.get(one.task or 0) or work.rest(one.unit)
        if to is not None and to.pk != one.unit:
            moved.append(work.moved(KEY, one.row, one.unit, to.pk))
    rows.place(Explanation.objects.all(), moved)
    return moved


def undo(reorganisation: Reorganisation) -> None:
    rows.place_back(Explanation.objects.all(), reorganisation, KEY)
