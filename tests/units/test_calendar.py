"""Working days of 2023–2026 out of the table that the installation is filled with."""

from datetime import date

import pytest

from units.models import CalendarDay
from units.services.calendar import load_calendar

TERMS = [
    (date(2024, 4, 26), 5, date(2024, 5, 7)),  # Saturday 04/5 works
    (date(2025, 4, 24), 3, date(2025, 4, 28)),  # Saturday 26/4 works
    (date(2025, 4, 24), 5, date(2025, 5, 5)),
    (date(2025, 12, 30), 3, date(2026, 1, 6)),
    (date(2025, 12, 30), 8, date(2026, 1, 12)),  # Saturday 10/01 works
    (date(2026, 8, 20), 3, date(2026, 8, 24)),
    (date(2026, 8, 28), 1, date(2026, 9, 3)),
    (date(2026, 11, 23), 1, date(2026, 11, 25)),
    (date(2023, 4, 28), 1, date(2023, 5, 4)),
    (date(2026, 2, 13), 5, date(2026, 2, 27)),
]
ROLLED = [
    (date(2025, 4, 30), date(2025, 5, 5)),
    (date(2026, 4, 26), date(2026, 4, 28)),
    (date(2026, 8, 30), date(2026, 9, 3)),
    (date(2026, 1, 2), date(2026, 1, 5)),
    (date(2026, 1, 10), date(2026, 1, 10)),
]


@pytest.fixture
def calendar(db):
    return load_calendar()


@pytest.mark.parametrize(("event", "days", "last"), TERMS)
def test_a_term_of_working_days_ends_on_the_right_day(calendar, event, days, last):
    assert calendar.add(event, days) == last
    assert calendar.between(event, last) == days


@pytest.mark.parametrize(("day", "rolled"), ROLLED)
def test_a_day_off_rolls_to_the_next_working_day(calendar, day, rolled):
    assert calendar.roll(day) == rolled


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 9, 2), "Quốc khánh"),
        (date(2026, 1, 2), "Nghỉ hoán đổi, làm bù ngày 10/01/2026"),
        (date(2026, 1, 3), "Thứ Bảy"),
        (date(2026, 1, 10), ""),
    ],
)
def test_a_day_off_says_why(calendar, day, reason):
    assert calendar.reason(day) == reason


def test_the_calendar_is_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        load_calendar()


@pytest.mark.django_db
def test_every_day_off_of_the_table_is_a_weekday_and_every_working_day_a_saturday():
    for day in CalendarDay.objects.all():
        assert (day.date.weekday() < 5) == (day.kind == CalendarDay.Kind.OFF), day
        assert day.date.weekday() != 6


@pytest.mark.django_db
def test_a_day_entered_by_an_administrator_counts_at_once():
    CalendarDay.objects.create(date=date(2026, 10, 12), kind="off", reason="Bão")
    assert load_calendar().roll(date(2026, 10, 12)) == date(2026, 10, 13)
