"""Another unit takes the lead."""

from __future__ import annotations

from datetime import date

from django import forms

from tasks.forms.act_form import ActForm, words
from tasks.kinds import TransferTime
from units.models import Unit
from units.widgets import DayInput, UnitSelect


class TransferForm(ActForm):
    """How the time goes on is asked, never understood by silence."""

    lead = forms.ModelChoiceField(
        label="Đơn vị chủ trì mới",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị chủ trì mới."},
    )
    time = forms.ChoiceField(
        label="Thời hạn của đơn vị nhận",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn tính hạn mới hay giữ hạn còn lại."},
    )
    due_on = forms.DateField(label="Hạn mới", required=False, widget=DayInput, help_text="Chỉ nhập khi tính hạn mới.")
    note = words("Ghi chú", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.task.assigning_organisation
        units = (
            Unit.objects.open_on(self.today).within(organisation).exclude(pk__in=[organisation.pk, self.task.lead_id])
        )
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        fresh, remaining = TransferTime.FRESH, TransferTime.REMAINING
        self.fields["time"].choices = [  # type: ignore[attr-defined]
            (fresh.value, fresh.label),
            (remaining.value, f"{remaining.label}: {_what_remains(self.task.due_on, self.today)}"),
        ]


def _what_remains(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "không thời hạn"
    days = (due_on - today).days
    left = f"còn {days} ngày" if days > 0 else "đến hạn hôm nay" if days == 0 else f"đã quá hạn {-days} ngày"
    return f"{due_on:%d/%m/%Y}, {left}"
