"""What was blank on paper and is known later: number and date of the same record (requirement A2)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from directives.confirmed import PartialDay
from directives.models import Directive
from directives.permissions import can_correct
from directives.services.register import enter_if_numbered
from units.models import User
from units.refusals import Conflict, demand


def is_complete(directive: Directive) -> bool:
    """Nothing is left to complete: number and whole date are known."""
    return bool(directive.code_number and directive.issued_on)


@transaction.atomic
def complete_identity(
    *,
    directive: Directive,
    code_number: str,
    code_notation: str,
    issued: PartialDay,
    version: int,
    by: User,
    now: datetime,
) -> Directive:
    """Fill in the number, notation and date of the record; what is known already stays as it is.

    Conflict where the form is stale or nothing was left open; ValidationError for a date after today or another year
    or month than the document prints.
    """
    locked = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    demand(can_correct(by, locked))
    if locked.version != version:
        raise Conflict("Văn bản này vừa được người khác sửa. Tải lại trang rồi bổ sung.")
    if is_complete(locked):
        raise Conflict("Văn bản đã có đủ số, ký hiệu và ngày.")
    if not locked.code_number:
        locked.code_number = code_number
        locked.code_notation = code_notation
    if not locked.issued_on:
        _check_within(locked, issued, now)
        locked.issued_on, locked.issued_year, locked.issued_month = issued.on, issued.year, issued.month
    locked.version += 1
    locked.save()
    if locked.direction == Directive.Direction.ISSUED:
        enter_if_numbered(directive=locked)
    return locked


def _check_within(directive: Directive, issued: PartialDay, now: datetime) -> None:
    year = issued.on.year if issued.on else issued.year
    month = issued.on.month if issued.on else issued.month
    if issued.on and issued.on > timezone.localdate(now):
        raise ValidationError({"issued": "Ngày ban hành không thể sau hôm nay."}, code="future")
    if (directive.issued_year and year != directive.issued_year) or (
        directive.issued_month and month != directive.issued_month
    ):
        raise ValidationError(
            {"issued": f"Văn bản in {directive.issued_text}; ngày bổ sung phải nằm trong thời gian đó."}, code="outside"
        )
