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
def settle_rules(*, by: User, now: datetime, most_extensions: int, office_decides_extensions: bool) -> HandlingRules:
    """The rules of the person's organisation from now on; what was before stands in the audit trail."""
    demand(can_settle_rules(by))
    organisation = by.acting_post.organisation  # type: ignore[union-attr]
    rules, _ = HandlingRules.objects.select_for_update().get_or_create(organisation=organisation)
    before = {"most_extensions": rules.most_extensions, "office_decides_extensions": rules.office_decides_extensions}
    rules.most_extensions, rules.office_decides_extensions = most_extensions, office_decides_extensions
    rules.full_clean()
    rules.save()
    after = {"most_extensions": most_extensions, "office_decides_extensions": office_decides_extensions}
    record(
        kind=AuditKind.SETTING_CHANGED, by=by, now=now, subject=str(rules), detail={"before": before, "after": after}
    )
    return rules
