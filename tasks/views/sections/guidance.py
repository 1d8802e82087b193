"""What the Office wrote about how to do the task."""

from __future__ import annotations

from datetime import date

from tasks.models import Task
from tasks.statuses import Action
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    notes = list(task.events.filter(action=Action.GUIDE).select_related("by", "post").order_by("-seq"))
    return Section("tasks/sections/guidance.html", {"notes": notes}) if notes else None
