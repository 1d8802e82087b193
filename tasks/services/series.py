"""Recurring duties: give them, change when they are due, move them to another unit, end them.

What is changed counts for occurrences that have not been given yet; those that have stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.models import SeriesEvent, SeriesUnit, TaskSeries
from tasks.permissions import can_manage_series
from tasks.rhythm import MOST_DAYS_AHEAD, Ahead, DueRule, refusal_of
from tasks.services.history import day_of
from tasks.services.occurrences import Owed, first_occurrences, give_due, set_next
from tasks.services.recipients import refusal_of_unit
from tasks.services.transition import demand_words
from units.models import Unit, User
from units.refusals import Conflict, demand

_LEAD, _COORDINATING = SeriesUnit.Part.LEAD, SeriesUnit.Part.COORDINATING


@dataclass(frozen=True)
class NewSeries:
    """An unsaved series with the units that lead its occurrences and those that help."""

    row: TaskSeries
    leads: Sequence[Unit]
    coordinating: Sequence[Unit]


def begin(series: Sequence[NewSeries], *, by: User, now: datetime) -> list[dict[int, Owed]]:
    """Write the series that an assignment gives, in a constant number of queries; for each, its first occurrence by
    unit, which the assignment creates."""
    day = day_of(now)
    rows = TaskSeries.objects.bulk_create([each.row for each in series])
    found, parts = [], []
    for row, each in zip(rows, series, strict=True):
        helpers = [unit for unit in each.coordinating if unit not in each.leads]
        mine = [SeriesUnit(series=row, unit=unit, part=_LEAD, given_on=day, next_on=day) for unit in each.leads]
        mine += [SeriesUnit(series=row, unit=unit, part=_COORDINATING, given_on=day, next_on=day) for unit in helpers]
        found.append(first_occurrences(mine, day=day))
        parts += mine
    SeriesUnit.objects.bulk_create(parts)
    SeriesEvent.objects.bulk_create(
        SeriesEvent(
            series=row,
            action=SeriesEvent.Action.GIVE,
            by=by,
            post=by.acting_post,
            at=now,
            changes=[["Kỳ và hạn", "", str(row.rhythm)], ["Chủ trì", "", ", ".join(unit.label for unit in each.leads)]],
        )
        for row, each in zip(rows, series, strict=True)
    )
    return found


@transaction.atomic
def change_due(
    *,
    series: TaskSeries,
    by: User,
    now: datetime,
    version: int,
    due_rule: DueRule,
    due_day: int,
    ahead: Ahead = Ahead.START,
    ahead_days: int = 0,
    ends_on: date | None = None,
    note: str = "",
) -> TaskSeries:
    """Another due date, another day of giving, or another end, for occurrences that have not been given yet."""
    locked, day = _locked(series, by=by, now=now, version=version), day_of(now)
    before = _told(locked)
    locked.due_rule, locked.due_day = due_rule, due_day
    locked.ahead, locked.ahead_days, locked.ends_on = ahead, ahead_days, ends_on
    wrong = {}
    if refusal := refusal_of(locked.rhythm):
        wrong["due_day"] = refusal
    if not 0 <= ahead_days <= MOST_DAYS_AHEAD:
        wrong["ahead_days"] = f"Nhập số ngày giao trước từ 0 đến {MOST_DAYS_AHEAD}."
    if ends_on and ends_on < day:
        wrong["ends_on"] = "Ngày này đã qua. Chọn từ hôm nay trở đi, hoặc kết thúc việc định kỳ."
    if wrong:
        raise ValidationError(wrong)
    changes = [[what, old, new] for (what, old), (_, new) in zip(before, _told(locked), strict=True) if old != new]
    if not changes:
        raise ValidationError("Chưa có thay đổi nào. Sửa cách tính hạn rồi lưu lại.")
    locked.changed_on = day
    parts = list(locked.units.filter(part=_LEAD, moved_on__isnull=True))
    for part in parts:
        part.series = locked
        set_next(part, locked.rhythm.period_on(part.next_on))
    SeriesUnit.objects.bulk_update(parts, ["next_on", "next_given_on"])
    changed = _keep(locked, SeriesEvent.Action.CHANGE_DUE, by=by, now=now, note=note, changes=changes)
    give_due([locked.pk], now=now)  # what is now to be given earlier
    return changed


@transaction.atomic
def end_series(*, series: TaskSeries, by: User, now: datetime, version: int, reason: str) -> TaskSeries:
    """Nothing more is given; the occurrences that there are stay and are done."""
    demand_words(reason, "reason", "Ghi rõ lý do kết thúc việc định kỳ.")
    locked = _locked(series, by=by, now=now, version=version)
    locked.ended_on, locked.ended_by, locked.end_reason = day_of(now), by, reason.strip()
    locked.units.update(next_given_on=None)
    return _keep(locked, SeriesEvent.Action.END, by=by, now=now, note=reason)


@transaction.atomic
def move_unit(
    *,
    series: TaskSeries,
    part: SeriesUnit,
    unit: Unit,
    by: User,
    now: datetime,
    version: int,
    reason: str,
    carried: bool = False,
) -> TaskSeries:
    """Another unit owes the duty from the first period on that `part` has not been given; what it has been given stays
    with it, or is transferred task by task.  `carried`: it comes with a change of the units themselves, where the
    person had the right to it."""
    demand_words(reason, "reason", "Ghi rõ lý do chuyển đơn vị.")
    locked, day = _locked(series, by=by, now=now, version=version, carried=carried), day_of(now)
    old = locked.units.select_related("unit").filter(pk=part.pk, moved_on__isnull=True).first()
    if old is None:
        raise Conflict("Việc định kỳ này đã được chuyển khỏi đơn vị trước đó. Tải lại trang để xem diễn biến mới nhất.")
    refusal = refusal_of_unit(unit, locked.organisation, day)
    if locked.units.filter(unit=unit, moved_on__isnull=True).exists():
        refusal = f"{unit.label} đã có phần trong việc định kỳ này. Chọn đơn vị khác."
    if refusal:
        raise ValidationError({"unit": refusal})
    old.moved_on, old.moved_to, next_given_on = day, unit, old.next_given_on
    old.next_given_on = None
    old.save()
    SeriesUnit.objects.create(
        series=locked, unit=unit, part=old.part, given_on=day, next_on=old.next_on, next_given_on=next_given_on
    )
    changes = [["Chủ trì" if old.part == _LEAD else "Phối hợp", old.unit.label, unit.label]]
    moved = _keep(locked, SeriesEvent.Action.MOVE, by=by, now=now, note=reason, changes=changes)
    give_due([locked.pk], now=now)  # what has waited for a unit
    return moved


def _locked(series: TaskSeries, *, by: User, now: datetime, version: int, carried: bool = False) -> TaskSeries:
    """The row, locked and fresh, with everything given that was due under the rule so far."""
    give_due([series.pk], now=now)
    locked = TaskSeries.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=series.pk)
    if not carried:
        demand(can_manage_series(by, locked))
    if locked.is_over:
        raise Conflict(f"Việc định kỳ này đã kết thúc ngày {locked.ended_on:%d/%m/%Y}.")
    if locked.version != version and not carried:
        last = locked.events.select_related("by").last()
        who = f"{last.by} ({last.get_action_display()})" if last else "Người khác"
        raise Conflict(f"{who} đã thay đổi việc định kỳ này. Xem lại nội dung mới trước khi thực hiện.")
    return locked


def _keep(
    series: TaskSeries, action: SeriesEvent.Action, *, by: User, now: datetime, note: str, **more: Any
) -> TaskSeries:
    series.version += 1
    series.save()
    SeriesEvent.objects.create(
        series=series, action=action, by=by, post=by.acting_post, at=now, note=note.strip(), **more
    )
    return series


def _told(series: TaskSeries) -> list[tuple[str, str]]:
    """What may be changed, in words."""
    return [
        ("Hạn", series.rhythm.due_words),
        ("Giao", f"{series.ahead_days} ngày {series.get_ahead_display()}"),
        ("Đến ngày", f"{series.ends_on:%d/%m/%Y}" if series.ends_on else "không xác định"),
    ]
