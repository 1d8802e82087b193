"""The working calendar out of its table."""

from __future__ import annotations

from units.calendar import WorkingCalendar
from units.models import CalendarDay


def load_calendar() -> WorkingCalendar:
    """All exceptions to the plain week, frozen; one query."""
    rows = list(CalendarDay.objects.values_list("date", "kind", "reason"))
    off, working = CalendarDay.Kind.OFF, CalendarDay.Kind.WORKING
    return WorkingCalendar(
        off=frozenset(day for day, kind, _ in rows if kind == off),
        working=frozenset(day for day, kind, _ in rows if kind == working),
        reasons=tuple((day, reason) for day, kind, reason in rows if kind == off),
    )
