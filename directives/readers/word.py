"""Word documents (.docx); their numbering, which Word counts itself, is written out."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import XmlchemyError

from directives.readers.archive import entries_of
from directives.readers.content import Content, Part, Session
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from directives.readers.word_text import text_of_document
from files.types import DOCX

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


def read_word(data: bytes, name: str, session: Session) -> Content:
    names = {entry.filename for entry in entries_of(data)}
    if "[Content_Types].xml" not in names:
        raise UnreadableDocument(f"Tệp nén không phải là văn bản Word. Giải nén rồi gửi từng tệp. {ACCEPTED}")
    if any(part.endswith("vbaProject.bin") for part in names):
        raise UnreadableDocument(f"Tệp có macro nên không được nhận. Lưu lại thành .docx rồi gửi lại. {ACCEPTED}")
    return Content(DOCX, (Part(name, DOCX, text_of(data)),))


def text_of(data: bytes) -> str:
    try:
        return text_of_document(Document(BytesIO(data)))
    except DAMAGED as error:
        raise UnreadableDocument(f"Tệp không phải là văn bản Word (.docx) đọc được. {ACCEPTED}") from error
