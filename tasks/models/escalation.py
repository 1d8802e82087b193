"""Escalations (báo cáo lãnh đạo): tasks that the Office put before the leaders, and what they decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tasks.kinds import Handling
from tasks.models.task import Task
from tasks.querysets.escalations import EscalationQuerySet
from tasks.statuses import Badge
from units.models import Post, Unit, User

_LOOK = {
    "waiting": ("violet", "hourglass"),
    "agreed": ("green", "circle-check"),
    "other": ("blue", "message"),
    "withdrawn": ("grey", "ban"),
}


def handlings() -> list[tuple[str, str]]:
    """Called by the fields, so that a new way of handling needs no migration."""
    return Handling.choices


class Escalation(models.Model):
    """One report to the leaders of `organisation` about one or several tasks, with a proposed handling.

    The decision agrees or says otherwise in words, and may name what follows; others then do it.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "chờ ý kiến lãnh đạo"
        AGREED = "agreed", "lãnh đạo đồng ý"
        OTHER = "other", "lãnh đạo có ý kiến khác"
        WITHDRAWN = "withdrawn", "đã rút"

    DECIDED = ("agreed", "other")

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="escalations")
    handling = models.CharField("đề xuất xử lý", max_length=20, choices=handlings)
    proposal = models.TextField("tình hình và đề xuất")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    follows = models.CharField("việc tiếp theo", max_length=20, choices=handlings, blank=True)
    decision = models.TextField("ý kiến chỉ đạo", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting", closed_at__isnull=True)
                | (~Q(status="waiting") & Q(closed_at__isnull=False)),
                name="escalation_closed_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["agreed", "other"], decided_by__isnull=False)
                | (~Q(status__in=["agreed", "other"]) & Q(decided_by__isnull=True)),
                name="escalation_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="other") | ~Q(decision=""), name="another_opinion_is_given_in_words"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"])]

    def __str__(self) -> str:
        return f"Báo cáo lãnh đạo số {self.pk}: {self.get_handling_display()}"

    @property
    def badge(self) -> Badge:
        tone, icon = _LOOK[self.status]
        return Badge(tone, icon, self.get_status_display().capitalize())

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING


class EscalatedTask(models.Model):
    """One task of an escalation."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="escalated")

    class Meta:
        ordering = ["escalation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["escalation", "task"], name="a_task_once_in_an_escalation"),
        ]

    def __str__(self) -> str:
        return f"{self.escalation_id}: {self.task_id}"
