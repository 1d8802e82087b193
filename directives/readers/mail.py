"""E-mails (.eml, RFC 5322): their words and their attachments."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message, MIMEPart
from email.policy import default

from directives.readers import limits
from directives.readers.content import Content, Part, Session
from directives.readers.enclosed import ReadAny, read_enclosed
from directives.readers.markup import words_of_html
from directives.readers.refusal import UnreadableDocument
from files.types import MAIL, decoded

_TOO_DEEP = "Thư lồng trong thư quá nhiều lớp nên không được mở. Gửi riêng thư chứa văn bản chỉ đạo."
_DECORATION_BYTES = 30_000  # a picture shown inside the words is the sender's logo, unless it is as large as a page


def read_mail(data: bytes, name: str, session: Session, read_any: ReadAny) -> Content:
    if session.depth >= limits.MAX_NESTING:
        raise UnreadableDocument(_TOO_DEEP)
    try:
        message = email.message_from_bytes(data, policy=default)
        leaves = list(_leaves(message, 0))
        headers = {key: str(message.get(key, ""))[:500] for key in ("subject", "from", "date")}
    except UnreadableDocument:
        raise
    except RecursionError as error:
        raise UnreadableDocument(_TOO_DEEP) from error
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableDocument("Thư bị hỏng, không mở được. Gửi riêng tệp văn bản chỉ đạo.") from error
    words = [leaf for leaf in leaves if _is_words(leaf)]
    chosen = next((leaf for leaf in words if leaf.get_content_type() == "text/plain"), None) or next(iter(words), None)
    enclosed = ((leaf, _bytes_of(leaf)) for leaf in leaves if leaf not in words)
    files = [
        (_name_of(leaf, number), found)
        for number, (leaf, found) in enumerate(enclosed, start=1)
        if not _is_decoration(leaf, found)
    ]
    inside = replace(session, depth=session.depth + 1)
    parts = tuple(read_enclosed(files, inside, read_any))
    session.pages_done, session.pages_total = inside.pages_done, inside.pages_total
    return Content(MAIL, (Part(name, MAIL, _words_of(chosen)), *parts), {"kind": "mail", **headers})


def _leaves(message: MIMEPart, depth: int) -> Iterator[MIMEPart]:
    """The parts that hold something, in order; an e-mail that was attached is one of them."""
    if depth > limits.MAX_PART_NESTING:
        raise UnreadableDocument(_TOO_DEEP)
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.iter_parts():
            yield from _leaves(part, depth + 1)
    else:
        yield message


def _is_words(leaf: MIMEPart) -> bool:
    is_text = leaf.get_content_type() in ("text/plain", "text/html")
    return is_text and leaf.get_content_disposition() != "attachment" and not leaf.get_filename()


def _is_decoration(leaf: MIMEPart, data: bytes) -> bool:
    is_inside = leaf.get_content_disposition() == "inline" or leaf.get("content-id")
    return leaf.get_content_maintype() == "image" and bool(is_inside) and len(data) < _DECORATION_BYTES


def _name_of(leaf: MIMEPart, number: int) -> str:
    if leaf.get_content_type() == "message/rfc822":
        return leaf.get_filename() or f"thu-kem-{number}.eml"
    return leaf.get_filename() or f"tep-kem-{number}"


def _bytes_of(leaf: MIMEPart) -> bytes:
    if leaf.get_content_type() == "message/rfc822":
        inner = leaf.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    found = leaf.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _words_of(leaf: MIMEPart | None) -> str:
    if leaf is None:
        return ""
    data = _bytes_of(leaf)
    try:
        text = data.decode(leaf.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        text = decoded(data) or ""
    return words_of_html(text) if leaf.get_content_type() == "text/html" else text
