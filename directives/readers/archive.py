"""Archives that were handed in: looked at before anything of them is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from directives.readers import limits
from directives.readers.refusal import ACCEPTED, UnreadableDocument

#: What zipfile raises on an archive that is broken or made to break it.
BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError)
_ENCRYPTED = 0x1  # flag of an entry


def entries_of(data: bytes) -> list[zipfile.ZipInfo]:
    """What lies in an archive.  UnreadableDocument where it is broken, has a password or would unpack too far."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except BROKEN as error:
        raise UnreadableDocument(f"Tệp nén bị hỏng. {ACCEPTED}") from error
    if len(entries) > limits.MAX_ENTRIES or sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableDocument(f"Tệp nở ra quá lớn khi mở. {ACCEPTED}")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableDocument(f"Tệp nén có mật khẩu. Bỏ mật khẩu rồi gửi lại. {ACCEPTED}")
    return entries


def unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry; never more than its directory says, which `entries_of` has measured."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(entry) as file:
            return file.read(entry.file_size)
    except BROKEN as error:
        raise UnreadableDocument(f"Tệp nén bị hỏng. {ACCEPTED}") from error
