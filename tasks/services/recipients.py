"""Units to which an organisation may give tasks, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from units.models import Post, Unit, User
from units.refusals import Conflict


def refusal_of_unit(unit: Unit, organisation: Unit, day: date) -> str:
    """Why the organisation can't give the unit a task on the day; "" where it can."""
    if not unit.is_open_on(day):
        return f"{unit.label} đã thôi hoạt động. Chọn đơn vị tiếp nhận chức năng, nhiệm vụ."
    if unit.pk == organisation.pk or not unit.path.startswith(organisation.path):
        return f"{unit.label} không thuộc hoặc trực thuộc {organisation.label}. Chọn một đơn vị của cơ quan."
    return ""


def demand_still_open(units: Iterable[int], day: date) -> None:
    """Conflict where a unit ended while it was being given something.

    Asked after the rows are written: from then on nobody closes the unit before they are there to be moved.
    """
    if gone := Unit.objects.filter(pk__in=set(units), closed_on__lte=day).first():
        raise Conflict(refusal_of_unit(gone, gone, day))


def heads_of(units: list[Unit], *, on: date) -> dict[int, User]:
    """Unit id -> its head on the day (personal responsibility, requirement D6)."""
    posts = Post.objects.heads_of(units, on=on).select_related("user").order_by("-pk")
    return {post.unit_id: post.user for post in posts}


def head_of(unit: Unit, *, on: date) -> User | None:
    return heads_of([unit], on=on).get(unit.pk)
