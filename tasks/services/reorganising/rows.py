"""What holdings have in common: open rows with a unit and a task, set to another unit and back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from tasks.services.reorganising.work import Held
from units.models import MovedRow, Reorganisation

CHUNK = 500


def held(rows: QuerySet) -> list[Held]:
    """Rows that have `unit` and `task`."""
    return [Held(*row) for row in rows.order_by("pk").values_list("pk", "unit_id", "task_id")]


def place(rows: QuerySet, moved: Iterable[MovedRow]) -> None:
    """Set the unit of each moved row; a statement for each successor."""
    wanted: dict[int | None, list[int]] = {}
    for one in moved:
        wanted.setdefault(one.to_unit_id, []).append(one.row)
    for unit, ids in wanted.items():
        for start in range(0, len(ids), CHUNK):
            rows.filter(pk__in=ids[start : start + CHUNK]).update(unit=unit)


def place_back(rows: QuerySet, reorganisation: Reorganisation, what: str) -> None:
    moved = reorganisation.moved.filter(what=what)
    for unit in set(moved.order_by().values_list("from_unit_id", flat=True)):
        rows.filter(pk__in=moved.filter(from_unit=unit).values("row")).update(unit=unit)
