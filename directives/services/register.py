"""Arrival numbers (số đến): one after another in a year, no gaps, no doubles (Decree 30/2020, Article 22)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from directives.models import Directive, Receipt, RegisterCounter, RegisterEntry
from units.models import Unit, User


def lock_register(*, organisation: Unit, arrived_at: datetime) -> RegisterCounter:
    """The locked counter of incoming documents for the year of arrival in Asia/Ho_Chi_Minh.

    Whoever holds it saves alone until the end of the transaction; a transaction undone gives its number back.
    """
    key: dict[str, Any] = {
        "organisation": organisation,
        "book": RegisterEntry.Book.INCOMING,
        "series": str(timezone.localtime(arrived_at).year),
    }
    RegisterCounter.objects.get_or_create(**key)
    return RegisterCounter.objects.select_for_update(of=("self",)).get(**key)


def enter(
    *, directive: Directive, counter: RegisterCounter, arrived_at: datetime, by: User, now: datetime
) -> RegisterEntry:
    """The organisation's receipt of the directive under the counter's next number."""
    receipt = Receipt.objects.create(
        directive=directive,
        organisation_id=counter.organisation_id,
        received_by=by,
        received_in_post=by.acting_post,
        received_at=now,
    )
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return RegisterEntry.objects.create(
        organisation_id=counter.organisation_id,
        book=counter.book,
        series=counter.series,
        number=counter.last_number,
        receipt=receipt,
        arrived_at=arrived_at,
    )


def arrival(arrived_at: datetime | None, now: datetime) -> datetime:
    """The stated moment of arrival, or now; ValidationError where it lies ahead."""
    if arrived_at and arrived_at > now:
        raise ValidationError({"arrived_at": "Ngày đến không thể sau thời điểm vào sổ."}, code="future")
    return arrived_at or now
