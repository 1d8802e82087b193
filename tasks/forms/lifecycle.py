"""From the report to the result, and what decides where the work goes on."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, result_file, words
from tasks.kinds import ResultKind
from tasks.services import consultations, parts
from units.models import Unit
from units.widgets import DayInput, UnitSelect


class ReportForm(ActForm):
    note = words("Tình hình thực hiện", help_text="Việc đã làm, việc còn lại, vướng mắc nếu có.")
    file = result_file("Tệp kèm theo")


class SubmitForm(ActForm):
    reference = forms.CharField(label="Số, ký hiệu văn bản kết quả", max_length=80, required=False)
    issued_on = forms.DateField(label="Ngày văn bản", required=False, widget=DayInput)
    file = result_file("Tệp văn bản kết quả")
    summary = words("Tóm tắt kết quả")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.task.result_kind in (ResultKind.DOCUMENT, ResultKind.NEW_REGULATION):
            for name in ("reference", "file"):
                self.fields[name].required = True
            self.fields["reference"].error_messages["required"] = "Nhập số, ký hiệu văn bản kết quả (45/BC-TCCB)."
            self.fields["file"].error_messages["required"] = "Chọn tệp văn bản kết quả."
        if open_now := len(parts.open_parts(self.task)):
            self.fields["open_parts_reason"] = words(
                "Lý do báo cáo khi phần việc còn mở", help_text=f"Còn {open_now} phần việc chưa xong.", rows=2
            )
        if unsettled := consultations.why_not_settled(self.task):
            self.fields["summary"].help_text = unsettled


class SendBackForm(ActForm):
    reason = words("Nội dung cần làm tiếp")


class SuspendForm(ActForm):
    decision = words("Văn bản, ý kiến quyết định tạm dừng", rows=2)


class TransferForm(ActForm):
    lead = forms.ModelChoiceField(
        label="Đơn vị chủ trì mới",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị chủ trì mới."},
    )
    due_on = forms.DateField(
        label="Hạn mới", required=False, widget=DayInput, help_text="Để trống: giữ nguyên hạn đang áp dụng."
    )
    note = words("Ghi chú", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.task.assigning_organisation
        units = (
            Unit.objects.open_on(self.today).within(organisation).exclude(pk__in=[organisation.pk, self.task.lead_id])
        )
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
