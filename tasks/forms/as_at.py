"""Which past day of a task is asked for."""

from __future__ import annotations

from datetime import date

from django import forms

from units.widgets import DayInput


class AsAtForm(forms.Form):
    """A past day or today; the address may hold it as 2026-03-01 too."""

    as_at = forms.DateField(
        label="Xem như tại ngày",
        widget=DayInput,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"required": "Nhập ngày cần xem.", "invalid": "Nhập ngày dạng ngày/tháng/năm (05/08/2026)."},
    )

    def __init__(self, *args: object, latest: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_as_at(self) -> date:
        day = self.cleaned_data["as_at"]
        if day > self.latest:
            raise forms.ValidationError(f"Ngày {day:%d/%m/%Y} ở sau hôm nay. Chọn hôm nay hoặc một ngày trước đó.")
        return day
