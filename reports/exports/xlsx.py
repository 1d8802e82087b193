"""A report as a workbook: summary, what is overdue, all tasks; set up for printing on A4 landscape.

Text is only ever text: no cell becomes a formula or a link, and one that begins like a formula carries Excel's mark
for text, so that editing it in the sheet does not make it one either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports import rows
from reports.exports.rows import ListRow, SummaryRow
from reports.kinds import COUNTED
from reports.models import Report

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A4 = 9
LINE = 16.5  # points of a line of 12-point text
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
CELL = FONT | {"border": 1, "text_wrap": True}
HEAD = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EDEAE4"}
_SUMMARY_WIDTHS = (6, 36, 10, 10, 10, 12, 12, 11, 11, 12, 20)
_LIST_WIDTHS = (6, 50, 30, 26, 20, 12, 12, 12, 14, 24, 10, 12)
_OVERDUE_WIDTHS = (6, 60, 34, 28, 22, 12, 10, 12, 24)

Value = str | int | float | date | None


def workbook(report: Report) -> bytes:
    """The file's bytes."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as book:
        book.set_properties({"title": f"Báo cáo {report.figures['period']}", "author": report.figures["organisation"]})
        writer = _Writer(book)
        _write_summary(writer, report)
        _write_tasks(writer, report, "Quá hạn", rows.overdue_rows(report), rows.OVERDUE_HEADINGS, _OVERDUE_WIDTHS)
        _write_tasks(writer, report, "Danh sách", rows.list_rows(report), rows.LIST_HEADINGS, _LIST_WIDTHS)
    return target.getvalue()


class _Writer:
    """The formats of one workbook, and the only door through which values reach a cell."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = book.add_format(FONT | {"bold": True, "font_size": 14})
        self.plain = book.add_format(FONT)
        self.head = book.add_format(
            CELL | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EDEAE4"}
        )
        self.small = book.add_format(CELL | {"italic": True, "align": "center", "font_size": 10})
        self.text = book.add_format(CELL)
        self.quoted = book.add_format(CELL | {"quote_prefix": True})
        self.day = book.add_format(CELL | {"num_format": "dd/mm/yyyy", "align": "center"})
        self.count = book.add_format(CELL | {"num_format": "#,##0"})
        self.order = book.add_format(CELL | {"num_format": "0", "align": "center"})
        self.rate = book.add_format(CELL | {"num_format": "0.00%"})
        self.bold = {kind: book.add_format(CELL | {"bold": True} | more) for kind, more in _BOLD.items()}

    def sheet(self, name: str, report: Report, widths: Sequence[int]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P/&N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        day = f"{rows.as_of(report):%d/%m/%Y}"
        self.put(sheet, 0, 0, str(report.figures["organisation"]), self.plain)
        self.put(sheet, 1, 0, f"{name}: kết quả thực hiện nhiệm vụ, {report.figures['period']}", self.title)
        span = f"Kỳ số liệu {report.starts_on:%d/%m/%Y}–{report.ends_on:%d/%m/%Y}; tính đến ngày {day}"
        self.put(sheet, 2, 0, span, self.plain)
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, form: Format | None = None) -> None:
        """Numbers as numbers, days as days, everything else as text."""
        if value is None:
            sheet.write_blank(row, column, None, form or self.text)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, form or self.day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, form or self.count)
        else:
            risky = value.startswith(FORMULA_STARTS)
            sheet.write_string(row, column, value, self.quoted if risky else form or self.text)

    def head_row(
        self, sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int], form: Format
    ) -> None:
        for column, heading in enumerate(headings):
            sheet.write_string(row, column, heading, form)
        sheet.set_row(row, height_of(headings, widths))


def height_of(values: Iterable[Value], widths: Sequence[int]) -> float:
    """Points that a row needs for its longest wrapped text; not every program fits rows by itself."""
    texts = ((value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str))
    return LINE * max((ceil(len(text) / width) for text, width in texts if text), default=1)


_BOLD: dict[str, dict] = {"text": {}, "count": {"num_format": "#,##0"}, "rate": {"num_format": "0.00%"}}
_HEAD = 4  # the row of headings, counted from 0


def _write_summary(writer: _Writer, report: Report) -> None:
    sheet = writer.sheet("Tổng hợp", report, _SUMMARY_WIDTHS)
    writer.head_row(sheet, _HEAD, rows.SUMMARY_HEADINGS, _SUMMARY_WIDTHS, writer.head)
    writer.head_row(sheet, _HEAD + 1, rows.SUMMARY_FORMULAS, _SUMMARY_WIDTHS, writer.small)
    sheet.repeat_rows(_HEAD, _HEAD + 1)
    sheet.freeze_panes(_HEAD + 2, 2)
    units = rows.summary_rows(report)
    for index, unit in enumerate(units):
        _write_unit(writer, sheet, _HEAD + 2 + index, index + 1, unit)
    _write_unit(writer, sheet, _HEAD + 2 + len(units), None, rows.total_row(report))
    for index, note in enumerate(rows.notes(report)):
        writer.put(sheet, _HEAD + 4 + len(units) + index, 0, note, writer.plain)


def _write_unit(writer: _Writer, sheet: Worksheet, at: int, order: int | None, unit: SummaryRow) -> None:
    """One row of the form; the total is bold."""
    is_total = order is None
    text, count, rate = (
        (writer.bold["text"], writer.bold["count"], writer.bold["rate"])
        if is_total
        else (writer.text, writer.count, writer.rate)
    )
    writer.put(sheet, at, 0, order, writer.order)
    writer.put(sheet, at, 1, unit.name, text)
    for column, figure in enumerate((unit.counts.total, *(unit.counts[bucket] for bucket in COUNTED)), start=2):
        writer.put(sheet, at, column, figure, count)
    for column, share in enumerate(unit.rates, start=7):
        if share is None:
            writer.put(sheet, at, column, rows.NOTHING, text)
        else:
            writer.put(sheet, at, column, float(share) / 100, rate)
    writer.put(sheet, at, 10, unit.note, text)
    sheet.set_row(at, height_of((unit.name, unit.note), (_SUMMARY_WIDTHS[1], _SUMMARY_WIDTHS[10])))


def _write_tasks(
    writer: _Writer,
    report: Report,
    name: str,
    tasks: Iterable[ListRow],
    headings: Sequence[str],
    widths: Sequence[int],
) -> None:
    sheet = writer.sheet(name, report, widths)
    writer.head_row(sheet, _HEAD, headings, widths, writer.head)
    sheet.repeat_rows(_HEAD)
    sheet.freeze_panes(_HEAD + 1, 2)
    at = _HEAD
    for at, task in enumerate(tasks, start=_HEAD + 1):
        values = _values(task)
        cells = [values[heading] for heading in headings[1:]]
        writer.put(sheet, at, 0, at - _HEAD, writer.order)
        for column, value in enumerate(cells, start=1):
            writer.put(sheet, at, column, value)
        sheet.set_row(at, height_of(cells, widths[1:]))
    sheet.autofilter(_HEAD, 0, at, len(headings) - 1)


def _values(task: ListRow) -> dict[str, Value]:
    """By heading; nothing stays empty."""
    return {
        "Tên công việc": task.title,
        "Văn bản giao việc": task.origin,
        "Phòng ban": task.unit_name,
        "Người chủ trì": task.person,
        "Ngày giao": task.assigned_on,
        "Hạn hoàn thành": task.due_on,
        "Hạn ban đầu": task.original_due_on,
        "Ngày báo cáo hoàn thành": task.submitted_on,
        "Tình trạng": f"{task.state} ({task.status[:1].lower()}{task.status[1:]})",
        "Quá hạn (ngày)": task.late_days or None,
        "Quá hạn (ngày làm việc)": task.late_working_days if task.late_days else None,
    }
