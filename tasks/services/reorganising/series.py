"""Recurring duties go on with the unit that takes over."""

from __future__ import annotations

from collections.abc import Collection

from tasks.models import SeriesUnit
from tasks.services.reorganising import rows
from tasks.services.reorganising.work import Held, Work
from units.models import MovedRow, Reorganisation, Unit

KEY = "series"


def open_of(units: Collection[Unit]) -> list[Held]:
    theirs = SeriesUnit.objects.filter(unit__in=list(units), moved_on__isnull=True, series__ended_on__isnull=True)
    return [Held(*row) for row in theirs.order_by("pk").values_list("pk", "unit_id")]


def move(work: Work, held: list[Held]) -> list[MovedRow]:
    """A unit stands in a series once: where the successor has a part of its own, the row stays with the unit that is
    gone, and no more occurrences are given for it."""
    series = dict(SeriesUnit.objects.filter(pk__in=[one.row for one in held]).values_list("pk", "series_id"))
    standing = SeriesUnit.objects.filter(series__in=set(series.values()), moved_on__isnull=True)
    taken = set(standing.values_list("series_id", "unit_id"))
    moved: list[MovedRow] = []
    for one in held:
        to = work.successor(f"{KEY}:{one.unit}")
        if to is None or (series[one.row], to.pk) in taken:
            continue
        taken.add((series[one.row], to.pk))
        moved.append(work.moved(KEY, one.row, one.unit, to.pk))
    rows.place(SeriesUnit.objects.all(), moved)
    return moved


def undo(reorganisation: Reorganisation) -> None:
    rows.place_back(SeriesUnit.objects.all(), reorganisation, KEY)
