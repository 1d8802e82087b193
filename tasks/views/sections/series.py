"""Of an occurrence: the recurring duty that it belongs to, and its period."""

from __future__ import annotations

from datetime import date

from tasks.models import SeriesUnit, Task
from tasks.periods import Scheme, from_key
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    if task.series_unit_id is None:
        return None
    part = SeriesUnit.objects.select_related("series").get(pk=task.series_unit_id)
    period = from_key(task.period_key, Scheme(part.series.scheme))
    return Section("tasks/sections/series.html", {"series": part.series, "period": period})
