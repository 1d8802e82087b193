"""Pasting a document, or handing in one file or several; one of the two ways is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from files.fields import FilesField, SeveralFilesInput, endings
from files.services.storage import demand_size
from files.types import DIRECTIVE_FILES, ENCLOSED_FILES


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
