"""Recording commendation and accountability."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import QuerySet

from tasks.forms.act_form import words
from tasks.models import MeritRecord
from tasks.permissions import can_record_merit
from tasks.services.merit import Said
from units.models import Post, Unit, User
from units.widgets import DayInput, UnitSelect


class MeritForm(forms.Form):
    """`kind` decides which forms and categories are offered; harassment and corruption only to who may record it."""

    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị."},
    )
    person = forms.ModelChoiceField(
        label="Cá nhân",
        queryset=User.objects.none(),
        widget=UnitSelect,
        required=False,
        empty_label="Tập thể đơn vị",
        help_text="Để “Tập thể đơn vị” nếu ghi nhận cho cả đơn vị.",
    )
    form = forms.ChoiceField(
        label="Hình thức", widget=forms.RadioSelect, error_messages={"required": "Chọn hình thức."}
    )
    category = forms.ChoiceField(
        label="Nội dung trách nhiệm",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn nội dung trách nhiệm."},
    )
    reason = words("Lý do")
    document = forms.CharField(label="Văn bản", max_length=300, required=False, help_text="Số, ký hiệu, ngày ban hành.")
    decided_on = forms.DateField(label="Ngày quyết định", widget=DayInput, error_messages={"required": "Chọn ngày."})

    def __init__(self, *args: object, kind: MeritRecord.Kind, user: User, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        organisation = user.acting_post.organisation
        units = Unit.objects.open_on(today).within(organisation)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["person"].queryset = _people_of(organisation, today)  # type: ignore[attr-defined]
        commends = kind == MeritRecord.Kind.COMMENDATION
        self.fields["form"].choices = [  # type: ignore[attr-defined]
            (form.value, form.label) for form in MeritRecord.Form if (form in MeritRecord.COMMENDING) == commends
        ]
        if commends:
            del self.fields["category"]
        else:
            self.fields["category"].choices = [  # type: ignore[attr-defined]
                (one.value, one.label) for one in MeritRecord.Category if can_record_merit(user, one)
            ]

    def said(self) -> Said:
        values = dict(self.cleaned_data)
        values.pop("correction_reason", None)
        return Said(kind=self.kind, **values)


class MeritCorrectionForm(MeritForm):
    correction_reason = words("Lý do đính chính", rows=2)


def _people_of(organisation: Unit, today: date) -> QuerySet[User]:
    posts = Post.objects.on(today).filter(unit__path__startswith=organisation.path)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("full_name")
