"""Bytes to text: what văn thư uploads, read as the text that a reading points into.

The kind of a file is told by its content, never by its name.  The text is NFC, its lines end with "\\n", and it holds
no control characters: spans of a reading are places in it.
"""

from __future__ import annotations

import re
import threading
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

import pypdfium2 as pdfium
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import XmlchemyError

from directives.word_text import text_of_document

MAX_UPLOAD_BYTES = 25 * 1024 * 1024
MAX_PAGES = 300
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_CHARACTERS = 1_000_000

ACCEPTED = "Hệ thống nhận tệp văn bản .txt, .docx và .pdf có chữ, không quá 25 MB."
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# pypdfium2 is not safe to call from two threads at once.
_pdf_lock = threading.Lock()
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\u0085\x0c]")


#: What python-docx, lxml and zipfile raise on a package that is broken or made to break them.
DAMAGED = (
    PackageNotFoundError,
    XmlchemyError,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    RuntimeError,
    EOFError,
    OSError,
)


class UnreadableDocument(ValueError):
    """A file that can't be read; `reason` is a Vietnamese sentence that says what is accepted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class DocumentContent:
    """The text of a file and what the file really is."""

    text: str
    media_type: str


class Reader(Protocol):
    """One kind of file."""

    media_type: str

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes are of this kind, by their first ones."""

    def text(self, data: bytes) -> str:
        """The text, not yet cleaned.  Raises UnreadableDocument."""


class WordReader:
    """Word documents (.docx); their numbering, which Word counts itself, is written out."""

    media_type = WORD_TYPE

    def recognises(self, data: bytes) -> bool:
        return data.startswith(b"PK\x03\x04")

    def text(self, data: bytes) -> str:
        self._refuse_bombs(data)
        try:
            return text_of_document(Document(BytesIO(data)))
        except DAMAGED as error:
            raise UnreadableDocument(f"Tệp không phải là văn bản Word (.docx) đọc được. {ACCEPTED}") from error

    def _refuse_bombs(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableDocument(f"Tệp nén bị hỏng. {ACCEPTED}") from error
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise UnreadableDocument(f"Tệp nở ra quá lớn khi mở. {ACCEPTED}")
        if not any(entry.filename == "[Content_Types].xml" for entry in entries):
            raise UnreadableDocument(f"Tệp nén không phải là văn bản Word. {ACCEPTED}")


class PdfReader:
    """PDF files that hold text; a scan holds none."""

    media_type = "application/pdf"

    def recognises(self, data: bytes) -> bool:
        return b"%PDF-" in data[:1024]

    def text(self, data: bytes) -> str:
        with _pdf_lock:
            pages = self._pages(data)
        if sum(len(page.strip()) for page in pages) < 20:
            raise UnreadableDocument(
                f"Không có chữ để đọc, tệp PDF này là bản quét: hãy dán nội dung văn bản. {ACCEPTED}"
            )
        return "\n\n".join(pages)

    def _pages(self, data: bytes) -> list[str]:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(f"Tệp PDF bị hỏng hoặc có mật khẩu. {ACCEPTED}") from error
        try:
            if len(document) > MAX_PAGES:
                raise UnreadableDocument(f"Tệp PDF có {len(document)} trang, quá {MAX_PAGES} trang. {ACCEPTED}")
            return [self._page(document, number) for number in range(len(document))]
        finally:
            document.close()

    def _page(self, document: pdfium.PdfDocument, number: int) -> str:
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(f"Tệp PDF bị hỏng ở trang {number + 1}. {ACCEPTED}") from error
        try:
            return text_page.get_text_bounded()
        finally:
            text_page.close()
            page.close()


class PlainReader:
    """Plain text: UTF-8 or UTF-16, else Windows-1258, which old Vietnamese systems wrote."""

    media_type = "text/plain"

    def recognises(self, data: bytes) -> bool:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return True
        head = data[:8192]
        return b"\x00" not in head and sum(byte < 9 or 13 < byte < 32 for byte in head) <= 2 + len(head) // 100

    def text(self, data: bytes) -> str:
        encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1258"]
        for encoding in encodings:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise UnreadableDocument(f"Không nhận ra bảng mã của tệp văn bản. {ACCEPTED}")


READERS: tuple[Reader, ...] = (WordReader(), PdfReader(), PlainReader())


def read_text(data: bytes, *, filename: str) -> DocumentContent:
    """The text of an uploaded file; `filename` serves the messages only.  Raises UnreadableDocument."""
    if len(data) > MAX_UPLOAD_BYTES:
        raise UnreadableDocument(f"Tệp “{filename}” lớn quá. {ACCEPTED}")
    if not data.strip():
        raise UnreadableDocument(f"Tệp “{filename}” rỗng. {ACCEPTED}")
    for reader in READERS:
        if reader.recognises(data):
            text = cleaned(reader.text(data))
            if not text.strip():
                raise UnreadableDocument(f"Tệp “{filename}” không có chữ nào. {ACCEPTED}")
            if len(text) > MAX_CHARACTERS:
                raise UnreadableDocument(f"Tệp “{filename}” có quá nhiều chữ. {ACCEPTED}")
            return DocumentContent(text, reader.media_type)
    raise UnreadableDocument(f"Tệp “{filename}” không đọc được. {ACCEPTED}")


def cleaned(text: str) -> str:
    """Text as readings want it: NFC, lines ending with "\\n", no control characters, no lone surrogates."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", _LINE_END.sub("\n", whole)))
