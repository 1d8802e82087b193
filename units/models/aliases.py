"""Other ways in which documents write the name of a unit or a group."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from units.folding import fold
from units.models.groups import UnitGroup
from units.models.people import User
from units.models.unit import Unit


class Alias(models.Model):
    """Entered by an administrator, or learned from what a person confirmed; `source` then names the document."""

    text = models.CharField("tên gọi khác", max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField("thêm lúc", null=True, blank=True)
    source = models.CharField("học từ văn bản", max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = folded_alias(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UnitAlias(Alias):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="an_alias_of_a_unit_once"),
            models.CheckConstraint(
                condition=Q(source="") | Q(added_by__isnull=False, added_at__isnull=False),
                name="unit_alias_learned_from_somebody",
            ),
        ]


class GroupAlias(Alias):
    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="aliases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "folded"], name="an_alias_of_a_group_once"),
            models.CheckConstraint(
                condition=Q(source="") | Q(added_by__isnull=False, added_at__isnull=False),
                name="group_alias_learned_from_somebody",
            ),
        ]


def folded_alias(text: str) -> str:
    """By which aliases are compared: case and marks make no other name."""
    return fold(text)[:200]
