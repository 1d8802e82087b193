"""Putting tasks before the leaders, and their decision."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, words
from tasks.forms.chosen import ChosenForm
from tasks.kinds import Handling

_PROPOSED = [("", "Chọn đề xuất"), *Handling.choices]


def _handling() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Đề xuất xử lý", choices=_PROPOSED, error_messages={"required": "Chọn đề xuất xử lý."}
    )


def _proposal() -> forms.CharField:
    return words(
        "Tình hình và đề xuất", help_text="Đã đôn đốc thế nào, vì sao còn chậm, đề nghị lãnh đạo quyết định gì.", rows=5
    )


class EscalateForm(ActForm):
    handling = _handling()
    proposal = _proposal()


class EscalateTogetherForm(ChosenForm):
    handling = _handling()
    proposal = _proposal()


class DecideForm(forms.Form):
    agrees = forms.ChoiceField(
        label="Ý kiến",
        choices=[("yes", "Đồng ý với đề xuất"), ("no", "Ý kiến khác")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đồng ý hoặc ý kiến khác."},
    )
    decision = words("Nội dung chỉ đạo", required=False, help_text="Để trống nếu đồng ý và không có gì thêm.", rows=4)
    follows = forms.ChoiceField(
        label="Việc tiếp theo",
        required=False,
        choices=[("", "Theo đề xuất hoặc theo nội dung chỉ đạo"), *Handling.choices],
    )

    def arguments(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        return values | {"agrees": values["agrees"] == "yes"}


class WithdrawForm(forms.Form):
    reason = words("Lý do rút báo cáo", rows=2)
