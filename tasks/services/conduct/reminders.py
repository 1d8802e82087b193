"""Units that had to be urged by letter (requirement G1)."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from tasks.models import RemindedTask, RemindedUnit
from tasks.services.conduct.column import Column, Line
from units.models import Unit


def _urged(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[RemindedUnit]:
    """One a letter and unit, by the day of the letter."""
    rows = RemindedUnit.objects.filter(letter__organisation=organisation, letter__issued_on__range=(starts_on, ends_on))
    lines = RemindedTask.objects.filter(unit=OuterRef("pk")).order_by().values("unit")
    counted = rows.annotate(tasks=Subquery(lines.annotate(n=Count("pk")).values("n")))
    return counted.select_related("letter__directive").order_by("-letter__issued_on", "-pk")


def _line(row: RemindedUnit) -> Line:
    letter = row.letter
    said = f"{row.tasks} nhiệm vụ, báo cáo trước ngày {letter.report_by:%d/%m/%Y}."  # type: ignore[attr-defined]
    return Line(letter.issued_on, f"{letter.directive}: {letter.directive.subject}", said)


URGED = Column(
    key="bi-don-doc",
    label="Bị đôn đốc bằng văn bản",
    help="Số công văn đôn đốc đã gửi đơn vị, theo ngày ban hành.",
    unit="unit",
    rows=_urged,
    line=_line,
)
