"""The units themselves: successors are opened, units below change their parent, those that are gone are closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from units.models import (
    MovedRow,
    Post,
    Reorganisation,
    ReorganisedUnit,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitSuccession,
    UnitVersion,
)
from units.refusals import Conflict
from units.services.organisation import (
    call,
    create_unit,
    demand_later_than_versions,
    place,
    refuse_double,
    shut,
)
from units.services.reorganising.layout import UP, Item, Layout

CHILD, OPENED, CLOSED, RENAMED = "child", "opened", "closed", "renamed"
_NAMES = ("name", "short_name", "agency_code")


def child_items(layout: Layout) -> list[Item]:
    """Open units directly below one that is reorganised, but for those that are reorganised with it."""
    gone = {unit.pk for unit in layout.units}
    found = []
    for unit in layout.units:
        for child in Unit.objects.get_children(unit).open_on(layout.reorganisation.effective_on).exclude(pk__in=gone):
            others = [line for line in layout.targets if line.unit_id != child.pk]
            above = Unit.objects.get_parent(unit)
            is_successor = len(others) < len(layout.targets)
            up = ((UP, f"Chuyển lên {above.label}"),) if above and (is_successor or not others) else ()
            proposal = UP if up and not layout.stays(unit) else layout.proposal(unit, child.name, others)
            options = layout.options(unit, *up, targets=[] if is_successor else others)
            found.append(Item(f"{CHILD}:{child.pk}", child.name, unit.pk, options, proposal))
    return found


def open_successors(layout: Layout) -> tuple[dict[int, Unit], list[MovedRow]]:
    """Line -> the unit; new ones begin on the day."""
    reorganisation = layout.reorganisation
    units, rows = {}, []
    for line in layout.targets:
        if line.unit is None:
            line.unit = create_unit(
                name=line.name,
                short_name=line.short_name,
                kind=UnitKind(line.kind),
                opened_on=reorganisation.effective_on,
                parent=Unit.objects.get(pk=line.parent_id),
                is_organisation=line.is_organisation,
                deciding_document=reorganisation.deciding_document,
            )
            line.save(update_fields=["unit"])
            rows.append(MovedRow(reorganisation=reorganisation, what=OPENED, row=line.unit.pk, to_unit=line.unit))
        units[line.pk] = line.unit
    return units, rows


def move_children(
    layout: Layout, chosen: Mapping[str, str], units: Mapping[int, Unit], now: datetime
) -> list[MovedRow]:
    """Paths change with every step, so that each unit is read anew before it is moved."""
    reorganisation, rows = layout.reorganisation, []
    for item in child_items(layout):
        value, child_id = chosen[item.key], int(item.key.partition(":")[2])
        child, source = Unit.objects.get(pk=child_id), Unit.objects.get(pk=item.source)
        line = layout.target(value)
        to = (
            Unit.objects.get_parent(source) if value == UP else Unit.objects.get(pk=units[line.pk].pk) if line else None
        )
        if to is None:
            continue
        place(
            child,
            to,
            valid_from=reorganisation.effective_on,
            now=now,
            deciding_document=reorganisation.deciding_document,
        )
        rows.append(MovedRow(reorganisation=reorganisation, what=CHILD, row=child_id, from_unit=source, to_unit=to))
    return rows


def close_sources(layout: Layout, units: Mapping[int, Unit]) -> list[MovedRow]:
    """Who took over from whom is written down; units that don't go on end the day before."""
    reorganisation, rows = layout.reorganisation, []
    for unit in layout.units:
        source = Unit.objects.get(pk=unit.pk)
        UnitSuccession.objects.bulk_create(
            UnitSuccession(
                predecessor=source,
                successor=units[line.pk],
                kind=reorganisation.kind,
                deciding_document=reorganisation.deciding_document,
                effective_on=reorganisation.effective_on,
                is_main=line.is_main,
                reorganisation=reorganisation,
            )
            for line in layout.targets
        )
        if source.closed_on is None and not layout.stays(source):
            demand_later_than_versions(source, reorganisation.effective_on)
            shut(source, reorganisation.effective_on)
            rows.append(MovedRow(reorganisation=reorganisation, what=CLOSED, row=source.pk, from_unit=source))
    return rows


def rename(layout: Layout, now: datetime) -> list[MovedRow]:
    """The unit stays what it is, with all that belongs to it."""
    reorganisation, (unit,) = layout.reorganisation, layout.units
    before = {name: getattr(unit, name) for name in _NAMES}
    names = before | {name: value for name, value in reorganisation.names.items() if name in _NAMES}
    call(
        unit,
        names,
        valid_from=reorganisation.effective_on,
        now=now,
        deciding_document=reorganisation.deciding_document,
    )
    return [
        MovedRow(reorganisation=reorganisation, what=RENAMED, row=unit.pk, from_unit=unit, to_unit=unit, before=before)
    ]


# undoing
def demand_nothing_followed(reorganisation: Reorganisation, day: date) -> None:
    """Conflict where units or posts were changed since in a way that undoing would tear apart."""
    lines = reorganisation.lines.filter(unit__isnull=False).values("unit")
    later = Reorganisation.objects.filter(state=Reorganisation.State.DONE, pk__gt=reorganisation.pk)
    if other := later.filter(lines__unit__in=lines, done_at__gte=reorganisation.done_at).first():
        raise Conflict(f"Các đơn vị này đã được sắp xếp tiếp ({other}). Hoàn tác đợt đó trước.")
    opened = reorganisation.moved.filter(what=OPENED).values("row")
    posts = Post.objects.filter(unit__in=opened).exclude(pk__in=reorganisation.moved.filter(what="post").values("row"))
    if post := posts.select_related("user", "unit").first():
        raise Conflict(
            f"{post.user} đã được giao vị trí tại {post.unit} sau khi sắp xếp. Lập một đợt sắp xếp mới để chuyển tiếp."
        )
    for line in reorganisation.lines.filter(side=ReorganisedUnit.Side.TO, is_new=True).select_related("unit"):
        children = Unit.objects.get_children(line.unit).open_on(day)
        if child := children.exclude(pk__in=reorganisation.moved.filter(what=CHILD).values("row")).first():
            raise Conflict(f"{child} đã được lập trong {line.unit} sau khi sắp xếp. Chuyển hoặc đóng đơn vị đó trước.")


def undo(reorganisation: Reorganisation, now: datetime, day: date) -> None:
    """Units that were gone are at work again as if they had never ended; those that were opened never were."""
    on = reorganisation.effective_on
    closed = Unit.objects.filter(pk__in=reorganisation.moved.filter(what=CLOSED).values("row"))
    for unit in closed:
        refuse_double(Unit.objects.get_parent(unit), unit.name, besides=unit)
        UnitVersion.objects.filter(unit=unit, valid_to=on).update(valid_to=None)
    closed.update(closed_on=None)
    for row in reorganisation.moved.filter(what=CHILD).order_by("-pk"):
        child, back = Unit.objects.get(pk=row.row), Unit.objects.get(pk=row.from_unit_id)
        newest = child.versions.get(valid_to__isnull=True)
        document = f"Hoàn tác {reorganisation.deciding_document}"[:300]
        place(child, back, valid_from=max(on, newest.valid_from), now=now, deciding_document=document)
    for row in reorganisation.moved.filter(what=RENAMED):
        unit = Unit.objects.get(pk=row.row)
        newest = unit.versions.get(valid_to__isnull=True)
        call(unit, row.before, valid_from=max(on, newest.valid_from), now=now)
    for row in reorganisation.moved.filter(what=OPENED):
        unit = Unit.objects.get(pk=row.row)
        unit.versions.filter(valid_to__isnull=True).update(valid_to=max(day, on + timedelta(days=1)))
        Unit.objects.filter(pk=unit.pk).update(closed_on=unit.opened_on)
    reorganisation.successions.update(undone_at=now)


def is_rename(reorganisation: Reorganisation) -> bool:
    return reorganisation.kind == SuccessionKind.RENAME
