"""The tree of instructions as a person confirmed it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from directives.models.directive import Directive
from directives.types import name_of_label
from units.models import Unit, UnitGroup


class Instruction(models.Model):
    """One node: `label` as printed (doubles and gaps kept), `position` for the order in the document."""

    class Kind(models.TextChoices):
        HEADING = "heading", "đề mục"
        ITEM = "item", "nội dung"
        CONTINUATION = "continuation", "đoạn tiếp theo"
        PROSE = "prose", "đoạn văn"

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="instructions")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.ITEM)
    label = models.CharField(max_length=30, blank=True)
    text = models.TextField()
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["directive", "position"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "position"], name="instructions_in_order"),
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True) | Q(span_end__gt=F("span_start")),
                name="instruction_span_whole",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="instruction_not_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text}".strip()[:80]

    @property
    def cited_as(self) -> str:
        return name_of_label(self.label)


class InstructionParty(models.Model):
    """A unit or group that an instruction names: the words as printed, and what they mean where known."""

    class Part(models.TextChoices):
        LEAD = "lead", "chủ trì"
        COORDINATING = "coordinating", "phối hợp"

    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="parties")
    part = models.CharField(max_length=15, choices=Part)
    as_printed = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["part", "pk"]


class StatedDeadline(models.Model):
    """A deadline as an instruction states it; a task's own due date is agreed apart from it."""

    class Kind(models.TextChoices):
        DATE = "date", "ngày cụ thể"
        DAYS = "days", "số ngày"
        WORKING_DAYS = "working_days", "số ngày làm việc"
        RECURRING = "recurring", "định kỳ"
        IMMEDIATE = "immediate", "ngay, khẩn trương"
        BY_REGULATION = "by_regulation", "theo quy định"

    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="stated_deadlines")
    kind = models.CharField(max_length=15, choices=Kind)
    as_printed = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    anchor = models.CharField(max_length=200, blank=True)
    recurrence = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="date") | Q(due_on__isnull=False),
                name="stated_date_has_a_date",
            ),
        ]
