"""Lateness: computed from dates, never stored.  The SQL of the same meaning is in `tasks.querysets`.

The day that judges a task is the day on which its result was submitted, else today.  Overdue begins the day
after the due date (Civil Code 2015, Article 148).  Suspended tasks are never late; cancelled ones do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from tasks.statuses import HANDED_IN, Badge, Status
from units.calendar import WorkingCalendar

DUE_SOON_DAYS = 3  # calendar days ahead of today that count as "sắp đến hạn"


FURTHEST_YEARS = 30  # a due date further away is a slip of the key: 2206, 0206


def refusal_of_year(due_on: date, today: date) -> str:
    """Why the date can't be meant as a due date; "" where it can."""
    if abs(due_on.year - today.year) <= FURTHEST_YEARS:
        return ""
    return f"Hạn {due_on:%d/%m}/{due_on.year:04d} cách hôm nay hơn {FURTHEST_YEARS} năm. Kiểm tra lại năm."


class TimeState(TextChoices):
    """Exactly one holds for every task."""

    NO_DATE = "no_date", "Không thời hạn"
    IN_TIME = "in_time", "Trong hạn"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    DONE_ON_TIME = "done_on_time", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành quá hạn"
    STOPPED = "stopped", "Không tính hạn"  # suspended or cancelled


def time_state(
    *,
    status: Status,
    due_on: date | None,
    submitted_on: date | None,
    today: date,
    soon_days: int = DUE_SOON_DAYS,
) -> TimeState:
    """The state of a task in time as seen on `today`."""
    if status in (Status.SUSPENDED, Status.CANCELLED):
        return TimeState.STOPPED
    if due_on is None:
        return TimeState.NO_DATE
    judged_on = submitted_on if status in HANDED_IN and submitted_on else today
    is_late = due_on < judged_on
    if status == Status.COMPLETED:
        return TimeState.DONE_LATE if is_late else TimeState.DONE_ON_TIME
    if is_late:
        return TimeState.OVERDUE
    if status != Status.SUBMITTED and due_on <= today + timedelta(days=soon_days):
        return TimeState.DUE_SOON
    return TimeState.IN_TIME


@dataclass(frozen=True)
class Lateness:
    """How far a date lies from the judging day: negative `days` are days left."""

    days: int
    working_days: int

    @property
    def is_late(self) -> bool:
        return self.days > 0


def lateness(due_on: date, judged_on: date, calendar: WorkingCalendar) -> Lateness:
    """Calendar and working days between the due date and the judging day."""
    if judged_on > due_on:
        return Lateness((judged_on - due_on).days, calendar.between(due_on, judged_on))
    return Lateness(-(due_on - judged_on).days, -calendar.between(judged_on, due_on))


def time_words(state: TimeState, due_on: date | None, judged_on: date, calendar: WorkingCalendar) -> str:
    """The words beside a status: "quá hạn 12 ngày", "còn 3 ngày làm việc", "không thời hạn"."""
    if due_on is None or state in (TimeState.NO_DATE, TimeState.STOPPED):
        return state.label.lower()
    gap = lateness(due_on, judged_on, calendar)
    if state == TimeState.OVERDUE:
        return f"quá hạn {gap.days} ngày"
    if state == TimeState.DONE_LATE:
        return f"hoàn thành quá hạn {gap.days} ngày"
    if state == TimeState.DONE_ON_TIME:
        return "hoàn thành đúng hạn"
    if gap.days == 0:
        return "hạn hôm nay"
    return f"còn {-gap.working_days} ngày làm việc" if gap.working_days else f"còn {-gap.days} ngày"


_LOOK: dict[TimeState, tuple[str, str]] = {
    TimeState.NO_DATE: ("neutral", "calendar-off"),
    TimeState.IN_TIME: ("neutral", "calendar"),
    TimeState.DUE_SOON: ("amber", "clock"),
    TimeState.OVERDUE: ("red", "alert-triangle"),
    TimeState.DONE_ON_TIME: ("green", "calendar-check"),
    TimeState.DONE_LATE: ("red", "calendar-x"),
    TimeState.STOPPED: ("grey", "calendar-off"),
}


def time_badge(state: TimeState, words: str | None = None) -> Badge:
    tone, icon = _LOOK[state]
    return Badge(tone, icon, words or state.label)
