"""What was put before the leaders and what they decided; the unit sees the decision in the history."""

from __future__ import annotations

from datetime import date

from tasks.models import Escalation, Task
from tasks.views.sections.section import Section
from units.models import User


def section(task: Task, user: User, today: date) -> Section | None:
    if not task.escalated.all():
        return None
    seen = Escalation.objects.visible_to(user).filter(lines__task=task)
    escalations = list(seen.select_related("asked_by", "decided_by"))
    return Section("tasks/sections/escalations.html", {"escalations": escalations}) if escalations else None
