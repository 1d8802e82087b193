"""Opinions that a unit owed: silence at the end of the date, and answers after it (requirement F6)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tasks.models import Opinion
from tasks.services.conduct.column import Column, Line
from units.models import Unit


def _of(organisation: Unit) -> QuerySet[Opinion]:
    """On the tasks that the organisation and its units gave."""
    return Opinion.objects.filter(consultation__task__assigning_organisation__organisation=organisation).select_related(
        "consultation__task"
    )


def _silent(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Opinion]:
    return _of(organisation).filter(deemed_on__range=(starts_on, ends_on)).order_by("-deemed_on", "-pk")


def _late(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Opinion]:
    late = _of(organisation).answered_late()  # type: ignore[attr-defined]
    return late.filter(answered_on__range=(starts_on, ends_on)).order_by("-answered_on", "-pk")


def _silence(opinion: Opinion) -> Line:
    assert opinion.deemed_on is not None
    task = opinion.consultation.task
    said = f"Hạn trả lời {opinion.consultation.due_on:%d/%m/%Y}, coi như đồng ý. {opinion.consultation.question}"
    return Line(opinion.deemed_on, task.title, said, task.pk)


def _lateness(opinion: Opinion) -> Line:
    assert opinion.answered_on is not None
    task, days = opinion.consultation.task, (opinion.answered_on - opinion.consultation.due_on).days
    said = f"Muộn {days} ngày: {opinion.get_position_display().lower()}. {opinion.consultation.question}"
    return Line(opinion.answered_on, task.title, said, task.pk)


NOT_IN_TIME = Column(
    key="khong-tra-loi-y-kien",
    label="Không trả lời ý kiến đúng hạn",
    help="Số lần đơn vị được xin ý kiến không trả lời đến hết hạn (được coi như đồng ý), theo ngày sau hạn; trả lời "
    "muộn không làm giảm số này.",
    unit="unit",
    rows=_silent,
    line=_silence,
)
LATE = Column(
    key="tra-loi-muon",
    label="Trả lời muộn",
    help="Số ý kiến đơn vị gửi sau hạn trả lời, theo ngày gửi.",
    unit="unit",
    rows=_late,
    line=_lateness,
)
