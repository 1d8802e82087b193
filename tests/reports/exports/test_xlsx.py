"""The workbook, opened again and read."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.exports import xlsx
from reports.exports.rows import LIST_HEADINGS, OVERDUE_HEADINGS, SUMMARY_FORMULAS, SUMMARY_HEADINGS
from tasks.models import Task
from tests.factories.reports import make_report

HEAD = 5  # the row of headings, counted from 1


def opened(report):
    return load_workbook(BytesIO(xlsx.workbook(report)))


@pytest.fixture
def book(busy):
    return opened(make_report(busy.organisation, by=busy.leader))


def values(sheet, row: int) -> list:
    return [cell.value for cell in sheet[row]]


def test_g4_the_sheets_have_the_headings_of_the_forms(book):
    assert book.sheetnames == ["Tổng hợp", "Quá hạn", "Danh sách"]
    summary, overdue, tasks = book.worksheets
    assert tuple(values(summary, HEAD)) == SUMMARY_HEADINGS
    assert tuple(values(summary, HEAD + 1)) == SUMMARY_FORMULAS
    assert tuple(values(overdue, HEAD)) == OVERDUE_HEADINGS
    assert tuple(values(tasks, HEAD)) == LIST_HEADINGS
    assert summary["A3"].value == "Kỳ số liệu 15/10/2026–14/11/2026; tính đến ngày 14/11/2026"


def test_g4_the_totals_add_up_and_equal_the_lists(book):
    summary, overdue, tasks = book.worksheets
    units, total = [values(summary, HEAD + 2), values(summary, HEAD + 3)], values(summary, HEAD + 4)
    assert total[1] == "Tổng cộng"
    for row in [*units, total]:
        assert row[2] == sum(row[3:7])
        assert row[7:10] == pytest.approx([row[3] / row[2], row[4] / row[2], row[6] / row[2]], abs=0.0001)
    for column in range(2, 7):
        assert total[column] == units[0][column] + units[1][column]
    assert overdue.max_row - HEAD == total[6]
    noted = 3  # one standing, two cancelled
    assert tasks.max_row - HEAD == total[2] + noted
    states = [values(tasks, row)[9].split(" (")[0] for row in range(HEAD + 1, tasks.max_row + 1)]
    for column, state in enumerate(
        ["Hoàn thành trong hạn", "Hoàn thành trễ hạn", "Chưa hoàn thành trong hạn", "Chưa hoàn thành trễ hạn"], start=3
    ):
        assert total[column] == states.count(state)


def test_numbers_are_numbers_and_days_are_days(book):
    summary, overdue, _ = book.worksheets
    assert {cell.data_type for cell in summary[HEAD + 2][2:10]} == {"n"}
    assert summary.cell(HEAD + 2, 8).number_format == "0.00%"
    due = overdue.cell(HEAD + 1, 6)
    assert due.value == datetime(2026, 11, 6)
    assert due.number_format == "dd/mm/yyyy"
    assert (overdue.cell(HEAD + 1, 7).value, overdue.cell(HEAD + 1, 8).value) == (8, 5)


def test_every_sheet_prints_on_a4_landscape_with_its_heading_on_each_page(book):
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == xlsx.A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
        assert sheet.print_title_rows == ("$5:$6" if sheet.title == "Tổng hợp" else "$5:$5")
        assert sheet.freeze_panes is not None


@pytest.mark.parametrize("start", ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "{=1}", "http://example.org"])
def test_no_text_becomes_a_formula_or_a_link(busy, start):
    Task.objects.all().update(title=start)
    sheet = opened(make_report(busy.organisation))["Quá hạn"]
    cell = sheet.cell(HEAD + 1, 2)
    assert (cell.value.strip(), cell.data_type) == (start.strip(), "s")
    assert cell.hyperlink is None
    assert bool(cell.quotePrefix) == start.startswith(xlsx.FORMULA_STARTS)


def test_a_rate_of_nothing_is_a_dash(office):
    summary = opened(make_report(office.organisation))["Tổng hợp"]
    assert values(summary, HEAD + 2)[1:10] == ["Tổng cộng", 0, 0, 0, 0, 0, "–", "–", "–"]
