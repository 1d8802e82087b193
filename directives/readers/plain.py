"""Plain text: UTF-8 or UTF-16, else Windows-1258, which old Vietnamese systems wrote."""

from __future__ import annotations

from directives.readers.content import Content, Part, Session
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from files.types import TEXT, decoded


def read_plain(data: bytes, name: str, session: Session) -> Content:
    text = decoded(data)
    if text is None:
        raise UnreadableDocument(f"Không nhận ra bảng mã của tệp văn bản. {ACCEPTED}")
    return Content(TEXT, (Part(name, TEXT, text),))
