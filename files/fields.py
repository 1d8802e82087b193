"""A form field for several files at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from files.services.storage import demand_size
from files.types import EXTENSIONS, Accept

MOST_FILES = 20
MOST_BYTES = 200 * 1024 * 1024  # of all files of one form


def endings(accept: Accept) -> str:
    """What the browser's own dialog shows first; the content decides."""
    return ",".join(sorted(ending for kind in accept.media_types for ending in EXTENSIONS[kind]))


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files.  Too large a one is never read into memory."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files] or [super().clean(None, initial)]
        if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_BYTES:
            raise forms.ValidationError(f"Mỗi lần gửi không quá {MOST_FILES} tệp và 200 MB. Chia thành nhiều lần gửi.")
        for file in files:
            demand_size(file.size, file.name)
        return [file for file in cleaned if file]
