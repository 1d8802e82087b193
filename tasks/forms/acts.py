"""The form of each act on a task; the table joins act, form and service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from files.services.storage import RESULT_FILES, demand_size
from tasks.kinds import ResultKind
from tasks.models import Task
from tasks.services import competence, extensions, lifecycle, parts, suspension
from tasks.services.parts import able_to_take
from tasks.services.transition import HandedIn
from tasks.statuses import Action
from units.models import Unit, User
from units.widgets import DayInput, UnitSelect


class ActForm(forms.Form):
    """`version` is that of the task when the form was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, task: Task, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.today = task, today
        self.fields["version"].initial = task.version

    def arguments(self) -> dict[str, object]:
        """What the service is called with."""
        values = dict(self.cleaned_data)
        if "file" in values:
            file = values.pop("file")
            values["files"] = (HandedIn(file.name, file.read()),) if file else ()
        return values

    def take_refusal(self, refusal: ValidationError) -> None:
        """Put the service's sentences beside their fields; a browser never sends a chosen file twice, so say so."""
        if hasattr(refusal, "error_dict"):
            for field, errors in refusal.error_dict.items():
                self.add_error(field if field in self.fields else None, errors)
        else:
            self.add_error(None, refusal)
        self.remind_of_file()

    def remind_of_file(self) -> None:
        file = self.files.get(self.add_prefix("file")) if "file" in self.fields else None
        if file and "file" not in self.errors:
            self.add_error("file", f"Chọn lại tệp “{file.name}”: trình duyệt không giữ tệp khi biểu mẫu được trả về.")

    def redrawn(self, version: int) -> ActForm:
        """What was typed, on the newest version of the task, so that it can be sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        return type(self)(data, task=self.task, today=self.today, prefix=self.prefix, auto_id=self.auto_id)


def _words(label: str, *, required: bool = True, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"Nhập {label[0].lower()}{label[1:]}."},
    )


class ResultFileField(forms.FileField):
    """A file too large to be taken is never read into memory."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            demand_size(file.size, file.name)
        return file


def _file(label: str) -> forms.FileField:
    return ResultFileField(label=label, required=False, help_text=RESULT_FILES.sentence)


class NoteForm(ActForm):
    note = _words("Ghi chú", required=False, rows=2)


class ReportForm(ActForm):
    note = _words("Tình hình thực hiện", help_text="Việc đã làm, việc còn lại, vướng mắc nếu có.")
    file = _file("Tệp kèm theo")


class SubmitForm(ActForm):
    reference = forms.CharField(label="Số, ký hiệu văn bản kết quả", max_length=80, required=False)
    issued_on = forms.DateField(label="Ngày văn bản", required=False, widget=DayInput)
    file = _file("Tệp văn bản kết quả")
    summary = _words("Tóm tắt kết quả")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.task.result_kind in (ResultKind.DOCUMENT, ResultKind.NEW_REGULATION):
            for name in ("reference", "file"):
                self.fields[name].required = True
            self.fields["reference"].error_messages["required"] = "Nhập số, ký hiệu văn bản kết quả (45/BC-TCCB)."
            self.fields["file"].error_messages["required"] = "Chọn tệp văn bản kết quả."
        if open_now := len(parts.open_parts(self.task)):
            self.fields["open_parts_reason"] = _words(
                "Lý do báo cáo khi phần việc còn mở", help_text=f"Còn {open_now} phần việc chưa xong.", rows=2
            )


class GivePartForm(ActForm):
    title = _words("Nội dung phần việc")
    receiver = forms.ChoiceField(
        label="Giao cho", widget=UnitSelect, error_messages={"required": "Chọn đơn vị hoặc người nhận phần việc."}
    )
    due_on = forms.DateField(label="Hạn", required=False, widget=DayInput)
    result_kind = forms.ChoiceField(label="Kết quả yêu cầu", choices=ResultKind.choices, initial=ResultKind.NONE)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        lead = self.task.lead
        units = Unit.objects.open_on(self.today).within(lead).exclude(pk=lead.pk)
        posts = able_to_take(lead, self.today).select_related("user").order_by("user__full_name")
        people = {post.user_id: f"{post.user} ({post.title})" for post in posts}
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn đơn vị hoặc người"),
            ("Đơn vị trực thuộc", [(f"unit-{unit.pk}", unit.name) for unit in units]),
            ("Người của đơn vị", [(f"person-{pk}", name) for pk, name in people.items()]),
        ]
        if self.task.due_on:
            self.fields["due_on"].required = True
            self.fields["due_on"].help_text = f"Không sau hạn của nhiệm vụ: {self.task.due_on:%d/%m/%Y}."
            self.fields["due_on"].error_messages["required"] = "Nhập hạn của phần việc."

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        kind, _, key = str(values.pop("receiver")).partition("-")
        if kind == "unit":
            return values | {"unit": Unit.objects.get(pk=key)}
        return values | {"officer": User.objects.get(pk=key)}


class AskExtensionForm(ActForm):
    due_on = forms.DateField(label="Hạn xin gia hạn", widget=DayInput, error_messages={"required": "Chọn hạn mới."})
    reason = _words("Lý do")
    explanation = _words("Giải trình", help_text="Nhiệm vụ đã quá hạn: vì sao chưa xin gia hạn trước hạn.", rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.task.due_on is None or self.task.due_on >= self.today:
            del self.fields["explanation"]


class OfferExtensionForm(ActForm):
    due_on = forms.DateField(label="Hạn đề nghị", widget=DayInput, error_messages={"required": "Chọn hạn đề nghị."})
    reason = _words("Lý do")


class SendBackForm(ActForm):
    reason = _words("Nội dung cần làm tiếp")


class ReasonForm(ActForm):
    reason = _words("Lý do")


class SuspendForm(ActForm):
    decision = _words("Văn bản, ý kiến quyết định tạm dừng", rows=2)


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
    note = _words("Ghi chú", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.task.assigning_organisation
        units = (
            Unit.objects.open_on(self.today).within(organisation).exclude(pk__in=[organisation.pk, self.task.lead_id])
        )
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Act:
    """How an act is offered: its form, its service, what it answers when done.  A rare one is never the main one."""

    form: type[ActForm]
    service: Callable[..., Task]
    icon: str
    done: str
    is_rare: bool = False
    is_grave: bool = False


ACTS: dict[Action, Act] = {
    Action.ACCEPT: Act(NoteForm, lifecycle.accept, "check", "Đã tiếp nhận nhiệm vụ."),
    Action.REPORT: Act(ReportForm, lifecycle.report_progress, "message", "Đã ghi nhận báo cáo tiến độ."),
    Action.SUBMIT: Act(
        SubmitForm, lifecycle.submit, "send", "Đã gửi báo cáo hoàn thành. Cơ quan, đơn vị giao việc sẽ xác nhận."
    ),
    Action.CONFIRM: Act(NoteForm, lifecycle.confirm, "circle-check", "Đã xác nhận hoàn thành."),
    Action.SEND_BACK: Act(SendBackForm, lifecycle.send_back, "arrow-back-up", "Đã trả lại để đơn vị làm tiếp."),
    Action.GIVE_PART: Act(GivePartForm, parts.give_part, "corner-down-right", "Đã giao phần việc.", is_rare=True),
    Action.ASK_EXTENSION: Act(
        AskExtensionForm,
        extensions.ask_extension,
        "calendar-due",
        "Đã gửi đề nghị gia hạn. Hạn chỉ thay đổi khi cơ quan, đơn vị giao việc đồng ý.",
        is_rare=True,
    ),
    Action.TAKE_OFFER: Act(NoteForm, extensions.take_offer, "calendar-check", "Đã nhận hạn được đề nghị."),
    Action.DECLINE_OFFER: Act(
        ReasonForm, extensions.decline_offer, "calendar-x", "Đã trả lời. Hạn đang áp dụng giữ nguyên."
    ),
    Action.WITHDRAW_EXTENSION: Act(
        NoteForm, extensions.withdraw_extension, "arrow-back-up", "Đã rút đề nghị gia hạn.", is_rare=True
    ),
    Action.GRANT_EXTENSION: Act(NoteForm, extensions.grant_extension, "calendar-check", "Đã gia hạn nhiệm vụ."),
    Action.OFFER_EXTENSION: Act(
        OfferExtensionForm, extensions.offer_extension, "calendar", "Đã đề nghị hạn khác. Chờ đơn vị trả lời."
    ),
    Action.REFUSE_EXTENSION: Act(
        ReasonForm, extensions.refuse_extension, "calendar-x", "Đã trả lời không đồng ý gia hạn."
    ),
    Action.RETURN: Act(
        ReasonForm,
        competence.return_for_transfer,
        "arrow-back-up",
        "Đã trả lại. Lãnh đạo sẽ xem xét điều chuyển.",
        is_rare=True,
    ),
    Action.TRANSFER: Act(TransferForm, competence.transfer, "arrows-exchange", "Đã chuyển đơn vị chủ trì."),
    Action.INSIST: Act(ReasonForm, competence.insist, "corner-down-right", "Đã giữ nguyên đơn vị chủ trì."),
    Action.SUSPEND: Act(SuspendForm, suspension.suspend, "player-pause", "Đã tạm dừng nhiệm vụ.", is_rare=True),
    Action.RESUME: Act(NoteForm, suspension.resume, "refresh", "Nhiệm vụ được tiếp tục thực hiện."),
    Action.CANCEL: Act(ReasonForm, lifecycle.cancel, "ban", "Đã hủy nhiệm vụ.", is_rare=True, is_grave=True),
    Action.REOPEN: Act(ReasonForm, lifecycle.reopen, "refresh", "Đã mở lại nhiệm vụ.", is_rare=True),
}
