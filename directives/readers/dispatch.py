"""Bytes to text: the kind of a file is told by its content, and its reader is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from directives.readers import limits
from directives.readers.cleaning import cleaned
from directives.readers.content import Content, Part, Reader, Session
from directives.readers.images import read_image
from directives.readers.mail import read_mail
from directives.readers.old_word import read_old_word
from directives.readers.package import read_package
from directives.readers.pdf import read_pdf
from directives.readers.plain import read_plain
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from directives.readers.word import read_word
from files.types import Family, family_of


def read_file(data: bytes, *, filename: str, session: Session | None = None) -> Content:
    """What a file holds, its texts cleaned.  `filename` serves the messages only.

    UnreadableDocument with a sentence; SlowReading where the session is quick and the file needs more.
    """
    if len(data) > limits.MAX_UPLOAD_BYTES:
        raise UnreadableDocument(f"Tệp “{filename}” lớn quá. {ACCEPTED}")
    if not data.strip():
        raise UnreadableDocument(f"Tệp “{filename}” rỗng. {ACCEPTED}")
    content = _read_any(data, filename, session or Session())
    content = replace(content, parts=tuple(_clean(part, filename) for part in content.parts))
    if not any(part.text for part in content.parts):
        reasons = [part.refusal for part in content.parts if part.refusal]
        raise UnreadableDocument(reasons[0] if reasons else f"Tệp “{filename}” không có chữ nào đọc được. {ACCEPTED}")
    return content


def _read_any(data: bytes, name: str, session: Session) -> Content:
    family = family_of(data)
    if family is None:
        raise UnreadableDocument(f"Tệp “{name}” không đọc được. {ACCEPTED}")
    return READERS[family](data, name, session)


def _clean(part: Part, filename: str) -> Part:
    text = cleaned(part.text)
    if len(text) > limits.MAX_CHARACTERS:
        raise UnreadableDocument(f"Tệp “{filename}” có quá nhiều chữ. {ACCEPTED}")
    return replace(part, text=text if text.strip() else "")


READERS: dict[Family, Reader] = {
    Family.ZIP: read_word,
    Family.OLE: read_old_word,
    Family.PDF: read_pdf,
    Family.PNG: read_image,
    Family.JPEG: read_image,
    Family.TIFF: read_image,
    Family.XML: partial(read_package, read_any=_read_any),
    Family.MAIL: partial(read_mail, read_any=_read_any),
    Family.TEXT: read_plain,
}
