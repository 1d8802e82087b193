"""Other names of units and groups: entered by hand, learned from confirmed documents, taken away again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from units.models import AuditKind, GroupAlias, Unit, UnitAlias, User
from units.models.aliases import folded_alias
from units.permissions import can_manage_unit
from units.refusals import demand
from units.services.audit import record


@dataclass(frozen=True)
class Learned:
    """A name as a document writes it, and the unit or group that a person said it means."""

    text: str
    kind: Literal["unit", "group"]
    pk: int


@transaction.atomic
def add_alias(*, unit: Unit, text: str, by: User, now: datetime) -> UnitAlias:
    """Another way in which documents write the unit's name."""
    demand(can_manage_unit(by, unit))
    alias, is_new = UnitAlias.objects.get_or_create(
        unit=unit, folded=folded_alias(text), defaults={"text": text.strip(), "added_by": by, "added_at": now}
    )
    if is_new:
        record(kind=AuditKind.UNIT_CHANGED, by=by, now=now, subject=f"Thêm tên gọi “{text}” cho {unit}")
    return alias


@transaction.atomic
def remove_alias(*, alias: UnitAlias | GroupAlias, by: User, now: datetime) -> None:
    """The name no longer means the unit or group.  What was confirmed with it stays as it is."""
    named = alias.unit if isinstance(alias, UnitAlias) else alias.group
    demand(can_manage_unit(by, alias.unit if isinstance(alias, UnitAlias) else alias.group.owner))
    record(
        kind=AuditKind.UNIT_CHANGED,
        by=by,
        now=now,
        subject=f"Bỏ tên gọi “{alias}” của {named}",
        detail={"source": alias.source} if alias.source else {},
    )
    alias.delete()


def learn_aliases(*, names: Iterable[Learned], source: str, by: User, now: datetime) -> None:
    """Keep names that a person confirmed; those known already stay as they are.

    Asks nobody's permission: for services that have asked whether the person may confirm the document.
    """
    rows: dict[str, list] = {"unit": [], "group": []}
    for name in names:
        model = UnitAlias if name.kind == "unit" else GroupAlias
        rows[name.kind].append(
            model(
                **{f"{name.kind}_id": name.pk},
                text=name.text,
                folded=folded_alias(name.text),
                added_by=by,
                added_at=now,
                source=source[:300],
            )
        )
    if rows["unit"]:
        UnitAlias.objects.bulk_create(rows["unit"], ignore_conflicts=True)
    if rows["group"]:
        GroupAlias.objects.bulk_create(rows["group"], ignore_conflicts=True)
