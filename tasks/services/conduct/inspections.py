"""What inspections found at a unit (requirement G6)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from tasks.models import Finding
from tasks.services.conduct.column import Column, Line
from units.models import Unit


def _found(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Finding]:
    return (
        Finding.objects.filter(
            inspection__organisation=organisation, found_at__date__gte=starts_on, found_at__date__lte=ends_on
        )
        .select_related("inspection")
        .order_by("-found_at", "-pk")
    )


def _line(finding: Finding) -> Line:
    return Line(timezone.localdate(finding.found_at), finding.content, finding.inspection.subject, finding.task_id)


FOUND = Column(
    key="ton-tai",
    label="Tồn tại sau kiểm tra",
    help="Số tồn tại, hạn chế được ghi nhận khi kiểm tra, theo ngày ghi nhận.",
    unit="unit",
    rows=_found,
    line=_line,
)
