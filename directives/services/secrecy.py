"""A secret document is never kept, whatever it comes in as: directive, report or result."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from directives.readers import SlowReading, UnreadableDocument
from directives.reading import read
from directives.reading.proposal import Proposal
from directives.services.extracting import extract
from units.models import AuditKind, User
from units.services import audit

SECRET = "secret"  # code of the ValidationError


def demand_open(proposal: Proposal) -> None:
    """ValidationError (code "secret") where the reading found Mật, Tối mật or Tuyệt mật."""
    if proposal.secrecy:
        raise ValidationError(
            f"Văn bản có dấu chỉ độ mật “{proposal.secrecy.text.strip()}”. Văn bản mật không được đưa vào hệ thống "
            "này: đăng ký vào sổ văn bản mật của cơ quan. Nội dung vừa gửi không được lưu lại.",
            code=SECRET,
        )


def demand_open_file(data: bytes, *, name: str) -> None:
    """The same for a file that is attached; what holds no text to read (a picture, a workbook) can't be told."""
    try:
        content = extract(data, name=name)
    except (UnreadableDocument, SlowReading):
        return
    for part in content.parts:
        demand_open(read(part.text))


def note_refusal(*, by: User, now: datetime) -> None:
    """The audit trail learns that a secret document was refused, and nothing of it: neither name nor words."""
    audit.record(kind=AuditKind.SECRET_REFUSED, by=by, now=now)
