"""Old Word documents (.doc), turned into new ones by LibreOffice where it is present."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from directives.readers import limits
from directives.readers.content import Content, Part, Session
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from directives.readers.word import read_word
from files.types import DOC, has_stream, is_word_binary

_ENTRY_SECTOR = 116  # where the entry of a directory names the first sector of its stream (MS-CFB 2.6.1)
_FLAGS = 10  # where the head of a Word document keeps its flags (MS-DOC 2.5.1)
_IS_ENCRYPTED = 0x01  # in the second byte of the flags


def read_old_word(data: bytes, name: str, session: Session) -> Content:
    if has_stream(data, "EncryptedPackage") or (is_word_binary(data) and _has_password(data)):
        raise UnreadableDocument(f"Tệp Word có mật khẩu. Bỏ mật khẩu rồi gửi lại. {ACCEPTED}")
    if not is_word_binary(data):
        raise UnreadableDocument(f"Tệp không phải là văn bản Word. {ACCEPTED}")
    if session.soffice is None:
        raise UnreadableDocument(
            "Máy chủ chưa cài LibreOffice nên chưa đọc được tệp .doc. Mở tệp bằng Word, lưu lại thành .docx rồi gửi "
            "lại, hoặc dán nội dung."
        )
    session.demand_slow()
    text = read_word(_as_new(data, session.soffice), name, session).text
    return Content(DOC, (Part(name, DOC, text),))


def _has_password(data: bytes) -> bool:
    """Whether the head of the document says that the rest is encrypted."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    sector_size = 1 << int.from_bytes(data[30:32], "little") % 16
    sector = int.from_bytes(data[entry + _ENTRY_SECTOR : entry + _ENTRY_SECTOR + 4], "little")
    head = data[(sector + 1) * sector_size :][:32]
    return head.startswith(b"\xec\xa5") and len(head) == 32 and bool(head[_FLAGS + 1] & _IS_ENCRYPTED)


def _as_new(data: bytes, soffice: str) -> bytes:
    """The document as .docx.  LibreOffice gets a profile of its own: one that is in use would refuse to start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cu.doc").write_bytes(data)
        command = [
            soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", name, str(folder / "cu.doc"),
        ]  # fmt: skip
        try:
            subprocess.run(
                command,
                cwd=name,
                timeout=limits.CONVERSION_SECONDS,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return (folder / "cu.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise UnreadableDocument(
                "LibreOffice mở tệp .doc quá lâu nên đã dừng lại. Lưu tệp thành .docx rồi gửi lại."
            ) from error
        except OSError as error:
            raise UnreadableDocument(
                "LibreOffice không mở được tệp .doc này. Lưu tệp thành .docx rồi gửi lại, hoặc dán nội dung."
            ) from error
