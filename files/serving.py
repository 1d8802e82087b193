"""Handing a file back.  The caller has found it through `visible_to`; nothing is ever shown inside the browser."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse

from files.models import StoredFile
from files.types import TEXT, fitting_name
from units.refusals import Conflict


def file_response(stored: StoredFile, *, name: str) -> FileResponse:
    """A download under `name`, its ending made true to the content.  An unchecked file is refused (Conflict)."""
    if stored.checked_at is None:
        raise Conflict("Tệp đang được kiểm tra. Thử lại sau ít phút.")
    content_type = f"{TEXT}; charset=utf-8" if stored.media_type == TEXT else stored.media_type
    response = FileResponse(
        default_storage.open(stored.storage_key, "rb"),
        as_attachment=True,
        filename=fitting_name(name, stored.media_type),
        content_type=content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response
