"""Reports as issued: frozen figures of one organisation and period."""

from __future__ import annotations

from django.db import models

from reports.periods import PeriodKind
from reports.querysets import ReportQuerySet
from units.models import Post, Unit, User


class ReportIsFrozen(RuntimeError):
    """An issued report never changes."""


class Report(models.Model):
    """The summary report of an organisation for [starts_on, ends_on], as known at `known_at`; never changed.

    `figures` holds the totals and the rows by unit, `lists` the tasks behind them; both are what was issued.
    """

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    period_kind = models.CharField(max_length=10, choices=PeriodKind)
    period_key = models.CharField(max_length=10)  # "2026-11", "2026-Q4"
    starts_on = models.DateField()
    ends_on = models.DateField()  # the data cut-off (chốt số liệu), inclusive
    known_at = models.DateTimeField()
    figures = models.JSONField()
    lists = models.JSONField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-issued_at"]
        indexes = [models.Index(fields=["organisation", "period_kind", "period_key"])]

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise ReportIsFrozen
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise ReportIsFrozen
