"""Going away: for a time (ủy quyền) or for good (thôi giữ vị trí)."""

from __future__ import annotations

from typing import Any

from django import forms

from units.models import Post, User
from units.widgets import DayInput, UnitSelect


class EndPostForm(forms.Form):
    valid_to = forms.DateField(label="Thôi giữ vị trí từ ngày", widget=DayInput)


class DelegationForm(forms.Form):
    delegate = forms.ModelChoiceField(
        User.objects.none(), label="Ủy quyền cho", widget=UnitSelect, empty_label="Chọn người"
    )
    valid_from = forms.DateField(label="Từ ngày", widget=DayInput)
    valid_to = forms.DateField(label="Đến trước ngày", widget=DayInput, help_text="Ngày làm việc trở lại.")
    document = forms.CharField(label="Văn bản ủy quyền", max_length=300, required=False)

    def __init__(self, *args: Any, post: Post, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post
        inside = Post.objects.not_over(today).filter(unit__path__startswith=post.organisation.path)
        people = User.objects.filter(is_active=True, pk__in=inside.exclude(user=post.user_id).values("user"))
        self.fields["delegate"].queryset = people.order_by("full_name", "pk")  # type: ignore[attr-defined]
