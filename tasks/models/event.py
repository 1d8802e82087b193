"""The history of a task: append-only, each row carrying the whole state after it."""

from __future__ import annotations

from django.db import models

from files.models import StoredFile
from tasks.models.task import Task
from tasks.statuses import Action, Status
from units.models import Post, Unit, User


def acts() -> list[tuple[str, str]]:
    """Called by the field, so that a new act needs no migration."""
    return Action.choices


class HistoryIsAppendOnly(RuntimeError):
    """History rows are written once."""


class TaskEventQuerySet(models.QuerySet):
    def update(self, **kwargs: object) -> int:
        raise HistoryIsAppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise HistoryIsAppendOnly


class TaskEvent(models.Model):
    """One act on a task.  `effective_on` is the day it counts from, `recorded_at` when it was entered:
    figures take a cut-off and a known-at, so that a late correction shows as such."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=30, choices=acts)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # null: the clock
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict)  # {"status": ["assigned", "accepted"], ...}
    # the state after the act
    status = models.CharField(max_length=15, choices=Status)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    assigning_organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    duty_kind = models.CharField(max_length=15)
    due_on = models.DateField(null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)

    objects = TaskEventQuerySet.as_manager()

    class Meta:
        ordering = ["task", "seq"]
        constraints = [models.UniqueConstraint(fields=["task", "seq"], name="events_of_a_task_in_order")]
        indexes = [
            models.Index(fields=["task", "effective_on", "seq"]),
            models.Index(fields=["action", "effective_on"]),  # how often what happened in a period
        ]

    def __str__(self) -> str:
        return f"{self.seq}. {self.get_action_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise HistoryIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise HistoryIsAppendOnly


class EventFile(models.Model):
    """A file handed in with a report or a result."""

    event = models.ForeignKey(TaskEvent, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên tệp", max_length=255)

    def __str__(self) -> str:
        return self.name
