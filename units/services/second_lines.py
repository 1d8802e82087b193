"""The other superior that a unit follows: entered, ended, and found for many units at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from units.models import AuditKind, SecondLine, Unit, User
from units.permissions import can_manage_unit
from units.refusals import Conflict, demand
from units.services.audit import record


@transaction.atomic
def add_second_line(
    *,
    unit: Unit,
    valid_from: date,
    by: User,
    now: datetime,
    superior: Unit | None = None,
    superior_name: str = "",
    matter: str = "",
    deciding_document: str = "",
) -> SecondLine:
    """From the day on the unit is also directed by this superior: a unit of the tree, or a body outside it by name."""
    locked = _locked(unit, by)
    name = superior.name if superior else superior_name.strip()
    if not name:
        raise ValidationError({"superior": "Chọn đơn vị trong danh sách, hoặc ghi tên cơ quan cấp trên."})
    if superior and (locked.path.startswith(superior.path) or superior.path.startswith(locked.path)):
        sentence = f"{superior} là cấp trên hoặc cấp dưới của {locked} trong danh sách đơn vị. Chọn cơ quan khác."
        raise ValidationError({"superior": sentence})
    if valid_from < locked.opened_on:
        raise ValidationError(
            {"valid_from": f"{locked} hoạt động từ ngày {locked.opened_on:%d/%m/%Y}. Nhập từ ngày đó trở đi."}
        )
    if locked.second_lines.filter(superior_name__iexact=name, valid_to__isnull=True).exists():
        raise ValidationError({"superior": f"{locked} đang được ghi là chịu sự chỉ đạo của {name}."})
    line = SecondLine(
        unit=locked,
        superior=superior,
        superior_name=name,
        matter=matter.strip(),
        deciding_document=deciding_document.strip(),
        valid_from=valid_from,
    )
    line.full_clean()
    line.save()
    _note(line, f"{locked} đồng thời chịu sự chỉ đạo của {name}", by, now)
    return line


@transaction.atomic
def end_second_line(*, line: SecondLine, valid_to: date, by: User, now: datetime) -> SecondLine:
    """From the day on the unit no longer follows that superior."""
    locked = SecondLine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=line.pk)
    demand(can_manage_unit(by, locked.unit))
    if locked.valid_to:
        raise Conflict(f"Quan hệ này đã thôi từ ngày {locked.valid_to:%d/%m/%Y}.")
    if valid_to <= locked.valid_from:
        raise ValidationError({"valid_to": f"Ngày này phải sau ngày bắt đầu {locked.valid_from:%d/%m/%Y}."})
    locked.valid_to = valid_to
    locked.save(update_fields=["valid_to"])
    _note(locked, f"{locked.unit} thôi chịu sự chỉ đạo của {locked}", by, now)
    return locked


def second_lines_of(units: Iterable[Unit], *, on: date) -> dict[int, list[SecondLine]]:
    """Unit id -> whom it also follows on the day; one query."""
    found: dict[int, list[SecondLine]] = defaultdict(list)
    for line in SecondLine.objects.on(on).filter(unit__in=[unit.pk for unit in units]):
        found[line.unit_id].append(line)
    return found


def _locked(unit: Unit, by: User) -> Unit:
    locked = Unit.objects.select_for_update(no_key=True, of=("self",)).get(pk=unit.pk)
    demand(can_manage_unit(by, locked))
    if locked.closed_on is not None:
        raise Conflict(f"{locked} đã thôi hoạt động từ ngày {locked.closed_on:%d/%m/%Y}.")
    return locked


def _note(line: SecondLine, subject: str, by: User, now: datetime) -> None:
    record(kind=AuditKind.UNIT_CHANGED, by=by, now=now, subject=subject, detail={"unit": line.unit_id, "line": line.pk})
