"""Who posts a directive, where and by when."""

from __future__ import annotations

from typing import Any

from django import forms

from tasks.forms.assigning import Places
from units.models import Unit
from units.widgets import DayInput, UnitSelect

SITE = "Cổng thông tin điện tử"


class PostingForm(forms.Form):
    lead = forms.ChoiceField(
        label="Đơn vị đăng tải", widget=UnitSelect, error_messages={"required": "Chọn đơn vị đăng tải."}
    )
    site = forms.CharField(
        label="Đăng tại",
        max_length=200,
        initial=SITE,
        error_messages={"required": "Ghi nơi đăng, ví dụ Cổng thông tin điện tử của cơ quan."},
    )
    due_on = forms.DateField(label="Hạn đăng", required=False, widget=DayInput, help_text="Bỏ trống: không thời hạn.")

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["lead"].choices = [("", "Chọn đơn vị"), *places.unit_choices]  # type: ignore[attr-defined]

    def unit(self) -> Unit:
        return self.places.units[self.cleaned_data["lead"]]
