"""All of the unit side together: what there is to choose, the change, and its undoing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from units.models import MovedRow, Reorganisation, Unit
from units.services.reorganising import names, posts, tree
from units.services.reorganising.layout import Item, Layout

# Heading of a part of the screen -> its things.
PARTS = (
    ("Vị trí công tác", posts.items),
    ("Đơn vị trực thuộc", tree.child_items),
    ("Nhóm đơn vị", names.member_items),
    ("Tên gọi khác trong văn bản", names.alias_items),
)


def parts_of(layout: Layout) -> list[tuple[str, list[Item]]]:
    """What the units have that has to go somewhere, by kind; nothing where a unit only takes another name."""
    if tree.is_rename(layout.reorganisation):
        return []
    return [(heading, found) for heading, items in PARTS if (found := items(layout))]


def change_units(layout: Layout, chosen: Mapping[str, str], *, now: datetime) -> tuple[dict[int, Unit], list[MovedRow]]:
    """Line -> successor, and every row that was moved.  `chosen` holds a value for each item; the tree is locked.

    ValidationError where names or dates of units don't allow it.
    """
    if tree.is_rename(layout.reorganisation):
        return {}, tree.rename(layout, now)
    units, rows = tree.open_successors(layout)
    rows += tree.move_children(layout, chosen, units, now)
    rows += posts.move(layout, chosen, units)
    rows += names.move_aliases(layout, chosen, units)
    rows += names.move_members(layout, chosen, units)
    main = units[layout.main.pk] if layout.main else None
    if main and main.is_organisation and not layout.reorganisation.keeps_predecessor:
        rows += names.move_groups(layout, main)
    return units, rows + tree.close_sources(layout, units)


def undo_units(reorganisation: Reorganisation, *, now: datetime, day: date) -> None:
    posts.undo(reorganisation)
    names.undo(reorganisation)
    tree.undo(reorganisation, now, day)
