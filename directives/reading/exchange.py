"""A proposal in the form in which readings are exchanged and scored: plain dictionaries, one a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from units.calendar import WorkingCalendar

from .proposal import CitedDocument, Item, Proposal, StatedDeadline
from .terms import end_of_term

PLAIN_WEEK = WorkingCalendar()


def as_exchange(proposal: Proposal, calendar: WorkingCalendar = PLAIN_WEEK) -> dict[str, Any]:
    """One JSON object: `recipients` here are the addressees, `distribution` the lines of "Nơi nhận".

    `calendar` counts out terms that run from the day of issue.
    """
    issued = proposal.issued
    issued_on = issued.on if issued else None
    signature = proposal.signature
    return {
        "kind": proposal.document_type,
        "number": reference_text(proposal),
        "symbol": proposal.code_notation,
        "date": issued_on.isoformat() if issued_on else None,
        "date_text": issued.text if issued else None,
        "issuer": proposal.issuing_body.text if proposal.issuing_body else None,
        "subject": proposal.subject.text if proposal.subject else None,
        "based_on": [_cited(document) for document in based_on(proposal)],
        "recipients": [addressee.text for addressee in proposal.addressees],
        "items": [_item(item, issued_on, calendar) for item in proposal.items],
        "distribution": [recipient.text for recipient in proposal.recipients],
        "signer": signature.name if signature else None,
        "signed_as": signature.position if signature else None,
        "warnings": [doubt.message for doubt in proposal.doubts],
    }


def reference_text(proposal: Proposal) -> str | None:
    """Number and notation as printed, without spaces; None while the number is blank."""
    if proposal.code_number is None or proposal.reference_as_printed is None:
        return None
    return "".join(proposal.reference_as_printed.split())


def based_on(proposal: Proposal) -> list[CitedDocument]:
    """The documents on which this one rests: those named before the operative part, each once."""
    labelled = [item.span.start for item in proposal.items if item.label]
    end = min(labelled, default=None)
    found: dict[str, CitedDocument] = {}
    for document in proposal.citations:
        before = end is None or document.span.start < end
        if document.reference and before and document.reference not in found:
            found[document.reference] = document
    return list(found.values())


def _cited(document: CitedDocument) -> dict[str, Any]:
    return {
        "number": document.reference,
        "date": document.issued_on.isoformat() if document.issued_on else None,
        "issuer": document.issuing_body,
    }


def _item(item: Item, issued_on: date | None, calendar: WorkingCalendar) -> dict[str, Any]:
    days = [(deadline, due_day(deadline, issued_on, calendar)) for deadline in item.deadlines]
    deadline, due_on = main_deadline(days)
    return {
        "label": item.label,
        "level": item.level,
        "text": item.text,
        "lead": [lead.text for lead in item.leads],
        "inherited_lead": [lead.text for lead in item.inherited_leads],
        "coordinate": [body.text for body in item.coordinating],
        "deadline": {"text": deadline.text, "date": due_on.isoformat() if due_on else None} if deadline else None,
        "recurrence": next((d.recurrence for d in item.deadlines if d.recurrence), None),
    }


def main_deadline(days: list[tuple[StatedDeadline, date | None]]) -> tuple[StatedDeadline | None, date | None]:
    """The first that fixes a day, else the first that is more than a word such as "khẩn trương"."""
    dated = [(deadline, due_on) for deadline, due_on in days if due_on]
    stated = [(deadline, due_on) for deadline, due_on in days if deadline.kind not in ("immediate", "by_regulation")]
    return next(iter(dated or stated), (None, None))


def due_day(deadline: StatedDeadline, issued_on: date | None, calendar: WorkingCalendar) -> date | None:
    """The day that the words fix, counted out where they state a term from the day of issue."""
    return deadline.due_on or end_of_term(
        days=deadline.days,
        is_working=deadline.kind == "working_days",
        anchor=deadline.anchor or "",
        issued_on=issued_on,
        arrived_on=None,
        calendar=calendar,
    )
