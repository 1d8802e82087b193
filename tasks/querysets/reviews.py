"""Which reviews of long-delayed work a person may see, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from units.roles import WATCH_DASHBOARD

if TYPE_CHECKING:
    from units.models import User


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """The Office and the leaders of the organisation."""
        post = user.acting_post
        if post is None or post.role not in WATCH_DASHBOARD:
            return self.none()
        return self.filter(organisation=post.organisation)

    def with_progress(self) -> Self:
        """Annotates `tasks` and `concluded`."""
        return self.annotate(tasks=Count("lines"), concluded=Count("lines", filter=~Q(lines__outcome="")))
