"""What a coordinating unit owes and whether it kept silent: computed from dates, never stored.

The SQL of the same meaning is `tasks.querysets.coordinations.silent_q`.  Silence begins the day after the unit's own
date.  The day that judges it is the day on which it reported, on which its part ended with the task, or on which the
lead handed in the result without it, else today: the time that a result waits for its confirmation accuses nobody.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import TextChoices

from tasks.deadlines import DUE_SOON_DAYS
from tasks.statuses import Badge, Status


class Duty(TextChoices):
    """What is stored of one request to a coordinating unit."""

    OPEN = "open", "đang phối hợp"
    DONE = "done", "đã báo cáo kết quả phối hợp"
    CLOSED = "closed", "kết thúc cùng nhiệm vụ"


class DutyState(TextChoices):
    """Exactly one holds for every request."""

    NO_DATE = "no_date", "Không thời hạn"
    IN_TIME = "in_time", "Trong hạn"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    SILENT = "silent", "Quá hạn, chưa báo cáo"
    STOPPED = "stopped", "Tạm dừng cùng nhiệm vụ"
    DONE = "done", "Đã báo cáo"
    DONE_LATE = "done_late", "Báo cáo quá hạn"
    CLOSED = "closed", "Kết thúc cùng nhiệm vụ"
    CLOSED_SILENT = "closed_silent", "Không báo cáo phối hợp"


SILENT = frozenset({DutyState.SILENT, DutyState.DONE_LATE, DutyState.CLOSED_SILENT})


def days_late(due_on: date | None, judged_on: date) -> int:
    """Calendar days between the unit's date and the day that judges it; 0 in time and without a date."""
    return max(0, (judged_on - due_on).days) if due_on else 0


def judging_day(*, duty: Duty, ended_on: date | None, submitted_on: date | None, today: date) -> date:
    """`ended_on`: the day of the report or of the end; `submitted_on`: of the task, while a result is handed in."""
    return (ended_on if duty != Duty.OPEN else submitted_on) or today


def duty_state(
    *,
    duty: Duty,
    due_on: date | None,
    ended_on: date | None,
    task_status: Status,
    submitted_on: date | None,
    today: date,
) -> DutyState:
    late = days_late(due_on, judging_day(duty=duty, ended_on=ended_on, submitted_on=submitted_on, today=today)) > 0
    if duty == Duty.DONE:
        return DutyState.DONE_LATE if late else DutyState.DONE
    if duty == Duty.CLOSED:
        return DutyState.CLOSED_SILENT if late else DutyState.CLOSED
    if task_status == Status.SUSPENDED:
        return DutyState.STOPPED
    if due_on is None:
        return DutyState.NO_DATE
    if late:
        return DutyState.SILENT
    is_soon = submitted_on is None and due_on <= today + timedelta(days=DUE_SOON_DAYS)
    return DutyState.DUE_SOON if is_soon else DutyState.IN_TIME


_LOOK: dict[DutyState, tuple[str, str]] = {
    DutyState.NO_DATE: ("neutral", "calendar-off"),
    DutyState.IN_TIME: ("neutral", "calendar"),
    DutyState.DUE_SOON: ("amber", "clock"),
    DutyState.SILENT: ("red", "alert-triangle"),
    DutyState.STOPPED: ("grey", "player-pause"),
    DutyState.DONE: ("green", "circle-check"),
    DutyState.DONE_LATE: ("red", "calendar-x"),
    DutyState.CLOSED: ("grey", "circle-x"),
    DutyState.CLOSED_SILENT: ("red", "circle-x"),
}


def duty_badge(state: DutyState, days: int) -> Badge:
    """`days`: how long the unit kept silent."""
    words = {
        DutyState.SILENT: f"Quá hạn {days} ngày, chưa báo cáo",
        DutyState.DONE_LATE: f"Báo cáo quá hạn {days} ngày",
    }
    return Badge(*_LOOK[state], words.get(state, state.label))
