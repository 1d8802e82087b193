"""Reporting periods by Decree 09/2019/NĐ-CP, Article 12: data are closed on the 14th.

A month runs from the 15th of the month before to the 14th; a quarter, half-year and year are made of such months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices


class PeriodKind(TextChoices):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "Năm"


MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}
FIRST_DAY, LAST_DAY = 15, 14
_KEY = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<letter>[QH](?=\d$))?(?P<number>\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class ReportPeriod:
    """One period: its kind, its year and its number within the year (month 1–12, quarter 1–4, half 1–2, year 1)."""

    kind: PeriodKind
    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // MONTHS[self.kind]:
            raise ValueError(f"no such period: {self.kind} {self.number}")

    @property
    def ends_on(self) -> date:
        """The cut-off: the 14th of the last month, inclusive."""
        return date(self.year, self.number * MONTHS[self.kind], LAST_DAY)

    @property
    def starts_on(self) -> date:
        month = (self.number - 1) * MONTHS[self.kind]  # the month before the first one; 0 is last December
        return date(self.year, month, FIRST_DAY) if month else date(self.year - 1, 12, FIRST_DAY)

    @property
    def key(self) -> str:
        """ "2026-11", "2026-Q4", "2026-H2", "2026"."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.number}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year}-H{self.number}"
            case _:
                return str(self.year)

    @classmethod
    def from_key(cls, key: str) -> ReportPeriod:
        """The period that a key names; ValueError for anything else."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise ValueError(f"no period is called {key!r}")
        year, letter, number = found["year"], found["letter"] or "", found["number"]
        kind = {"Q": PeriodKind.QUARTER, "H": PeriodKind.HALF_YEAR}.get(letter, PeriodKind.MONTH)
        return cls(kind, int(year), int(number)) if number else cls(PeriodKind.YEAR, int(year), 1)

    @property
    def label(self) -> str:
        """ "Tháng 11 năm 2026", "Quý IV năm 2026"."""
        match self.kind:
            case PeriodKind.MONTH:
                return (
                    f"Tháng {self.number:02d} năm {self.year}"
                    if self.number < 3
                    else f"Tháng {self.number} năm {self.year}"
                )
            case PeriodKind.QUARTER:
                return f"Quý {('I', 'II', 'III', 'IV')[self.number - 1]} năm {self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {('đầu', 'cuối')[self.number - 1]} năm {self.year}"
            case _:
                return f"Năm {self.year}"

    @property
    def span(self) -> str:
        """ "15/10/2026–14/11/2026"."""
        return f"{self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def period_of(kind: PeriodKind, day: date) -> ReportPeriod:
    """The period of the kind that the day lies in."""
    months = day.year * 12 + day.month - 1 + (day.day >= FIRST_DAY)  # index of the reporting month
    year, month = divmod(months, 12)
    return ReportPeriod(kind, year, month // MONTHS[kind] + 1)
