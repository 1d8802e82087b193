"""What a reading proposes.  Every fact carries the span of the text that it came from.

Spans are half-open character ranges [start, end) of the text given to `read`.  What the document does not
say stays `None` or empty, and a `Doubt` tells why.  A person confirms every proposal; nothing here is a fact yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DeadlineKind = Literal["date", "days", "working_days", "recurring", "immediate", "by_regulation"]
Recurrence = Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]
Relation = Literal[
    "legal_basis",
    "implements",
    "also_applies",
    "amends",
    "replaces",
    "corrects",
    "recalls",
    "mentions",
]
ItemKind = Literal["heading", "item", "prose"]


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """Words as written, and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, or the day and month, may be blank ("ngày    tháng 5 năm 2023")."""

    year: int
    month: int | None
    day: int | None
    text: str
    span: Span

    @property
    def on(self) -> date | None:
        """The whole date, or None while a part of it is blank."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True)
class CitedDocument:
    """A document named in the text: what it is to this one, and its identity as far as printed."""

    relation: Relation
    as_printed: str
    reference: str | None  # number and notation, normalised: "15/CT-UBND"
    issued_on: date | None
    issuing_body: str | None
    span: Span


@dataclass(frozen=True)
class StatedDeadline:
    """A deadline as the text states it.  `due_on` only where the text itself fixes a date."""

    kind: DeadlineKind
    text: str
    span: Span
    due_on: date | None = None
    days: int | None = None  # with kind days or working_days: how many, counted from `anchor`
    anchor: str | None = None  # "ngày ban hành", "ngày nhận" ... as written
    recurrence: Recurrence | None = None


@dataclass(frozen=True)
class Item:
    """One node of the tree of instructions, in document order."""

    label: str | None  # as printed without the mark around it: "1", "a", "đ", "-", "1.1", "(1)", "Điều 1"
    kind: ItemKind
    level: int  # 1 for the outermost
    parent: int | None  # index of the parent in Proposal.items
    text: str  # the whole text after the label, continuation paragraphs joined by a blank line
    span: Span  # from the label to the end of the last continuation paragraph
    continuations: tuple[Passage, ...] = ()  # unlabelled paragraphs that belong to this item
    leads: tuple[Passage, ...] = ()  # units named in the item's own text as leading
    inherited_leads: tuple[Passage, ...] = ()  # those of a heading above
    coordinating: tuple[Passage, ...] = ()
    deadlines: tuple[StatedDeadline, ...] = ()


@dataclass(frozen=True)
class Recipient:
    """One line of "Nơi nhận"."""

    text: str  # without the closing mark
    purpose: str | None  # "b/c", "đăng tin" ...
    is_archive: bool  # the line "Lưu: VT, ..."
    span: Span


@dataclass(frozen=True)
class Signature:
    name: str | None
    capacity: str | None  # "KT", "TL", "TM", "TUQ", "Q"
    position: str | None  # the title lines joined by " / ": "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
    span: Span


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at.  `field` names the part: "number", "date", "items.3.leads" ..."""

    field: str
    message: str  # Vietnamese, one sentence, says what to do
    span: Span | None = None


@dataclass(frozen=True)
class Proposal:
    """All that was read of one document."""

    document_type: str | None = None  # Vietnamese name, lower case: "công văn", "chỉ thị", "thông báo kết luận"
    code_number: str | None = None  # "271"; None while blank
    code_notation: str | None = None  # "UBND-VP8", normalised
    reference_as_printed: str | None = None
    family: Literal["state", "party"] = "state"
    issued: PartialDate | None = None
    place: str | None = None
    issuing_body: Passage | None = None
    subject: Passage | None = None
    priority: Literal["normal", "urgent", "very_urgent", "express"] = "normal"
    secrecy: Passage | None = None  # a mark Mật, Tối mật, Tuyệt mật: the document must be refused
    citations: tuple[CitedDocument, ...] = ()
    addressees: tuple[Passage, ...] = ()
    items: tuple[Item, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    electronic_only: bool = False
    signature: Signature | None = None
    is_press_report: bool = False
    is_damaged: bool = False  # the text comes from a scan that dropped marks
    told_count: int | None = None  # "10 nội dung": how many instructions the text itself says that there are
    doubts: tuple[Doubt, ...] = field(default=())
