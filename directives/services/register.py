"""Numbers of the registers: one after another in a year, no gaps, no doubles.

Arrival numbers (số đến, Decree 30/2020, Article 22) and the numbers of what the office issues (Article 15).
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from directives.models import Directive, Receipt, RegisterCounter, RegisterEntry
from directives.numbering import series_of
from units.models import Unit, User

LARGEST_NUMBER = 999_999  # of an outgoing document; what is printed beyond it is no number of a register


def lock_register(*, organisation: Unit, arrived_at: datetime) -> RegisterCounter:
    """The locked counter of incoming documents for the year of arrival in Asia/Ho_Chi_Minh.

    Whoever holds it saves alone until the end of the transaction; a transaction undone gives its number back.
    """
    return _locked(organisation, RegisterEntry.Book.INCOMING, str(timezone.localtime(arrived_at).year))


def lock_outgoing(*, organisation: Unit, document_type: str, on: date) -> RegisterCounter:
    """The locked counter of the organisation's outgoing documents of this type's group (công văn, kế hoạch, thông
    báo …) for the year of issue.

    Lock it last, after the rows that the document is about; whoever holds it issues alone until the end of the
    transaction, and a transaction undone gives its number back.  `next_number` is what the document is to bear; then
    create the Directive and call `enter_outgoing` in the same transaction.
    """
    return _locked(organisation, RegisterEntry.Book.OUTGOING, series_of(document_type, on.year))


def enter_if_numbered(*, directive: Directive) -> RegisterEntry | None:
    """The outgoing line of a document of our own that was issued outside the system, once its number and whole date
    are known (requirement A2); None before.  ValidationError (code_number) where the register has given the number."""
    number, on = directive.code_number, directive.issued_on
    is_numbered = number.isdecimal() and 0 < int(number) <= LARGEST_NUMBER and on is not None
    if on is None or not is_numbered or RegisterEntry.objects.filter(directive=directive).exists():
        return None
    counter = lock_outgoing(organisation=directive.owner, document_type=directive.document_type, on=on)
    sent_at = timezone.make_aware(datetime.combine(on, time.min))
    return enter_outgoing(directive=directive, counter=counter, at=sent_at)


def last_number(*, organisation: Unit, document_type: str, on: date) -> int:
    """The last number given in the series, 0 for none: what to expect, not what will be given."""
    rows = RegisterCounter.objects.filter(
        organisation=organisation, book=RegisterEntry.Book.OUTGOING, series=series_of(document_type, on.year)
    )
    return rows.values_list("last_number", flat=True).first() or 0


def next_number(counter: RegisterCounter) -> int:
    """The number that the next document of the locked series bears."""
    return counter.last_number + 1


def enter_outgoing(
    *, directive: Directive, counter: RegisterCounter, at: datetime, copies: int | None = None
) -> RegisterEntry:
    """The line of an issued directive under its own number, which is the counter's next one or, of a document that was
    issued outside the system, a later one: numbers given on paper are never given again.

    `directive`: an ISSUED one with a number in digits.  `at`: when it was sent.  ValidationError where the
    number is taken.
    """
    number = int(directive.code_number)
    if number <= counter.last_number:
        taken = RegisterEntry.objects.filter(
            organisation_id=counter.organisation_id, book=counter.book, series=counter.series, number=number
        ).select_related("directive")
        if entry := taken.first():
            raise ValidationError(
                {"code_number": f"Số {number} trong sổ văn bản đi đã cấp cho {entry.directive}. Kiểm tra lại số."},
                code="taken",
            )
    else:
        counter.last_number = number
        counter.save(update_fields=["last_number"])
    return RegisterEntry.objects.create(
        organisation_id=counter.organisation_id,
        book=counter.book,
        series=counter.series,
        number=number,
        directive=directive,
        arrived_at=at,
        copies=copies,
    )


def _locked(organisation: Unit, book: str, series: str) -> RegisterCounter:
    key: dict[str, Any] = {"organisation": organisation, "book": book, "series": series}
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
