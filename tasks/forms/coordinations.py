"""What is asked of coordinating units and what they report."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks.forms.act_form import ActForm, result_file, words
from tasks.models import Task
from tasks.services.parts import overdue_words
from tasks.silence import Duty
from tasks.statuses import Action
from units.models import Unit
from units.widgets import DayInput, UnitSelect


def within_help(task: Task, today: date) -> str | SafeString:
    """What limits a date within the task; of an overdue one, where a later date is asked for."""
    if sentence := overdue_words(task, today):
        address = f"{reverse('tasks:detail', args=[task.pk])}?act={Action.ASK_EXTENSION}"
        return format_html('{} <a href="{}">{}</a>', sentence, address, Action.ASK_EXTENSION.label)
    return f"Không sau hạn của nhiệm vụ: {task.due_on:%d/%m/%Y}." if task.due_on else ""


class AddCoordinationForm(ActForm):
    unit = forms.ModelChoiceField(
        label="Đơn vị phối hợp",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị phối hợp."},
    )
    due_on = forms.DateField(label="Hạn phối hợp", required=False, widget=DayInput)
    reason = words("Lý do thêm", rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        giver = self.task.assigning_organisation
        named = [self.task.lead_id, giver.pk, *(one.unit_id for one in self.task.coordinations.all())]
        self.fields["unit"].queryset = (  # type: ignore[attr-defined]
            Unit.objects.open_on(self.today).within(giver).exclude(pk__in=named)
        )
        within = within_help(self.task, self.today)
        self.fields["due_on"].help_text = (
            within if overdue_words(self.task, self.today) else f"{within} Để trống: theo hạn của nhiệm vụ.".strip()
        )


class _OfUnit(ActForm):
    """About one of the units that coordinate; the only one is chosen."""

    duties: tuple[Duty, ...] = ()
    unit = forms.ModelChoiceField(
        label="Đơn vị phối hợp",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={
            "required": "Chọn đơn vị phối hợp.",
            "invalid_choice": "Đơn vị này không còn ở bước cần yêu cầu. Tải lại trang để xem diễn biến mới nhất.",
        },
    )
    due_on = forms.DateField(
        label="Hạn phối hợp", widget=DayInput, error_messages={"required": "Nhập hạn đơn vị phải báo cáo."}
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        units = self._units()
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        known = [one for one in self.task.coordinations.all() if one.is_current and one.status in self.duties]
        if len(known) == 1:
            self.fields["unit"].initial = known[0].unit_id
        self.fields["due_on"].help_text = within_help(self.task, self.today)

    def _units(self) -> QuerySet[Unit]:
        asked = self.task.coordinations.current().filter(status__in=self.duties)
        return Unit.objects.filter(pk__in=asked.values("unit"))


class AskCoordinationForm(_OfUnit):
    duties = (Duty.OPEN, Duty.CLOSED)
    content = words("Nội dung cần phối hợp", help_text="Việc cần làm, số liệu hoặc ý kiến cần gửi.")
    field_order = ["version", "unit", "content", "due_on"]


class AskMoreForm(_OfUnit):
    duties = (Duty.DONE,)
    reason = words("Nội dung cần bổ sung", help_text="Điểm chưa đạt của báo cáo đã nhận.")
    field_order = ["version", "unit", "reason", "due_on"]


class ReportCoordinationForm(ActForm):
    note = words("Kết quả phối hợp")
    file = result_file("Tệp kèm theo")


class ProgressCoordinationForm(ActForm):
    note = words("Tình hình phối hợp", help_text="Việc đã làm, việc còn lại, vướng mắc nếu có.")
    file = result_file("Tệp kèm theo")
