"""Planning an inspection, what it finds, and how it ends."""

from __future__ import annotations

from datetime import date

from django import forms

from tasks.forms.act_form import words
from tasks.models import Inspection
from units.models import Unit
from units.widgets import DayInput, UnitSelect, UnitSelectMultiple


class InspectionForm(forms.Form):
    kind = forms.ChoiceField(
        label="Hình thức",
        choices=Inspection.Kind.choices,
        widget=forms.RadioSelect,
        help_text="Kiểm tra đột xuất: đơn vị chỉ thấy khi đoàn bắt đầu kiểm tra.",
        error_messages={"required": "Chọn hình thức kiểm tra."},
    )
    subject = forms.CharField(
        label="Nội dung kiểm tra", max_length=500, error_messages={"required": "Ghi nội dung kiểm tra."}
    )
    units = forms.ModelMultipleChoiceField(
        label="Đơn vị được kiểm tra",
        queryset=Unit.objects.none(),
        widget=UnitSelectMultiple,
        error_messages={"required": "Chọn đơn vị được kiểm tra."},
    )
    decision = forms.CharField(
        label="Quyết định, kế hoạch kiểm tra",
        max_length=300,
        help_text="Số, ký hiệu, ngày của văn bản, hoặc ý kiến chỉ đạo.",
        error_messages={"required": "Ghi quyết định hoặc kế hoạch kiểm tra."},
    )
    planned_on = forms.DateField(
        label="Ngày dự kiến", widget=DayInput, error_messages={"required": "Chọn ngày dự kiến."}
    )
    team = words("Đoàn kiểm tra", required=False, rows=2)

    def __init__(self, *args: object, organisation: Unit, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.open_on(today).within(organisation).exclude(pk=organisation.pk)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị."},
    )
    content = words("Tồn tại, hạn chế")

    def __init__(self, *args: object, inspection: Inspection, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=inspection.inspected.values("unit"))
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk


class ConclusionForm(forms.Form):
    conclusion = words("Kết luận kiểm tra")


class CancellationForm(forms.Form):
    reason = words("Lý do hủy", rows=2)


class FindingDueForm(forms.Form):
    due_on = forms.DateField(label="Hạn khắc phục", widget=DayInput, error_messages={"required": "Chọn hạn."})
