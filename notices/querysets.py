"""Which notifications and deliveries are meant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from units.models import User


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """A person's own."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def for_list(self) -> Self:
        """Unread first, then newest first."""
        return self.order_by(models.Case(models.When(read_at__isnull=True, then=0), default=1), "-created_at", "-pk")


class DeliveryQuerySet(models.QuerySet):
    def due(self, now: datetime) -> Self:
        """Waiting ones whose moment has come, oldest first."""
        return self.filter(state="waiting", next_at__lte=now).order_by("next_at", "pk")
