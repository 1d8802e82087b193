"""The parts into which the task was divided, as far as the person sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.models import Task
from tasks.views.rows import part_figures, rows_of
from tasks.views.sections.section import Section
from units.models import User
from units.services.calendar import load_calendar


def section(task: Task, user: User, today: date) -> Section | None:
    """No query where the task was not divided."""
    parts = list(task.children.all())
    seen = set(Task.objects.visible_to(user).filter(parent=task).values_list("pk", flat=True)) if parts else ()
    shown = [part for part in parts if part.pk in seen]
    if not shown:
        return None
    below = Task.objects.parts_below([task.pk, *(part.pk for part in shown)], user=user, today=today)
    rows = [
        replace(row, parts=part_figures(below.get(row.task.pk), f"whole={row.task.pk}"))
        for row in rows_of(shown, today=today, calendar=load_calendar())
    ]
    all_of_it = part_figures(below.get(task.pk), f"whole={task.pk}")
    return Section("tasks/sections/parts.html", {"parts": rows, "all": all_of_it})
