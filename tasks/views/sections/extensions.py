"""What was asked of the due date and how it was answered."""

from __future__ import annotations

from datetime import date

from tasks.models import Task
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    extensions = list(task.extensions.all())
    return Section("tasks/sections/extensions.html", {"extensions": extensions}) if extensions else None
