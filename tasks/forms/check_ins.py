"""Reporting on a period of a standing duty, and how often that is done."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, result_file, words
from tasks.forms.rhythm import due_day_field, due_rule_field, fields_of, period_field, rhythm_of
from tasks.models import CheckIn, CheckInPlan
from tasks.services.check_ins import owed_by


class CheckInForm(ActForm):
    period = forms.ModelChoiceField(
        label="Kỳ báo cáo",
        queryset=CheckIn.objects.none(),
        empty_label=None,
        error_messages={"required": "Chọn kỳ báo cáo.", "invalid_choice": "Kỳ này đã được báo cáo. Chọn kỳ khác."},
    )
    note = words("Tình hình thực hiện trong kỳ", help_text="Việc đã làm, kết quả, vướng mắc nếu có.")
    file = result_file("Tệp kèm theo")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        owed = owed_by(self.task)
        self.fields["period"].queryset = CheckIn.objects.filter(pk__in=[row.pk for row in owed])  # type: ignore[attr-defined]
        if owed:
            self.fields["period"].initial = owed[0].pk


class PlanCheckInsForm(ActForm):
    period = period_field("Không yêu cầu báo cáo kỳ", help_text="Áp dụng từ kỳ sau kỳ đang chạy.")
    due_rule = due_rule_field()
    due_day = due_day_field()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        plan = CheckInPlan.objects.filter(task=self.task, is_off=False).first()
        for name, value in fields_of(plan.rhythm if plan else None).items():
            self.fields[name].initial = value

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        return {"version": values["version"], "rhythm": rhythm_of(values)}
