"""At which levels a task is reminded of, and from which level on who else is told.

Only the highest level reached is told: after days without a check nobody is flooded with what was missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tasks.deadlines import DUE_SOON_DAYS


@dataclass(frozen=True)
class Level:
    """`from_day` counts calendar days after the due date (negative: before).  `name` is part of the unique key."""

    name: str
    from_day: int
    tells_office: bool = False
    tells_leader: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.from_day > 0


LEVELS = (
    Level("soon", -DUE_SOON_DAYS),
    Level("today", 0),
    Level("day-1", 1, tells_office=True),
    Level("day-7", 7, tells_office=True),
    Level("day-15", 15, tells_office=True, tells_leader=True),
    Level("day-30", 30, tells_office=True, tells_leader=True),
)

# Of an opinion that a unit was asked for: after the date there is nothing left to remind of.
ANSWER_LEVELS = (Level("soon", -1), Level("today", 0))


def level_of(due_on: date, today: date, levels: tuple[Level, ...] = LEVELS) -> Level | None:
    """The highest level that the task has reached on the day; None where it is not yet due soon."""
    return max(
        (level for level in levels if due_on + timedelta(days=level.from_day) <= today),
        key=lambda level: level.from_day,
        default=None,
    )


def reminder_words(due_on: date, today: date) -> str:
    """ "Sắp đến hạn 05/08/2026 (còn 2 ngày)", "Đến hạn hôm nay 05/08/2026", "Quá hạn 7 ngày (hạn 05/08/2026)"."""
    days = (today - due_on).days
    if days > 0:
        return f"Quá hạn {days} ngày (hạn {due_on:%d/%m/%Y})"
    if days == 0:
        return f"Đến hạn hôm nay {due_on:%d/%m/%Y}"
    return f"Sắp đến hạn {due_on:%d/%m/%Y} (còn {-days} ngày)"
