"""Opinions of consulted units: the positions one may take, and how an opinion stands on a day.

Silence at the end of the date counts as consent, and a late answer does not undo it; both are computed from dates, so
that nothing depends on whether the nightly job has run.  The SQL of the same meaning is in `tasks.querysets.opinions`;
a property test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from tasks.statuses import Badge
from units.calendar import WorkingCalendar


class Position(TextChoices):
    """A clear position is demanded: words without one are no answer."""

    AGREE = "agree", "Đồng ý"
    CONDITIONAL = "conditional", "Đồng ý có điều kiện"
    DISAGREE = "disagree", "Không đồng ý"


class OpinionState(TextChoices):
    """Exactly one holds for every opinion."""

    WAITING = "waiting", "Chờ trả lời"
    AGREED = "agreed", "Đồng ý"
    CONDITIONAL = "conditional", "Đồng ý có điều kiện"
    UNSETTLED = "unsettled", "Không đồng ý, chưa thống nhất"
    SETTLED = "settled", "Không đồng ý, đã thống nhất"
    SILENT = "silent", "Coi như đồng ý"
    LATE = "late", "Coi như đồng ý, trả lời muộn"
    WITHDRAWN = "withdrawn", "Đã rút, không hỏi nữa"
    CLOSED = "closed", "Không còn cần trả lời"


@dataclass(frozen=True)
class Asked:
    """What of an opinion decides its state.  `stood_still_on`: the day on which the task was suspended, while it is."""

    due_on: date
    stood_still_on: date | None = None
    position: str = ""
    answered_on: date | None = None
    is_settled: bool = False
    is_withdrawn: bool = False
    is_closed: bool = False

    def state_on(self, today: date) -> OpinionState:
        if self.is_withdrawn:
            return OpinionState.WITHDRAWN
        if self.is_closed:
            return OpinionState.CLOSED
        if self.answered_on is None:
            return OpinionState.SILENT if self._is_past(today) else OpinionState.WAITING
        if self.answered_on > self.due_on:
            return OpinionState.LATE
        if self.position == Position.DISAGREE:
            return OpinionState.SETTLED if self.is_settled else OpinionState.UNSETTLED
        return OpinionState.AGREED if self.position == Position.AGREE else OpinionState.CONDITIONAL

    def _is_past(self, today: date) -> bool:
        """A task that was suspended before the end of the date stands still, and the date with it."""
        stands_still = self.stood_still_on is not None and self.stood_still_on <= self.due_on
        return self.due_on < today and not stands_still


def deemed_on(due_on: date) -> date:
    """The day from which silence counts as consent: the one after the date."""
    return due_on + timedelta(days=1)


_LOOK: dict[OpinionState, tuple[str, str]] = {
    OpinionState.WAITING: ("violet", "hourglass"),
    OpinionState.AGREED: ("green", "circle-check"),
    OpinionState.CONDITIONAL: ("amber", "circle-check"),
    OpinionState.UNSETTLED: ("red", "circle-x"),
    OpinionState.SETTLED: ("blue", "circle-x"),
    OpinionState.SILENT: ("neutral", "clock"),
    OpinionState.LATE: ("neutral", "clock"),
    OpinionState.WITHDRAWN: ("grey", "ban"),
    OpinionState.CLOSED: ("grey", "ban"),
}


def badge_of_state(state: OpinionState) -> Badge:
    tone, icon = _LOOK[state]
    return Badge(tone, icon, state.label)


def answer_time(due_on: date, today: date, calendar: WorkingCalendar, *, stands_still: bool) -> Badge:
    """The time left for an answer in words."""
    if stands_still:
        return Badge("grey", "player-pause", "tạm dừng cùng nhiệm vụ")
    if due_on < today:
        return Badge("grey", "calendar-off", "đã hết hạn trả lời")
    if due_on == today:
        return Badge("amber", "clock", "hạn trả lời hôm nay")
    left = calendar.between(today, due_on)
    words = f"còn {left} ngày làm việc" if left else f"còn {(due_on - today).days} ngày"
    return Badge("amber" if left <= 1 else "neutral", "clock" if left <= 1 else "calendar", words)
