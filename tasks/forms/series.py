"""Changing a recurring duty: when it is due, who owes it, that it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.forms.act_form import words
from tasks.forms.rhythm import due_day_field, due_rule_field
from tasks.models import SeriesUnit, TaskSeries
from tasks.rhythm import Ahead, DueRule
from units.models import Unit
from units.widgets import DayInput, UnitSelect


class SeriesForm(forms.Form):
    """`version` is that of the series when the form was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, series: TaskSeries, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.series, self.today = series, today
        self.fields["version"].initial = series.version

    def arguments(self) -> dict[str, Any]:
        """What the service is called with."""
        return dict(self.cleaned_data)

    def take_refusal(self, refusal: ValidationError) -> None:
        """Put the service's sentences beside their fields."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for field, errors in refusal.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)

    def redrawn(self, version: int) -> SeriesForm:
        """What was typed, on the newest version, so that it can be sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, series=self.series, today=self.today, auto_id=self.auto_id)


class ChangeDueForm(SeriesForm):
    due_rule = due_rule_field()
    due_day = due_day_field()
    ahead_days = forms.IntegerField(
        label="Giao trước (số ngày)", min_value=0, max_value=90, error_messages={"required": "Nhập số ngày giao trước."}
    )
    ahead = forms.ChoiceField(label="Tính từ", choices=[(each.value, each.label.capitalize()) for each in Ahead])
    ends_on = forms.DateField(
        label="Đến ngày",
        required=False,
        widget=DayInput,
        help_text="Không giao kỳ bắt đầu sau ngày này. Để trống: không xác định.",
    )
    note = words("Ghi chú", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("due_rule", "due_day", "ahead_days", "ahead", "ends_on"):
            self.fields[name].initial = getattr(self.series, name)
        for name in ("due_rule", "due_day"):
            self.fields[name].required = True
        self.fields["due_day"].error_messages["required"] = "Nhập số ngày sau khi hết kỳ, hoặc ngày."

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        return values | {"due_rule": DueRule(values["due_rule"]), "ahead": Ahead(values["ahead"])}


class MoveUnitForm(SeriesForm):
    part = forms.ModelChoiceField(
        label="Đơn vị chuyển đi",
        queryset=SeriesUnit.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Chọn đơn vị chuyển đi.",
            "invalid_choice": "Đơn vị này đã chuyển. Tải lại trang rồi chọn lại.",
        },
    )
    unit = forms.ModelChoiceField(
        label="Đơn vị nhận",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị nhận."},
    )
    reason = words("Lý do", rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        parts = self.series.units.filter(moved_on__isnull=True).select_related("unit")
        field = self.fields["part"]
        field.queryset = parts  # type: ignore[attr-defined]
        field.label_from_instance = lambda part: f"{part.unit} ({part.get_part_display()})"  # type: ignore[attr-defined]
        organisation = self.series.organisation
        units = Unit.objects.open_on(self.today).within(organisation).exclude(pk=organisation.pk)
        self.fields["unit"].queryset = units.exclude(  # type: ignore[attr-defined]
            series_parts__in=parts.order_by().values("pk")
        )


class EndForm(SeriesForm):
    reason = words("Lý do kết thúc")
