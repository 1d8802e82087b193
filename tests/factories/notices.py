"""Notices as the outbox makes them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from notices.models import Kind, Notification
from notices.services.outbox import Message, notify
from units.models import User

TOLD_AT = datetime(2026, 8, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def make_notice(recipient: User, *, key: str = "task:1:v1", now: datetime = TOLD_AT, **fields: str) -> Notification:
    """One notice with its waiting e-mail (where the person has an address)."""
    values = {"title": "Giao nhiệm vụ: rà soát quy chế làm việc", "link": "/nhiem-vu/1/"}
    notify(messages=[Message(recipient, Kind.ASSIGNED, key, **(values | fields))], now=now)
    return Notification.objects.get(dedup_key=f"assigned:{key}:{recipient.pk}")
