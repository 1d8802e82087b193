"""Saving a reviewed document as a directive with its arrival number, all or nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from directives.confirmed import Confirmed
from directives.models import (
    Attachment,
    Directive,
    DocumentText,
    Receipt,
    RegisterEntry,
)
from directives.services.identity import SameIdentity, same_identity
from directives.services.intake import lock_draft
from directives.services.issuing import keep_addressed
from directives.services.learning import learn
from directives.services.register import arrival, enter, enter_if_numbered, lock_register
from directives.services.rows import add_lists, add_tree
from units.models import Unit, User
from units.refusals import Conflict


@transaction.atomic
def log_directive(
    *,
    document: DocumentText,
    data: Confirmed,
    by: User,
    now: datetime,
    is_known_double: bool = False,
    seen: int | None = None,
    page: str = "",
) -> Directive:
    """The directive of a draft, entered in the register of the person's organisation: the incoming one, or, of a
    document that it issued itself, the outgoing one under the number that it bears (without one: once it is known).

    Raises SameIdentity unless `is_known_double` where such a record exists, AlreadyLogged where the draft is a
    directive by now, Conflict where somebody else has saved the draft since it was `seen` (`page`: see save_draft),
    ValidationError for an arrival in the future.  A failure of any row gives the number back.
    """
    document = lock_draft(document, by, seen=seen, page=page)
    arrived_at = arrival(data.arrived_at, now)
    is_ours = data.direction == Directive.Direction.ISSUED
    counter = None if is_ours else lock_register(organisation=document.organisation, arrived_at=arrived_at)
    if not is_known_double and (records := same_identity(data)):
        raise SameIdentity(records)
    directive = _directive(data, document.organisation, by, now)
    add_lists(directive, data)
    add_tree(directive, data.nodes)
    if document.file_id:
        Attachment.objects.create(
            directive=directive,
            file_id=document.file_id,
            name=document.file_name,
            is_main=True,
            added_by=by,
            added_at=now,
        )
    Attachment.objects.bulk_create(
        Attachment(directive=directive, file_id=came.file_id, name=came.name, added_by=by, added_at=now)
        for came in document.enclosures.all()
    )
    if counter is None:
        keep_addressed(directive=directive)
        enter_if_numbered(directive=directive)
    else:
        enter(directive=directive, counter=counter, arrived_at=arrived_at, by=by, now=now)
    learn(document=document, directive=directive, data=data, by=by, now=now)
    document.directive = directive
    document.save(update_fields=["directive"])
    return directive


@transaction.atomic
def join_directive(
    *,
    document: DocumentText,
    directive: Directive,
    data: Confirmed,
    by: User,
    now: datetime,
    seen: int | None = None,
    page: str = "",
) -> RegisterEntry:
    """A second organisation receives a directive that is on record: a receipt and an arrival number of its own.

    The draft is set aside, or becomes the text of a record that has none.  Conflict where the record is not of the
    same identity, or where the organisation has received it before.
    """
    document = lock_draft(document, by, seen=seen, page=page)
    arrived_at = arrival(data.arrived_at, now)
    counter = lock_register(organisation=document.organisation, arrived_at=arrived_at)
    if directive.pk not in {record.pk for record in same_identity(data)}:
        raise Conflict("Văn bản đã ghi không còn trùng với nội dung bạn nhập. Kiểm tra lại số, ký hiệu, ngày.")
    known = Receipt.objects.filter(directive=directive, organisation=document.organisation).select_related("entry")
    if receipt := known.first():
        raise Conflict(f"Cơ quan đã đăng ký văn bản này với số đến {receipt.entry.number}.")
    entry = enter(directive=directive, counter=counter, arrived_at=arrived_at, by=by, now=now)
    if document.text and not DocumentText.objects.filter(directive=directive).exists():
        document.directive = directive
    else:
        document.discarded_at = now
    document.save(update_fields=["directive", "discarded_at"])
    return entry


def _directive(data: Confirmed, owner: Unit, by: User, now: datetime) -> Directive:
    return Directive.objects.create(
        owner=owner,
        direction=data.direction,
        issuing_unit=owner if data.direction == Directive.Direction.ISSUED else None,
        source_kind=data.source_kind,
        document_type=data.document_type,
        issuing_body=data.issuing_body,
        code_number=data.code_number,
        code_notation=data.code_notation,
        reference_as_printed=data.reference_as_printed,
        is_party_document=data.is_party_document,
        issued_on=data.issued.on,
        issued_year=data.issued.year,
        issued_month=data.issued.month,
        subject=data.subject,
        priority=data.priority,
        signer_name=data.signer_name,
        signer_position=data.signer_position,
        filing_note=data.filing_note,
        is_electronic_only=data.is_electronic_only,
        logged_by=by,
        logged_in_post=by.acting_post,
        logged_at=now,
    )
