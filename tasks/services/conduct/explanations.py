"""Explanations that were given late or not at all (requirement G12)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tasks.models import Explanation
from tasks.services.conduct.column import Column, Line
from units.clock import today
from units.models import Unit


def _late(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Explanation]:
    """By the day on which they were due; what is owed is judged by the clock, whatever the period asked for."""
    asked = Explanation.objects.asked_by_organisation(organisation).given_late_or_not(today())
    due = asked.filter(due_on__range=(starts_on, ends_on))
    return due.select_related("task").order_by("-due_on", "-pk")


def _line(one: Explanation) -> Line:
    return Line(one.due_on, one.task.title, one.badge_on(today()).label, one.task_id)


LATE = Column(
    key="giai-trinh-cham",
    label="Giải trình chậm, không giải trình",
    help="Số yêu cầu giải trình mà đơn vị giải trình sau hạn hoặc đến nay chưa giải trình, theo ngày hết hạn.",
    unit="unit",
    rows=_late,
    line=_line,
)
