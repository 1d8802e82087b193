"""The days that a table of conduct is about: calendar years, quarters and months, or any from–to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """Both days belong to it."""

    starts_on: date
    ends_on: date

    @property
    def before(self) -> Span:
        """As many days just before; of whole calendar months as many months."""
        if (months := self._whole_months()) is None:
            length = self.ends_on - self.starts_on
            last = self.starts_on - timedelta(days=1)
            return Span(last - length, last)
        return months_from(self.starts_on.year * 12 + self.starts_on.month - 1 - months, months)

    @property
    def label(self) -> str:
        """ "năm 2026", "quý I năm 2026", "tháng 3 năm 2026", else "từ 05/03/2026 đến 09/03/2026"."""
        start = self.starts_on
        match self._whole_months():
            case 12 if start.month == 1:
                return f"năm {start.year}"
            case 3 if start.month % 3 == 1:
                return f"quý {('I', 'II', 'III', 'IV')[start.month // 3]} năm {start.year}"
            case 1:
                return f"tháng {start.month} năm {start.year}"
        return f"từ {start:%d/%m/%Y} đến {self.ends_on:%d/%m/%Y}"

    def _whole_months(self) -> int | None:
        after = self.ends_on + timedelta(days=1) if self.ends_on < date.max else self.ends_on
        if self.starts_on.day != 1 or after.day != 1:
            return None
        return (after.year - self.starts_on.year) * 12 + after.month - self.starts_on.month


def months_from(first: int, count: int) -> Span:
    """`first`: months since the year 0."""
    end = first + count
    return Span(date(first // 12, first % 12 + 1, 1), date(end // 12, end % 12 + 1, 1) - timedelta(days=1))


def spans_around(today: date) -> list[Span]:
    """This year, quarter and month, and those before."""
    month = today.year * 12 + today.month - 1
    spans = [months_from(month - month % length, length) for length in (12, 3, 1)]
    return [span for each in spans for span in (each, each.before)]
