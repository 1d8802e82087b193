"""Entering a petition, giving it to a unit, and its written answer."""

from __future__ import annotations

from datetime import date

from django import forms

from tasks.forms.act_form import result_file, words
from tasks.services.filing import HandedIn
from units.models import Unit
from units.widgets import DayInput, UnitSelect


class PetitionForm(forms.Form):
    sender_unit = forms.ModelChoiceField(
        label="Đơn vị gửi",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        required=False,
        empty_label="Không phải đơn vị trong hệ thống",
    )
    sender_name = forms.CharField(
        label="Người, đơn vị gửi khác", max_length=200, required=False, help_text="Ghi khi người gửi không có ở trên."
    )
    subject = forms.CharField(label="Trích yếu", max_length=500, error_messages={"required": "Ghi trích yếu."})
    content = words("Nội dung kiến nghị, đề xuất")
    received_on = forms.DateField(label="Ngày nhận", widget=DayInput, error_messages={"required": "Chọn ngày nhận."})
    due_on = forms.DateField(label="Hạn trả lời", widget=DayInput, error_messages={"required": "Chọn hạn trả lời."})
    file = result_file("Tệp kiến nghị")

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender_unit"].queryset = Unit.objects.open_on(today)  # type: ignore[attr-defined]
        self.fields["received_on"].initial = today

    def arguments(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        file = values.pop("file")
        return values | {"files": (HandedIn(file.name, file.read()),) if file else ()}


class PetitionAssignForm(forms.Form):
    lead = forms.ModelChoiceField(
        label="Đơn vị giải quyết",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị giải quyết."},
    )
    due_on = forms.DateField(label="Hạn của đơn vị", widget=DayInput, error_messages={"required": "Chọn hạn."})

    def __init__(self, *args: object, organisation: Unit, today: date, latest: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.open_on(today).within(organisation).exclude(pk=organisation.pk)
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        if latest >= today:
            self.fields["due_on"].initial = latest
            self.fields["due_on"].help_text = f"Không sau hạn trả lời: {latest:%d/%m/%Y}."


class PetitionAnswerForm(forms.Form):
    reference = forms.CharField(
        label="Số, ký hiệu văn bản trả lời",
        max_length=80,
        error_messages={"required": "Nhập số, ký hiệu văn bản trả lời."},
    )
    answered_on = forms.DateField(
        label="Ngày văn bản trả lời", widget=DayInput, error_messages={"required": "Chọn ngày văn bản trả lời."}
    )
    answer = words("Tóm tắt nội dung trả lời", rows=2)


class PetitionCloseForm(forms.Form):
    reason = words(
        "Lý do không giải quyết", help_text="Đã rút, trùng, hoặc không thuộc thẩm quyền của cơ quan.", rows=2
    )
