"""What the lead asks of each coordinating unit, by when, and what it reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from tasks.models import Coordination, Task
from tasks.silence import duty_badge
from tasks.statuses import Badge
from tasks.views.history import FileLine, files_of
from tasks.views.sections.section import Section
from units.models import User


@dataclass(frozen=True)
class Line:
    """One request; the earlier ones to the same unit stand under the newest."""

    one: Coordination
    badge: Badge
    files: list[FileLine]
    earlier: list[Line]


def section(task: Task, user: User, today: date) -> Section | None:
    """No query where nobody coordinates."""
    asked = list(task.coordinations.all())
    if not asked:
        return None
    prefetch_related_objects([one.report for one in asked if one.report], "files__file")
    lines = [
        _line(
            one, today, [_line(each, today) for each in reversed(asked) if each.unit_id == one.unit_id and each != one]
        )
        for one in asked
        if one.is_current
    ]
    return Section("tasks/sections/coordinations.html", {"lines": lines})


def _line(one: Coordination, today: date, earlier: list[Line] | None = None) -> Line:
    badge = duty_badge(one.state_on(today), one.days_late_on(today))
    return Line(one, badge, files_of(one.report) if one.report else [], earlier or [])
