"""Periods of duties and reports: weeks, months, quarters, half-years and years, by the calendar or by Decree 09/2019.

By Decree 09/2019/NĐ-CP, Article 12, data are closed on the 14th: a month runs from the 15th of the month before to the
14th; a quarter, half-year and year are made of such months.  Weeks run from Monday to Sunday (ISO 8601) either way.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices


class PeriodKind(TextChoices):
    WEEK = "week", "Tuần"
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "Năm"


class Scheme(TextChoices):
    CALENDAR = "calendar", "Theo lịch"
    DECREE_09 = "decree_09", "Theo Nghị định 09/2019/NĐ-CP"


MONTHS: dict[str, int] = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}
FIRST_DAY, LAST_DAY = 15, 14  # of a month by Decree 09
ONE_DAY = timedelta(days=1)
_KEY = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<letter>[QH](?=\d$)|W(?=\d\d$))?(?P<number>\d{1,2}))?", re.ASCII)
_KINDS = {"Q": PeriodKind.QUARTER, "H": PeriodKind.HALF_YEAR, "W": PeriodKind.WEEK}
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """One period: its kind, its year and its number within the year (week 1–53, month 1–12, quarter 1–4, half 1–2,
    year 1)."""

    kind: PeriodKind
    year: int
    number: int
    scheme: Scheme = Scheme.CALENDAR

    def __post_init__(self) -> None:
        last = _weeks_of(self.year) if self.kind == PeriodKind.WEEK else 12 // MONTHS[self.kind]
        if not 1 <= self.number <= last:
            raise ValueError(f"no such period: {self.kind} {self.number}")

    @property
    def last_month(self) -> date:
        """The first day of the month in which the period ends."""
        if self.kind == PeriodKind.WEEK:
            return self.ends_on.replace(day=1)
        return date(self.year, self.number * MONTHS[self.kind], 1)

    @property
    def ends_on(self) -> date:
        """The last day, inclusive; by Decree 09 the cut-off."""
        if self.kind == PeriodKind.WEEK:
            return self.starts_on + timedelta(days=6)
        last = self.last_month
        return last.replace(day=LAST_DAY if self.scheme == Scheme.DECREE_09 else days_of(last))

    @property
    def starts_on(self) -> date:
        if self.kind == PeriodKind.WEEK:
            return date.fromisocalendar(self.year, self.number, 1)
        before = (self.number - 1) * MONTHS[self.kind]  # the month before the first one; 0 is last December
        if self.scheme == Scheme.CALENDAR:
            return date(self.year, before + 1, 1)
        return date(self.year, before, FIRST_DAY) if before else date(self.year - 1, 12, FIRST_DAY)

    @property
    def next(self) -> Period:
        return period_of(self.kind, self.ends_on + ONE_DAY, self.scheme)

    @property
    def key(self) -> str:
        """ "2026-W09", "2026-11", "2026-Q4", "2026-H2", "2026"."""
        match self.kind:
            case PeriodKind.WEEK:
                return f"{self.year}-W{self.number:02d}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.number}"
            case PeriodKind.HALF_YEAR:
                return f"{self.year}-H{self.number}"
            case _:
                return str(self.year)

    @property
    def label(self) -> str:
        """ "Tuần 9 năm 2026", "Tháng 11 năm 2026", "Quý IV năm 2026"; months 1 and 2 carry a zero (Decree 30/2020)."""
        match self.kind:
            case PeriodKind.WEEK:
                return f"Tuần {self.number} năm {self.year}"
            case PeriodKind.MONTH:
                return f"Tháng {self.number if self.number > 2 else f'{self.number:02d}'} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"Quý {_QUARTERS[self.number - 1]} năm {self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {('đầu', 'cuối')[self.number - 1]} năm {self.year}"
            case _:
                return f"Năm {self.year}"

    @property
    def short_label(self) -> str:
        """The label without the year, where the year stands above it."""
        return self.label.removesuffix(f" năm {self.year}")

    @property
    def span(self) -> str:
        """ "15/10/2026–14/11/2026"."""
        return f"{self.starts_on:%d/%m/%Y}–{self.ends_on:%d/%m/%Y}"

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def from_key(key: str, scheme: Scheme = Scheme.CALENDAR) -> Period:
    """The period that a key names; ValueError for anything else."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise ValueError(f"no period is called {key!r}")
    year, letter, number = int(found["year"]), found["letter"] or "", found["number"]
    if not number:
        return Period(PeriodKind.YEAR, year, 1, scheme)
    return Period(_KINDS.get(letter, PeriodKind.MONTH), year, int(number), scheme)


def period_of(kind: PeriodKind, day: date, scheme: Scheme = Scheme.CALENDAR) -> Period:
    """The period of the kind that the day lies in."""
    if kind == PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return Period(kind, year, week, scheme)
    closed = scheme == Scheme.DECREE_09 and day.day >= FIRST_DAY
    year, month = divmod(day.year * 12 + day.month - 1 + closed, 12)  # index of the month that the day counts for
    return Period(kind, year, month // MONTHS[kind] + 1, scheme)


def days_of(month: date) -> int:
    """How many days the month of the date has."""
    return monthrange(month.year, month.month)[1]


def _weeks_of(year: int) -> int:
    return date(year, 12, 28).isocalendar()[1]
