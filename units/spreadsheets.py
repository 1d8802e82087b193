"""Tables out of the files that offices have (XLSX, CSV), and small workbooks back.  Pure: bytes in, rows out.

What comes in is not trusted: size, number of lines and what an archive would unpack to are limited before reading.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import openpyxl
import xlsxwriter

from units.folding import fold

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 5_000
MAX_COLUMNS = 50
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
ACCEPTED = "Nhận tệp .xlsx hoặc .csv (mã UTF-8), không quá 5 MB và 5.000 dòng."
TOO_LARGE = f"Tệp vượt quá 5 MB. {ACCEPTED}"
FORMULA = "="


class Unreadable(ValueError):
    """No table can be taken from the file; the message is a sentence for the person who sent it."""


@dataclass(frozen=True)
class Line:
    """One line of the table: its number in the file and its words by column ("" where blank)."""

    number: int
    cells: dict[str, str]


def read_table(data: bytes, *, columns: Sequence[str], required: Iterable[str]) -> list[Line]:
    """The lines under the heading, by the wanted columns; their order and letter case in the file don't matter.

    A cell with a formula keeps it ("=A1&B1"), so that whoever checks the line can refuse it by name.
    """
    if not data:
        raise Unreadable("Tệp không có nội dung. Chọn lại tệp.")
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    raw = _from_xlsx(data) if data.startswith(b"PK\x03\x04") else _from_csv(data)
    rows = [(number, cells) for number, cells in raw if any(cells)]
    if not rows:
        raise Unreadable("Tệp không có dòng nào. Tải tệp mẫu về và điền từ dòng thứ hai.")
    (_, heading), *body = rows
    if len(body) > MAX_LINES:
        raise Unreadable(f"Tệp có quá 5.000 dòng. Chia thành nhiều tệp. {ACCEPTED}")
    places = {fold(cell): place for place, cell in reversed(list(enumerate(heading)))}
    missing = [column for column in required if fold(column) not in places]
    if missing:
        raise Unreadable(
            f"Dòng đầu thiếu cột: {', '.join(missing)}. Dòng đầu của tệp phải ghi tên cột như trong tệp mẫu."
        )
    if not body:
        raise Unreadable("Tệp chỉ có dòng tên cột. Điền dữ liệu từ dòng thứ hai.")
    wanted = {column: places[fold(column)] for column in columns if fold(column) in places}
    return [
        Line(number, {column: cells[wanted[column]] if column in wanted else "" for column in columns})
        for number, cells in body
    ]


def _from_xlsx(data: bytes) -> list[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise Unreadable(f"Tệp giải nén quá lớn nên không đọc. {ACCEPTED}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that do not concern the words
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # a file may claim a million rows
            found = list(sheet.iter_rows(max_row=MAX_LINES + 2, max_col=MAX_COLUMNS, values_only=True))
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken file makes the library raise
        raise Unreadable(f"Không đọc được tệp như một bảng tính .xlsx. {ACCEPTED}") from error
    width = max((len(row) for row in found), default=0)
    return [(number, [_words(cell) for cell in _padded(row, width)]) for number, row in enumerate(found, start=1)]


def _from_csv(data: bytes) -> list[tuple[int, list[str]]]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"Không đọc được chữ trong tệp. Lưu lại theo mã UTF-8. {ACCEPTED}") from error
    if "\x00" in text:
        raise Unreadable(f"Tệp không phải bảng tính. {ACCEPTED}")
    heading = text.lstrip().split("\n", 1)[0]
    delimiter = max(";,\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            rows.append((reader.line_num, [_words(cell) for cell in cells[:MAX_COLUMNS]]))
            if len(rows) > MAX_LINES + 2:
                break
    except csv.Error as error:
        raise Unreadable(f"Không đọc được tệp như một bảng .csv. {ACCEPTED}") from error
    width = max((len(cells) for _, cells in rows), default=0)
    return [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows]


def _padded(row: tuple, width: int) -> tuple:
    return row + (None,) * (width - len(row))


def _words(cell: object) -> str:
    """One line of words: runs of blanks as one, whole numbers without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def workbook(sheets: dict[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of plain text, one sheet a name; the first row is the heading.  Nothing becomes a formula."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, bold if number == 0 else None)
            for column in range(len(rows[0])):
                sheet.set_column(column, column, min(60, 4 + max(len(row[column]) for row in rows)))
    return buffer.getvalue()
