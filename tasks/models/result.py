"""The result handed in: NĐ 30's column "Số, ký hiệu văn bản trả lời"."""

from __future__ import annotations

from django.db import models

from tasks.models.event import TaskEvent
from tasks.models.task import Task


class ResultDocument(models.Model):
    """The document by which a unit reports its result, or the address at which a directive was posted (then `issued_on`
    is the day of posting); one a submission, none is ever replaced."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="results")
    event = models.OneToOneField(TaskEvent, on_delete=models.PROTECT, related_name="result")
    reference = models.CharField("số, ký hiệu văn bản", max_length=300)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    summary = models.CharField("kết quả", max_length=2000, blank=True)

    class Meta:
        ordering = ["task", "pk"]

    def __str__(self) -> str:
        return self.reference
