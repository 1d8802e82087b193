"""May this person make and read reports?"""

from __future__ import annotations

from units.models import Unit, User
from units.refusals import Allowed, Denied, Verdict
from units.roles import READ_REPORTS


def can_read_reports(user: User) -> Verdict:
    """Monitors and leaders, of their own organisation."""
    post = user.acting_post
    if post is None or post.role not in READ_REPORTS:
        return Denied(
            "Báo cáo dành cho lãnh đạo và Văn phòng. Đổi vị trí công tác nếu bạn giữ một trong hai vai trò đó."
        )
    return Allowed()


def can_issue_report(user: User, organisation: Unit) -> Verdict:
    verdict = can_read_reports(user)
    if verdict and user.acting_post.organisation != organisation:  # type: ignore[union-attr]
        return Denied("Chỉ lập được báo cáo của cơ quan mình.")
    return verdict
