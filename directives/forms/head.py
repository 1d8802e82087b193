"""The head of a document and its lists, as reviewed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone

from directives.confirmed import Confirmed, Copy, PartialDay
from directives.forms.fields import MomentField, PartialDayField, say_what_is_missing
from directives.forms.parties import PartiesField, token
from directives.models import Directive
from directives.services.parties import Directory
from directives.types import DocumentType, Priority, SourceKind
from units.clock import today

_ENTRY = re.compile(r"^\s*[-–—+*•]\s*")
_PURPOSE = re.compile(r"\(([^()]{1,100})\)\s*$")
_ARCHIVE = re.compile(r"lưu\b", re.IGNORECASE)


def copy_of(line: str) -> Copy | None:
    """One line of Nơi nhận: "- Chủ tịch UBND tỉnh (b/c);" with its purpose, "Lưu VT" as the archive copy (A10)."""
    text = _ENTRY.sub("", line).strip().rstrip(";,.").strip()
    if not text:
        return None
    is_archive = bool(_ARCHIVE.match(text))
    purpose = None if is_archive else _PURPOSE.search(text)
    return Copy(text, purpose[1].strip() if purpose else "", is_archive)


class HeadForm(forms.Form):
    """Blank number and date are allowed: they are completed later on the same record (A2)."""

    direction = forms.ChoiceField(
        label="Đến hay đi",
        choices=Directive.Direction.choices,
        required=False,
        help_text="Văn bản đi: do cơ quan mình ban hành.",
    )
    document_type = forms.ChoiceField(label="Loại văn bản", choices=DocumentType.choices)
    code_number = forms.CharField(label="Số", max_length=11, required=False)
    code_notation = forms.CharField(label="Ký hiệu", max_length=60, required=False)
    issued = PartialDayField(
        label="Ngày ban hành", required=False, help_text="Văn bản bỏ trống ngày: ghi 05/2026 hoặc 2026."
    )
    issuing_body = forms.CharField(label="Cơ quan ban hành", max_length=200)
    subject = forms.CharField(label="Trích yếu", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    priority = forms.ChoiceField(label="Độ khẩn", choices=Priority.choices)
    source_kind = forms.ChoiceField(label="Nguồn", choices=SourceKind.choices)
    signer_position = forms.CharField(label="Chức vụ, thẩm quyền ký", max_length=200, required=False)
    signer_name = forms.CharField(label="Người ký", max_length=100, required=False)
    addressees = PartiesField(label="Kính gửi", required=False)
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một nơi nhận, mục đích trong ngoặc đơn, ví dụ: UBND tỉnh (b/c). Dòng “Lưu: …” là bản lưu.",
    )
    is_party_document = forms.BooleanField(label="Văn bản của Đảng (số và ký hiệu nối bằng dấu -)", required=False)
    is_electronic_only = forms.BooleanField(label="Chỉ gửi bản điện tử", required=False)
    arrived_at = MomentField(label="Ngày, giờ đến", required=False, help_text="Bỏ trống nếu văn bản đến lúc vào sổ.")
    reference_as_printed = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, prefix="head", **kwargs)
        say_what_is_missing(self)
        self.fields["addressees"].widget.directory = directory

    def clean_code_number(self) -> str:
        number = self.cleaned_data["code_number"]
        if number and not re.fullmatch(r"\d+[a-zA-Z]?(?:/\d{4})?", number):
            raise forms.ValidationError("Số ghi bằng chữ số, ví dụ 271. Phần sau dấu gạch ghi ở ô Ký hiệu.")
        return number

    def clean_direction(self) -> str:
        return self.cleaned_data["direction"] or Directive.Direction.INCOMING

    def clean_recipients(self) -> tuple[Copy, ...]:
        copies = tuple(filter(None, map(copy_of, self.cleaned_data["recipients"].splitlines())))
        if any(len(copy.as_printed) > 500 for copy in copies):
            raise forms.ValidationError("Mỗi dòng nơi nhận không quá 500 ký tự.")
        return copies

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        issued: PartialDay | None = values.get("issued")
        arrived_at = values.get("arrived_at")
        arrived_on = arrived_at.date() if arrived_at else today()
        if issued and issued.on and issued.on > arrived_on:
            self.add_error("issued", "Ngày ban hành không thể sau ngày đến.")
        return values

    def confirmed(self) -> dict[str, Any]:
        """Arguments of Confirmed from a valid form."""
        values = dict(self.cleaned_data)
        archive = next((copy.as_printed for copy in values["recipients"] if copy.is_archive), "")
        return values | {"filing_note": archive[:100]}


def head_typed(data: Confirmed) -> dict[str, Any]:
    """What the form starts with."""
    names = [name for name in HeadForm.base_fields if hasattr(data, name)]
    return {name: getattr(data, name) for name in names} | {
        "issued": data.issued.text,
        "arrived_at": f"{timezone.localtime(data.arrived_at):%H:%M %d/%m/%Y}" if data.arrived_at else "",
        "addressees": [token(party) for party in data.addressees],
        "recipients": "\n".join(copy.as_printed for copy in data.recipients),
    }
