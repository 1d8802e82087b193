"""Pasting a document, or handing in one file or several; one of the two ways is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from files.services.storage import demand_size
from files.types import DIRECTIVE_FILES, ENCLOSED_FILES, EXTENSIONS, Accept

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


class IntakeForm(forms.Form):
    text = forms.CharField(
        label="Dán toàn văn văn bản",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "paper-text"}),
        help_text="Cả phần đầu (cơ quan, số, ký hiệu, ngày) và phần cuối (nơi nhận, người ký).",
    )
    file = FilesField(
        label="Hoặc chọn tệp",
        required=False,
        allow_empty_file=True,
        widget=SeveralFilesInput(attrs={"accept": endings(DIRECTIVE_FILES)}),
        help_text="Mỗi văn bản một tệp, có thể chọn nhiều tệp. " + DIRECTIVE_FILES.sentence,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_text = bool((values.get("text") or "").strip())
        if has_text and values.get("file"):
            raise forms.ValidationError("Chỉ dán văn bản hoặc chọn tệp, không dùng cả hai. Xóa bớt một trong hai.")
        if not has_text and not values.get("file") and not self.errors:
            raise forms.ValidationError("Chưa có nội dung. Dán toàn văn văn bản hoặc chọn tệp.")
        return values


class AttachmentForm(forms.Form):
    """One more file of a directive that is on record."""

    file = forms.FileField(
        label="Tệp đính kèm",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": endings(ENCLOSED_FILES)}),
        help_text=ENCLOSED_FILES.sentence,
        error_messages={"required": "Chưa chọn tệp."},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        demand_size(file.size or 0, file.name or "")
        return file
