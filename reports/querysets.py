"""Which reports a person may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from units.roles import READ_REPORTS

if TYPE_CHECKING:
    from units.models import User


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Reports of the person's organisation, for its monitors and leaders."""
        post = user.acting_post
        if post is None or post.role not in READ_REPORTS:
            return self.none()
        return self.filter(organisation=post.organisation)
