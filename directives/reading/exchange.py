"""A proposal in the form in which readings are exchanged and scored: plain dictionaries, one a document."""

from __future__ import annotations

from typing import Any

from .proposal import CitedDocument, Item, Proposal, StatedDeadline


def as_exchange(proposal: Proposal) -> dict[str, Any]:
    """One JSON object: `recipients` here are the addressees, `distribution` the lines of "Nơi nhận"."""
    issued = proposal.issued
    signature = proposal.signature
    return {
        "kind": proposal.document_type,
        "number": reference_text(proposal),
        "symbol": proposal.code_notation,
        "date": issued.on.isoformat() if issued and issued.on else None,
        "date_text": issued.text if issued else None,
        "issuer": proposal.issuing_body.text if proposal.issuing_body else None,
        "subject": proposal.subject.text if proposal.subject else None,
        "based_on": [_cited(document) for document in based_on(proposal)],
        "recipients": [addressee.text for addressee in proposal.addressees],
        "items": [_item(item) for item in proposal.items],
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


def _item(item: Item) -> dict[str, Any]:
    deadline = main_deadline(item)
    return {
        "label": item.label,
        "level": item.level,
        "text": item.text,
        "lead": [lead.text for lead in item.leads],
        "inherited_lead": [lead.text for lead in item.inherited_leads],
        "coordinate": [body.text for body in item.coordinating],
        "deadline": {"text": deadline.text, "date": deadline.due_on.isoformat() if deadline.due_on else None}
        if deadline
        else None,
        "recurrence": next((d.recurrence for d in item.deadlines if d.recurrence), None),
    }


def main_deadline(item: Item) -> StatedDeadline | None:
    """The first that fixes a date, else the first that is more than a word such as "khẩn trương"."""
    dated = [d for d in item.deadlines if d.due_on]
    stated = [d for d in item.deadlines if d.kind not in ("immediate", "by_regulation")]
    return next(iter(dated or stated), None)
