"""What those who gave a task chose about its lead before its unit is reorganised."""

from __future__ import annotations

from django.db import models

from tasks.models.task import Task
from units.models import Post, Reorganisation, ReorganisedUnit, User


class SuccessorChoice(models.Model):
    """To which successor one task goes; without `line` it stays with the unit, where that goes on."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="task_choices")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="successor_choices")
    line = models.ForeignKey(ReorganisedUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chosen_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reorganisation", "task"], name="one_successor_of_a_task")]

    def __str__(self) -> str:
        return f"{self.task}: {self.line or 'giữ nguyên'}"
