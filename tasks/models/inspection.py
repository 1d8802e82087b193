"""Inspections (kiểm tra), planned and by surprise, and what they found."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tasks.models.task import Task
from tasks.statuses import Badge
from units.models import Post, Unit, User
from units.roles import WATCH_DASHBOARD, Role

_LOOK = {
    "planned": ("neutral", "calendar"),
    "under_way": ("blue", "progress"),
    "concluded": ("green", "circle-check"),
    "cancelled": ("grey", "circle-x"),
}


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Office and leaders: those of their organisation.  Heads: those of their unit and below, a surprise one only
        from its beginning on (requirement G6)."""
        post = user.acting_post
        if post is not None and post.role in WATCH_DASHBOARD:
            return self.filter(organisation=post.organisation)
        if post is not None and post.role == Role.HEAD:
            here = InspectedUnit.objects.filter(inspection=OuterRef("pk"), unit__path__startswith=post.unit.path)
            known = Q(kind=Inspection.Kind.PLANNED) | Q(begun_at__isnull=False)
            return self.filter(known, Exists(here))
        return self.none()


class Inspection(models.Model):
    """One inspection of one or several units of the organisation."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "Theo kế hoạch"
        SURPRISE = "surprise", "Đột xuất"

    class Status(models.TextChoices):
        PLANNED = "planned", "chưa tiến hành"
        UNDER_WAY = "under_way", "đang tiến hành"
        CONCLUDED = "concluded", "đã kết luận"
        CANCELLED = "cancelled", "đã hủy"

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField("hình thức", max_length=10, choices=Kind)
    subject = models.CharField("nội dung kiểm tra", max_length=500)
    decision = models.CharField("quyết định, kế hoạch kiểm tra", max_length=300)
    team = models.TextField("đoàn kiểm tra", blank=True)
    planned_on = models.DateField("ngày dự kiến")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conclusion = models.TextField("kết luận", blank=True)  # of a cancelled one the reason

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begun_at__isnull=True, begun_by__isnull=True)
                | Q(begun_at__isnull=False, begun_by__isnull=False),
                name="inspection_begun_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["concluded", "cancelled"], closed_at__isnull=False, closed_by__isnull=False)
                    & ~Q(conclusion="")
                )
                | Q(status__in=["planned", "under_way"], closed_at__isnull=True, closed_by__isnull=True, conclusion=""),
                name="inspection_closed_with_words",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "cancelled"]) | Q(begun_at__isnull=False),
                name="inspection_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def badge(self) -> Badge:
        tone, icon = _LOOK[self.status]
        return Badge(tone, icon, self.get_status_display().capitalize())


class InspectedUnit(models.Model):
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="inspected")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "unit"], name="a_unit_inspected_once")]


class Finding(models.Model):
    """What was found at one unit; `task` is the duty to put it right."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    content = models.TextField("tồn tại, hạn chế")
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    task = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="finding")

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(content=""), name="finding_says_what")]

    def __str__(self) -> str:
        return self.content[:80]
