"""Commendations of a unit and its people (requirement G9); what they had to answer for is restricted, not counted."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tasks.models import MeritRecord
from tasks.services.conduct.column import Column, Line
from units.models import Unit


def _commended(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[MeritRecord]:
    return (
        MeritRecord.objects.standing()
        .filter(
            organisation=organisation,
            kind=MeritRecord.Kind.COMMENDATION,
            decided_on__range=(starts_on, ends_on),
        )
        .select_related("unit", "person")
        .order_by("-decided_on", "-pk")
    )


def _line(record: MeritRecord) -> Line:
    return Line(record.decided_on, str(record), record.reason, record.task_id)


COMMENDED = Column(
    key="bieu-duong",
    label="Biểu dương, khen thưởng",
    help="Số lần tập thể, cá nhân của đơn vị được biểu dương, khen thưởng, theo ngày quyết định.",
    unit="unit",
    rows=_commended,
    line=_line,
)
