"""Results: those that were sent back, and how long the accepted ones took (requirement E8)."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet

from tasks.kinds import DutyKind
from tasks.models import Task
from tasks.services.conduct.acts import acts, line_of
from tasks.services.conduct.column import Column, Line
from tasks.statuses import Action, Status
from units.models import Unit


def _done(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Task]:
    """Tasks whose accepted result was handed in during the period, with `taken`; standing duties never end."""
    taken = ExpressionWrapper(F("submitted_on") - F("assigned_on"), output_field=DurationField())
    return (
        Task.objects.assigned_by_organisation(organisation)
        .filter(status=Status.COMPLETED, submitted_on__range=(starts_on, ends_on))
        .exclude(duty_kind=DutyKind.STANDING)
        .annotate(taken=taken)
        .order_by("-submitted_on", "-pk")
    )


def _taken(task: Task) -> Line:
    assert task.submitted_on is not None
    days = (task.submitted_on - task.assigned_on).days
    return Line(task.submitted_on, task.title, f"{days} ngày, từ ngày giao {task.assigned_on:%d/%m/%Y}.", task.pk)


SENT_BACK = Column(
    key="ket-qua-bi-tra-lai",
    label="Kết quả bị trả lại",
    help="Số lần kết quả đơn vị báo cáo bị trả lại để làm tiếp, theo ngày trả lại.",
    unit="lead",
    rows=partial(acts, Action.SEND_BACK),
    line=line_of,
)
TIME_TAKEN = Column(
    key="thoi-gian",
    label="Thời gian thực hiện trung bình",
    help="Số ngày (theo lịch) từ ngày giao đến ngày báo cáo kết quả đã được chấp nhận, trung bình trên các nhiệm vụ có "
    "kết quả báo cáo trong kỳ; số nhiệm vụ ghi trong ngoặc.",
    unit="lead",
    rows=_done,
    line=_taken,
    days="taken",
)
