"""Units: open, rename, move, close.  The current row and its dated versions change together.

Names and parents of the future are entered when their day comes: what is current must be true today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from units.models import (
    AuditKind,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitSuccession,
    UnitVersion,
    User,
)
from units.permissions import can_begin_tree, can_manage_unit
from units.refusals import Conflict, demand
from units.services.audit import record


@transaction.atomic
def create_unit(
    *,
    name: str,
    kind: UnitKind,
    opened_on: date,
    parent: Unit | None = None,
    short_name: str = "",
    agency_code: str = "",
    is_organisation: bool = False,
    deciding_document: str = "",
) -> Unit:
    """The rows of a new unit under `parent` (or a root), with its first version.  A root is always an organisation.

    Asks nobody's permission: for the set-up of an installation and for services that have asked.
    """
    is_organisation = is_organisation or parent is None
    unit = Unit(
        name=name,
        short_name=short_name,
        agency_code=agency_code,
        kind=kind,
        is_organisation=is_organisation,
        organisation=None if is_organisation or parent is None else (parent.organisation or parent),
        opened_on=opened_on,
    )
    if parent is None:
        Unit.objects.add_root(instance=unit)
    else:
        Unit.objects.add_child(parent, instance=unit)
    if is_organisation:
        unit.organisation = unit
        unit.save(update_fields=["organisation"])
    UnitVersion.objects.create(
        unit=unit,
        name=name,
        short_name=short_name,
        agency_code=agency_code,
        parent=parent,
        valid_from=opened_on,
        deciding_document=deciding_document,
    )
    return unit


@transaction.atomic
def open_unit(
    *,
    name: str,
    kind: UnitKind,
    opened_on: date,
    by: User,
    now: datetime,
    parent: Unit | None = None,
    short_name: str = "",
    agency_code: str = "",
    is_organisation: bool = False,
    deciding_document: str = "",
) -> Unit:
    """A new unit below a unit that the administrator manages; without a parent the one at which the tree begins."""
    lock_tree()
    if parent is None:
        demand(can_begin_tree(by))
        if Unit.objects.exists():
            raise ValidationError({"parent": "Chọn đơn vị cấp trên: chỉ đơn vị đầu tiên không có cấp trên."})
    else:
        parent = Unit.objects.get(pk=parent.pk)
        demand(can_manage_unit(by, parent))
        if not parent.is_open_on(opened_on):
            raise ValidationError({"opened_on": f"{parent} không hoạt động vào ngày {opened_on:%d/%m/%Y}."})
        refuse_double(parent, name)
    unit = create_unit(
        name=name,
        kind=kind,
        opened_on=opened_on,
        parent=parent,
        short_name=short_name,
        agency_code=agency_code,
        is_organisation=is_organisation,
        deciding_document=deciding_document,
    )
    record(kind=AuditKind.UNIT_CHANGED, by=by, now=now, subject=f"Lập đơn vị {name}", detail={"unit": unit.pk})
    return unit


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    name: str,
    short_name: str,
    agency_code: str,
    valid_from: date,
    by: User,
    now: datetime,
    deciding_document: str = "",
) -> Unit:
    """Another name, short name or code from the day on; on the day of the newest version, that one is put right."""
    unit = _locked(unit, by)
    before = unit.name
    new_names = {"name": name, "short_name": short_name, "agency_code": agency_code}
    call(unit, new_names, valid_from=valid_from, now=now, deciding_document=deciding_document)
    record(
        kind=AuditKind.UNIT_CHANGED,
        by=by,
        now=now,
        subject=f"Đổi tên {before} thành {name}",
        detail={"unit": unit.pk, "valid_from": valid_from.isoformat()},
    )
    return unit


def call(unit: Unit, names: Mapping[str, str], *, valid_from: date, now: datetime, deciding_document: str = "") -> None:
    """The rows of a rename; `names`: name, short_name, agency_code.  Asks nobody's permission."""
    refuse_double(Unit.objects.get_parent(unit), names["name"], besides=unit)
    new_version(unit, valid_from, now, **names, deciding_document=deciding_document)
    for field, value in names.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(names))


@transaction.atomic
def move_unit(
    *, unit: Unit, parent: Unit, valid_from: date, by: User, now: datetime, deciding_document: str = ""
) -> Unit:
    """Under another parent from the day on, with everything below it."""
    lock_tree()
    unit = _locked(unit, by)
    parent = Unit.objects.get(pk=parent.pk)
    demand(can_manage_unit(by, parent))
    if parent.path.startswith(unit.path):
        raise ValidationError({"parent": f"{parent} là chính đơn vị này hoặc thuộc đơn vị này. Chọn đơn vị khác."})
    if not parent.is_open_on(valid_from):
        raise ValidationError({"parent": f"{parent} không hoạt động vào ngày {valid_from:%d/%m/%Y}."})
    unit = place(unit, parent, valid_from=valid_from, now=now, deciding_document=deciding_document)
    record(
        kind=AuditKind.UNIT_CHANGED,
        by=by,
        now=now,
        subject=f"Chuyển {unit} về {parent}",
        detail={"unit": unit.pk, "parent": parent.pk, "valid_from": valid_from.isoformat()},
    )
    return unit


def place(unit: Unit, parent: Unit, *, valid_from: date, now: datetime, deciding_document: str = "") -> Unit:
    """The rows of a move, with everything below.  Asks nobody's permission; the tree is locked."""
    refuse_double(parent, unit.name, besides=unit)
    new_version(unit, valid_from, now, parent=parent, deciding_document=deciding_document)
    was_in = unit.organisation
    Unit.objects.move(unit, parent, pos="last-child")
    unit = Unit.objects.get(pk=unit.pk)
    if not unit.is_organisation:
        belongs_to = parent.organisation or parent
        Unit.objects.within(unit).filter(organisation=was_in).update(organisation=belongs_to)
        unit.organisation = belongs_to
    return unit


@transaction.atomic
def close_unit(
    *,
    unit: Unit,
    closed_on: date,
    by: User,
    now: datetime,
    deciding_document: str,
    successors: list[Unit] | None = None,
    kind: SuccessionKind = SuccessionKind.DISSOLVE,
) -> Unit:
    """The unit no longer works from the day on; its posts end that day.  Never deleted, its name stays in history.

    Knows nothing of open work: on the screens a unit ends by a reorganisation, which moves its work first.
    """
    lock_tree()
    unit = _locked(unit, by)
    if closed_on <= unit.opened_on:
        raise ValidationError({"closed_on": f"Ngày này phải sau ngày thành lập {unit.opened_on:%d/%m/%Y}."})
    demand_later_than_versions(unit, closed_on)
    if below := Unit.objects.within(unit).open_on(closed_on).exclude(pk=unit.pk).count():
        raise Conflict(f"{unit} còn {below} đơn vị trực thuộc đang hoạt động. Chuyển hoặc đóng các đơn vị đó trước.")
    if unit.posts.filter(valid_from__gte=closed_on).exists():
        raise Conflict(f"{unit} có vị trí công tác bắt đầu từ ngày này trở đi. Kết thúc các vị trí đó trước.")
    for successor in successors or []:
        UnitSuccession.objects.create(
            predecessor=unit,
            successor=successor,
            kind=kind,
            deciding_document=deciding_document,
            effective_on=closed_on,
        )
    unit.posts.on(closed_on).update(valid_to=closed_on)
    shut(unit, closed_on)
    record(
        kind=AuditKind.UNIT_CHANGED,
        by=by,
        now=now,
        subject=f"{unit} thôi hoạt động",
        detail={"unit": unit.pk, "closed_on": closed_on.isoformat(), "successors": [s.pk for s in successors or []]},
    )
    return unit


def demand_later_than_versions(unit: Unit, closed_on: date) -> None:
    """ValidationError unless the unit can end on the day: its newest name or parent has to be older."""
    newest = unit.versions.get(valid_to__isnull=True)
    if closed_on <= newest.valid_from:
        raise ValidationError(
            {"closed_on": f"Ngày này phải sau ngày thay đổi gần nhất của {unit} ({newest.valid_from:%d/%m/%Y})."}
        )


def shut(unit: Unit, closed_on: date) -> None:
    """The rows of an end: the unit and its newest version."""
    unit.versions.filter(valid_to__isnull=True).update(valid_to=closed_on)
    unit.closed_on = closed_on
    unit.save(update_fields=["closed_on"])


def lock_tree() -> None:
    """One change of the tree at a time: paths of whole branches are rewritten.

    Keys stay as they are, so that rows which name a unit (tasks, receipts) are written meanwhile.
    """
    list(Unit.objects.filter(depth=1).select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _locked(unit: Unit, by: User) -> Unit:
    locked = Unit.objects.select_for_update(no_key=True, of=("self",)).get(pk=unit.pk)
    demand(can_manage_unit(by, locked))
    if locked.closed_on is not None:
        raise Conflict(f"{locked} đã thôi hoạt động từ ngày {locked.closed_on:%d/%m/%Y}.")
    return locked


def refuse_double(parent: Unit | None, name: str, besides: Unit | None = None) -> None:
    """ValidationError where an open unit under the same parent bears the name."""
    siblings = Unit.objects.get_children(parent) if parent else Unit.objects.filter(depth=1)
    taken = siblings.filter(name__iexact=name, closed_on__isnull=True)
    if taken.exclude(pk=besides.pk if besides else None).exists():
        raise ValidationError({"name": f"Đã có đơn vị “{name}” cùng cấp. Đặt tên khác hoặc dùng đơn vị đã có."})


def new_version(unit: Unit, valid_from: date, now: datetime, **changes: object) -> UnitVersion:
    """Ends the open version the day before and starts one with the changes."""
    today = timezone.localdate(now)
    if valid_from > today:
        raise ValidationError({"valid_from": f"Ngày có hiệu lực không được sau hôm nay ({today:%d/%m/%Y})."})
    version = unit.versions.get(valid_to__isnull=True)
    if valid_from < version.valid_from:
        raise ValidationError(
            {"valid_from": f"Thay đổi gần nhất có hiệu lực từ {version.valid_from:%d/%m/%Y}. Nhập từ ngày đó trở đi."}
        )
    if valid_from > version.valid_from:
        version.valid_to = valid_from
        version.save(update_fields=["valid_to"])
        version.pk, version.valid_to, version.valid_from = None, None, valid_from
        version._state.adding = True
    for field, value in changes.items():
        setattr(version, field, value)
    version.full_clean(validate_constraints=False)
    version.save()
    return version
