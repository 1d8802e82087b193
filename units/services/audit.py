"""The audit trail: one line for what is not a task's history."""

from __future__ import annotations

from datetime import datetime

from units.models import AuditEvent, AuditKind, User


def record(
    *,
    kind: AuditKind,
    by: User | None,
    now: datetime,
    subject: str = "",
    detail: dict | None = None,
    ip_address: str | None = None,
) -> AuditEvent:
    """Append a line: who (nobody for a failed sign-in), in which post, when, about what, from where."""
    return AuditEvent.objects.create(
        kind=kind,
        at=now,
        user=by,
        post=by.acting_post if by else None,
        subject=subject[:300],
        detail=detail or {},
        ip_address=ip_address,
    )
