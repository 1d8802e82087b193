"""Who stands today for a unit that is gone, and what units were called on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from units.models import Unit, UnitSuccession, UnitVersion
from units.succession import Step, heirs


def heirs_today(on: date) -> dict[int, int]:
    """Closed unit -> the main open unit that took over, over any number of steps; two queries."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for gone, successor, kind, day in UnitSuccession.objects.in_force(on).values_list(
        "predecessor", "successor", "kind", "effective_on"
    ):
        steps[gone].append(Step(successor, kind, day))
    named = set(steps) | {step.successor for found in steps.values() for step in found}
    open_units = set(Unit.objects.open_on(on).filter(pk__in=named).values_list("pk", flat=True))
    found = {gone: heirs(gone, steps, open_units)[0] for gone in steps if gone not in open_units}
    return {gone: units[0] for gone, units in found.items() if units}


def labels_on(wanted: Iterable[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """(unit, day) -> its short name, or its name, on that day; of a unit that was gone by then its last one.

    One query for all, whatever the number of days.
    """
    pairs = set(wanted)
    versions: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = UnitVersion.objects.filter(unit__in={unit for unit, _ in pairs}).order_by("unit", "valid_from")
    for unit, name, short_name, since in rows.values_list("unit_id", "name", "short_name", "valid_from"):
        versions[unit].append((since, short_name or name))
    return {
        (unit, day): next((label for since, label in reversed(versions[unit]) if since <= day), versions[unit][0][1])
        for unit, day in pairs
        if versions[unit]
    }
