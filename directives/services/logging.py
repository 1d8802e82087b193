"""Saving a reviewed document as a directive with its arrival number, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from directives.confirmed import Confirmed, Node, Party
from directives.models import (
    Addressee,
    Attachment,
    Citation,
    Directive,
    DocumentText,
    Instruction,
    InstructionParty,
    Receipt,
    Recipient,
    RegisterEntry,
    StatedDeadline,
)
from directives.services.identity import SameIdentity, same_identity
from directives.services.intake import lock_draft
from directives.services.learning import learn
from directives.services.proposals import cited_once
from directives.services.register import arrival, enter, lock_register
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
    """The directive of a draft, entered in the register of the person's organisation.

    Raises SameIdentity unless `is_known_double` where such a record exists, AlreadyLogged where the draft is a
    directive by now, Conflict where somebody else has saved the draft since it was `seen` (`page`: see save_draft),
    ValidationError for an arrival in the future.  A failure of any row gives the number back.
    """
    document = lock_draft(document, by, seen=seen, page=page)
    arrived_at = arrival(data.arrived_at, now)
    counter = lock_register(organisation=document.organisation, arrived_at=arrived_at)
    if not is_known_double and (records := same_identity(data)):
        raise SameIdentity(records)
    directive = _directive(data, document.organisation, by, now)
    _add_lists(directive, data)
    _add_tree(directive, data.nodes)
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


def _add_lists(directive: Directive, data: Confirmed) -> None:
    Addressee.objects.bulk_create(
        Addressee(
            directive=directive,
            position=position,
            as_printed=party.as_printed,
            unit_id=party.unit_id,
            group_id=party.group_id,
        )
        for position, party in enumerate(data.addressees, start=1)
    )
    Recipient.objects.bulk_create(
        Recipient(
            directive=directive,
            position=position,
            as_printed=copy.as_printed,
            purpose=copy.purpose,
            is_archive=copy.is_archive,
        )
        for position, copy in enumerate(data.recipients, start=1)
    )
    citations = [
        Citation(
            directive=directive,
            relation=cited.relation,
            as_printed=cited.as_printed,
            reference=cited.reference,
            issued_on=cited.issued_on,
            issuing_body=cited.issuing_body,
        )
        for cited in cited_once(data.citations)
    ]
    for citation in citations:
        citation.set_keys()
    Citation.objects.bulk_create(citations)


def _add_tree(directive: Directive, nodes: tuple[Node, ...]) -> None:
    """The tree with one insertion a level, then parties and deadlines at once."""
    by_level: dict[int, list[Instruction]] = defaultdict(list)
    rows: list[Instruction] = []
    open_path: list[tuple[int, Instruction]] = []  # (level as given, row), from the outermost down
    for position, node in enumerate(nodes, start=1):
        while open_path and open_path[-1][0] >= node.level:
            open_path.pop()
        start, end = node.span or (None, None)
        row = Instruction(
            directive=directive,
            parent=open_path[-1][1] if open_path else None,
            position=position,
            level=len(open_path) + 1,
            kind=node.kind,
            label=node.label,
            text=node.text,
            span_start=start,
            span_end=end,
        )
        open_path.append((node.level, row))
        by_level[row.level].append(row)
        rows.append(row)
    for level in sorted(by_level):
        for row in by_level[level]:
            row.parent = row.parent  # takes the key that the parent was given by now
        Instruction.objects.bulk_create(by_level[level])
    pairs = list(zip(rows, nodes, strict=True))
    InstructionParty.objects.bulk_create(
        InstructionParty(
            instruction=row, part=part, as_printed=party.as_printed, unit_id=party.unit_id, group_id=party.group_id
        )
        for row, node in pairs
        for part, parties in _parts(node)
        for party in parties
    )
    StatedDeadline.objects.bulk_create(
        StatedDeadline(
            instruction=row,
            kind=deadline.kind,
            as_printed=deadline.as_printed,
            due_on=deadline.due_on,
            days=deadline.days,
            anchor=deadline.anchor,
            recurrence=deadline.recurrence,
        )
        for row, node in pairs
        for deadline in node.deadlines
    )


def _parts(node: Node) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    return (InstructionParty.Part.LEAD, node.leads), (InstructionParty.Part.COORDINATING, node.coordinating)
