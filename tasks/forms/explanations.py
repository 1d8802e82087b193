"""Asking why, answering, and guidance."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, result_file, words
from units.widgets import DayInput


class AskExplanationForm(ActForm):
    question = words("Nội dung cần giải trình", help_text="Ví dụ: nguyên nhân chậm, trách nhiệm, biện pháp khắc phục.")
    due_on = forms.DateField(
        label="Hạn giải trình", widget=DayInput, error_messages={"required": "Chọn hạn giải trình."}
    )


class GiveExplanationForm(ActForm):
    answer = words("Nội dung giải trình", help_text="Nguyên nhân, trách nhiệm, biện pháp khắc phục.", rows=5)
    file = result_file("Văn bản giải trình")


class GuideForm(ActForm):
    note = words("Nội dung hướng dẫn", rows=4)
