"""Where terms of days end."""

from datetime import date

import pytest

from directives.reading import read
from directives.reading.exchange import as_exchange
from directives.reading.terms import end_of_term
from tests.directives.reading.samples import letter
from units.calendar import WorkingCalendar

ISSUED = date(2025, 4, 24)
CALENDAR = WorkingCalendar(
    off=frozenset({date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}), working=frozenset({date(2025, 4, 26)})
)


def end(anchor: str, days: int = 5, *, is_working: bool = True) -> date | None:
    return end_of_term(
        days=days,
        is_working=is_working,
        anchor=anchor,
        issued_on=ISSUED,
        arrived_on=date(2025, 4, 28),
        calendar=CALENDAR,
    )


@pytest.mark.parametrize(
    "anchor",
    ["ngày ban hành", "ngày ký ban hành", "ngày ban hành Quyết định này", "kể từ ngày Kế hoạch này được ban hành"],
)
def test_a_term_from_the_day_of_issue_is_counted_out(anchor):
    assert end(anchor) == date(2025, 5, 5)


def test_a_term_from_arrival_runs_from_the_day_of_arrival():
    assert end("ngày nhận được văn bản này", 2) == date(2025, 5, 5)


@pytest.mark.parametrize(
    "anchor", ["", "ngày kết thúc mỗi quý", "ngày nhận đủ hồ sơ hợp lệ", "ngày ban hành Nghị định của Chính phủ"]
)
def test_a_term_from_an_unknown_day_has_no_end(anchor):
    assert end(anchor) is None


def test_a_term_of_plain_days_rolls_off_a_day_of_rest():
    assert end("ngày ký", 6, is_working=False) == date(2025, 5, 5)


def test_the_exchange_form_counts_terms_from_the_day_of_issue():
    text = letter("Sở yêu cầu:\n\n1. Các đơn vị báo cáo chậm nhất 05 ngày làm việc kể từ ngày ban hành văn bản này.")
    assert as_exchange(read(text), CALENDAR)["items"][0]["deadline"]["date"] == "2025-06-09"
