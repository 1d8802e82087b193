"""Working days, as pure functions over a frozen calendar.

Working days are Monday to Friday, less the days off of the calendar, plus its working Saturdays (hoán đổi).
A term counted in days starts the day after the event (Civil Code 2015, Articles 147–148).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """The exceptions to Monday–Friday; dates outside the known years follow the plain week."""

    off: frozenset[date] = field(default=frozenset())
    working: frozenset[date] = field(default=frozenset())
    reasons: tuple[tuple[date, str], ...] = ()

    def is_working(self, day: date) -> bool:
        return day in self.working or (day.weekday() < 5 and day not in self.off)

    def reason(self, day: date) -> str:
        """Why the day is off ("Quốc khánh", "Thứ Bảy"), or "" on a working day."""
        if self.is_working(day):
            return ""
        weekend = {5: "Thứ Bảy", 6: "Chủ nhật"}
        return dict(self.reasons).get(day) or weekend.get(day.weekday(), "ngày nghỉ")

    def add(self, event: date, days: int) -> date:
        """The last day of a term of `days` working days; the day of the event does not count."""
        if days < 0:
            raise ValueError("a term has no negative days")
        day = event
        while days:
            day += ONE_DAY
            days -= self.is_working(day)
        return day

    def roll(self, day: date) -> date:
        """The day itself, or the next working day where it is off (Civil Code, Article 148.5)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; 0 where `until` is not later."""
        day, count = after, 0
        while day < until:
            day += ONE_DAY
            count += self.is_working(day)
        return count
