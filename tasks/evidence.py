"""What a result has to show, by the kinds of duty and result; and what looks unusual in it.  Pure.

A doubt is a sentence for the people who hand in and decide; it refuses nothing.
"""

from __future__ import annotations

import re
from datetime import date

from directives.reading.references import REFERENCE
from directives.types import DocumentType
from tasks.kinds import DutyKind, ResultKind

# What a regulation may be issued as.
REGULATION_TYPES = (
    DocumentType.DECISION,
    DocumentType.REGULATION,
    DocumentType.RULE,
    DocumentType.GUIDANCE,
    DocumentType.RESOLUTION,
    DocumentType.PLAN,
    DocumentType.NOTICE,
    DocumentType.DIRECTIVE,
    DocumentType.CIRCULAR,
    DocumentType.DECREE,
    DocumentType.LAW,
    DocumentType.OTHER,
)
#: An address that a page may link to.
ADDRESS = re.compile(r"https?://[^\s<>\"]{3,290}")
_BY_DOCUMENT = frozenset({ResultKind.DOCUMENT, ResultKind.NEW_REGULATION})


def needs_document(result_kind: str) -> bool:
    """A document with its number, notation, date and file."""
    return result_kind in _BY_DOCUMENT


def needs_publication(result_kind: str) -> bool:
    """Where and when a directive was posted (requirement G11)."""
    return result_kind == ResultKind.PUBLICATION


def needs_regulation(result_kind: str) -> bool:
    """Beside the document what kind it is and what it changes (requirement E5)."""
    return result_kind == ResultKind.NEW_REGULATION


def needs_dissemination(duty_kind: str, result_kind: str) -> bool:
    """When and how it was made known, to how many, and what shows it (requirement E4)."""
    return duty_kind == DutyKind.DISSEMINATION or result_kind == ResultKind.ACKNOWLEDGEMENT


def doubt_of_reference(reference: str) -> str:
    """ "" where number and notation are written as Decree 30/2020 (or the Party) writes them, or nothing is written."""
    written = " ".join(reference.split())
    if not written or REFERENCE.fullmatch(written):
        return ""
    return f"Số, ký hiệu “{written}” không theo dạng thường gặp (ví dụ 45/BC-TCCB). Đối chiếu lại với văn bản."


def doubt_of_day(what: str, day: date | None, assigned_on: date) -> str:
    """ "" unless the day lies before the task was given: then it may be the result of something else."""
    if day is None or day >= assigned_on:
        return ""
    return f"{what} {day:%d/%m/%Y} ở trước ngày giao nhiệm vụ {assigned_on:%d/%m/%Y}. Kiểm tra lại ngày."
