"""The table of units and columns: one query a column, whatever the number of units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from tasks.services.conduct.column import Column
from units.models import Unit


@dataclass(frozen=True)
class Figure:
    """How many rows, and of a column of averages the days that they took together."""

    count: int = 0
    days: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.count + other.count, self.days + other.days)

    @property
    def average(self) -> float | None:
        """Days a row; None over nothing."""
        return self.days / self.count if self.count else None


@dataclass(frozen=True)
class UnitConduct:
    """The figures of one unit, by the key of the column; a column without rows is not named."""

    unit: Unit
    figures: dict[str, Figure]


def conduct_of(
    columns: Iterable[Column], organisation: Unit, starts_on: date, ends_on: date, *, only: Unit | None = None
) -> list[UnitConduct]:
    """Units of which there is anything to say, in the order of the tree; with `only` that unit and no other."""
    figures: dict[int, dict[str, Figure]] = {only.pk: {}} if only else {}
    for column in columns:
        for unit, figure in _figures(column, rows_of(column, organisation, starts_on, ends_on, unit=only)):
            figures.setdefault(unit, {})[column.key] = figure
    units = Unit.objects.filter(pk__in=figures).order_by("path")
    return [UnitConduct(unit, figures[unit.pk]) for unit in units]


def rows_of(
    column: Column, organisation: Unit, starts_on: date, ends_on: date, *, unit: Unit | None = None
) -> QuerySet[Any]:
    """What a figure of the column counts: of one unit, or of all; `counted_for` is the key of the unit.

    Rows of no unit belong to nobody's figure.
    """
    rows = column.rows(organisation, starts_on, ends_on).annotate(counted_for=F(column.unit))
    return rows.filter(counted_for=unit.pk) if unit else rows.filter(counted_for__isnull=False)


def total_of(rows: Iterable[UnitConduct], column: Column) -> Figure:
    return sum((row.figures.get(column.key, Figure()) for row in rows), Figure())


def _figures(column: Column, rows: QuerySet[Any]) -> list[tuple[int, Figure]]:
    told = {"n": Count("pk")} | ({"days": Sum(column.days)} if column.days else {})
    counted = rows.order_by().values("counted_for").annotate(**told)
    return [(row["counted_for"], Figure(row["n"], row.get("days", timedelta()).days)) for row in counted]
