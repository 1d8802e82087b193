"""Which letters of reminder a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count

if TYPE_CHECKING:
    from units.models import User


class ReminderLetterQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those whose document the person sees: the organisation that issued it, the units that it is addressed to."""
        directives = apps.get_model("directives", "Directive").objects.visible_to(user)
        return self.filter(directive__in=directives.order_by().values("pk"))

    def for_list(self) -> Self:
        """What one row shows; two queries however many."""
        counted = self.annotate(tasks=Count("lines", distinct=True)).select_related("directive", "issued_by")
        return counted.prefetch_related("units").order_by("-issued_at", "-pk")
