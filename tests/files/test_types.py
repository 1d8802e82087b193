"""What a file is stands in its bytes."""

import io
import zipfile

import pytest

from files.types import DOCX, JPEG, PDF, PNG, TEXT, XLSX, fitting_name, media_type_of
from tests.factories.files import make_office_file


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n...", PDF),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (b"\xff\xd8\xff\xe0....", JPEG),
        ("Thực hiện Công văn số 271/UBND-VP8".encode(), TEXT),
        ("﻿Kính gửi: các phòng".encode(), TEXT),
        ("Kính gửi: các phòng".encode("utf-16"), TEXT),
        (make_office_file("word/document.xml"), DOCX),
        (make_office_file("xl/workbook.xml"), XLSX),
        ("Đề nghị các đơn vị".encode("cp1258", "ignore"), TEXT),
        (b"\r\n%PDF-1.4\n...", PDF),
        (b"MZ\x90\x00\x03\x00", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
        (b"text\x00with zero", None),
        (b"PK\x03\x04 not an archive", None),
        (make_office_file("word/document.xml", "word/vbaProject.bin"), None),
        (make_office_file("word/document.xml", "xl/workbook.xml"), None),
        (make_office_file("index.html"), None),
    ],
    ids=[
        "pdf", "png", "jpeg", "utf-8", "utf-8 with mark", "utf-16", "docx", "xlsx", "old text", "pdf after a line",
        "program", "old doc", "zero byte", "broken archive", "macros", "two at once", "archive",
    ],
)  # fmt: skip
def test_the_type_is_found_in_the_content(data, expected):
    assert media_type_of(data) == expected


def test_an_archive_that_would_unpack_beyond_measure_is_none_of_ours():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", bytes(301 * 1024 * 1024))
    assert len(buffer.getvalue()) < 1024 * 1024
    assert media_type_of(buffer.getvalue()) is None


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("Báo cáo quý III.pdf", PDF, "Báo cáo quý III.pdf"),
        ("ket-qua.exe", PDF, "ket-qua.exe.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Tài liệu\\Công văn.DOCX", DOCX, "Công văn.DOCX"),
        ("a\r\nSet-Cookie: b.txt", TEXT, "aSet-Cookie: b.txt"),
        ("", PNG, "tep.png"),
    ],
)
def test_a_download_is_named_as_its_content_is(name, media_type, expected):
    assert fitting_name(name, media_type) == expected
