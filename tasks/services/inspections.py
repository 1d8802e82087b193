"""Inspections: planned, begun, concluded; what they find becomes tasks (requirement G6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.types import SourceKind
from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Finding, InspectedUnit, Inspection, Task
from tasks.permissions import can_inspect, can_inspect_here
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.history import day_of
from tasks.services.recipients import refusal_of_unit
from tasks.services.telling import People, in_short
from tasks.services.transition import demand_words
from units.models import Unit, User
from units.refusals import Conflict, demand

_PLANNED, _UNDER_WAY = Inspection.Status.PLANNED, Inspection.Status.UNDER_WAY
_CONCLUDED, _CANCELLED = Inspection.Status.CONCLUDED, Inspection.Status.CANCELLED


@transaction.atomic
def plan_inspection(
    *,
    by: User,
    now: datetime,
    kind: Inspection.Kind,
    subject: str,
    decision: str,
    planned_on: date,
    units: Sequence[Unit],
    team: str = "",
) -> Inspection:
    """Enter an inspection.  Heads are told of a planned one at once, of a surprise one nothing until it begins."""
    demand(can_inspect(by))
    post = by.acting_post
    organisation, day = post.organisation, day_of(now)  # type: ignore[union-attr]
    wrong = {
        "subject": "" if subject.strip() else "Ghi nội dung kiểm tra.",
        "decision": "" if decision.strip() else "Ghi quyết định hoặc kế hoạch kiểm tra.",
        "planned_on": "Ngày dự kiến đã qua. Chọn từ hôm nay trở đi." if planned_on < day else "",
        "units": _refusal_of_units(units, organisation, day),
    }
    if wrong := {field: sentence for field, sentence in wrong.items() if sentence}:
        raise ValidationError(wrong)
    inspection = Inspection.objects.create(
        organisation=organisation,
        kind=kind,
        subject=subject.strip(),
        decision=decision.strip(),
        team=team.strip(),
        planned_on=planned_on,
        planned_by=by,
        planned_in_post=post,
        planned_at=now,
    )
    InspectedUnit.objects.bulk_create(InspectedUnit(inspection=inspection, unit=unit) for unit in units)
    if kind == Inspection.Kind.PLANNED:
        _tell(inspection, f"Kiểm tra ngày {planned_on:%d/%m/%Y}", by=by, now=now)
    return inspection


def _refusal_of_units(units: Sequence[Unit], organisation: Unit, day: date) -> str:
    if not units:
        return "Chọn đơn vị được kiểm tra."
    return next(filter(None, (refusal_of_unit(unit, organisation, day) for unit in units)), "")


@transaction.atomic
def begin_inspection(*, inspection: Inspection, by: User, now: datetime) -> Inspection:
    """From now on the units know, of a surprise one too."""
    locked = _locked(inspection, by)
    _demand_status(locked, _PLANNED)
    locked.status, locked.begun_at, locked.begun_by = _UNDER_WAY, now, by
    locked.save()
    _tell(locked, "Bắt đầu kiểm tra", by=by, now=now)
    return locked


@transaction.atomic
def add_finding(*, inspection: Inspection, by: User, now: datetime, unit: Unit, content: str) -> Finding:
    """What was found at one of the inspected units."""
    locked = _locked(inspection, by)
    _demand_status(locked, _UNDER_WAY)
    demand_words(content, "content", "Ghi tồn tại, hạn chế được phát hiện.")
    if not locked.inspected.filter(unit=unit).exists():
        raise ValidationError({"unit": f"{unit.label} không thuộc phạm vi cuộc kiểm tra này."})
    return Finding.objects.create(inspection=locked, unit=unit, content=content.strip(), found_by=by, found_at=now)


@transaction.atomic
def conclude_inspection(*, inspection: Inspection, by: User, now: datetime, conclusion: str) -> Inspection:
    """End it with its conclusion."""
    demand_words(conclusion, "conclusion", "Ghi kết luận kiểm tra.")
    locked = _close(inspection, by, now, _UNDER_WAY, _CONCLUDED, conclusion)
    _tell(locked, "Kết luận kiểm tra", by=by, now=now, body=conclusion.strip())
    return locked


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, by: User, now: datetime, reason: str) -> Inspection:
    """One that has not begun is given up; the units are told only where they knew."""
    demand_words(reason, "reason", "Ghi rõ lý do hủy cuộc kiểm tra.")
    locked = _close(inspection, by, now, _PLANNED, _CANCELLED, reason)
    if locked.kind == Inspection.Kind.PLANNED:
        _tell(locked, "Hủy kiểm tra", by=by, now=now, body=reason.strip())
    return locked


@transaction.atomic
def assign_finding(*, finding: Finding, by: User, now: datetime, due_on: date) -> Task:
    """The unit puts right what was found: an ordinary task, tracked as any other."""
    inspection = _locked(finding.inspection, by)
    locked = Finding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=finding.pk)
    if locked.task_id:
        raise Conflict("Nội dung này đã được giao khắc phục. Tải lại trang để xem nhiệm vụ.")
    if due_on < day_of(now):
        raise ValidationError({"due_on": f"Hạn {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."})
    line = AssignmentLine(
        title=in_short(f"Khắc phục tồn tại sau kiểm tra “{inspection.subject}”: {locked.content}", 1900),
        leads=(locked.unit,),
        deadline_kind=DeadlineKind.DATE,
        due_on=due_on,
        result_kind=ResultKind.DOCUMENT,
    )
    try:
        (task,) = assign_tasks(lines=[line], by=by, now=now, source_kind=SourceKind.INSPECTION)
    except ValidationError as refused:
        raise ValidationError({"due_on": refused.messages}) from refused
    locked.task = task
    locked.save(update_fields=["task"])
    return task


def _locked(inspection: Inspection, by: User) -> Inspection:
    locked = Inspection.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=inspection.pk)
    demand(can_inspect_here(by, locked))
    return locked


def _demand_status(inspection: Inspection, status: str) -> None:
    if inspection.status != status:
        raise Conflict(f"Cuộc kiểm tra {inspection.get_status_display()}. Tải lại trang để xem diễn biến mới nhất.")


def _close(inspection: Inspection, by: User, now: datetime, needed: str, status: str, words: str) -> Inspection:
    locked = _locked(inspection, by)
    _demand_status(locked, needed)
    locked.status, locked.closed_at, locked.closed_by, locked.conclusion = status, now, by, words.strip()
    locked.save()
    return locked


def _tell(inspection: Inspection, what: str, *, by: User, now: datetime, body: str = "") -> None:
    units = [row.unit_id for row in inspection.inspected.all()]
    people = People(units=units, on=day_of(now))
    heads = {person for unit in units for person in people.answering_for(unit)} - {by}
    notify(
        messages=[
            Message(
                person,
                Kind.INSPECTION,
                f"inspection:{inspection.pk}:{inspection.status}",
                f"{what}: {in_short(inspection.subject, 200)}",
                f"/kiem-tra/{inspection.pk}/",
                body,
            )
            for person in sorted(heads, key=lambda one: one.pk)
        ],
        now=now,
    )
