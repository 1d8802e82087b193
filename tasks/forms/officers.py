"""Naming the officer of a task, and handing work over to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from tasks.forms.act_form import ActForm, words
from tasks.models import Task
from tasks.services.parts import able_to_take
from units.models import User
from units.widgets import UnitSelect

Choices = list[tuple[str, str]]


def colleagues(unit_posts: Any, *, without: Sequence[int] = ()) -> Choices:
    """(id, name with the title) of everyone who can take work of the unit over."""
    posts = unit_posts.exclude(user__in=without).select_related("user").order_by("user__full_name", "pk")
    return list({str(post.user_id): f"{post.user} ({post.title})" for post in posts}.items())


class OfficerChoice(forms.ChoiceField):
    """Gives back the person."""

    widget = UnitSelect

    def clean(self, value: Any) -> User | None:
        chosen = super().clean(value)
        return User.objects.get(pk=chosen) if chosen else None


class NameOfficerForm(ActForm):
    officer = OfficerChoice(label="Người thực hiện", required=False)
    note = words("Ghi chú", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(able_to_take(self.task.lead, self.today))
        self.fields["officer"].choices = [("", "Cả đơn vị cùng thực hiện"), *people]  # type: ignore[attr-defined]
        self.fields["officer"].initial = str(self.task.officer_id or "")


class HandOverForm(ActForm):
    officer = OfficerChoice(label="Người nhận bàn giao", error_messages={"required": "Chọn người nhận bàn giao."})
    note = words("Ghi chú", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        without = [pk for pk in (self.task.officer_id, self.user.pk) if pk]
        people = colleagues(able_to_take(self.task.lead, self.today), without=without)
        self.fields["officer"].choices = [("", "Chọn người"), *people]  # type: ignore[attr-defined]


class HandOverWorkForm(forms.Form):
    """All that is open with one person: a receiver for everything, and another one for single tasks."""

    everything = OfficerChoice(label="Giao tất cả cho", required=False)
    note = words("Ghi chú bàn giao", required=False, rows=2)

    def __init__(self, *args: Any, tasks: Sequence[Task], people: Choices, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        self.fields["everything"].choices = [("", "Chọn người nhận"), *people]  # type: ignore[attr-defined]
        others = [(pk, name) for pk, name in people if pk != str(by.pk)]
        for task in tasks:
            offered = others if task.is_officers_part else people
            self.fields[f"to_{task.pk}"] = OfficerChoice(
                label=f"Người nhận: {task.title[:80]}", required=False, choices=[("", "Như trên"), *offered]
            )

    def receivers(self) -> dict[int, User]:
        """Task id -> who takes over; tasks for which nobody was chosen stay where they are."""
        typed = self.cleaned_data
        chosen = {task.pk: typed[f"to_{task.pk}"] or typed["everything"] for task in self.tasks}
        return {pk: person for pk, person in chosen.items() if person}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.receivers():
            self.add_error("everything", "Chọn người nhận bàn giao cho tất cả, hoặc cho từng việc.")
        return self.cleaned_data
