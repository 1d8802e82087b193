"""Drafts of documents that the office issues, written short."""

from __future__ import annotations

from typing import Any

from directives.confirmed import Copy, Party
from directives.letters import Letter
from directives.models import Directive, OutgoingDraft
from directives.services import drafting
from directives.services.issuing import issue_letter
from directives.signing import Signature
from directives.types import DocumentType
from tests.directives.conftest import NOW
from units.models import User

BODY = """Thực hiện Công văn số 271/UBND-VP8 ngày 02/3/2026 của UBND tỉnh, Sở Nội vụ yêu cầu các đơn vị:
1. Các phòng thuộc Sở rà soát hồ sơ còn tồn, báo cáo về Văn phòng Sở trước ngày 25/3/2026.
2. Phòng Tổ chức cán bộ:
a) Chủ trì kiểm tra kỷ luật, kỷ cương;
b) Tham mưu kế hoạch kiểm tra đột xuất.
3. Giao Văn phòng Sở theo dõi, đôn đốc, tổng hợp.
Yêu cầu các đơn vị nghiêm túc thực hiện."""


def letter_of(office, **changes: Any) -> Letter:
    """To the divisions, with a copy to know for the desk."""
    values: dict[str, Any] = {
        "document_type": DocumentType.OFFICIAL_DISPATCH,
        "subject": "tăng cường kỷ luật, kỷ cương",
        "body": BODY,
        "signature": Signature("Giám đốc Sở", "Giám đốc"),
        "addressees": (Party("Các phòng thuộc Sở", group_id=office.divisions.pk),),
        "informed": (Party("Văn phòng Sở", unit_id=office.desk.pk),),
        "recipients": (Copy("UBND tỉnh (b/c)", "b/c"), Copy("Lưu: VT, VP", "", True)),
        "place": "Sông Mây",
    }
    return Letter(**(values | changes))


def issue(office, *, by: User | None = None, implements=(), **changes: Any) -> Directive:
    return issue_letter(
        letter=letter_of(office, **changes),
        drafter=office.desk,
        by=by or office.registrar,
        now=NOW,
        implements=implements,
    )


def content_of(office, **changes: Any) -> dict[str, Any]:
    """What a whole draft holds as typed."""
    values = {
        "document_type": "official_dispatch",
        "priority": "normal",
        "drafter": str(office.desk.pk),
        "subject": "tăng cường kỷ luật, kỷ cương",
        "implements": [],
        "implements_add": "",
        "addressees": [f"g{office.divisions.pk}"],
        "addressees_other": "",
        "bases": "",
        "body": BODY,
        "informed": [f"u{office.desk.pk}"],
        "recipients": "UBND tỉnh (b/c)\nLưu: VT, VP",
        "posts_online": False,
        "is_electronic_only": False,
        "place": "Sông Mây",
        "signer": str(office.leader.acting_post.pk),
        "capacity": "own",
        "principal": "",
        "signer_title": "",
    }
    return values | changes


def begin(office, *, by: User | None = None, **changes: Any) -> OutgoingDraft:
    return drafting.begin_draft(content=content_of(office, **changes), by=by or office.monitor, now=NOW)


def posted(content: dict[str, Any], **more: Any) -> dict[str, Any]:
    """As a browser sends it: a box that is not ticked is not sent."""
    return {name: value for name, value in content.items() if value is not False} | more
