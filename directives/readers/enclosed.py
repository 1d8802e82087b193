"""Files inside a file that was handed in: an attachment of an e-mail, a file of a package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from directives.readers import limits
from directives.readers.content import Content, Part, Session
from directives.readers.refusal import UnreadableDocument
from files.types import DIRECTIVE_FILES, MAIL, fitting_name, media_type_of

ReadAny = Callable[[bytes, str, Session], Content]


def read_enclosed(files: Iterable[tuple[str, bytes]], session: Session, read_any: ReadAny) -> Iterator[Part]:
    """Each inner file, read where it is of a kind that is; what can't be read says why and harms no other.

    An e-mail inside an e-mail is opened too.  UnreadableDocument where there are too many, too large or too deep.
    """
    size = 0
    for count, (name, data) in enumerate(files, start=1):
        size += len(data)
        if count > limits.MAX_INNER_FILES:
            raise UnreadableDocument(
                f"Có quá {limits.MAX_INNER_FILES} tệp kèm theo. Gửi riêng văn bản chỉ đạo và các tệp cần thiết."
            )
        if size > limits.MAX_UNPACKED_BYTES:
            raise UnreadableDocument("Các tệp kèm theo nở ra quá lớn khi mở. Gửi riêng văn bản chỉ đạo.")
        yield from _parts_of(name, data, session, read_any)


def _parts_of(name: str, data: bytes, session: Session, read_any: ReadAny) -> Iterator[Part]:
    is_fitting = 0 < len(data) <= limits.MAX_UPLOAD_BYTES
    media_type = media_type_of(data) if is_fitting else None
    if media_type is None:
        reason = "không thuộc loại tệp mà hệ thống giữ riêng" if is_fitting else "rỗng hoặc quá lớn"
        yield Part(name, None, notes=(f"Tệp kèm “{name}” {reason}; bản gốc vẫn nằm trong gói đã nhận.",))
        return
    name = fitting_name(name, media_type)
    if media_type not in DIRECTIVE_FILES.media_types:
        yield Part(name, media_type, data=data)
        return
    try:
        content = read_any(data, name, session)
    except UnreadableDocument as refused:
        if session.depth >= limits.MAX_NESTING and media_type == MAIL:
            raise
        yield Part(name, media_type, refusal=refused.reason, data=data)
        return
    first, *inner = content.parts
    yield Part(name, media_type, first.text, first.notes, first.refusal, data)
    yield from inner
