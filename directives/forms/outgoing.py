"""What is asked when a draft is sent back or issued."""

from __future__ import annotations

from django import forms


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Nội dung cần sửa",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ nội dung cần sửa để người soạn biết."},
    )


class IssueForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    copies = forms.IntegerField(
        label="Số lượng bản",
        required=False,
        min_value=0,
        max_value=9999,
        help_text="Số bản giấy phát hành; ghi vào sổ. Bỏ trống nếu chỉ gửi bản điện tử.",
    )
