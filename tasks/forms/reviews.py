"""Taking the list of a review, and the outcome for one task of it."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import words
from tasks.kinds import Outcome
from tasks.services.reviews import LEAST_DAYS
from units.widgets import DayInput

MOST_DAYS = 3650


class LeastDaysForm(forms.Form):
    """Which work counts as long delayed."""

    days = forms.IntegerField(
        label="Quá hạn từ (ngày)",
        min_value=1,
        max_value=MOST_DAYS,
        initial=LEAST_DAYS,
        error_messages={
            "required": "Nhập số ngày quá hạn.",
            "invalid": "Nhập số ngày bằng chữ số.",
            "min_value": "Số ngày từ 1 trở lên.",
            "max_value": "Số ngày quá lớn.",
        },
    )


class ConcludeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="Kết luận",
        choices=[("", "Chọn kết luận"), *Outcome.choices],
        error_messages={"required": "Chọn kết luận."},
    )
    promised_on = forms.DateField(
        label="Cam kết hoàn thành ngày", required=False, widget=DayInput, help_text="Khi tiếp tục thực hiện."
    )
    note = words("Ghi chú", required=False, help_text="Lý do, ý kiến của đơn vị.", rows=2)
