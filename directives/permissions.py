"""May this person log, complete or link a directive?  Each refusal says why."""

from __future__ import annotations

from directives.models import Directive
from units.models import User
from units.refusals import Allowed, Denied, Verdict
from units.roles import LOG_DIRECTIVES, ORGANISATION_ROLES


def can_log(user: User) -> Verdict:
    """Enter documents into the register of one's own organisation."""
    post = user.acting_post
    if post is None:
        return Denied("Bạn chưa có vị trí công tác nên chưa thể vào sổ văn bản.")
    if post.role not in LOG_DIRECTIVES:
        return Denied(f"Vào sổ văn bản là việc của văn thư và Văn phòng; vị trí của bạn là {post.title}.")
    return Allowed()


def can_correct(user: User, directive: Directive) -> Verdict:
    """Complete the number or date of a directive, link what it cites: where its record is kept."""
    verdict = can_log(user)
    if not verdict:
        return verdict
    if user.acting_post and user.acting_post.organisation.pk != directive.owner_id:
        return Denied("Văn bản này do cơ quan khác vào sổ; cơ quan đó bổ sung thông tin.")
    return Allowed()


def can_read_register(user: User) -> Verdict:
    """The register is the whole organisation's: for the roles that see all of it."""
    post = user.acting_post
    if post is None or post.role not in ORGANISATION_ROLES:
        return Denied("Sổ đăng ký văn bản dành cho văn thư, Văn phòng và lãnh đạo cơ quan.")
    return Allowed()
