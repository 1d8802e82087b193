"""Who may change who we are: administrators within their organisation, superusers everywhere."""

from __future__ import annotations

from units.clock import today
from units.models import Post, Unit, User
from units.refusals import Allowed, Denied, Verdict
from units.roles import MANAGE_ORGANISATION


def can_manage(user: User) -> Verdict:
    """May enter and change units and people at all."""
    post = user.acting_post
    if user.is_superuser or (post is not None and post.role in MANAGE_ORGANISATION):
        return Allowed()
    return Denied("Chỉ người quản trị được thay đổi đơn vị và người dùng.")


def can_manage_unit(user: User, unit: Unit) -> Verdict:
    """May change this unit, what is below it and the posts in it."""
    verdict = can_manage(user)
    if not verdict or user.is_superuser:
        return verdict
    organisation = user.acting_post.organisation  # type: ignore[union-attr]
    if unit.path.startswith(organisation.path):
        return Allowed()
    return Denied(f"{unit} không thuộc {organisation}; người quản trị của cơ quan đó thực hiện.")


def can_begin_tree(user: User) -> Verdict:
    """May open the first unit, which has none above it."""
    if user.is_superuser:
        return Allowed()
    return Denied("Đơn vị đầu tiên do người quản trị hệ thống lập.")


def can_delegate(user: User, post: Post) -> Verdict:
    """The holder of the post (not one to whom it is delegated: no re-delegation), or an administrator."""
    if post.user_id == user.pk:
        return Allowed()
    if user.acting_post is not None and user.acting_post.pk == post.pk:
        return Denied("Người được ủy quyền không được ủy quyền lại.")
    return can_manage_unit(user, post.unit)


def can_manage_person(user: User, person: User) -> Verdict:
    """May give a password to a person: whoever has it signs in as that person, in every post open to them.

    So all of these must lie in the administrator's organisation; of a person without an open post, any post at all, and
    a person who never had one may be managed by every administrator.  A superuser's password is given by a superuser.
    """
    verdict = can_manage(user)
    if not verdict or user.is_superuser:
        return verdict
    if person.is_superuser:
        return Denied("Mật khẩu của người quản trị hệ thống do người quản trị hệ thống cấp.")
    held = list(Post.objects.open_to(person, on=today()))
    outside = next((post for post in held if not can_manage_unit(user, post.unit)), None)
    if outside:
        return Denied(
            f"{person} đang làm việc với vị trí {outside}, không thuộc cơ quan của bạn. "
            "Người quản trị của cơ quan cấp trên cấp mật khẩu cho người này."
        )
    past = list(person.posts.select_related("unit")) if not held else []
    if past and not any(can_manage_unit(user, post.unit) for post in past):
        return Denied(f"{person} không thuộc cơ quan của bạn.")
    return Allowed()


def can_set_calendar(user: User) -> Verdict:
    """The calendar is one for the whole tree: only where the tree begins is it changed."""
    verdict = can_manage(user)
    if not verdict or user.is_superuser or user.acting_post.organisation.is_root():  # type: ignore[union-attr]
        return verdict
    return Denied("Lịch làm việc dùng chung; người quản trị của cơ quan cao nhất thay đổi.")
