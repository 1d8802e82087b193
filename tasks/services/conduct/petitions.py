"""Petitions that were not answered by their day, for the unit that had to prepare the answer (requirement E6)."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from tasks.models import Petition
from tasks.services.conduct.column import Column, Line
from units.clock import today
from units.models import Unit


def _late(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Petition]:
    """Still open after the day, or answered after it."""
    late = Q(status=Petition.Status.OPEN, due_on__lt=today()) | Q(answered_on__gt=F("due_on"))
    return (
        Petition.objects.filter(late, organisation=organisation, due_on__range=(starts_on, ends_on))
        .select_related("task")
        .order_by("-due_on", "-pk")
    )


def _line(petition: Petition) -> Line:
    said = f"trả lời ngày {petition.answered_on:%d/%m/%Y}" if petition.answered_on else "chưa trả lời"
    return Line(petition.due_on, petition.subject, f"{petition.sender_name}; {said}.", petition.task_id)


LATE = Column(
    key="kien-nghi-qua-han",
    label="Kiến nghị quá hạn trả lời",
    help="Số kiến nghị giao đơn vị giải quyết mà quá hạn chưa trả lời hoặc trả lời muộn, theo hạn trả lời.",
    unit="task__lead",
    rows=_late,
    line=_line,
)
