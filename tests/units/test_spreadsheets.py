"""Tables out of files as offices send them, and files that are something else."""

import io
import zipfile

import openpyxl
import pytest

from units.spreadsheets import MAX_BYTES, MAX_LINES, Unreadable, read_table, workbook

COLUMNS = ("Họ và tên", "Đơn vị")


def read(data: bytes):
    return read_table(data, columns=COLUMNS, required=("Họ và tên",))


def cells(data: bytes):
    return [(line.number, line.cells["Họ và tên"], line.cells["Đơn vị"]) for line in read(data)]


SHEET = workbook({"A": [["Họ và tên", "Đơn vị"], ["Trưởng phòng TCCB", "Phòng  TCCB"], ["", ""], ["Văn thư", ""]]})
CSV = "Đơn vị;Họ và tên\nPhòng TCCB;Trưởng phòng TCCB\n;\n;Văn thư\n"
EXPECTED = [(2, "Trưởng phòng TCCB", "Phòng TCCB"), (4, "Văn thư", "")]


@pytest.mark.parametrize(
    "data",
    [
        SHEET,
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace(";", ",").encode(),
        CSV.replace(";", "\t").encode(),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("Họ và tên", "HO VA TEN").encode(),
    ],
    ids=["xlsx", "utf-8", "utf-8 with mark", "utf-16", "comma", "tab", "windows lines", "heading without marks"],
)
def test_lines_keep_their_number_in_the_file_and_blank_ones_fall_away(data):
    assert cells(data) == EXPECTED


def test_a_formula_is_not_computed_but_shown():
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", "Đơn vị"])
    book.active.append(['=HYPERLINK("http://example.org")', 12.0])
    buffer = io.BytesIO()
    book.save(buffer)
    assert cells(buffer.getvalue()) == [(2, '=HYPERLINK("http://example.org")', "12")]


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", bytes(101 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có nội dung"),
        (b"x" * (MAX_BYTES + 1), "vượt quá 5 MB"),
        (b"PK\x03\x04 not a workbook", "Không đọc được tệp như một bảng tính"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\x00\x00", "mã UTF-8"),
        ("Họ và tên\nVăn thư".encode("cp1258", "replace"), "mã UTF-8|thiếu cột"),
        (b"a\x00b;c\n1;2", "không phải bảng tính"),
        ("Tên;Đơn vị\na;b".encode(), "thiếu cột: Họ và tên"),
        ("Họ và tên;Đơn vị\n".encode(), "chỉ có dòng tên cột"),
        (b"\n\n", "không có dòng nào"),
        (("Họ và tên\n" + "a\n" * (MAX_LINES + 1)).encode(), "quá 5.000 dòng"),
        (bomb(), "giải nén quá lớn"),
    ],
    ids=[
        "empty",
        "large",
        "not xlsx",
        "picture",
        "old encoding",
        "zeros",
        "column",
        "heading",
        "blank",
        "long",
        "bomb",
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words):
        read(data)


def test_the_most_lines_that_are_taken():
    assert len(read(("Họ và tên\n" + "a\n" * MAX_LINES).encode())) == MAX_LINES


def test_words_of_a_workbook_never_become_formulas():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook({"A": [["Tên"], ["=1+1"]]}))).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
