"""May this person log, complete, link, write, approve or issue a directive?  Each refusal says why."""

from __future__ import annotations

from directives.models import Directive, OutgoingDraft
from units.models import User
from units.refusals import Allowed, Denied, Verdict
from units.roles import LOG_DIRECTIVES, ORGANISATION_ROLES, Role


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


def can_draft(user: User) -> Verdict:
    """Write what one's own organisation is to issue."""
    post = user.acting_post
    if post is None or post.role not in ORGANISATION_ROLES:
        return Denied("Soạn văn bản đi của cơ quan là việc của Văn phòng, văn thư và lãnh đạo.")
    return Allowed()


def can_approve(user: User, draft: OutgoingDraft) -> Verdict:
    """Say that a draft may be issued: the head of the organisation; a deputy what that deputy signs."""
    post = user.acting_post
    if post is None or post.role != Role.LEADER or post.organisation.pk != draft.organisation_id:
        return Denied("Duyệt văn bản đi là việc của lãnh đạo cơ quan.")
    if post.is_deputy and draft.signer_id != post.pk:
        return Denied("Cấp phó chỉ duyệt văn bản do chính mình ký. Văn bản này do người đứng đầu duyệt.")
    return Allowed()


def can_issue(user: User) -> Verdict:
    """Take a number of the outgoing register and send the document: văn thư and the Office keep the register."""
    post = user.acting_post
    if post is None or post.role not in LOG_DIRECTIVES:
        return Denied("Lấy số, ban hành văn bản đi là việc của văn thư và Văn phòng.")
    return Allowed()
