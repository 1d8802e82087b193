"""Which units may see a directive because they were given work from it."""

from __future__ import annotations

from django.db import models

from directives.models.directive import Directive
from units.models import Unit


class DirectiveAccess(models.Model):
    """Written by the services that give tasks; read by `Directive.visible_to`."""

    class Reason(models.TextChoices):
        LEAD = "lead", "chủ trì"
        COORDINATING = "coordinating", "phối hợp"
        CONSULTED = "consulted", "được lấy ý kiến"

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="access")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directive_access")
    reason = models.CharField(max_length=20, choices=Reason)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit", "reason"], name="an_access_once")]
