"""What reviews of long-delayed work concluded about the task."""

from __future__ import annotations

from datetime import date

from tasks.models import Task
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    lines = list(task.reviewed.exclude(outcome="").select_related("review", "recorded_by").order_by("-recorded_at"))
    if not lines:
        return None
    broken = {line.pk for line in lines if line.promised_on and line.promised_on < today}
    return Section("tasks/sections/reviews.html", {"lines": [(line, line.pk in broken) for line in lines]})
