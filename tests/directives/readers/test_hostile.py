"""Files that are broken, locked, or made to do harm: each gets a sentence that says what to do."""

import base64
import io
import struct
import zipfile
import zlib

import pytest
from django.conf import settings as conf
from PIL import Image

from directives.readers import Session, UnreadableDocument, limits, read_file
from tests.directives.readers.test_kinds import pdf
from tests.factories.arrivals import LETTER, mail, package, picture, word_file, zipped


def refusal_of(data: bytes, **session) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(data, filename="tệp", session=Session(is_slow=True, tessdata=str(conf.TESSDATA_DIR), **session))
    return refused.value.reason


def test_a_pdf_of_2000_pages():
    reason = refusal_of(pdf(*["x"] * 2000))
    assert "2000 trang, quá 300 trang" in reason
    assert "Tách phần văn bản chỉ đạo" in reason


def test_a_pdf_with_a_password():
    locked = pdf("secret").replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        b"/O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )
    assert "Tệp PDF có mật khẩu. Bỏ mật khẩu rồi gửi lại." in refusal_of(locked)


def ole(*names: str, flags: int = 0) -> bytes:
    """The beginning of an OLE file with these streams; the head of a Word document stands in its first sector."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    head = bytearray(512)
    head[:2], head[11] = b"\xec\xa5", flags
    directory = b"".join(name.encode("utf-16-le").ljust(116, b"\0") + bytes(12) for name in names)
    return bytes(header + head) + directory


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ole("EncryptedPackage", "EncryptionInfo"), "có mật khẩu"),
        (ole("WordDocument", flags=1), "có mật khẩu"),
        (ole("WordDocument"), "chưa cài LibreOffice"),
        (ole("Workbook"), "không phải là văn bản Word"),
    ],
    ids=["locked docx", "locked doc", "doc without LibreOffice", "workbook"],
)
def test_old_and_locked_office_files(data, words):
    assert words in refusal_of(data, soffice=None)


def test_a_zip_with_a_password():
    data = bytearray(zipped(**{"[Content_Types].xml": "x", "word/document.xml": "y"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + flags] |= 1
    assert "Tệp nén có mật khẩu" in refusal_of(bytes(data))


def test_a_zip_bomb(monkeypatch):
    bomb = zipped(**{"[Content_Types].xml": "x", "word/document.xml": bytes(limits.MAX_UNPACKED_BYTES)})
    assert len(bomb) < limits.MAX_UNPACKED_BYTES / 500
    assert "nở ra quá lớn" in refusal_of(bomb)
    inside = package(("a.zip", bomb))
    assert "nở ra quá lớn" in refusal_of(inside)


def test_a_word_file_with_macros():
    data = io.BytesIO(word_file(LETTER))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/vbaProject.bin", "x")
    assert "có macro" in refusal_of(data.getvalue())


def png_head(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def test_a_picture_of_gigantic_size_is_not_unpacked():
    assert "60000 × 60000 điểm ảnh. Quét lại ở 300 dpi" in refusal_of(png_head(60_000, 60_000))


def test_a_broken_picture():
    assert "Ảnh bị hỏng" in refusal_of(picture(LETTER)[:200])
    assert "Ảnh bị hỏng" in refusal_of(b"\xff\xd8\xff\xe0" + bytes(100))


def test_a_tiff_of_too_many_pages(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PAGES", 3)
    page = Image.new("1", (10, 10))
    buffer = io.BytesIO()
    page.save(buffer, "TIFF", save_all=True, append_images=[page] * 9)
    assert "quá 3 trang" in refusal_of(buffer.getvalue())


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE edXML [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><edXML>&d;</edXML>"""


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS,
        b'<?xml version="1.0"?><!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML/>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>',
    ],
    ids=["billion laughs", "outer DTD", "outer entity"],
)
def test_xml_with_entities_or_a_dtd_is_refused_unread(data):
    assert "khai báo thực thể hoặc DTD" in refusal_of(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<?xml version='1.0'?><edXML><a></edXML>", "bị hỏng"),
        (b"<?xml version='1.0'?><html/>", "không phải là gói tin edXML"),
        (b"<?xml version='1.0'?><edXML><edXMLEnvelope/></edXML>", "thiếu phần đầu"),
        (b"<?xml version='1.0'?><edXML><StatusCode>03</StatusCode></edXML>", "bản tin trạng thái"),
        (package(("cv.docx", b"x"), encode=lambda data: "###"), "mã base64 không đúng"),
        (package(), "không có chữ nào"),
    ],
    ids=["broken", "other XML", "no header", "status", "broken base64", "no files"],
)
def test_packages_that_are_none(data, words):
    assert words in refusal_of(data)


def test_an_e_mail_in_an_e_mail_in_an_e_mail():
    deep = mail(LETTER)
    for number in range(limits.MAX_NESTING + 1):
        inner = deep
        mark = f"ranh-gioi-{number}".encode()
        head = b"From: a@b.example\r\nSubject: lop\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="
        deep = head + mark + b"\r\n\r\n--" + mark + b"\r\nContent-Type: message/rfc822\r\n\r\n" + inner
        deep += b"\r\n--" + mark + b"--\r\n"
    assert "quá nhiều lớp" in refusal_of(deep)


def test_an_e_mail_of_parts_in_parts():
    lines, end = [b"From: a@b.example", b"Subject: lop"], []
    for depth in range(60):
        mark = f"b{depth}".encode()
        lines += [b"Content-Type: multipart/mixed; boundary=" + mark, b"", b"--" + mark]
        end = [b"--" + mark + b"--", *end]
    assert "quá nhiều lớp" in refusal_of(b"\r\n".join([*lines, b"Content-Type: text/plain", b"", b"x", *end]))


def test_an_e_mail_of_too_many_files():
    many = mail("x", *((f"{number}.txt", b"noi dung") for number in range(limits.MAX_INNER_FILES + 1)))
    assert "quá 50 tệp kèm theo" in refusal_of(many)


def test_names_lie_and_content_tells():
    """A name proves nothing: a program called .pdf, a picture called .docx, a PDF called .txt."""
    assert ".docx" in refusal_of(b"MZ\x90\x00\x03" + bytes(100))
    assert read_file(pdf("Page one has enough text."), filename="a.txt").media_type == "application/pdf"
    inner = base64.b64encode(picture(LETTER))
    assert read_file(inner, filename="a.png").media_type == "text/plain"
