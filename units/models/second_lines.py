"""Dual subordination: whom a unit follows beside the unit above it ("song trùng trực thuộc")."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from units.models.unit import Unit
from units.querysets import DatedQuerySet


class SecondLine(models.Model):
    """During [valid_from, valid_to) the unit is also directed by another superior: a unit that is known here, or a body
    outside, by its name (requirement D7).  `matter` says in what, where it is not in everything."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="second_lines")
    superior = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    superior_name = models.CharField("cấp trên thứ hai", max_length=200)
    matter = models.CharField("nội dung chỉ đạo", max_length=300, blank=True)
    deciding_document = models.CharField("văn bản quy định", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "superior_name", "valid_from"], name="a_second_line_starts_once"),
            models.CheckConstraint(condition=~Q(superior=F("unit")), name="no_unit_is_its_own_superior"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="second_line_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.superior_name

    @property
    def said(self) -> str:
        """ "UBND huyện Bình Giang (quản lý biên chế)"."""
        return f"{self.superior_name} ({self.matter})" if self.matter else self.superior_name
