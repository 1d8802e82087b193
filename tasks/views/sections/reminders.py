"""Letters by which the lead was urged, and the way to write another."""

from __future__ import annotations

from datetime import date

from tasks.models import RemindedTask, ReminderLetter, Task
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    rows = RemindedTask.objects.filter(task=task).select_related("letter__directive", "unit").order_by("-letter")
    lines = list(rows)
    if not lines:
        return None
    letters = ReminderLetter.objects.visible_to(user).filter(lines__task=task)
    seen = set(letters.values_list("pk", flat=True))
    return Section("tasks/sections/reminders.html", {"lines": [(line, line.letter_id in seen) for line in lines]})
