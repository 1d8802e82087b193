"""Recording commendation and accountability: append-only, restricted, each with its reason (requirements G7–G9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import Inspection, MeritRecord, Task
from tasks.permissions import can_record_merit
from tasks.services.history import day_of
from tasks.services.telling import People, in_short
from units.models import AuditKind, Post, Unit, User
from units.refusals import Conflict, demand
from units.services.audit import record as audit


@dataclass(frozen=True)
class Said:
    """What a record says.  Without `person` it is about the unit as a collective."""

    kind: MeritRecord.Kind
    unit: Unit
    form: str
    reason: str
    decided_on: date
    person: User | None = None
    category: str = ""
    document: str = ""
    task: Task | None = None
    inspection: Inspection | None = None


@transaction.atomic
def record_merit(*, said: Said, by: User, now: datetime) -> MeritRecord:
    """Write it down; of a commendation the unit and the person are told."""
    demand(can_record_merit(by, said.category))
    return _written(said, by, now)


@transaction.atomic
def correct_merit(*, record: MeritRecord, said: Said, reason: str, by: User, now: datetime) -> MeritRecord:
    """Another record takes the place of a wrong one, which stays."""
    demand(can_record_merit(by, said.category))
    demand(can_record_merit(by, record.category))
    if not reason.strip():
        raise ValidationError({"correction_reason": "Ghi rõ lý do đính chính."})
    stands = MeritRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if MeritRecord.objects.filter(corrects=stands).exists():
        raise Conflict("Bản ghi này đã được đính chính. Tải lại trang để xem bản mới nhất.")
    try:
        with transaction.atomic():
            return _written(said, by, now, corrects=stands, correction_reason=reason.strip())
    except IntegrityError:
        raise Conflict("Bản ghi này vừa được người khác đính chính. Tải lại trang để xem bản mới nhất.") from None


def read_merit(*, record: MeritRecord, by: User, now: datetime) -> None:
    """Reading what somebody had to answer for leaves a line of audit."""
    if not record.is_commendation:
        audit(kind=AuditKind.RESTRICTED_READ, by=by, now=now, subject=f"Hồ sơ trách nhiệm số {record.pk}")


def _written(said: Said, by: User, now: datetime, **correction: object) -> MeritRecord:
    post, day = by.acting_post, day_of(now)
    organisation = post.organisation  # type: ignore[union-attr]
    if wrong := _refusals(said, organisation, day):
        raise ValidationError(wrong)
    made = MeritRecord.objects.create(
        organisation=organisation,
        kind=said.kind,
        unit=said.unit,
        person=said.person,
        form=said.form,
        category=said.category,
        reason=said.reason.strip(),
        document=said.document.strip(),
        decided_on=said.decided_on,
        task=said.task,
        inspection=said.inspection,
        recorded_by=by,
        recorded_in_post=post,
        recorded_at=now,
        **correction,
    )
    if made.is_commendation:
        _tell(made, by=by, now=now)
    return made


def _refusals(said: Said, organisation: Unit, day: date) -> dict[str, str]:
    wrong = {}
    commends = said.kind == MeritRecord.Kind.COMMENDATION
    if said.form not in MeritRecord.Form.values or (said.form in MeritRecord.COMMENDING) != commends:
        wrong["form"] = "Chọn hình thức phù hợp."
    if not commends and said.category not in MeritRecord.Category.values:
        wrong["category"] = "Chọn nội dung trách nhiệm."
    if not said.reason.strip():
        wrong["reason"] = "Ghi rõ lý do."
    if said.decided_on > day:
        wrong["decided_on"] = f"Ngày {said.decided_on:%d/%m/%Y} ở sau hôm nay. Kiểm tra lại ngày."
    if not said.unit.path.startswith(organisation.path):
        wrong["unit"] = f"{said.unit.label} không thuộc {organisation.label}."
    elif said.person and not Post.objects.filter(user=said.person, unit=said.unit).exists():
        wrong["person"] = (
            f"{said.person} chưa từng giữ vị trí nào tại {said.unit.label}. Chọn đúng đơn vị của người này."
        )
    return wrong


def _tell(made: MeritRecord, *, by: User, now: datetime) -> None:
    people = People(units=[made.unit_id], on=day_of(now))
    told = {*people.answering_for(made.unit_id), *([made.person] if made.person else [])} - {by}
    notify(
        messages=[
            Message(
                person,
                Kind.COMMENDED,
                f"merit:{made.pk}",
                f"{made.get_form_display()}: {in_short(made.subject_label, 200)}",
                f"/khen-thuong-trach-nhiem/{made.pk}/",
                made.reason,
            )
            for person in sorted(told, key=lambda one: one.pk)
        ],
        now=now,
    )
