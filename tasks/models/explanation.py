"""Explanations (giải trình): what the assigner asked of the leading unit, and what the unit answered."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from tasks.models.event import TaskEvent
from tasks.models.task import Task
from tasks.querysets.explanations import ExplanationQuerySet
from tasks.statuses import Badge
from units.models import Post, Unit, User


class Explanation(models.Model):
    """One question with its answer.  `unit` is the lead that was asked; owed until answered, also after completion.

    Due on `due_on` (inclusive); an answer counts on the day `closed_on`.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "chờ giải trình"
        GIVEN = "given", "đã giải trình"
        WITHDRAWN = "withdrawn", "đã rút yêu cầu"
        LAPSED = "lapsed", "không còn cần"  # the task was cancelled or went to another unit

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="explanations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="explanations")
    question = models.TextField("nội dung cần giải trình")
    due_on = models.DateField("hạn giải trình")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    answer = models.TextField("giải trình", blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    event = models.ForeignKey(TaskEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # its files
    closed_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(status="asked"), name="one_explanation_asked_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="asked", closed_on__isnull=True, closed_at__isnull=True)
                | (~Q(status="asked") & Q(closed_on__isnull=False, closed_at__isnull=False)),
                name="explanation_closed_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(status="given", answered_by__isnull=False) & ~Q(answer="")
                | (~Q(status="given") & Q(answered_by__isnull=True, answer="")),
                name="explanation_answered_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["unit", "status", "due_on"])]

    def __str__(self) -> str:
        return f"{self.unit.label}, hạn {self.due_on:%d/%m/%Y}: {self.get_status_display()}"

    def badge_on(self, today: date) -> Badge:
        """How it stands: waiting, overdue, given in time or late."""
        days = ((self.closed_on or today) - self.due_on).days
        match self.status:
            case self.Status.ASKED if days > 0:
                return Badge("red", "alert-triangle", f"Quá hạn giải trình {days} ngày")
            case self.Status.ASKED:
                return Badge("violet", "hourglass", f"Chờ giải trình, hạn {self.due_on:%d/%m/%Y}")
            case self.Status.GIVEN if days > 0:
                return Badge("amber", "clock", f"Giải trình chậm {days} ngày")
            case self.Status.GIVEN:
                return Badge("green", "circle-check", "Đã giải trình")
        return Badge("grey", "ban", self.get_status_display().capitalize())
