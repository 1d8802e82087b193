"""Documents that a directive cites, and what they are to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from directives.models.directive import Directive


class Relation(models.TextChoices):
    LEGAL_BASIS = "legal_basis", "căn cứ"
    IMPLEMENTS = "implements", "thực hiện"
    ALSO_APPLIES = "also_applies", "gắn với"
    AMENDS = "amends", "sửa đổi, bổ sung"
    REPLACES = "replaces", "thay thế"
    CORRECTS = "corrects", "đính chính"
    RECALLS = "recalls", "thu hồi"
    MENTIONS = "mentions", "nhắc đến"


class Citation(models.Model):
    """As printed; linked to a registered directive only by a person."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="citations")
    relation = models.CharField(max_length=15, choices=Relation)
    as_printed = models.CharField(max_length=500)
    reference = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuing_body = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(
        Directive,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("directive")),
                name="no_directive_cites_itself",
            ),
        ]
