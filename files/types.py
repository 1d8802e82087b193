"""What a file really is, found in its bytes: the name that it came under proves nothing.

Pure: bytes in, a media type out.  What can't be told safely (old .doc and .xls, archives, programs) has no type here.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
MAX_UNPACKED_BYTES = 300 * MEGABYTE  # of an Office file, which is an archive
MAX_PARTS = 5_000

TEXT = "text/plain"
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXTENSIONS: dict[str, tuple[str, ...]] = {
    TEXT: (".txt", ".csv"),
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_PDF_WITHIN = 1024  # bytes: some programs write a few before the mark of a PDF file
_OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_TEXT_CONTROLS = frozenset("\t\n\r\f\x0b")


@dataclass(frozen=True)
class Accept:
    """What a form takes: the media types and the sentence that says so."""

    media_types: frozenset[str]
    sentence: str


DIRECTIVE_FILES = Accept(
    frozenset({TEXT, DOCX, PDF}),
    "Nhận tệp văn bản .txt, .docx hoặc .pdf có lớp chữ, không quá 25 MB.",
)
RESULT_FILES = Accept(
    frozenset({TEXT, DOCX, PDF, XLSX, PNG, JPEG}),
    "Nhận tệp .pdf, .docx, .xlsx, .txt, .png hoặc .jpg, không quá 25 MB.",
)


def media_type_of(data: bytes) -> str | None:
    """The media type that the content shows, or None where it shows none of ours.

    Office files with macros, encrypted ones and those that would unpack beyond all measure are none of ours.
    """
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    return TEXT if decoded(data) is not None else None


def _office_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    names = {part.filename for part in parts}
    too_large = len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
    has_macros = any(name.endswith("vbaProject.bin") for name in names)
    if too_large or has_macros or "[Content_Types].xml" not in names:
        return None
    found = [media_type for name, media_type in _OFFICE_PARTS.items() if name in names]
    return found[0] if len(found) == 1 else None


def decoded(data: bytes) -> str | None:
    """The text of bytes in UTF-8 (UTF-16 where a byte order mark says so), else in Windows-1258, which old Vietnamese
    systems wrote; None where it is no text."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(char < " " and char not in _TEXT_CONTROLS for char in text) else text
    return None


def fitting_name(name: str, media_type: str) -> str:
    """The name for a download: no path, no control characters, ending as its content does ("a.exe" -> "a.exe.pdf")."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(char for char in last if char.isprintable()).strip(" .") or "tep"
    endings = EXTENSIONS.get(media_type, ())
    if not endings or clean.casefold().endswith(endings):
        return clean[-255:]
    return clean[: 255 - len(endings[0])] + endings[0]
