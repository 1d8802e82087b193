"""A secret document is never kept, whatever it comes in as: directive, report or result."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from directives.readers import UnreadableDocument, read_text
from directives.reading import read
from directives.reading.proposal import Proposal


def demand_open(proposal: Proposal) -> None:
    """ValidationError (code "secret") where the reading found Mật, Tối mật or Tuyệt mật."""
    if proposal.secrecy:
        raise ValidationError(
            f"Văn bản có dấu chỉ độ mật “{proposal.secrecy.text.strip()}”. Văn bản mật không được đưa vào hệ thống "
            "này: đăng ký vào sổ văn bản mật của cơ quan. Nội dung vừa gửi không được lưu lại.",
            code="secret",
        )


def demand_open_file(data: bytes, *, name: str) -> None:
    """The same for a file that is attached; what holds no text to read (a picture, a workbook) can't be told."""
    try:
        content = read_text(data, filename=name)
    except UnreadableDocument:
        return
    demand_open(read(content.text))
