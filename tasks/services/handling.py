"""Settling how an organisation handles its tasks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tasks.models import HandlingRules
from tasks.permissions import can_settle_rules
from units.models import AuditKind, User
from units.refusals import demand
from units.services.audit import record


@transaction.atomic
def settle_rules(*, by: User, now: datetime, **rules: int | bool) -> HandlingRules:
    """The rules of the person's organisation from now on, by the names of the columns; those not named stay.  What was
    before stands in the audit trail."""
    demand(can_settle_rules(by))
    organisation = by.acting_post.organisation  # type: ignore[union-attr]
    settled, _ = HandlingRules.objects.select_for_update().get_or_create(organisation=organisation)
    before = {name: getattr(settled, name) for name in rules}
    for name, value in rules.items():
        setattr(settled, name, value)
    settled.full_clean()
    settled.save()
    record(
        kind=AuditKind.SETTING_CHANGED,
        by=by,
        now=now,
        subject=str(settled),
        detail={"before": before, "after": dict(rules)},
    )
    return settled
