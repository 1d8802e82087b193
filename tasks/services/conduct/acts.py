"""Columns that count acts on tasks which the organisation gave."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from tasks.models import TaskEvent
from tasks.services.conduct.column import Line
from tasks.statuses import Action
from units.models import Unit


def acts(action: Action, organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[TaskEvent]:
    """The acts of one kind that counted from a day of the period, on the organisation's own tasks."""
    return (
        TaskEvent.objects.filter(
            action=action,
            effective_on__range=(starts_on, ends_on),
            task__assigning_organisation=organisation,
        )
        .select_related("task", "lead")
        .order_by("-effective_on", "-pk")
    )


def line_of(event: TaskEvent) -> Line:
    """The task and what was written with the act."""
    return Line(event.effective_on, event.task.title, event.note, event.task_id)


def with_former_lead(events: QuerySet[TaskEvent]) -> QuerySet[TaskEvent]:
    """Annotates `former_lead`: who led until the act; of a task whose history began later nobody is named."""
    before = TaskEvent.objects.filter(task=OuterRef("task"), seq=OuterRef("seq") - 1)
    return events.annotate(former_lead=Subquery(before.values("lead")[:1]))
