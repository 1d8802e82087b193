"""Pasting or uploading a document; one of the two is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from files.types import MAX_BYTES


class IntakeForm(forms.Form):
    text = forms.CharField(
        label="Dán toàn văn văn bản",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "paper-text"}),
        help_text="Cả phần đầu (cơ quan, số, ký hiệu, ngày) và phần cuối (nơi nhận, người ký).",
    )
    file = forms.FileField(
        label="Hoặc chọn tệp",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.pdf"}),
        help_text="Tệp .txt, .docx hoặc .pdf có lớp chữ, không quá 25 MB.",
    )

    def clean_file(self) -> UploadedFile | None:
        """Too large a file is never read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(f"Tệp “{file.name}” quá 25 MB. Chia nhỏ tệp hoặc dán phần văn bản chỉ đạo.")
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_text = bool((values.get("text") or "").strip())
        if has_text and values.get("file"):
            raise forms.ValidationError("Chỉ dán văn bản hoặc chọn tệp, không dùng cả hai. Xóa bớt một trong hai.")
        if not has_text and not values.get("file") and not self.errors:
            raise forms.ValidationError("Chưa có nội dung. Dán toàn văn văn bản hoặc chọn tệp.")
        return values
