"""Writing letters of reminder: which tasks, one letter a unit or one to all, the words, who signs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from tasks.forms.chosen import ChosenForm
from tasks.models import Task
from tasks.reminding import PLACEHOLDERS
from tasks.services.reminding import Wording, signers
from units.models import Unit
from units.widgets import DayInput

_EACH, _TOGETHER = "each", "together"


class RemindForm(ChosenForm):
    error_title = "Chưa ban hành được. Xem lại các mục sau:"

    together = forms.ChoiceField(
        label="Gửi thế nào",
        choices=[(_EACH, "Mỗi đơn vị một công văn"), (_TOGETHER, "Một công văn gửi chung các đơn vị")],
        initial=_EACH,
        widget=forms.RadioSelect,
        help_text="Công văn gửi chung liệt kê nhiệm vụ của mọi đơn vị nhận.",
    )
    subject = forms.CharField(
        label="Trích yếu",
        max_length=300,
        help_text="Đứng sau “V/v”.",
        error_messages={"required": "Nhập trích yếu."},
    )
    body = forms.CharField(
        label="Nội dung",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Nhập nội dung công văn."},
        help_text="Mỗi đoạn một dòng. Hệ thống điền "
        + ", ".join(f"{mark} ({meaning})" for mark, meaning in PLACEHOLDERS.items())
        + ".",
    )
    report_by = forms.DateField(
        label="Hạn báo cáo", widget=DayInput, error_messages={"required": "Chọn hạn đơn vị phải báo cáo."}
    )
    signer = forms.ChoiceField(label="Người ký", error_messages={"required": "Chọn người ký."})
    place = forms.CharField(
        label="Địa danh",
        max_length=60,
        help_text="Đứng trước ngày tháng, ví dụ Sông Mây.",
        error_messages={"required": "Nhập địa danh."},
    )

    def __init__(self, *args: object, tasks: Iterable[Task], organisation: Unit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, tasks=tasks, **kwargs)
        self.posts = {str(post.pk): post for post in signers(organisation, today)}
        self.fields["signer"].choices = [("", "Chọn người ký")] + [  # type: ignore[attr-defined]
            (pk, f"{post.user}, {post.title}") for pk, post in self.posts.items()
        ]

    def wording(self) -> Wording:
        """Of a valid form."""
        values = self.cleaned_data
        return Wording(
            subject=values["subject"],
            body=values["body"],
            report_by=values["report_by"],
            signer=self.posts[values["signer"]],
            place=values["place"],
            together=values["together"] == _TOGETHER,
        )
