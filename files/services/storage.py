"""Keeping what was handed in: checked first, bytes next, the row last."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.formats import number_format

from files.models import StoredFile
from files.types import DIRECTIVE_FILES, ENCLOSED_FILES, MAX_BYTES, MEGABYTE, RESULT_FILES, Accept, media_type_of

__all__ = [
    "DIRECTIVE_FILES",
    "ENCLOSED_FILES",
    "RESULT_FILES",
    "Accept",
    "demand_size",
    "expunge",
    "quarantine",
    "read",
    "release",
    "store",
]


def store(*, data: bytes, name: str, accept: Accept, now: datetime) -> StoredFile:
    """The row of these bytes, made at their first arrival; the same bytes handed in again share it.

    Nothing is kept of what is empty, larger than 25 MB or of another type than `accept` takes: ValidationError
    with a sentence that names the file.  The bytes are whole in the storage before their row exists, so a
    transaction that is undone leaves at most bytes that no row points to, never a row without bytes.
    """
    stored = _kept(data, name, accept, now, checked_at=now)
    if stored.checked_at is None:
        release(stored=stored, now=now)
    return stored


def quarantine(*, data: bytes, name: str, accept: Accept, now: datetime) -> StoredFile:
    """As `store`, for bytes that nobody has looked into yet: they are served to nobody until `release`.

    Bytes that were released before stay so: they are what was found in order.
    """
    return _kept(data, name, accept, now, checked_at=None)


def release(*, stored: StoredFile, now: datetime) -> None:
    """The file was read and may be served."""
    if stored.checked_at is None:
        stored.checked_at = now
        stored.save(update_fields=["checked_at"])


@transaction.atomic
def expunge(*, stored: StoredFile) -> bool:
    """Remove a file that never left quarantine, row and bytes; the bytes go when the transaction is whole.

    False, and nothing done, where the same bytes were found in order before or somebody else's row points to them.
    """
    locked = StoredFile.objects.select_for_update().filter(pk=stored.pk, checked_at__isnull=True).first()
    if locked is None:
        return False
    try:
        with transaction.atomic():
            locked.delete()
    except ProtectedError:
        return False
    transaction.on_commit(partial(default_storage.delete, locked.storage_key))
    return True


def _kept(data: bytes, name: str, accept: Accept, now: datetime, *, checked_at: datetime | None) -> StoredFile:
    media_type = _checked_type(data, name, accept)
    sha256 = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known is not None:
        return known
    # The storage gives a name of its own where this one is taken, so bytes of a broken upload are never trusted.
    key = default_storage.save(f"{sha256[:2]}/{sha256[2:4]}/{sha256}", ContentFile(data))
    stored, is_ours = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "storage_key": key,
            "size": len(data),
            "media_type": media_type,
            "stored_at": now,
            "checked_at": checked_at,
        },
    )
    if not is_ours and stored.storage_key != key:
        default_storage.delete(key)
    return stored


def demand_size(size: int, name: str) -> None:
    """ValidationError where a file of so many bytes is not taken; forms ask it before a file is read into memory."""
    if size > MAX_BYTES:
        megabytes = number_format(size / MEGABYTE, 1)
        raise ValidationError(
            f"Tệp “{name}” có dung lượng {megabytes} MB, vượt quá 25 MB. Chia nhỏ hoặc nén ảnh trong tệp rồi gửi lại.",
            code="too_large",
        )


def _checked_type(data: bytes, name: str, accept: Accept) -> str:
    if not data:
        raise ValidationError(f"Tệp “{name}” không có nội dung. Chọn lại tệp.", code="empty")
    demand_size(len(data), name)
    media_type = media_type_of(data)
    if media_type is None or media_type not in accept.media_types:
        raise ValidationError(f"Không nhận được tệp “{name}”. {accept.sentence}", code="type")
    return media_type


def read(stored: StoredFile) -> bytes:
    """All bytes of a file; at most 25 MB by the rule of `store`."""
    with default_storage.open(stored.storage_key, "rb") as handle:
        return handle.read()
