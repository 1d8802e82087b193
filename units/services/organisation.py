"""Units: create, rename, close.  The current row and its dated version change together."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from units.models import Unit, UnitKind, UnitVersion


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
    """A new unit under `parent` (or a root) with its first version.  A root is always an organisation."""
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
