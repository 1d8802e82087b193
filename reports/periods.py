"""Reporting periods by Decree 09/2019/NĐ-CP, Article 12: data are closed on the 14th.

The arithmetic is that of `tasks.periods`; reports are made of these kinds, always by the decree's months.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from tasks import periods
from tasks.periods import Period, Scheme


class PeriodKind(TextChoices):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "Năm"


MONTHS = {kind: periods.MONTHS[kind] for kind in PeriodKind}


@dataclass(frozen=True)
class ReportPeriod:
    """One period: its kind, its year and its number within the year (month 1–12, quarter 1–4, half 1–2, year 1)."""

    kind: PeriodKind
    year: int
    number: int

    def __post_init__(self) -> None:
        self._period  # noqa: B018  ValueError where there is no such period

    @property
    def _period(self) -> Period:
        return Period(periods.PeriodKind(self.kind), self.year, self.number, Scheme.DECREE_09)

    @property
    def ends_on(self) -> date:
        """The cut-off: the 14th of the last month, inclusive."""
        return self._period.ends_on

    @property
    def starts_on(self) -> date:
        return self._period.starts_on

    @property
    def key(self) -> str:
        """ "2026-11", "2026-Q4", "2026-H2", "2026"."""
        return self._period.key

    @classmethod
    def from_key(cls, key: str) -> ReportPeriod:
        """The period that a key names; ValueError for anything else."""
        return _report(periods.from_key(key, Scheme.DECREE_09))

    @property
    def label(self) -> str:
        """ "Tháng 11 năm 2026", "Quý IV năm 2026"."""
        return self._period.label

    @property
    def span(self) -> str:
        """ "15/10/2026–14/11/2026"."""
        return self._period.span

    def holds(self, day: date) -> bool:
        return self._period.holds(day)


def period_of(kind: PeriodKind, day: date) -> ReportPeriod:
    """The period of the kind that the day lies in."""
    return _report(periods.period_of(periods.PeriodKind(kind), day, Scheme.DECREE_09))


def _report(found: Period) -> ReportPeriod:
    return ReportPeriod(PeriodKind(found.kind), found.year, found.number)
