"""The result handed in: NĐ 30's column "Số, ký hiệu văn bản trả lời", and how a directive was made known."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from directives.types import DocumentType
from tasks.kinds import DisseminationForm, RegulationChange
from tasks.models.event import TaskEvent
from tasks.models.task import Task


def document_types() -> list[tuple[str, str]]:
    """Called by the field, so that a new type needs no migration."""
    return DocumentType.choices


class ResultDocument(models.Model):
    """The document by which a unit reports its result, or the address at which a directive was posted (then `issued_on`
    is the day of posting); one a submission, none is ever replaced.

    Of a new regulation also its type, what it does, and to which documents (`affected`, as they are named in it).
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="results")
    event = models.OneToOneField(TaskEvent, on_delete=models.PROTECT, related_name="result")
    reference = models.CharField("số, ký hiệu văn bản", max_length=300)
    issued_on = models.DateField("ngày văn bản", null=True, blank=True)
    summary = models.CharField("kết quả", max_length=2000, blank=True)
    document_type = models.CharField("loại văn bản", max_length=25, choices=document_types, blank=True)
    change = models.CharField("việc ban hành", max_length=10, choices=RegulationChange, blank=True)
    affected = models.CharField("văn bản được sửa đổi, thay thế", max_length=500, blank=True)

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=["", "new"]) | ~Q(affected=""), name="a_change_names_what_it_changes"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Dissemination(models.Model):
    """How a directive was made known (quán triệt) to those whom it concerns; one a submission."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="disseminations")
    event = models.OneToOneField(TaskEvent, on_delete=models.PROTECT, related_name="dissemination")
    held_on = models.DateField("ngày tổ chức")
    held_as = models.CharField("hình thức", max_length=12, choices=DisseminationForm)
    attended = models.PositiveIntegerField("số người được quán triệt")
    expected = models.PositiveIntegerField("tổng số người phải quán triệt")
    proof = models.CharField("minh chứng", max_length=500, blank=True)  # where there is no file

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attended__gt=0, attended__lte=F("expected")), name="some_and_no_more_than_expected_attended"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attended}/{self.expected} người, ngày {self.held_on:%d/%m/%Y}"
