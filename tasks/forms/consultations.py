"""Asking units for their opinion, answering, and what the lead does with the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.forms.act_form import ActForm, result_file, result_files, words
from tasks.models import Consultation, ConsultationFile, Opinion, OpinionDraft, Settlement
from tasks.opinions import OpinionState, Position
from tasks.services.consultations import Concerned, units_to_ask
from tasks.services.filing import HandedIn
from tasks.services.opinions import NO_POSITION, NO_REASONS
from units.models import Unit
from units.widgets import DayInput, UnitSelect

FIRST_ROWS = 3
MOST_ROWS = 40


class AskForm(ActForm):
    """A question to as many units as there are rows; a row that is left blank asks nobody.

    `short_because` and `beyond_because` are drawn only once the service has warned.
    """

    error_title = "Xem lại trước khi gửi:"

    question = words("Nội dung xin ý kiến", help_text="Nêu rõ vấn đề, phương án đề xuất và điểm cần đơn vị cho ý kiến.")
    due_on = forms.DateField(
        label="Hạn trả lời",
        widget=DayInput,
        help_text="Hết ngày này, đơn vị không trả lời được coi như đồng ý.",
        error_messages={"required": "Chọn hạn trả lời."},
    )
    file = result_files("Tài liệu gửi kèm")
    short_because = words("Thời hạn ngắn vì", required=False, rows=2)
    beyond_because = words("Trả lời sau hạn nhiệm vụ vì", required=False, rows=2)

    def __init__(self, *args: object, rows: int = FIRST_ROWS, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.rows = max(1, min(rows, MOST_ROWS))
        units = units_to_ask(self.task, on=self.today)
        choices = [("", "Chọn đơn vị"), *((str(unit.pk), unit.name) for unit in units)]
        for number in range(self.rows):
            self.fields[f"unit_{number}"] = forms.ChoiceField(
                label=f"Đơn vị {number + 1}", choices=choices, required=False, widget=UnitSelect
            )
            self.fields[f"concern_{number}"] = words("Vì sao liên quan", required=False, rows=2)
        self._units = {str(unit.pk): unit for unit in units}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """(unit, reason) as fields to draw."""
        return [(self[f"unit_{number}"], self[f"concern_{number}"]) for number in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for number in range(self.rows):
            if values.get(f"concern_{number}") and not values.get(f"unit_{number}"):
                self.add_error(f"unit_{number}", "Chọn đơn vị cho lý do đã ghi, hoặc xóa lý do.")
        return values

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        concerned = []
        for number in range(self.rows):
            chosen, concern = values.pop(f"unit_{number}"), str(values.pop(f"concern_{number}"))
            if unit := self._units.get(str(chosen)):
                concerned.append(Concerned(unit, concern))
        return values | {"concerned": concerned}

    def take_refusal(self, refusal: ValidationError) -> None:
        """Sentences about a unit stand beside its reason."""
        if hasattr(refusal, "error_dict"):
            moved = {self._place(at): errors for at, errors in refusal.error_dict.items()}
            refusal = ValidationError(moved)
        super().take_refusal(refusal)

    def _place(self, at: str) -> str:
        kind, _, unit = at.partition("-")
        if kind == "concerned":
            return "unit_0"
        rows = [number for number in range(self.rows) if self.cleaned_data.get(f"unit_{number}") == unit]
        return f"concern_{rows[-1]}" if kind == "concern" and rows else at

    def redrawn(self, version: int) -> AskForm:
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(version)
        return AskForm(data, task=self.task, user=self.user, today=self.today, rows=self.rows)


class OpinionForm(forms.Form):
    """A position with its reasons; a draft (`is_draft`) may lack either."""

    error_title = "Chưa gửi được ý kiến. Xem lại các mục sau:"

    draft_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    position = forms.ChoiceField(
        label="Quan điểm của đơn vị",
        choices=Position.choices,
        widget=forms.RadioSelect,
        error_messages={"required": NO_POSITION},
    )
    reasons = words("Lý do, căn cứ", help_text="Với mọi quan điểm; một câu cũng được.")
    conditions = words(
        "Điều kiện", required=False, rows=2, help_text="Chỉ khi đồng ý có điều kiện: phải sửa, bổ sung gì."
    )
    file = result_files("Văn bản trả lời, tài liệu kèm theo")
    dropped = forms.ModelMultipleChoiceField(
        label="Bỏ tệp đã đính kèm dự thảo",
        queryset=ConsultationFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        opinion: Opinion,
        draft: OpinionDraft | None,
        is_draft: bool = False,
    ) -> None:
        kept = {"position": draft.position, "reasons": draft.reasons, "conditions": draft.conditions} if draft else {}
        super().__init__(data, files, initial=kept | {"draft_version": draft.version if draft else 0})
        self.fields["reasons"].error_messages["required"] = NO_REASONS
        if is_draft:
            self.fields["position"].required = self.fields["reasons"].required = False
        attached = opinion.files.all()
        self.fields["dropped"].queryset = attached  # type: ignore[attr-defined]
        if not attached:
            del self.fields["dropped"]

    def arguments(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        files = [HandedIn(file.name, file.read()) for file in values.pop("file") or []]
        return values | {"files": files, "dropped": list(values.get("dropped") or [])}

    def take_refusal(self, refusal: ValidationError) -> None:
        if hasattr(refusal, "error_dict"):
            for field, errors in refusal.error_dict.items():
                self.add_error(field if field in self.fields else None, errors)
        else:
            self.add_error(None, refusal)
        self.remind_of_file()

    def remind_of_file(self) -> None:
        chosen = self.files.getlist("file") if hasattr(self.files, "getlist") else []
        if chosen and "file" not in self.errors:
            names = ", ".join(f"“{file.name}”" for file in chosen)
            self.add_error("file", f"Chọn lại tệp {names}: trình duyệt không giữ tệp khi biểu mẫu được trả về.")


class LeadForm(ActForm):
    """What the lead does with a consultation."""

    def __init__(self, *args: object, consultation: Consultation, **kwargs: object) -> None:
        super().__init__(*args, task=consultation.task, **kwargs)
        self.consultation = consultation

    def redrawn(self, version: int) -> LeadForm:
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(version)
        return type(self)(data, consultation=self.consultation, user=self.user, today=self.today, auto_id=self.auto_id)

    def states(self, *wanted: OpinionState) -> list[Opinion]:
        return [one for one in self.consultation.opinions.all() if one.state_on(self.today) in wanted]


class SettleForm(LeadForm):
    opinions = forms.MultipleChoiceField(
        label="Thống nhất với",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn đơn vị đã thống nhất."},
    )
    form = forms.ChoiceField(
        label="Hình thức",
        choices=Settlement.Form.choices,
        widget=forms.RadioSelect,
        initial=Settlement.Form.MEETING,
        error_messages={"required": "Chọn hình thức họp hoặc trao đổi."},
    )
    held_on = forms.DateField(
        label="Ngày họp, trao đổi", widget=DayInput, error_messages={"required": "Nhập ngày họp, trao đổi."}
    )
    agreed = words("Nội dung đã thống nhất")
    file = result_file("Biên bản, văn bản trao đổi")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        open_ones = self.states(OpinionState.UNSETTLED)
        field = self.fields["opinions"]
        field.choices = [(str(one.pk), one.unit.name) for one in open_ones]  # type: ignore[attr-defined]
        field.initial = [str(one.pk) for one in open_ones]

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        chosen: Sequence[str] = values["opinions"]  # type: ignore[assignment]
        return values | {"opinions": [one for one in self.consultation.opinions.all() if str(one.pk) in chosen]}


class ExtendForm(LeadForm):
    due_on = forms.DateField(label="Hạn trả lời mới", widget=DayInput, error_messages={"required": "Chọn hạn mới."})
    reason = words("Lý do", rows=2)


class WithdrawForm(LeadForm):
    units = forms.MultipleChoiceField(
        label="Đơn vị không cần hỏi nữa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn đơn vị nào: rút với mọi đơn vị chưa trả lời.",
    )
    reason = words("Lý do", rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: Mapping[str, Unit] = {str(one.unit_id): one.unit for one in self.states(OpinionState.WAITING)}
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (key, unit.name) for key, unit in self._waiting.items()
        ]

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        chosen: Sequence[str] = values["units"]  # type: ignore[assignment]
        return values | {"units": [self._waiting[key] for key in chosen]}
