"""Somebody goes away, for a time or for good: those who act for them and those who hand their work over are told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import Task
from tasks.services.history import day_of
from tasks.services.telling import People
from units.models import Delegation, Post, Unit, User
from units.services import people

POSTS = "/vi-tri/"


def handover_of(person: User) -> str:
    """The path of the page on which a person's open work is handed over."""
    return f"/ban-giao/{person.pk}/"


def open_work(person: User, unit: Unit) -> int:
    """How many open tasks of the unit are the person's: all that an administrator learns of them."""
    return Task.objects.bound_to(person, unit).count()


@transaction.atomic
def end_post(*, post: Post, valid_to: date, by: User, now: datetime) -> Post:
    """The last day in the post is the day before `valid_to`.  Where work stays behind, the unit is told to hand it
    over."""
    ended = people.end_post(post=post, valid_to=valid_to, by=by, now=now)
    person, unit = ended.user, ended.unit
    stays = Post.objects.at_work(on=valid_to).filter(user=person, unit=unit).exists()
    if not stays and (count := open_work(person, unit)):
        title = f"{person} thôi giữ vị trí {ended} từ ngày {valid_to:%d/%m/%Y}, còn {count} việc đang mở: cần bàn giao"
        # Who answers for the unit when the person is gone: of a head who leaves, the deputies.
        told = People(units=[unit], on=max(valid_to, day_of(now))).answering_for(unit.pk)
        key = f"leaving:{ended.pk}:{valid_to.isoformat()}"
        notify(
            messages=[Message(one, Kind.HANDED_OVER, key, title[:300], handover_of(person)) for one in told], now=now
        )
    return ended


@transaction.atomic
def delegate(
    *, post: Post, delegate: User, valid_from: date, valid_to: date, by: User, now: datetime, document: str = ""
) -> Delegation:
    """Another person acts in the post for a time; both are told."""
    given = people.delegate(
        post=post, delegate=delegate, valid_from=valid_from, valid_to=valid_to, by=by, now=now, document=document
    )
    days = f"từ ngày {valid_from:%d/%m/%Y} đến trước ngày {valid_to:%d/%m/%Y}"
    _tell_both(given, "given", f"{given.post.user} ủy quyền cho {delegate} vị trí {given.post} {days}", document, now)
    return given


@transaction.atomic
def revoke(*, delegation: Delegation, by: User, now: datetime) -> Delegation:
    """The delegation ends at once; both are told."""
    ended = people.revoke_delegation(delegation=delegation, by=by, now=now)
    _tell_both(ended, "revoked", f"Thu hồi ủy quyền vị trí {ended.post} đã giao cho {ended.delegate}", "", now)
    return ended


def _tell_both(given: Delegation, what: str, title: str, body: str, now: datetime) -> None:
    notify(
        messages=[
            Message(person, Kind.DELEGATED, f"delegation:{given.pk}:{what}", title[:300], POSTS, body)
            for person in (given.post.user, given.delegate)
        ],
        now=now,
    )
