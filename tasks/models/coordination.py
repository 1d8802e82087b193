"""Units that take part in a task under its lead."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tasks.models.task import Task
from units.models import Unit


class Coordination(models.Model):
    """The part of one coordinating unit, with its own date; counted apart, never as a task."""

    class Status(models.TextChoices):
        OPEN = "open", "đang phối hợp"
        DONE = "done", "đã xong phần phối hợp"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="coordinations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="coordinations")
    due_on = models.DateField("hạn phối hợp", null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="a_unit_coordinates_a_task_once"),
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False) | (Q(status="open") & Q(done_on__isnull=True)),
                name="coordination_done_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.label}: {self.get_status_display()}"
