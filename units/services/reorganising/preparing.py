"""Preparing a reorganisation: who, what, from when, by which decision; nothing is changed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from units.models import AuditKind, Reorganisation, ReorganisedUnit, Unit, UnitKind, User
from units.models import SuccessionKind as Kind
from units.permissions import can_manage_unit
from units.refusals import Conflict, demand
from units.services.audit import record

Side, State = ReorganisedUnit.Side, Reorganisation.State


@dataclass(frozen=True)
class NewUnit:
    """A successor that the reorganisation opens."""

    name: str
    parent: Unit
    kind: UnitKind | str
    short_name: str = ""
    is_organisation: bool = False


@transaction.atomic
def prepare(
    *,
    kind: Kind | str,
    effective_on: date,
    deciding_document: str,
    sources: Sequence[Unit],
    by: User,
    now: datetime,
    successors: Sequence[Unit] = (),
    new_units: Sequence[NewUnit] = (),
    keeps_predecessor: bool = False,
    names: Mapping[str, str] | None = None,
) -> Reorganisation:
    """Write down what is to happen.  The first successor is the main one; `names` are the new names of a rename.

    A transfer of functions leaves its unit at work; only there may the unit be one that was closed before.
    """
    kind = Kind(kind)
    keeps = kind == Kind.TRANSFER or (kind == Kind.SPLIT and keeps_predecessor)
    names = {key: value.strip() for key, value in (names or {}).items()} if kind == Kind.RENAME else {}
    for unit in (*sources, *successors, *(new.parent for new in new_units)):
        demand(can_manage_unit(by, unit))
    _demand_sound(kind, keeps, effective_on, sources, successors, new_units, names)
    _demand_decided(deciding_document)
    reorganisation = Reorganisation.objects.create(
        kind=kind,
        effective_on=effective_on,
        deciding_document=deciding_document.strip(),
        keeps_predecessor=keeps,
        names=names,
        prepared_by=by,
        prepared_in_post=by.acting_post,
        prepared_at=now,
    )
    lines = [ReorganisedUnit(reorganisation=reorganisation, side=Side.FROM, unit=unit) for unit in sources]
    lines += [ReorganisedUnit(reorganisation=reorganisation, side=Side.TO, unit=unit) for unit in successors]
    lines += [
        ReorganisedUnit(
            reorganisation=reorganisation,
            side=Side.TO,
            is_new=True,
            name=new.name.strip(),
            short_name=new.short_name.strip(),
            kind=new.kind,
            parent=new.parent,
            is_organisation=new.is_organisation,
        )
        for new in new_units
    ]
    if first := next((line for line in lines if line.side == Side.TO), None):
        first.is_main = True
    ReorganisedUnit.objects.bulk_create(lines)
    _audit(reorganisation, "Chuẩn bị", by, now)
    return reorganisation


@transaction.atomic
def save_choices(
    *,
    reorganisation: Reorganisation,
    choices: Mapping[str, str],
    main: int | None,
    by: User,
    now: datetime,
    version: int,
) -> Reorganisation:
    """Keep what goes where; `main` is the line of the main successor."""
    locked = lock_prepared(reorganisation, by=by, version=version)
    locked.choices = dict(choices)
    if main and (line := locked.lines.filter(pk=main, side=Side.TO).first()) and not line.is_main:
        locked.lines.filter(is_main=True).update(is_main=False)
        line.is_main = True
        line.save(update_fields=["is_main"])
    locked.version += 1
    locked.save(update_fields=["choices", "version"])
    return locked


@transaction.atomic
def withdraw(*, reorganisation: Reorganisation, by: User, now: datetime, version: int) -> Reorganisation:
    """What was prepared will not happen."""
    locked = lock_prepared(reorganisation, by=by, version=version)
    locked.state, locked.ended_by, locked.ended_at = State.WITHDRAWN, by, now
    locked.version += 1
    locked.save(update_fields=["state", "ended_by", "ended_at", "version"])
    _audit(locked, "Bỏ chuẩn bị", by, now)
    return locked


def lock_prepared(reorganisation: Reorganisation, *, by: User, version: int) -> Reorganisation:
    """The row, locked.  Forbidden unless the person manages every unit of it, Conflict where it is no longer open or
    was changed since `version`."""
    locked = Reorganisation.objects.select_for_update(of=("self",)).get(pk=reorganisation.pk)
    demand_manages(locked, by)
    if not locked.is_open:
        raise Conflict(f"Đợt sắp xếp này {locked.get_state_display()}. Tải lại trang để xem tình trạng mới nhất.")
    if locked.version != version:
        raise Conflict("Người khác vừa thay đổi đợt sắp xếp này. Xem lại các lựa chọn rồi thực hiện lại.")
    return locked


def demand_manages(reorganisation: Reorganisation, by: User) -> None:
    for line in reorganisation.lines.select_related("unit", "parent"):
        demand(can_manage_unit(by, line.unit or line.parent))  # type: ignore[arg-type]


def _audit(reorganisation: Reorganisation, what: str, by: User, now: datetime) -> None:
    record(
        kind=AuditKind.UNITS_REORGANISED,
        by=by,
        now=now,
        subject=f"{what}: {described(reorganisation)}",
        detail={"reorganisation": reorganisation.pk},
    )


def described(reorganisation: Reorganisation) -> str:
    """ "Sáp nhập từ 01/07/2025: Phòng A, Phòng B → Phòng C (Quyết định 12/QĐ-SNV)"."""
    lines = list(reorganisation.lines.select_related("unit"))
    sides = [", ".join(line.label for line in lines if line.side == side) for side in (Side.FROM, Side.TO)]
    sides[1] = sides[1] or reorganisation.names.get("name", "")
    return f"{reorganisation}: {' → '.join(filter(None, sides))} ({reorganisation.deciding_document})"


def _demand_decided(deciding_document: str) -> None:
    if not deciding_document.strip():
        raise ValidationError({"deciding_document": "Nhập văn bản quyết định việc sắp xếp."})


def _demand_sound(
    kind: Kind,
    keeps: bool,
    effective_on: date,
    sources: Sequence[Unit],
    successors: Sequence[Unit],
    new_units: Sequence[NewUnit],
    names: Mapping[str, str],
) -> None:
    """ValidationError keyed by field."""
    wrong: dict[str, str] = {}
    count = len(successors) + len(new_units)
    if not sources:
        wrong["sources"] = "Chọn đơn vị được sắp xếp."
    elif kind in (Kind.RENAME, Kind.SPLIT, Kind.TRANSFER) and len(sources) > 1:
        wrong["sources"] = f"Mỗi lần {kind.label} một đơn vị. Bỏ bớt đơn vị đã chọn."
    if why := _first(_why_not(unit, kind, effective_on) for unit in sources):
        wrong.setdefault("sources", why)
    if why := _why_not_successors(kind, keeps, count):
        wrong["successors"] = why
    if why := _first(_why_not_successor(unit, sources, effective_on) for unit in successors):
        wrong.setdefault("successors", why)
    if why := _first(_why_not_new(new, sources, keeps, effective_on) for new in new_units):
        wrong["new_units"] = why
    if kind == Kind.RENAME and not names.get("name"):
        wrong["name"] = "Nhập tên mới của đơn vị."
    if wrong:
        raise ValidationError(wrong)


def _first(refusals: Iterable[str]) -> str:
    return next(filter(None, refusals), "")


def _why_not(unit: Unit, kind: Kind, day: date) -> str:
    if unit.opened_on >= day:
        return f"{unit} hoạt động từ {unit.opened_on:%d/%m/%Y}; ngày có hiệu lực phải sau ngày đó."
    if unit.closed_on is not None and kind != Kind.TRANSFER:
        return f"{unit} đã thôi hoạt động từ {unit.closed_on:%d/%m/%Y}. Chọn “Chuyển chức năng” để chuyển việc còn lại."
    if unit.is_root() and kind not in (Kind.RENAME, Kind.TRANSFER):
        return f"{unit} là cơ quan cao nhất, không sắp xếp vào đơn vị khác được."
    other = Reorganisation.objects.filter(state=State.PREPARED, lines__unit=unit, lines__side=Side.FROM).first()
    if other:
        return f"{unit} đang có trong một đợt sắp xếp khác đang chuẩn bị ({other}). Thực hiện hoặc bỏ đợt đó trước."
    return ""


def _why_not_successors(kind: Kind, keeps: bool, count: int) -> str:
    match kind:
        case Kind.RENAME:
            return "Đổi tên không có đơn vị tiếp nhận." if count else ""
        case Kind.MERGE:
            return "" if count == 1 else "Sáp nhập về đúng một đơn vị: chọn một đơn vị đã có hoặc nhập một đơn vị mới."
        case Kind.SPLIT:
            needed = 1 if keeps else 2
            return "" if count >= needed else f"Chọn hoặc nhập ít nhất {needed} đơn vị tiếp nhận."
        case Kind.TRANSFER:
            return "" if count else "Chọn đơn vị tiếp nhận chức năng."
    return ""


def _why_not_successor(unit: Unit, sources: Sequence[Unit], day: date) -> str:
    if unit in sources:
        return f"{unit} không thể vừa được sắp xếp vừa tiếp nhận. Bỏ đơn vị này ở một bên."
    if not unit.is_open_on(day):
        return f"{unit} không hoạt động vào ngày {day:%d/%m/%Y}. Chọn đơn vị khác."
    above = next((source for source in sources if unit.path.startswith(source.path)), None)
    if above and unit.depth > above.depth + 1:
        return f"{unit} nằm sâu bên trong {above}. Chuyển đơn vị này ra ngoài trước khi sắp xếp."
    return ""


def _why_not_new(new: NewUnit, sources: Sequence[Unit], keeps: bool, day: date) -> str:
    if not new.parent.is_open_on(day):
        return f"{new.parent} không hoạt động vào ngày {day:%d/%m/%Y}. Chọn đơn vị cấp trên khác cho {new.name}."
    if not keeps and any(new.parent.path.startswith(source.path) for source in sources):
        return f"{new.parent} thôi hoạt động trong đợt này. Chọn đơn vị cấp trên khác cho {new.name}."
    siblings = Unit.objects.get_children(new.parent).filter(name__iexact=new.name.strip(), closed_on__isnull=True)
    if siblings.exclude(pk__in=[] if keeps else [source.pk for source in sources]).exists():
        return f"Đã có đơn vị “{new.name}” cùng cấp. Chọn đơn vị đó hoặc đặt tên khác."
    return ""
