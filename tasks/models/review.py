"""Reviews of long-delayed work (rà soát việc chậm): a dated list, with one outcome a task."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tasks.kinds import Outcome
from tasks.models.task import Task
from tasks.querysets.reviews import ReviewQuerySet
from units.models import Post, Unit, User


def outcomes() -> list[tuple[str, str]]:
    """Called by the field, so that a new outcome needs no migration."""
    return Outcome.choices


class Review(models.Model):
    """The tasks of an organisation that were `least_days` calendar days late or more on the day, and the undated ones
    of which nothing was heard for three months.  The list is taken once and stays; outcomes are recorded one by one."""

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField("ngày rà soát")
    least_days = models.PositiveSmallIntegerField("quá hạn từ (ngày)")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "held_on"], name="one_review_a_day"),
        ]

    def __str__(self) -> str:
        return f"Rà soát ngày {self.held_on:%d/%m/%Y}"


class ReviewedTask(models.Model):
    """A task as it stood on the day of the review: `days` late, or of an undated one (no `due_on`) days of silence."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviewed")
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    days = models.PositiveIntegerField()
    outcome = models.CharField("kết luận", max_length=20, choices=outcomes, blank=True)
    promised_on = models.DateField("cam kết hoàn thành ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "-days", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "task"], name="a_task_once_in_a_review"),
            models.CheckConstraint(
                condition=Q(outcome="", recorded_by__isnull=True, recorded_at__isnull=True, promised_on__isnull=True)
                | (~Q(outcome="") & Q(recorded_by__isnull=False, recorded_at__isnull=False)),
                name="review_outcome_recorded_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="go_on") | Q(promised_on__isnull=False), name="going_on_takes_a_promised_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.task_id}, {self.get_outcome_display() or 'chưa kết luận'}"
