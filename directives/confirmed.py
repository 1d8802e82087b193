"""A directive as a person confirmed it: what the review screen hands to the services.  Pure values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from directives.types import DocumentType, Priority, SourceKind


@dataclass(frozen=True)
class PartialDay:
    """A date as far as it is printed: whole, or a year and perhaps a month (requirement A2)."""

    on: date | None = None
    year: int | None = None
    month: int | None = None

    @property
    def text(self) -> str:
        """ "11/05/2023", "05/2023", "2023" or ""."""
        if self.on:
            return f"{self.on:%d/%m/%Y}"
        return f"{self.month:02d}/{self.year}" if self.month else str(self.year or "")


@dataclass(frozen=True)
class Choice:
    """A unit or a group that may be meant, with its present name."""

    name: str
    unit_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True)
class Party:
    """A unit or a group as the document names it; neither id where it is not known which is meant.

    `doubt`: a sentence where a person must say whether this is what the words mean; "" where it is certain, or where
    a person has said so.  `alternatives`: what else the words may mean, the likeliest first.
    """

    as_printed: str
    unit_id: int | None = None
    group_id: int | None = None
    doubt: str = ""
    alternatives: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """One stated deadline.  `kind` is a value of StatedDeadline.Kind; `due_on` only with a whole date."""

    kind: str
    as_printed: str
    due_on: date | None = None
    days: int | None = None
    anchor: str = ""
    recurrence: str = ""


@dataclass(frozen=True)
class Node:
    """One row of the tree; its parent is the nearest row above of a lower level.  `kind`: Instruction.Kind."""

    text: str
    label: str = ""
    level: int = 1
    kind: str = "item"
    leads: tuple[Party, ...] = ()
    coordinating: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Cited:
    """A cited document; `relation` is a value of Relation."""

    relation: str
    as_printed: str
    reference: str = ""
    issued_on: date | None = None
    issuing_body: str = ""


@dataclass(frozen=True)
class Copy:
    """One line of Nơi nhận."""

    as_printed: str
    purpose: str = ""
    is_archive: bool = False


@dataclass(frozen=True)
class Confirmed:
    """Everything of one directive.  `arrived_at` None: the moment of saving."""

    issuing_body: str
    subject: str
    direction: str = "incoming"  # a value of Directive.Direction; "issued": a document of our own, issued elsewhere
    document_type: str = DocumentType.OTHER
    source_kind: str = SourceKind.DOCUMENT
    code_number: str = ""
    code_notation: str = ""
    reference_as_printed: str = ""
    is_party_document: bool = False
    issued: PartialDay = PartialDay()
    priority: str = Priority.NORMAL
    signer_name: str = ""
    signer_position: str = ""
    filing_note: str = ""
    is_electronic_only: bool = False
    arrived_at: datetime | None = None
    addressees: tuple[Party, ...] = ()
    citations: tuple[Cited, ...] = ()
    recipients: tuple[Copy, ...] = ()
    nodes: tuple[Node, ...] = ()
