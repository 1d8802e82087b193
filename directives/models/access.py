"""Which units may see a directive because they were given work from it, or because it was sent to them."""

from __future__ import annotations

from django.db import models

from directives.models.directive import Directive
from units.models import Unit


def reasons() -> list[tuple[str, str]]:
    """Called by the field, so that a new reason needs no migration."""
    return DirectiveAccess.Reason.choices


class DirectiveAccess(models.Model):
    """Written by the services that give tasks and by those that issue; read by `Directive.visible_to`."""

    class Reason(models.TextChoices):
        LEAD = "lead", "chủ trì"
        COORDINATING = "coordinating", "phối hợp"
        CONSULTED = "consulted", "được lấy ý kiến"
        ADDRESSED = "addressed", "kính gửi"  # of a document that we issued: the units of Kính gửi on that day
        INFORMED = "informed", "để biết"  # a copy, no task
        SUCCESSOR = "successor", "tiếp nhận theo sắp xếp đơn vị"

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="access")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directive_access")
    reason = models.CharField(max_length=20, choices=reasons)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit", "reason"], name="an_access_once")]
