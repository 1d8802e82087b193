"""What the unit was asked to explain, and its answers."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from tasks.models import Explanation, Task
from tasks.views.history import FileLine
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    explanations = list(task.explanations.all())
    if not explanations:
        return None
    asked = [(one, one.badge_on(today), _files(one)) for one in explanations]
    return Section("tasks/sections/explanations.html", {"explanations": asked})


def _files(one: Explanation) -> list[FileLine]:
    if one.event is None:
        return []
    return [
        FileLine(kept.name, reverse("tasks:file", args=[one.task_id, kept.pk]), kept.file.size)
        for kept in one.event.files.all()
    ]
