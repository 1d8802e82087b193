"""Other names and group memberships pass to the units that take over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q

from units.models import GroupMember, MovedRow, Reorganisation, Unit, UnitAlias, UnitGroup
from units.services.reorganising.layout import ALL, END, STAY, Item, Layout

ALIAS, MEMBER, MEMBER_ENDED, GROUP = "alias", "member", "member_end", "group"


# other names
def alias_items(layout: Layout) -> list[Item]:
    """A name that stays with a unit that is gone is still known as an earlier name, with its doubt."""
    rows = UnitAlias.objects.filter(unit__in=layout.units).select_related("unit").order_by("unit__path", "text")
    found = []
    for row in rows:
        options = layout.options(row.unit)
        if STAY not in dict(options):
            options = (*options, (STAY, f"Để lại {row.unit.label}"))
        proposal = layout.proposal(row.unit, row.text) or STAY
        found.append(Item(f"{ALIAS}:{row.pk}", f"“{row.text}”", row.unit_id, options, proposal))
    return found


def move_aliases(layout: Layout, chosen: Mapping[str, str], units: Mapping[int, Unit]) -> list[MovedRow]:
    """A name that the successor bears already stays where it is."""
    known = set(UnitAlias.objects.filter(unit__in=units.values()).values_list("unit_id", "folded"))
    rows, changed = [], []
    for alias in UnitAlias.objects.filter(unit__in=layout.units).order_by("pk"):
        line = layout.target(chosen[f"{ALIAS}:{alias.pk}"])
        if line is None or (units[line.pk].pk, alias.folded) in known:
            continue
        to = units[line.pk]
        known.add((to.pk, alias.folded))
        rows.append(_row(layout.reorganisation, ALIAS, alias.pk, alias.unit_id, to))
        alias.unit = to
        changed.append(alias)
    UnitAlias.objects.bulk_update(changed, ["unit"])
    return rows


# memberships
def members_of(units: Iterable[Unit], day: date) -> list[GroupMember]:
    """Memberships of the day or later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = GroupMember.objects.filter(lasting, unit__in=list(units)).select_related("unit", "group__owner")
    return list(rows.order_by("unit__path", "group__name", "pk"))


def member_items(layout: Layout) -> list[Item]:
    """Where several take over, all of them belong to the group unless somebody says otherwise: a document to the group
    means whoever does that work."""
    everyone = ((ALL, "Tất cả đơn vị tiếp nhận"),) if len(layout.targets) > 1 else ()
    found = []
    for row in members_of(layout.units, layout.reorganisation.effective_on):
        proposal = layout.proposal(row.unit) or END
        if everyone and proposal != STAY:
            proposal = ALL
        options = layout.options(row.unit, *everyone, (END, "Ra khỏi nhóm"))
        found.append(Item(f"{MEMBER}:{row.pk}", str(row.group), row.unit_id, options, proposal, str(row.group.owner)))
    return found


def move_members(layout: Layout, chosen: Mapping[str, str], units: Mapping[int, Unit]) -> list[MovedRow]:
    """From the day on the successors are members; what was assigned before keeps its rows (requirement A12)."""
    reorganisation, day = layout.reorganisation, layout.reorganisation.effective_on
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    known = set(GroupMember.objects.filter(lasting, unit__in=units.values()).values_list("group_id", "unit_id"))
    rows, changed, renewed = [], [], []
    for member in members_of(layout.units, day):
        value = chosen[f"{MEMBER}:{member.pk}"]
        if value == STAY:
            continue
        lines = layout.targets if value == ALL else [line for line in [layout.target(value)] if line]
        fresh = [units[line.pk] for line in lines if (member.group_id, units[line.pk].pk) not in known]
        known.update((member.group_id, unit.pk) for unit in fresh)
        before = {"valid_to": member.valid_to.isoformat() if member.valid_to else None}
        rows.append(_row(reorganisation, MEMBER_ENDED, member.pk, member.unit_id, None, before))
        renewed += [
            (member.unit_id, GroupMember(group_id=member.group_id, unit=unit, valid_from=day, valid_to=member.valid_to))
            for unit in fresh
        ]
        member.valid_to = max(day, member.valid_from + timedelta(days=1))
        changed.append(member)
    GroupMember.objects.bulk_update(changed, ["valid_to"])
    GroupMember.objects.bulk_create([member for _, member in renewed])
    return rows + [_row(reorganisation, MEMBER, member.pk, source, member.unit) for source, member in renewed]


# groups that an organisation owns
def move_groups(layout: Layout, to: Unit) -> list[MovedRow]:
    """The groups of organisations that end belong to the main successor; one of a name that it has stays behind, its
    members are the successor's business."""
    taken = set(UnitGroup.objects.filter(owner=to).values_list("folded", flat=True))
    rows = []
    for group in UnitGroup.objects.filter(owner__in=layout.units).order_by("pk"):
        if group.folded in taken:
            continue
        taken.add(group.folded)
        rows.append(_row(layout.reorganisation, GROUP, group.pk, group.owner_id, to))
        UnitGroup.objects.filter(pk=group.pk).update(owner=to)
    return rows


def undo(reorganisation: Reorganisation) -> None:
    """Memberships that never were are taken away; the audit trail and the moved rows tell of them."""
    for row in reorganisation.moved.filter(what=ALIAS):
        UnitAlias.objects.filter(pk=row.row).update(unit=row.from_unit_id)
    for row in reorganisation.moved.filter(what=GROUP):
        UnitGroup.objects.filter(pk=row.row).update(owner=row.from_unit_id)
    GroupMember.objects.filter(pk__in=reorganisation.moved.filter(what=MEMBER).values("row")).delete()
    ended = {row.row: row.before["valid_to"] for row in reorganisation.moved.filter(what=MEMBER_ENDED)}
    members = list(GroupMember.objects.filter(pk__in=ended))
    for member in members:
        member.valid_to = date.fromisoformat(ended[member.pk]) if ended[member.pk] else None
    GroupMember.objects.bulk_update(members, ["valid_to"])


def _row(
    reorganisation: Reorganisation, what: str, row: int, source: int, to: Unit | None, before: dict | None = None
) -> MovedRow:
    return MovedRow(
        reorganisation=reorganisation, what=what, row=row, from_unit_id=source, to_unit=to, before=before or {}
    )
