"""Which units, posts and groups are meant.  Validity is half-open: valid_from counts, valid_to does not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

if TYPE_CHECKING:
    from units.models import Unit, User


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose [valid_from, valid_to) holds the day."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def within(unit: Unit, prefix: str = "") -> Q:
    """The unit and everything below it in the current tree."""
    return Q(**{f"{prefix}path__startswith": unit.path})


class UnitQuerySet(MP_NodeQuerySet):
    def open_on(self, day: date) -> Self:
        """Units that exist on the day."""
        return self.filter(opened_on__lte=day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def within(self, unit: Unit) -> Self:
        return self.filter(within(unit))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Rows valid on the day."""
        return self.filter(valid_on(day))


class PostQuerySet(DatedQuerySet):
    def open_to(self, user: User, *, on: date) -> Self:
        """Posts in which the person may act on the day: their own, then those delegated to them."""
        delegated = (
            Q(delegations__delegate=user) & valid_on(on, "delegations__") & Q(delegations__revoked_at__isnull=True)
        )
        own = Q(user=user)
        rows = self.on(on).filter(own | delegated)
        return (
            self.filter(pk__in=rows.values("pk"))
            .annotate(is_own=models.Case(models.When(user=user, then=0), default=1))
            .select_related("unit", "unit__organisation", "user")
            .order_by("is_own", "valid_from", "pk")
        )

    def heads_of(self, units: models.QuerySet | list[Unit], *, on: date) -> Self:
        """Posts of the heads (not deputies) of the units on the day."""
        return self.on(on).filter(role="head", is_deputy=False, unit__in=units)
