"""Which escalations a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F

from units.roles import WATCH_DASHBOARD

if TYPE_CHECKING:
    from units.models import User


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """The Office and the leaders of the organisation; units learn of the decision on their tasks."""
        post = user.acting_post
        if post is None or post.role not in WATCH_DASHBOARD:
            return self.none()
        return self.filter(organisation=post.organisation)

    def waiting(self) -> Self:
        return self.filter(status="waiting")

    def for_list(self) -> Self:
        """What one row shows, those that wait first; one query."""
        rows = self.select_related("asked_by", "decided_by").annotate(tasks=Count("lines"))
        return rows.order_by(F("closed_at").desc(nulls_first=True), "-pk")
