"""Rates and their words; published figures as examples."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports.rows import SummaryRow, number, percent, percent_words
from reports.figures import Counts


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (6_932, 8_282, "83,70%"),  # Đà Nẵng, 7/2022: of all assigned
        (5_361, 8_282, "64,73%"),
        (1_111, 8_282, "13,41%"),
        (208, 8_282, "2,51%"),
        (1_014, 1_160, "87,41%"),  # Bình Định, 5/2022: of those done
        (16_051, 16_274, "98,63%"),  # 2017: of those due
        (0, 7, "0,00%"),
        (7, 7, "100,00%"),
        (0, 0, "–"),
    ],
)
def test_a_rate_is_rounded_once_and_a_rate_of_nothing_is_a_dash(part, whole, words):
    assert percent_words(percent(part, whole)) == words


@given(st.builds(Counts, *[st.integers(0, 10_000)] * 4))
def test_rates_are_parts_of_the_total_of_their_row(counts):
    rates = SummaryRow(1, "Phòng", counts).rates
    if not counts.total:
        assert rates == (None, None, None)
    else:
        for rate, part in zip(rates, (counts.done_in_time, counts.done_late, counts.open_late), strict=True):
            assert abs(rate - Decimal(100) * part / counts.total) <= Decimal("0.005")


def test_thousands_are_set_apart_by_a_dot():
    assert [number(value) for value in (0, 999, 1_000, 1_234_567)] == ["0", "999", "1.000", "1.234.567"]
