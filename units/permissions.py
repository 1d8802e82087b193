"""Who may change who we are: administrators within their organisation, superusers everywhere."""

from __future__ import annotations

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


def can_delegate(user: User, post: Post) -> Verdict:
    """The holder of the post (not one to whom it is delegated: no re-delegation), or an administrator."""
    if post.user_id == user.pk:
        return Allowed()
    if user.acting_post is not None and user.acting_post.pk == post.pk:
        return Denied("Người được ủy quyền không được ủy quyền lại.")
    return can_manage_unit(user, post.unit)


def can_manage_person(user: User, person: User) -> Verdict:
    """May give a password to a person: one with a post in the administrator's organisation or with no post yet.

    A superuser's password is given by a superuser alone."""
    verdict = can_manage(user)
    if not verdict or user.is_superuser:
        return verdict
    if person.is_superuser:
        return Denied("Mật khẩu của người quản trị hệ thống do người quản trị hệ thống cấp.")
    posts = list(person.posts.select_related("unit"))
    if not posts or any(can_manage_unit(user, post.unit) for post in posts):
        return Allowed()
    return Denied(f"{person} không thuộc cơ quan của bạn.")
