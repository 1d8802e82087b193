"""Commendation and accountability: what was said in favour of a unit or a person, and what they had to answer for."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from tasks.models.event import HistoryIsAppendOnly
from tasks.models.inspection import Inspection
from tasks.models.task import Task
from units.models import Post, Unit, User
from units.roles import Role


class MeritQuerySet(models.QuerySet):
    def update(self, **kwargs: object) -> int:
        raise HistoryIsAppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise HistoryIsAppendOnly

    def visible_to(self, user: User) -> Self:
        """Leaders: all of their organisation.  The Office: all but what touches harassment and corruption (G8).  Heads
        and officers: commendations of their unit, or of themselves (G9); nothing that somebody had to answer for."""
        post = user.acting_post
        if post is None:
            return self.none()
        ours = self.filter(organisation=post.organisation)
        if post.role == Role.LEADER:
            return ours
        if post.role == Role.MONITOR:
            return ours.exclude(category=MeritRecord.Category.INTEGRITY)
        if post.role in (Role.HEAD, Role.OFFICER):
            return ours.filter(Q(unit=post.unit) | Q(person=user), kind=MeritRecord.Kind.COMMENDATION)
        return self.none()

    def standing(self) -> Self:
        """Without those that a later record corrects."""
        return self.filter(correction__isnull=True)


class MeritRecord(models.Model):
    """One record; append-only: a mistake is corrected by another record that says why (requirements G7–G9)."""

    class Kind(models.TextChoices):
        COMMENDATION = "commendation", "Biểu dương, khen thưởng"
        ACCOUNTABILITY = "accountability", "Xem xét trách nhiệm"

    class Form(models.TextChoices):
        PRAISE = "praise", "Biểu dương"
        CERTIFICATE = "certificate", "Tặng giấy khen"
        HIGHER_AWARD = "higher_award", "Đề nghị cấp trên khen thưởng"
        REMINDER = "reminder", "Nhắc nhở"
        CRITICISM = "criticism", "Phê bình"
        SELF_REVIEW = "self_review", "Kiểm điểm"
        REPLACEMENT = "replacement", "Đề xuất điều chuyển, thay thế"
        DISCIPLINE = "discipline", "Xử lý kỷ luật"

    class Category(models.TextChoices):
        DELAY = "delay", "Chậm trễ, để quá hạn"
        SHIRKING = "shirking", "Né tránh, đùn đẩy"
        RULES = "rules", "Vi phạm quy chế làm việc"
        INTEGRITY = "integrity", "Gây phiền hà, nhũng nhiễu, tham nhũng, tiêu cực"
        OTHER = "other", "Nội dung khác"

    COMMENDING = (Form.PRAISE, Form.CERTIFICATE, Form.HIGHER_AWARD)

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=15, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="merit_records")
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # null: the unit
    form = models.CharField("hình thức", max_length=15, choices=Form)
    category = models.CharField("nội dung trách nhiệm", max_length=10, choices=Category, blank=True)
    reason = models.TextField("lý do")
    document = models.CharField("văn bản", max_length=300, blank=True)
    decided_on = models.DateField("ngày quyết định")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="merit_records")
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="merit_records"
    )
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    correction_reason = models.TextField("lý do đính chính", blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MeritQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["organisation", "decided_on"])]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="merit_has_its_reason"),
            models.CheckConstraint(
                condition=Q(kind="commendation", category="", form__in=["praise", "certificate", "higher_award"])
                | (Q(kind="accountability") & ~Q(category="") & ~Q(form__in=["praise", "certificate", "higher_award"])),
                name="merit_form_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="merit_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.subject_label}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise HistoryIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise HistoryIsAppendOnly

    @property
    def subject_label(self) -> str:
        """The person with the unit, or the unit as a collective."""
        return f"{self.person} ({self.unit.label})" if self.person else f"Tập thể {self.unit.label}"

    @property
    def is_commendation(self) -> bool:
        return self.kind == self.Kind.COMMENDATION
