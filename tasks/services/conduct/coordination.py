"""Silence of coordinating units: what they did not report by their own dates."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from tasks.models import Coordination
from tasks.services.conduct.column import Column, Line
from tasks.silence import Duty
from units.models import Unit


def _silent(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Coordination]:
    """Requests whose first day of silence lies in the period, also those reported or ended since."""
    day = timedelta(days=1)
    return (
        Coordination.objects.late(ends_on)
        .filter(due_on__range=(starts_on - day, ends_on - day), task__assigning_organisation=organisation)
        .select_related("task")
        .order_by("-due_on", "-pk")
    )


def _line(one: Coordination) -> Line:
    assert one.due_on is not None
    said = {
        Duty.OPEN: "Chưa báo cáo.",
        Duty.DONE: f"Báo cáo ngày {one.done_on:%d/%m/%Y}." if one.done_on else "",
        Duty.CLOSED: f"Không báo cáo đến ngày {one.closed_on:%d/%m/%Y}." if one.closed_on else "",
    }
    first = one.due_on + timedelta(days=1)
    return Line(first, one.task.title, f"Hạn phối hợp {one.due_on:%d/%m/%Y}. {said[Duty(one.status)]}", one.task_id)


SILENT = Column(
    key="im-lang-phoi-hop",
    label="Phối hợp: quá hạn không báo cáo",
    help="Số lần đơn vị phối hợp để qua hạn của mình mà không báo cáo, kể cả đã báo cáo muộn sau đó, theo ngày "
    "đầu tiên quá hạn.",
    unit="unit",
    rows=_silent,
    line=_line,
)
