"""Groups of units: what a word such as "các phòng thuộc Sở" means on a date."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from units.models import AuditKind, GroupMember, Unit, UnitGroup, UnitKind, User
from units.permissions import can_manage_unit
from units.refusals import demand
from units.services.audit import record


def expand(group: UnitGroup, on: date) -> list[Unit]:
    """The units meant on the day, in the order of the tree: open units of the kind that stood directly under the
    owner that day, or the members of that day.  Whoever assigns keeps the list as rows (requirement A12)."""
    units = Unit.objects.open_on(on)
    if group.rule_kind:
        below = group.owner.past_children.on(on).values("unit")
        return list(units.filter(kind=group.rule_kind, pk__in=below))
    return list(units.filter(pk__in=group.memberships.on(on).values("unit")))


@transaction.atomic
def create_group(
    *,
    owner: Unit,
    name: str,
    by: User,
    now: datetime,
    rule_kind: UnitKind | str = "",
    members: list[Unit] | None = None,
    valid_from: date | None = None,
) -> UnitGroup:
    """A group by rule, or with members from `valid_from` on (default: as long as the owner exists); never both."""
    demand(can_manage_unit(by, owner))
    if rule_kind and members:
        raise ValidationError("Nhóm theo loại đơn vị không có danh sách riêng. Bỏ loại đơn vị hoặc bỏ danh sách.")
    group = UnitGroup(owner=owner, name=name, rule_kind=rule_kind)
    group.full_clean()
    group.save()
    for unit in members or []:
        GroupMember.objects.create(group=group, unit=unit, valid_from=valid_from or owner.opened_on)
    record(kind=AuditKind.UNIT_CHANGED, by=by, now=now, subject=f"Lập nhóm {name}")
    return group


@transaction.atomic
def add_member(*, group: UnitGroup, unit: Unit, valid_from: date, by: User, now: datetime) -> GroupMember:
    """The unit belongs to the group from the day on."""
    group = UnitGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    demand(can_manage_unit(by, group.owner))
    if group.rule_kind:
        raise ValidationError(f"Nhóm {group} gồm mọi đơn vị cùng loại; không thêm từng đơn vị được.")
    if group.memberships.filter(unit=unit, valid_to__isnull=True).exists():
        raise ValidationError(f"{unit} đã thuộc nhóm {group}.")
    member = GroupMember(group=group, unit=unit, valid_from=valid_from)
    member.full_clean()
    member.save()
    record(kind=AuditKind.UNIT_CHANGED, by=by, now=now, subject=f"Thêm {unit} vào nhóm {group}")
    return member


@transaction.atomic
def end_member(*, member: GroupMember, valid_to: date, by: User, now: datetime) -> GroupMember:
    """The unit belongs to the group until the day before `valid_to`."""
    member = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    demand(can_manage_unit(by, member.group.owner))
    if valid_to <= member.valid_from:
        raise ValidationError(f"Ngày ra khỏi nhóm phải sau ngày {member.valid_from:%d/%m/%Y}.")
    member.valid_to = valid_to
    member.save(update_fields=["valid_to"])
    record(kind=AuditKind.UNIT_CHANGED, by=by, now=now, subject=f"Đưa {member.unit} ra khỏi nhóm {member.group}")
    return member
