"""Bytes of files as people hand them in."""

from __future__ import annotations

import io
import zipfile


def make_office_file(*parts: str) -> bytes:
    """An archive with the named parts, as far as a check of its type looks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<xml/>")
    return buffer.getvalue()
