"""What the lead asked other units, as far as the person sees it."""

from __future__ import annotations

from datetime import date

from tasks.models import Consultation, Task
from tasks.opinions import OpinionState
from tasks.permissions import can_consult
from tasks.statuses import CONSULTATION_ACTS, Action
from tasks.views.consultations.rows import rows_of, with_opinions
from tasks.views.sections.section import Section
from units.models import User
from units.services.calendar import load_calendar


def section(task: Task, user: User, today: date) -> Section | None:
    """Shown where something was asked, and to who may ask now."""
    found = []
    if task.consultations.all():
        seen = Consultation.objects.visible_to(user).filter(task=task).select_related("task__lead").order_by("-pk")
        found = list(with_opinions(seen, user=user))
    may_ask = task.status in CONSULTATION_ACTS[Action.CONSULT] and bool(can_consult(user, task))
    if not found and not may_ask:
        return None
    rows = rows_of(found, today=today, calendar=load_calendar()) if found else []
    unsettled = [line.opinion.unit.label for row in rows for line in row.lines if line.state == OpinionState.UNSETTLED]
    facts = {"rows": rows, "may_ask": may_ask, "task": task, "unsettled": ", ".join(unsettled)}
    return Section("tasks/sections/consultations.html", facts)
