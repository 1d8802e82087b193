"""What was put before the leaders, and what they decided."""

from __future__ import annotations

from datetime import date

from tasks.models import Task
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    proposals = list(task.proposals.all())
    return Section("tasks/sections/proposals.html", {"proposals": proposals}) if proposals else None
