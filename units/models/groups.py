"""Groups of units that a document addresses in one word ("các phòng thuộc Sở")."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from units.folding import fold
from units.models.unit import Unit, UnitKind
from units.querysets import DatedQuerySet


class UnitGroup(models.Model):
    """A named group of an organisation: its units of one kind (a rule), or dated members entered by hand.

    What a group means on a date is given by `units.services.groups.expand`; an assignment stores the rows it got.
    """

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups", verbose_name="cơ quan")
    name = models.CharField("tên nhóm", max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    rule_kind = models.CharField("gồm mọi đơn vị loại", max_length=20, choices=UnitKind, blank=True)

    class Meta:
        verbose_name = "nhóm đơn vị"
        verbose_name_plural = "nhóm đơn vị"
        ordering = ["owner", "name"]
        constraints = [models.UniqueConstraint(fields=["owner", "folded"], name="a_group_name_once_in_an_organisation")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class GroupMember(models.Model):
    """A unit in a group during [valid_from, valid_to)."""

    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "unit", "valid_from"], name="a_membership_starts_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} trong {self.group}"
