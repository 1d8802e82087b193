"""The exceptions to the plain working week, editable because the State announces them late."""

from __future__ import annotations

from django.db import models


class CalendarDay(models.Model):
    """One date that is off though a weekday, or worked though a Saturday."""

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        WORKING = "working", "làm bù"

    date = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    reason = models.CharField("lý do", max_length=100)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "lịch làm việc"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.get_kind_display()}: {self.reason}"
