"""People, their posts and who acts for whom."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from units.models import AuditKind, Delegation, Post, Unit, User
from units.permissions import can_delegate, can_manage, can_manage_person, can_manage_unit
from units.refusals import Conflict, Forbidden, demand
from units.roles import Role
from units.services.audit import record

MOST_PASSWORDS = 50  # at once: each takes a good part of a second to hash
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1: read out over the telephone


@transaction.atomic
def create_person(*, username: str, full_name: str, by: User, now: datetime, email: str = "") -> User:
    """An account without a password: nobody can sign in with it until `issue_password`."""
    demand(can_manage(by))
    person = User(username=username.strip().lower(), full_name=full_name.strip(), email=email.strip())
    person.set_unusable_password()
    person.full_clean()
    person.save()
    record(kind=AuditKind.SETTING_CHANGED, by=by, now=now, subject=f"Lập tài khoản {person.username}")
    return person


@transaction.atomic
def issue_password(*, person: User, by: User, now: datetime) -> str:
    """A new random password, given back once and kept nowhere in the clear; it replaces the old one."""
    demand(can_manage_person(by, person))
    password = _new_password()
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(kind=AuditKind.PASSWORD_CHANGED, by=by, now=now, subject=f"Cấp mật khẩu cho {person.username}")
    return password


def issue_passwords(*, people: Iterable[User], by: User, now: datetime) -> list[tuple[User, str]]:
    """The same for many who have none yet, at most MOST_PASSWORDS of them; those who may not be managed are left out.

    The slow part, hashing, is done before the transaction, which would keep all others from writing meanwhile; who got
    a password from somebody else by then keeps that one.
    """
    chosen = islice((person for person in people if can_manage_person(by, person)), MOST_PASSWORDS)
    passwords = {person.pk: _new_password() for person in chosen}
    hashed = {pk: make_password(password) for pk, password in passwords.items()}
    with transaction.atomic():
        waiting = list(
            User.objects.without_password().filter(pk__in=hashed).select_for_update().order_by("full_name", "pk")
        )
        for person in waiting:
            person.password = hashed[person.pk]
        User.objects.bulk_update(waiting, ["password"])
        record(
            kind=AuditKind.PASSWORD_CHANGED,
            by=by,
            now=now,
            subject=f"Cấp mật khẩu cho {len(waiting)} người",
            detail={"people": [person.username for person in waiting]},
        )
    return [(person, passwords[person.pk]) for person in waiting]


def _new_password() -> str:
    """Twelve letters and figures in three groups, about 60 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


@transaction.atomic
def give_post(
    *,
    user: User,
    unit: Unit,
    role: Role,
    title: str,
    valid_from: date,
    by: User,
    now: datetime,
    is_deputy: bool = False,
) -> Post:
    """The person holds a post in the unit from the day on."""
    unit = Unit.objects.select_for_update(no_key=True, of=("self",)).get(pk=unit.pk)
    demand(can_manage_unit(by, unit))
    if not unit.is_open_on(valid_from):
        raise ValidationError({"unit": f"{unit} không hoạt động vào ngày {valid_from:%d/%m/%Y}."})
    if Post.objects.on(valid_from).filter(user=user, unit=unit, role=role).exists():
        raise ValidationError({"role": f"{user} đang giữ vai trò {Role(role).label} tại {unit}."})
    post = Post(user=user, unit=unit, role=role, title=title, is_deputy=is_deputy, valid_from=valid_from)
    post.full_clean()
    post.save()
    record(
        kind=AuditKind.SETTING_CHANGED,
        by=by,
        now=now,
        subject=f"Giao {user} giữ vị trí {title}, {unit}",
        detail={"post": post.pk, "role": str(role)},
    )
    return post


@transaction.atomic
def end_post(*, post: Post, valid_to: date, by: User, now: datetime) -> Post:
    """The last day in the post is the day before `valid_to`."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    demand(can_manage_unit(by, post.unit))
    if post.valid_to is not None and post.valid_to <= valid_to:
        raise Conflict(f"Vị trí này đã kết thúc từ ngày {post.valid_to:%d/%m/%Y}.")
    if valid_to <= post.valid_from:
        raise ValidationError({"valid_to": f"Ngày kết thúc phải sau ngày bắt đầu {post.valid_from:%d/%m/%Y}."})
    post.valid_to = valid_to
    post.save(update_fields=["valid_to"])
    record(
        kind=AuditKind.SETTING_CHANGED,
        by=by,
        now=now,
        subject=f"{post.user} thôi giữ vị trí {post}",
        detail={"post": post.pk, "valid_to": valid_to.isoformat()},
    )
    return post


@transaction.atomic
def delegate(
    *,
    post: Post,
    delegate: User,
    valid_from: date,
    valid_to: date,
    by: User,
    now: datetime,
    document: str = "",
) -> Delegation:
    """Another person of the organisation may act in the post from `valid_from` until the day before `valid_to` (ủy
    quyền): within the days of the post, one at a time, and never handed on."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit__organisation", "user").get(pk=post.pk)
    demand(can_delegate(by, post))
    _demand_days(post, valid_from, valid_to, timezone.localdate(now))
    _demand_delegate(post, delegate, valid_from)
    given = Delegation(post=post, delegate=delegate, valid_from=valid_from, valid_to=valid_to, document=document)
    given.full_clean()
    given.save()
    record(
        kind=AuditKind.SETTING_CHANGED,
        by=by,
        now=now,
        subject=f"Ủy quyền vị trí {post} cho {delegate}",
        detail={"delegation": given.pk},
    )
    return given


def _demand_days(post: Post, valid_from: date, valid_to: date, today: date) -> None:
    wrong = {}
    if valid_to <= valid_from:
        wrong["valid_to"] = "Ngày hết ủy quyền phải sau ngày bắt đầu."
    elif valid_to <= today:
        wrong["valid_to"] = f"Thời gian ủy quyền đã qua. Chọn ngày hết ủy quyền sau hôm nay {today:%d/%m/%Y}."
    elif post.valid_to is not None and valid_to > post.valid_to:
        wrong["valid_to"] = f"{post.user} thôi giữ vị trí này từ ngày {post.valid_to:%d/%m/%Y}. Chọn ngày không sau đó."
    if valid_from < post.valid_from:
        wrong["valid_from"] = f"{post.user} giữ vị trí này từ ngày {post.valid_from:%d/%m/%Y}. Chọn từ ngày đó trở đi."
    if wrong:
        raise ValidationError(wrong)
    meanwhile = post.delegations.filter(revoked_at__isnull=True, valid_from__lt=valid_to, valid_to__gt=valid_from)
    if other := meanwhile.select_related("delegate").first():
        raise ValidationError(
            {
                "valid_from": f"Vị trí này đã ủy quyền cho {other.delegate} từ ngày {other.valid_from:%d/%m/%Y} đến "
                f"trước ngày {other.valid_to:%d/%m/%Y}. Thu hồi ủy quyền đó hoặc chọn thời gian khác."
            }
        )


def _demand_delegate(post: Post, delegate: User, day: date) -> None:
    refusal = ""
    if delegate.pk == post.user_id:
        refusal = "Người giữ vị trí không cần ủy quyền cho chính mình."
    elif not delegate.is_active:
        refusal = f"Tài khoản của {delegate} đã khóa. Chọn người khác."
    elif not Post.objects.on(day).filter(user=delegate, unit__path__startswith=post.organisation.path).exists():
        refusal = f"{delegate} không giữ vị trí nào tại {post.organisation.label} vào ngày {day:%d/%m/%Y}."
    if refusal:
        raise ValidationError({"delegate": refusal})


@transaction.atomic
def revoke_delegation(*, delegation: Delegation, by: User, now: datetime) -> Delegation:
    """Ends a delegation at once."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    demand(can_delegate(by, delegation.post))
    if delegation.revoked_at is not None:
        raise Conflict("Ủy quyền này đã được thu hồi.")
    delegation.revoked_at = now
    delegation.save(update_fields=["revoked_at"])
    record(
        kind=AuditKind.SETTING_CHANGED,
        by=by,
        now=now,
        subject=f"Thu hồi ủy quyền vị trí {delegation.post} của {delegation.delegate}",
    )
    return delegation


@transaction.atomic
def take_post(*, user: User, post: Post, now: datetime, on: date) -> Post:
    """Act in another open post of one's own or delegated to one; the change is recorded in the post taken up."""
    if not Post.objects.open_to(user, on=on).filter(pk=post.pk).exists():
        raise Forbidden("Vị trí này không còn giao hoặc ủy quyền cho bạn.")
    user.act_in(post)
    record(kind=AuditKind.POST_TAKEN, by=user, now=now, subject=str(post))
    return post
