"""What a file really is, found in its bytes: the name that it came under proves nothing.

Pure: bytes in, a media type out.  What can't be told safely (old workbooks, archives, programs) has no type here.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
MAX_UNPACKED_BYTES = 300 * MEGABYTE  # of an Office file, which is an archive
MAX_PARTS = 5_000

TEXT = "text/plain"
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIL = "message/rfc822"
EDXML = "application/edxml+xml"  # a package of QCVN 102:2016/BTTTT; no registered type exists

EXTENSIONS: dict[str, tuple[str, ...]] = {
    TEXT: (".txt", ".csv"),
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    TIFF: (".tif", ".tiff"),
    DOC: (".doc",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    MAIL: (".eml",),
    EDXML: (".edxml", ".xml"),
}


class Family(StrEnum):
    """What the first bytes show; a member may still prove broken, or none of ours."""

    ZIP = "zip"
    OLE = "ole"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    XML = "xml"
    MAIL = "mail"
    TEXT = "text"


_SIGNATURES = (
    (b"PK\x03\x04", Family.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Family.OLE),
    (b"\x89PNG\r\n\x1a\n", Family.PNG),
    (b"\xff\xd8\xff", Family.JPEG),
    (b"II*\x00", Family.TIFF),
    (b"MM\x00*", Family.TIFF),
)
_TYPES = {Family.PNG: PNG, Family.JPEG: JPEG, Family.TIFF: TIFF, Family.PDF: PDF, Family.MAIL: MAIL, Family.TEXT: TEXT}
_PDF_WITHIN = 1024  # bytes: some programs write a few before the mark of a PDF file
_OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_XML_START = re.compile(rb"\s*<(?:\?xml\b|(?:[\w.-]+:)?edXML\b)", re.IGNORECASE)
_EDXML_ROOT = re.compile(rb"<(?:[\w.-]+:)?edXML\b")
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}")
_MAIL_NAMES = re.compile(
    rb"^(from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Accept:
    """What a form takes: the media types and the sentence that says so."""

    media_types: frozenset[str]
    sentence: str


DIRECTIVE_FILES = Accept(
    frozenset({TEXT, DOC, DOCX, PDF, PNG, JPEG, TIFF, MAIL, EDXML}),
    "Nhận tệp .docx, .doc, .pdf, ảnh chụp hoặc bản quét (.png, .jpg, .tiff), thư .eml, gói tin edXML và .txt, "
    "không quá 25 MB.",
)
RESULT_FILES = Accept(
    frozenset({TEXT, DOCX, PDF, XLSX, PNG, JPEG}),
    "Nhận tệp .pdf, .docx, .xlsx, .txt, .png hoặc .jpg, không quá 25 MB.",
)
ENCLOSED_FILES = Accept(
    DIRECTIVE_FILES.media_types | RESULT_FILES.media_types,
    "Nhận tệp .pdf, .docx, .doc, .xlsx, .txt, .eml, edXML, .png, .jpg hoặc .tiff, không quá 25 MB.",
)


def family_of(data: bytes) -> Family | None:
    """What the first bytes show, or None where they show nothing that anyone here reads."""
    for signature, family in _SIGNATURES:
        if data.startswith(signature):
            return family
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Family.PDF
    if _XML_START.match(_as_ascii(data)):
        return Family.XML
    if decoded(data) is None:
        return None
    return Family.MAIL if _is_mail(data) else Family.TEXT


def media_type_of(data: bytes) -> str | None:
    """The media type that the content shows, or None where it shows none of ours.

    Office files with macros, encrypted ones and those that would unpack beyond all measure are none of ours.
    """
    family = family_of(data)
    if family is Family.ZIP:
        return _office_type(data)
    if family is Family.OLE:
        return DOC if is_word_binary(data) else None
    if family is Family.XML:
        return EDXML if _EDXML_ROOT.search(_as_ascii(data)) else TEXT
    return _TYPES[family] if family else None


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


def has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE file (MS-CFB) has an entry of this name in its directory, where names are UTF-16."""
    return f"{name}\0".encode("utf-16-le") in data


def is_word_binary(data: bytes) -> bool:
    """Whether an OLE file is an old Word document: encrypted new ones and workbooks come in the same shell."""
    return has_stream(data, "WordDocument") and not has_stream(data, "EncryptedPackage")


def _as_ascii(data: bytes) -> bytes:
    """The beginning with the byte order mark and the zero bytes of UTF-16 left out, to look for marks in."""
    return (
        data[:4096]
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .replace(b"\0", b"")
    )


def _is_mail(data: bytes) -> bool:
    """Whether the text begins with at least two headers that every e-mail has."""
    head = _MAIL_HEAD.match(data[:65536])
    if head is None or not _MAIL_NAMES.match(head.group()):
        return False
    return len({name.lower() for name in _MAIL_NAMES.findall(head.group())}) >= 2


def decoded(data: bytes) -> str | None:
    """The text of bytes in UTF-8 (UTF-16 where a byte order mark says so), else in Windows-1258, which old Vietnamese
    systems wrote; None where it is no text."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = len(_CONTROL.findall(text))
        return None if "\0" in text or strange > 2 + len(text) // 100 else text
    return None


def fitting_name(name: str, media_type: str) -> str:
    """The name for a download: no path, no control characters, ending as its content does ("a.exe" -> "a.exe.pdf")."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(char for char in last if char.isprintable()).strip(" .") or "tep"
    endings = EXTENSIONS.get(media_type, ())
    if not endings or clean.casefold().endswith(endings):
        return clean[-255:]
    return clean[: 255 - len(endings[0])] + endings[0]
