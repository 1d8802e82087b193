"""Units that take part in a task under its lead, each with a date of its own."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from tasks.models.event import TaskEvent
from tasks.models.task import Task
from tasks.querysets.coordinations import CoordinationQuerySet
from tasks.silence import Duty, DutyState, days_late, duty_state, judging_day
from tasks.statuses import Status
from units.models import Unit, User


class Coordination(models.Model):
    """One request to one coordinating unit; counted apart, never as a task.

    The first one comes with the task.  What the lead asks anew, after a report that was not enough or a date that
    passed in silence, is another row (`is_current`), so that the silence of each stays counted.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="coordinations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="coordinations")
    is_current = models.BooleanField(default=True)
    begun_on = models.DateField()
    content = models.TextField("nội dung yêu cầu phối hợp", blank=True)  # as the lead asks it
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("hạn phối hợp", null=True, blank=True)
    status = models.CharField(max_length=10, choices=Duty, default=Duty.OPEN)
    done_on = models.DateField(null=True, blank=True)
    # The day that counts at the end: of the result that was confirmed without the unit, else of the act that ended it.
    closed_on = models.DateField(null=True, blank=True)
    report = models.ForeignKey(TaskEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CoordinationQuerySet.as_manager()

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"], condition=Q(is_current=True), name="a_unit_coordinates_a_task_once"
            ),
            models.CheckConstraint(
                condition=Q(status="open", done_on__isnull=True, closed_on__isnull=True)
                | Q(status="done", done_on__isnull=False, closed_on__isnull=True)
                | Q(status="closed", done_on__isnull=True, closed_on__isnull=False),
                name="coordination_ended_when_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | ~Q(status="open"), name="coordination_open_is_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.label}: {self.get_status_display()}"

    @property
    def is_open(self) -> bool:
        return self.status == Duty.OPEN

    @property
    def ended_on(self) -> date | None:
        return self.done_on or self.closed_on

    def state_on(self, today: date) -> DutyState:
        """Asks for the task, which the caller has fetched."""
        return duty_state(
            duty=Duty(self.status),
            due_on=self.due_on,
            ended_on=self.ended_on,
            task_status=Status(self.task.status),
            submitted_on=self.task.submitted_on,
            today=today,
        )

    def days_late_on(self, today: date) -> int:
        """How long the unit kept silent, in calendar days."""
        judged = judging_day(
            duty=Duty(self.status), ended_on=self.ended_on, submitted_on=self.task.submitted_on, today=today
        )
        return days_late(self.due_on, judged)
