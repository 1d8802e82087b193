"""Periodic check-ins (báo cáo kỳ) on a standing duty."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from tasks.models.event import TaskEvent
from tasks.models.series import RhythmColumns, sound_day
from tasks.models.task import Task
from tasks.periods import Period, Scheme, from_key
from tasks.statuses import Badge


class CheckInPlan(RhythmColumns):
    """How often a standing duty is reported on.  `next_on`: periods that begin on the day or later are not asked for
    yet.  A plan that was called off asks for nothing more; a change counts from the next period on."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="check_in_plan")
    next_on = models.DateField()
    is_off = models.BooleanField(default=False)

    class Meta:
        constraints = [sound_day("check_in_plan")]

    def __str__(self) -> str:
        return str(self.rhythm)


class CheckIn(models.Model):
    """What is owed for one period of a standing duty, asked for when the period begins.

    `given_on` is the day on which the unit reported; without it the check-in is missing once `due_on` is past.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="check_ins")
    period_key = models.CharField(max_length=10)
    scheme = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField("hạn")
    given_on = models.DateField("ngày báo cáo", null=True, blank=True)
    event = models.OneToOneField(TaskEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="check_in")

    class Meta:
        ordering = ["task", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "period_key", "scheme"], name="one_check_in_a_period"),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True, event__isnull=True) | Q(given_on__isnull=False, event__isnull=False),
                name="check_in_given_by_an_event",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="check_in_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(given_on__isnull=True), name="check_in_owed")]

    def __str__(self) -> str:
        return f"{self.period.label}, hạn {self.due_on:%d/%m/%Y}"

    @property
    def period(self) -> Period:
        return from_key(self.period_key, Scheme(self.scheme))

    @property
    def days_late(self) -> int:
        """How many days after the due date it was reported; 0 in time or not yet."""
        return max(0, (self.given_on - self.due_on).days) if self.given_on else 0

    def badge_on(self, today: date, *, is_running: bool = True) -> Badge:
        if self.given_on:
            late = self.days_late
            return Badge("red", "calendar-x", f"Báo cáo chậm {late} ngày") if late else _IN_TIME
        if not is_running:
            return Badge("grey", "calendar-off", "Không tính")
        if self.due_on < today:
            return Badge("red", "alert-triangle", f"Thiếu, quá hạn {(today - self.due_on).days} ngày")
        return Badge("neutral", "calendar", "Chưa đến hạn")


_IN_TIME = Badge("green", "calendar-check", "Báo cáo đúng hạn")
