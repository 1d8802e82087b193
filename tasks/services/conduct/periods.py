"""Periodic reports that came late: of recurring duties and of standing ones (requirement G5)."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from tasks.models import CheckIn, Task
from tasks.services.conduct.column import Column, Line
from units.models import Unit


def _filed_late(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Task]:
    return (
        Task.objects.assigned_by_organisation(organisation)
        .recurring()
        .filter(submitted_on__range=(starts_on, ends_on), submitted_on__gt=F("due_on"))
        .order_by("-submitted_on", "-pk")
    )


def _filed(task: Task) -> Line:
    assert task.submitted_on is not None
    assert task.due_on is not None
    late = (task.submitted_on - task.due_on).days
    return Line(task.submitted_on, task.title, f"{task.period_label}, chậm {late} ngày.", task.pk)


def _checked_in_late(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[CheckIn]:
    return (
        CheckIn.objects.filter(
            task__assigning_organisation=organisation,
            given_on__range=(starts_on, ends_on),
            given_on__gt=F("due_on"),
        )
        .select_related("task")
        .order_by("-given_on", "-pk")
    )


def _checked_in(row: CheckIn) -> Line:
    assert row.given_on is not None
    return Line(row.given_on, row.task.title, f"{row.period.label}, chậm {row.days_late} ngày.", row.task_id)


FILED_LATE = Column(
    key="dinh-ky-cham",
    label="Báo cáo định kỳ chậm",
    help="Số kỳ của việc định kỳ mà kết quả được báo cáo sau hạn của kỳ, theo ngày báo cáo.",
    unit="lead",
    rows=_filed_late,
    line=_filed,
)
CHECKED_IN_LATE = Column(
    key="bao-cao-ky-cham",
    label="Báo cáo kỳ chậm",
    help="Số kỳ của việc thường xuyên được báo cáo sau hạn của kỳ, theo ngày báo cáo.",
    unit="task__lead",
    rows=_checked_in_late,
    line=_checked_in,
)
