"""Giving a part of the work to a unit below or to a person."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, words
from tasks.forms.coordinations import within_help
from tasks.kinds import ResultKind
from tasks.services.parts import able_to_take
from units.models import Unit, User
from units.widgets import DayInput, UnitSelect


class GivePartForm(ActForm):
    title = words("Nội dung phần việc")
    receiver = forms.ChoiceField(
        label="Giao cho", widget=UnitSelect, error_messages={"required": "Chọn đơn vị hoặc người nhận phần việc."}
    )
    due_on = forms.DateField(label="Hạn", required=False, widget=DayInput)
    result_kind = forms.ChoiceField(label="Kết quả yêu cầu", choices=ResultKind.choices, initial=ResultKind.NONE)
    is_needed = forms.BooleanField(
        label="Nhiệm vụ chung cần phần việc này",
        required=False,
        initial=True,
        help_text="Khi phần việc chưa xong, báo cáo hoàn thành nhiệm vụ chung phải ghi lý do.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        lead = self.task.lead
        units = Unit.objects.open_on(self.today).within(lead).exclude(pk=lead.pk)
        posts = (
            able_to_take(lead, self.today).exclude(user=self.user).select_related("user").order_by("user__full_name")
        )
        people = {post.user_id: f"{post.user} ({post.title})" for post in posts}
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn đơn vị hoặc người"),
            ("Đơn vị trực thuộc", [(f"unit-{unit.pk}", unit.name) for unit in units]),
            ("Người của đơn vị", [(f"person-{pk}", name) for pk, name in people.items()]),
        ]
        if self.task.due_on:
            self.fields["due_on"].required = True
            self.fields["due_on"].help_text = within_help(self.task, self.today)
            self.fields["due_on"].error_messages["required"] = "Nhập hạn của phần việc."

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        kind, _, key = str(values.pop("receiver")).partition("-")
        if kind == "unit":
            return values | {"unit": Unit.objects.get(pk=key)}
        return values | {"officer": User.objects.get(pk=key)}
