"""Directives with instructions."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from directives.models import Directive, Instruction
from directives.types import DocumentType
from units.models import Unit, User

LOGGED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def make_directive(*, owner: Unit, by: User, code_number: str = "271", **fields: object) -> Directive:
    """A công văn of UBND tỉnh, logged by a văn thư."""
    values: dict[str, object] = {
        "document_type": DocumentType.OFFICIAL_DISPATCH,
        "issuing_body": "UBND tỉnh",
        "code_notation": "UBND-VP8",
        "issued_on": date(2026, 3, 2),
        "subject": "tăng cường kỷ luật, kỷ cương trong xử lý công việc",
        "logged_at": LOGGED_AT,
    }
    return Directive.objects.create(
        owner=owner,
        code_number=code_number,
        logged_by=by,
        logged_in_post=by.acting_post,
        **(values | fields),
    )


def make_instruction(directive: Directive, *, label: str = "1", position: int = 1, **fields: object) -> Instruction:
    values: dict[str, object] = {"text": "Rà soát các nhiệm vụ được giao, báo cáo kết quả về Văn phòng."}
    return Instruction.objects.create(directive=directive, label=label, position=position, **(values | fields))
