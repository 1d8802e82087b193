"""Letters of reminder (công văn đôn đốc): issued under a number of the outgoing register, each with its frozen list."""

from __future__ import annotations

from django.db import models

from directives.models import Directive
from tasks.models.task import Task
from tasks.querysets.reminders import ReminderLetterQuerySet
from units.models import Post, Unit, User


class ReminderIsFrozen(RuntimeError):
    """A letter that was issued never changes."""


class ReminderLetter(models.Model):
    """One letter to one or several units about their tasks.  Number, words, signer and file are those of `directive`;
    what stands here and in its lines is what was printed, whatever became of the tasks."""

    directive = models.OneToOneField(Directive, on_delete=models.PROTECT, related_name="reminder_letter")
    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reminder_letters")
    issued_on = models.DateField("ngày ban hành")
    place = models.CharField("địa danh", max_length=60)
    report_by = models.DateField("hạn báo cáo")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    objects = ReminderLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "issued_on"])]

    def __str__(self) -> str:
        return f"{self.directive} ngày {self.issued_on:%d/%m/%Y}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise ReminderIsFrozen
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise ReminderIsFrozen


class RemindedUnit(models.Model):
    """A unit to which a letter was addressed, with its name as printed."""

    letter = models.ForeignKey(ReminderLetter, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reminders")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["letter", "pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "unit"], name="a_unit_once_in_a_letter")]

    def __str__(self) -> str:
        return self.name


class RemindedTask(models.Model):
    """A task as the letter lists it: `late_days` calendar days after `due_on`, 0 where it was not yet late."""

    letter = models.ForeignKey(ReminderLetter, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey(RemindedUnit, on_delete=models.PROTECT, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reminders")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=2000)
    origin = models.CharField(max_length=300)
    due_on = models.DateField()
    late_days = models.PositiveIntegerField()

    class Meta:
        ordering = ["letter", "position"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "task"], name="a_task_once_in_a_letter"),
            models.UniqueConstraint(fields=["letter", "position"], name="lines_of_a_letter_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title[:80]}"
