"""The days that the conduct of units is looked at."""

from __future__ import annotations

from django import forms

from units.widgets import DayInput

FIRST_YEAR, LAST_YEAR = 2000, 2099


class SpanForm(forms.Form):
    """Both days stand in the address, as "from" and "to"."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("from", "Từ ngày"), ("to", "Đến ngày")):
            self.fields[name] = forms.DateField(
                label=label, widget=DayInput, error_messages={"required": "Chọn ngày.", "invalid": "Nhập ngày có thật."}
            )

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        for name in ("from", "to"):
            if name in values and not FIRST_YEAR <= values[name].year <= LAST_YEAR:
                self.add_error(name, f"Chọn ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}.")
        if not self.errors and values["from"] > values["to"]:
            self.add_error("to", "Ngày cuối ở trước ngày đầu. Đổi một trong hai ngày.")
        return values
