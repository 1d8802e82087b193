"""Periods of Decree 09/2019/NĐ-CP: data are closed on the 14th (requirement G4)."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reports.periods import MONTHS, PeriodKind, ReportPeriod, period_of

DAYS = st.dates(date(2019, 3, 12), date(2099, 12, 31))
KINDS = st.sampled_from(list(PeriodKind))
ONE_DAY = timedelta(days=1)


def periods(kind: PeriodKind, year: int) -> list[ReportPeriod]:
    return [ReportPeriod(kind, year, number + 1) for number in range(12 // MONTHS[kind])]


@given(kind=KINDS, day=DAYS)
def test_g4_every_day_lies_in_exactly_one_period_of_a_kind(kind, day):
    found = period_of(kind, day)
    assert [
        period for year in (day.year - 1, day.year, day.year + 1) for period in periods(kind, year) if period.holds(day)
    ] == [found]


@given(kind=KINDS, year=st.integers(2019, 2099))
def test_g4_periods_tile_the_reporting_year_without_gap_or_overlap(kind, year):
    tiles = periods(kind, year)
    assert (tiles[0].starts_on, tiles[-1].ends_on) == (date(year - 1, 12, 15), date(year, 12, 14))
    assert all(next_.starts_on == tile.ends_on + ONE_DAY for tile, next_ in itertools.pairwise(tiles))
    assert periods(kind, year + 1)[0].starts_on == tiles[-1].ends_on + ONE_DAY


@given(day=DAYS)
def test_g4_longer_periods_are_made_of_whole_months(day):
    month = period_of(PeriodKind.MONTH, day)
    for kind in PeriodKind:
        longer = period_of(kind, day)
        assert longer.starts_on <= month.starts_on
        assert month.ends_on <= longer.ends_on


@pytest.mark.parametrize(
    ("kind", "number", "starts_on", "ends_on"),
    [
        (PeriodKind.MONTH, 1, date(2024, 12, 15), date(2025, 1, 14)),
        (PeriodKind.QUARTER, 1, date(2024, 12, 15), date(2025, 3, 14)),
        (PeriodKind.QUARTER, 2, date(2025, 3, 15), date(2025, 6, 14)),
        (PeriodKind.QUARTER, 3, date(2025, 6, 15), date(2025, 9, 14)),
        (PeriodKind.QUARTER, 4, date(2025, 9, 15), date(2025, 12, 14)),
        (PeriodKind.HALF_YEAR, 2, date(2025, 6, 15), date(2025, 12, 14)),
        (PeriodKind.YEAR, 1, date(2024, 12, 15), date(2025, 12, 14)),
    ],
)
def test_g4_periods_of_2025_as_the_decree_gives_them(kind, number, starts_on, ends_on):
    period = ReportPeriod(kind, 2025, number)
    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)


def test_g4_the_last_minute_of_14_june_belongs_to_the_second_quarter():
    """The day is that of Asia/Ho_Chi_Minh, whatever the clock of the machine."""
    last = datetime(2025, 6, 14, 23, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).astimezone(ZoneInfo("UTC"))
    first = last + timedelta(minutes=1)
    assert period_of(PeriodKind.QUARTER, timezone.localdate(last)).key == "2025-Q2"
    assert period_of(PeriodKind.HALF_YEAR, timezone.localdate(last)).key == "2025-H1"
    assert period_of(PeriodKind.QUARTER, timezone.localdate(first)).key == "2025-Q3"
    assert period_of(PeriodKind.HALF_YEAR, timezone.localdate(first)).key == "2025-H2"


@given(kind=KINDS, day=DAYS)
def test_a_key_names_its_period(kind, day):
    period = period_of(kind, day)
    assert ReportPeriod.from_key(period.key) == period


@pytest.mark.parametrize("key", ["", "2026-13", "2026-00", "2026-Q5", "2026-H3", "26-1", "2026-11 ", "2٠26"])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError, match="no "):
        ReportPeriod.from_key(key)


def test_labels_are_written_as_in_documents():
    assert ReportPeriod.from_key("2026-02").label == "Tháng 02 năm 2026"
    assert ReportPeriod.from_key("2026-11").label == "Tháng 11 năm 2026"
    assert ReportPeriod.from_key("2026-Q4").label == "Quý IV năm 2026"
    assert ReportPeriod.from_key("2026-11").span == "15/10/2026–14/11/2026"
