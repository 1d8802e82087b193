"""What an organisation has settled for the handling of its tasks."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from units.models import Unit


class HandlingRules(models.Model):
    """One row an organisation, changed by its leaders; without a row the defaults hold."""

    organisation = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="handling_rules")
    most_extensions = models.PositiveSmallIntegerField(
        "số lần gia hạn tối đa của một nhiệm vụ",
        default=2,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
        help_text="0: không gia hạn.",
    )
    office_decides_extensions = models.BooleanField(
        "Văn phòng được quyết định gia hạn", default=False, help_text="Không chọn: chỉ lãnh đạo quyết định."
    )
    least_consultation_days = models.PositiveSmallIntegerField(
        "số ngày làm việc tối thiểu để đơn vị trả lời xin ý kiến",
        default=3,
        validators=[MinValueValidator(0), MaxValueValidator(60)],
        help_text="Hạn ngắn hơn thì người hỏi phải ghi lý do. 0: không nhắc.",
    )

    def __str__(self) -> str:
        return f"Quy định xử lý nhiệm vụ của {self.organisation.label}"


def rules_of(unit: Unit) -> HandlingRules:
    """The rules of the unit's organisation; an unsaved row with the defaults where none were settled."""
    key = unit.organisation_id or unit.pk
    return HandlingRules.objects.filter(organisation=key).first() or HandlingRules(organisation_id=key)
