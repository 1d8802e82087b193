"""Periods and due days: pure arithmetic, and what the words of a document say of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.periods import Period, PeriodKind, Scheme, from_key, period_of
from tasks.rhythm import DueRule, Rhythm, read_rhythm, refusal_of

DAYS = st.dates(date(2019, 3, 12), date(2099, 12, 31))
KINDS, SCHEMES = st.sampled_from(PeriodKind), st.sampled_from(Scheme)
ONE_DAY = timedelta(days=1)
MONTH, QUARTER, WEEK = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.WEEK


@given(kind=KINDS, scheme=SCHEMES, day=DAYS)
def test_g5_periods_of_a_kind_leave_no_day_out_and_take_none_twice(kind, scheme, day):
    period = period_of(kind, day, scheme)
    assert period.holds(day)
    after = period.next
    assert after.starts_on == period.ends_on + ONE_DAY
    assert period_of(kind, period.starts_on - ONE_DAY, scheme).next == period
    assert from_key(period.key, scheme) == period


@pytest.mark.parametrize(
    ("period", "span", "label"),
    [
        (Period(WEEK, 2026, 1), "29/12/2025–04/01/2026", "Tuần 1 năm 2026"),
        (Period(WEEK, 2026, 53), "28/12/2026–03/01/2027", "Tuần 53 năm 2026"),
        (Period(MONTH, 2028, 2), "01/02/2028–29/02/2028", "Tháng 02 năm 2028"),
        (Period(QUARTER, 2026, 1), "01/01/2026–31/03/2026", "Quý I năm 2026"),
        (Period(QUARTER, 2026, 1, Scheme.DECREE_09), "15/12/2025–14/03/2026", "Quý I năm 2026"),
        (Period(PeriodKind.HALF_YEAR, 2026, 2), "01/07/2026–31/12/2026", "6 tháng cuối năm 2026"),
        (Period(PeriodKind.YEAR, 2026, 1, Scheme.DECREE_09), "15/12/2025–14/12/2026", "Năm 2026"),
    ],
)
def test_periods_by_the_calendar_and_by_the_decree(period, span, label):
    assert (period.span, period.label) == (span, label)


@pytest.mark.parametrize("wrong", [(WEEK, 2025, 53), (MONTH, 2026, 13), (QUARTER, 2026, 0)])
def test_there_is_no_period_beyond_the_year(wrong):
    with pytest.raises(ValueError, match="no such period"):
        Period(*wrong)


@pytest.mark.parametrize(
    ("rhythm", "period", "due"),
    [
        (Rhythm(MONTH), "2026-02", date(2026, 2, 28)),
        (Rhythm(MONTH, due_day=5), "2026-02", date(2026, 3, 5)),
        (Rhythm(MONTH, due_rule=DueRule.ON_DAY, due_day=20), "2026-02", date(2026, 2, 20)),
        (Rhythm(MONTH, due_rule=DueRule.ON_DAY, due_day=31), "2026-02", date(2026, 2, 28)),
        (Rhythm(QUARTER, due_rule=DueRule.ON_DAY, due_day=25), "2026-Q1", date(2026, 3, 25)),
        (Rhythm(WEEK, due_rule=DueRule.ON_DAY, due_day=5), "2026-W10", date(2026, 3, 6)),
        # Decree 09/2019, Article 13: closed on the 14th, sent by the 25th of the last month.
        (Rhythm(QUARTER, Scheme.DECREE_09, DueRule.ON_DAY, 25), "2026-Q1", date(2026, 3, 25)),
        (Rhythm(MONTH, Scheme.DECREE_09, DueRule.AFTER_END, 2), "2026-03", date(2026, 3, 16)),
    ],
)
def test_d5_each_period_has_its_due_day(rhythm, period, due):
    assert rhythm.due_on(from_key(period, rhythm.scheme)) == due


@given(
    kind=KINDS,
    scheme=SCHEMES,
    due=st.tuples(st.just(DueRule.AFTER_END), st.integers(0, 90))
    | st.tuples(st.just(DueRule.ON_DAY), st.integers(1, 7)),
    day=DAYS,
)
def test_d5_the_first_period_is_never_overdue_when_the_duty_is_given(kind, scheme, due, day):
    rhythm = Rhythm(kind, scheme, *due)
    assert refusal_of(rhythm) == ""
    first = rhythm.first_owed(day)
    assert rhythm.due_on(first) >= day
    assert first.holds(day) or rhythm.due_on(period_of(kind, first.starts_on - ONE_DAY, scheme)) < day


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm(MONTH, due_rule=DueRule.ON_DAY, due_day=0),
        Rhythm(MONTH, due_rule=DueRule.ON_DAY, due_day=32),
        Rhythm(WEEK, due_rule=DueRule.ON_DAY, due_day=8),
        Rhythm(MONTH, due_day=91),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_with_what_to_type(rhythm):
    assert refusal_of(rhythm).startswith("Nhập ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("định kỳ hằng tháng", "Hằng tháng, hạn ngày cuối kỳ"),
        ("trước ngày 20 hằng tháng", "Hằng tháng, hạn ngày 20 hằng tháng"),
        ("trước ngày 25 của tháng cuối quý", "Hằng quý, hạn ngày 25 của tháng cuối kỳ"),
        ("hàng quý", "Hằng quý, hạn ngày cuối kỳ"),
        ("định kỳ 06 tháng", "6 tháng một lần, hạn ngày cuối kỳ"),
        ("chiều thứ sáu hằng tuần", "Hằng tuần, hạn Thứ Sáu hằng tuần"),
        ("trước ngày 15/12 hằng năm", "Hằng năm, hạn ngày 15 của tháng cuối kỳ"),
    ],
)
def test_d5_the_words_of_the_document_say_the_period(words, said):
    assert str(read_rhythm([words])) == said


@pytest.mark.parametrize(
    "words",
    [
        ["định kỳ 06 tháng, hằng năm"],
        ["hằng tháng", "hằng quý"],
        ["trước ngày 10/6 hằng năm"],
        ["trước ngày 05 tháng sau"],
        ["trước ngày 5 của tháng đầu quý"],
        ["trước ngày 20 hằng tháng", "trước ngày 25 hằng tháng"],
        ["ngày 45 hằng tháng"],
        ["theo quy định"],
    ],
)
def test_d5_what_the_words_do_not_say_for_certain_is_asked(words):
    assert read_rhythm(words) is None
