"""Consultations (xin ý kiến): what the lead of a task asks other units, by when, and how differences were settled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from files.models import StoredFile
from tasks.models.task import Task
from tasks.querysets.opinions import ConsultationFileQuerySet, ConsultationQuerySet
from tasks.statuses import Status
from units.folding import fold
from units.models import Post, User


class Consultation(models.Model):
    """One question to one or several units, each with its own reason (`Opinion`).

    `due_on` is the date in force, `original_due_on` the first one, which never changes.  A date nearer than the
    organisation's minimum, or after the due date of the task, carries its reason.  It belongs to the task: whoever
    leads the task carries it on.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="consultations")
    question = models.TextField("nội dung xin ý kiến")
    search_text = models.TextField(editable=False)
    due_on = models.DateField("hạn trả lời")
    original_due_on = models.DateField("hạn trả lời ban đầu")
    short_because = models.TextField("lý do thời hạn ngắn", blank=True)
    beyond_because = models.TextField("lý do hạn trả lời sau hạn nhiệm vụ", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("original_due_on")), name="consultation_date_only_moves_later"
            ),
        ]
        indexes = [models.Index(fields=["due_on"])]

    def __str__(self) -> str:
        return self.question[:80]

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_text = fold(self.question)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def stands_still(self) -> bool:
        """The task was suspended before the end of the date."""
        task = self.task
        return task.status == Status.SUSPENDED and task.suspended_on is not None and task.suspended_on <= self.due_on


class Settlement(models.Model):
    """The record of a meeting or an exchange in which the lead settled differing opinions (requirement F8)."""

    class Form(models.TextChoices):
        MEETING = "meeting", "Họp"
        WRITTEN = "written", "Trao đổi bằng văn bản"
        SPOKEN = "spoken", "Trao đổi trực tiếp, điện thoại"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="settlements")
    form = models.CharField("hình thức", max_length=10, choices=Form)
    held_on = models.DateField("ngày họp, trao đổi")
    agreed = models.TextField("nội dung đã thống nhất")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["consultation", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(agreed=""), name="settlement_says_what_was_agreed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} ngày {self.held_on:%d/%m/%Y}"


class ConsultationFile(models.Model):
    """A document of the question, of one unit's opinion (or its draft), or of a settlement."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="files")
    opinion = models.ForeignKey("tasks.Opinion", on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên tệp", max_length=255)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ConsultationFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion__isnull=True) | Q(settlement__isnull=True), name="consultation_file_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.name
