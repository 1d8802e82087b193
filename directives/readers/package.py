"""edXML packages of QCVN 102: the envelope and the files inside.  XML that declares entities is refused unread."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from directives.readers.archive import entries_of, unpacked
from directives.readers.content import Content, Part, Session
from directives.readers.enclosed import ReadAny, read_enclosed
from directives.readers.envelope import envelope_of, first, local, text_at
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from files.types import EDXML, media_type_of


def read_package(data: bytes, name: str, session: Session, read_any: ReadAny) -> Content:
    root = _root(data)
    package = envelope_of(root)
    parts = tuple(read_enclosed(_files(root), session, read_any))
    return Content(EDXML, (Part(name, EDXML), *parts), package)


def _root(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableDocument(
            "Gói tin XML có khai báo thực thể hoặc DTD nên không được mở. Đề nghị nơi gửi gửi lại gói tin đúng quy "
            "chuẩn QCVN 102."
        ) from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableDocument(f"Gói tin XML bị hỏng, không mở được. {ACCEPTED}") from error
    if local(root) != "edXML":
        raise UnreadableDocument(f"Tệp XML không phải là gói tin edXML (QCVN 102). {ACCEPTED}")
    if any(local(element) == "StatusCode" for element in root.iter()):
        raise UnreadableDocument("Đây là bản tin trạng thái gửi nhận, không phải văn bản. Không cần vào sổ.")
    if first(root, "edXMLEnvelope", "edXMLHeader", "MessageHeader") is None:
        raise UnreadableDocument("Gói tin edXML thiếu phần đầu (MessageHeader). Đề nghị nơi gửi gửi lại.")
    return root


def _files(root: Element) -> Iterator[tuple[str, bytes]]:
    attachments = [one for one in root.iter() if local(one) == "Attachment"]
    for number, attachment in enumerate(attachments, start=1):
        name = text_at(attachment, "AttachmentName") or f"tep-kem-{number}"
        encoded = first(attachment, "ContentTransferEncoded")
        if encoded is not None and (encoded.text or "").strip():
            yield from _unzipped(name, _decoded("".join((encoded.text or "").split()), name))


def _decoded(encoded: str, name: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnreadableDocument(
            f"Tệp kèm “{name}” trong gói tin bị hỏng (mã base64 không đúng). Đề nghị nơi gửi gửi lại gói tin."
        ) from error


def _unzipped(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Some senders zip what they enclose; an Office file, which is a zip too, stays as it is."""
    if not data.startswith(b"PK\x03\x04") or media_type_of(data):
        yield name, data
        return
    entries = [entry for entry in entries_of(data) if not entry.is_dir()]
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        yield name, data
        return
    for entry in entries:
        yield entry.filename.replace("\\", "/").rpartition("/")[2] or name, unpacked(data, entry)
