"""Handing in a result: only what the kinds of duty and result ask for."""

from __future__ import annotations

from dataclasses import fields

from django import forms

from tasks.evidence import REGULATION_TYPES, needs_dissemination, needs_document, needs_publication, needs_regulation
from tasks.forms.act_form import ActForm, result_file, words
from tasks.kinds import DisseminationForm, RegulationChange
from tasks.services import consultations, parts
from tasks.services.evidence import Held, Regulation
from units.widgets import DayInput

MOST_PEOPLE = 1_000_000
_DOCUMENT = ("reference", "issued_on")
_REGULATION = ("document_type", "change", "affected")
_HELD = ("held_on", "held_as", "attended", "expected", "proof")


def _people(label: str, required: str) -> forms.IntegerField:
    asked = {"required": required, "invalid": "Nhập số nguyên.", "min_value": "Nhập từ 1 trở lên."}
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PEOPLE, error_messages=asked)


class SubmitForm(ActForm):
    document_type = forms.ChoiceField(
        label="Loại văn bản được ban hành",
        choices=[("", "Chọn loại văn bản"), *((each.value, each.label) for each in REGULATION_TYPES)],
        error_messages={"required": "Chọn loại của văn bản quy định được ban hành."},
    )
    reference = forms.CharField(
        label="Số, ký hiệu văn bản kết quả",
        max_length=300,
        error_messages={"required": "Nhập số, ký hiệu văn bản kết quả (45/BC-TCCB)."},
    )
    issued_on = forms.DateField(
        label="Ngày văn bản", widget=DayInput, error_messages={"required": "Nhập ngày của văn bản kết quả."}
    )
    change = forms.ChoiceField(
        label="Việc ban hành",
        choices=RegulationChange.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn ban hành mới, sửa đổi, bổ sung hay thay thế."},
    )
    affected = forms.CharField(
        label="Văn bản được sửa đổi, bổ sung, thay thế",
        required=False,
        max_length=500,
        help_text="Số, ký hiệu, ngày và tên văn bản. Bỏ trống khi ban hành mới.",
    )
    held_on = forms.DateField(
        label="Ngày tổ chức quán triệt", widget=DayInput, error_messages={"required": "Nhập ngày tổ chức quán triệt."}
    )
    held_as = forms.ChoiceField(
        label="Hình thức",
        choices=[("", "Chọn hình thức"), *DisseminationForm.choices],
        error_messages={"required": "Chọn hình thức quán triệt."},
    )
    attended = _people("Số người được quán triệt", "Nhập số người đã được quán triệt.")
    expected = _people("Tổng số người phải quán triệt", "Nhập tổng số người phải được quán triệt.")
    proof = forms.CharField(
        label="Minh chứng, nếu không gửi tệp",
        required=False,
        max_length=500,
        help_text="Đường dẫn, hoặc nơi lưu biên bản, danh sách ký nhận.",
    )
    file = result_file("Tệp kèm theo")
    summary = words("Tóm tắt kết quả")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        duty, result = self.task.duty_kind, self.task.result_kind
        file = self.fields["file"]
        for needed, names in (
            (needs_document(result) or needs_publication(result), _DOCUMENT),
            (needs_regulation(result), _REGULATION),
            (needs_dissemination(duty, result), _HELD),
        ):
            for name in () if needed else names:
                del self.fields[name]
        if needs_document(result):
            file.label, file.required = "Tệp văn bản kết quả", True
            file.error_messages["required"] = "Chọn tệp văn bản kết quả."
        elif needs_dissemination(duty, result):
            file.label = "Tệp minh chứng"
        if needs_publication(result):
            self._ask_where_posted()
        if unsettled := consultations.why_not_settled(self.task):
            self.fields["summary"].help_text = unsettled
        if open_now := len(parts.needed_parts(self.task)):
            self.fields["open_parts_reason"] = words(
                "Lý do báo cáo khi phần việc còn mở", help_text=f"Còn {open_now} phần việc chưa xong.", rows=2
            )

    def _ask_where_posted(self) -> None:
        reference, issued_on = self.fields["reference"], self.fields["issued_on"]
        reference.label, issued_on.label = "Đường dẫn bài đăng", "Ngày đăng"
        reference.error_messages["required"] = "Nhập đường dẫn của bài đã đăng."
        issued_on.error_messages["required"] = "Nhập ngày đăng."
        self.fields["file"].label = "Ảnh chụp hoặc tệp kèm theo"

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        for name, kind in (("regulation", Regulation), ("held", Held)):
            given = {each.name: values.pop(each.name) for each in fields(kind) if each.name in values}
            if given:
                values[name] = kind(**given)
        return values
