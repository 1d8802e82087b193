"""Asking for a later date and answering."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, words
from units.widgets import DayInput


class AskExtensionForm(ActForm):
    due_on = forms.DateField(label="Hạn xin gia hạn", widget=DayInput, error_messages={"required": "Chọn hạn mới."})
    reason = words("Lý do")
    explanation = words("Giải trình", help_text="Nhiệm vụ đã quá hạn: vì sao chưa xin gia hạn trước hạn.", rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.task.due_on is None or self.task.due_on >= self.today:
            del self.fields["explanation"]


class OfferExtensionForm(ActForm):
    due_on = forms.DateField(label="Hạn đề nghị", widget=DayInput, error_messages={"required": "Chọn hạn đề nghị."})
    reason = words("Lý do")
