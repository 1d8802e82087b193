"""Words and files of a history that are struck out: they stay readable, with the reason and who struck them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tasks.models.event import EventFile, HistoryIsAppendOnly, TaskEvent, TaskEventQuerySet
from units.models import Post, User


class Strike(models.Model):
    """One note, or one file, of one event.  Nothing is taken away by it; it is itself written once."""

    event = models.ForeignKey(TaskEvent, on_delete=models.PROTECT, related_name="strikes")
    file = models.OneToOneField(EventFile, on_delete=models.PROTECT, null=True, blank=True, related_name="strike")
    reason = models.TextField("lý do gạch bỏ")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TaskEventQuerySet.as_manager()

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event"], condition=Q(file__isnull=True), name="a_note_is_struck_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="strike_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.file or 'ghi chú'}: {self.reason}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise HistoryIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise HistoryIsAppendOnly
