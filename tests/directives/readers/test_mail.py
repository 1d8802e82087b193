"""E-mails: words, attachments, and what is only decoration."""

import pytest

from directives.readers import SlowReading, read_file
from directives.readers.markup import words_of_html
from files.types import DOCX, MAIL, XLSX
from tests.factories.arrivals import LETTER, mail, picture, word_file
from tests.factories.files import make_office_file


def test_words_and_attachments_in_their_order():
    data = mail("Kính gửi Quý cơ quan.", ("cv 58.docx", word_file(LETTER)), ("phu-luc.txt", b"Phu luc"))
    content = read_file(data, filename="thu.eml")
    assert content.media_type == MAIL
    assert [part.name for part in content.parts] == ["thu.eml", "cv 58.docx", "phu-luc.txt"]
    assert content.parts[0].text.strip() == "Kính gửi Quý cơ quan."
    assert content.parts[1].media_type == DOCX
    assert "Số: 58/UBND-NC" in content.parts[1].text
    assert content.parts[1].data == word_file(LETTER) or content.parts[1].data.startswith(b"PK")
    assert content.package["subject"] == "Gửi công văn"


def test_words_that_come_as_html():
    content = read_file(
        mail("<p>Số: 58/UBND-NC</p><style>p {}</style><p>Kính gửi&nbsp;Sở</p>", html=True), filename="a"
    )
    assert content.parts[0].text == "Số: 58/UBND-NC\nKính gửi Sở"


def test_markup_is_words_alone():
    assert words_of_html("<script>alert(1)</script><div>a<br>b</div>") == "a\nb"


def test_eight_bit_words_without_a_charset():
    data = "From: a@b.example\r\nSubject: x\r\n\r\nThực hiện Công văn".encode()
    assert read_file(data, filename="a.eml").text == "Thực hiện Công văn"


def test_files_that_are_not_read_or_not_kept_say_so():
    data = mail("Xem tệp.", ("bang.xlsx", make_office_file("xl/workbook.xml")), ("a.exe", b"MZ\x00\x01"))
    workbook, program = read_file(data, filename="a.eml").parts[1:]
    assert (workbook.media_type, workbook.text, workbook.refusal) == (XLSX, "", "")
    assert program.media_type is None
    assert program.data is None
    assert "“a.exe” không thuộc loại tệp" in program.notes[0]


def test_a_broken_attachment_harms_no_other():
    broken, whole = read_file(mail("x", ("a.pdf", b"%PDF-1.4 x"), ("b.txt", LETTER.encode())), filename="a").parts[1:]
    assert "bị hỏng" in broken.refusal
    assert whole.text.strip() == LETTER


def with_logo() -> bytes:
    logo = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
    return (
        b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=z\r\n\r\n"
        b"--z\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Noi dung</p>\r\n"
        b"--z\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + logo + b"\r\n--z--\r\n"
    )


def test_a_logo_inside_the_words_is_no_attachment():
    assert len(read_file(with_logo(), filename="a.eml").parts) == 1


def test_a_scan_that_is_attached_needs_a_job():
    with pytest.raises(SlowReading):
        read_file(mail("x", ("quet.png", picture(LETTER))), filename="a.eml")


def test_an_e_mail_inside_is_opened(slow):
    inner = mail("Thư trong", ("cv.docx", word_file(LETTER)))
    outer = mail("Chuyển tiếp", ("thu.eml", inner))
    names = [part.name for part in read_file(outer, filename="a.eml", session=slow).parts]
    assert names == ["a.eml", "thu.eml", "cv.docx"]
