"""Marking notices as read: a person's own, seen through `visible_to`."""

from __future__ import annotations

from datetime import datetime

from notices.models import Notification
from units.models import User


def mark_read(*, notification: Notification, by: User, now: datetime) -> bool:
    """True where it was unread until now."""
    unread = Notification.objects.visible_to(by).unread().filter(pk=notification.pk)
    return bool(unread.update(read_at=now))


def mark_all_read(*, by: User, now: datetime) -> int:
    """How many were unread until now."""
    return Notification.objects.visible_to(by).unread().filter(created_at__lte=now).update(read_at=now)
