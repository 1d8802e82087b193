"""Tasks that were ticked on a page, each with the version that the person saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.models import Task


class ChosenField(forms.Field):
    """ "12:3" is task 12 as of its version 3; cleaned to {12: 3}.  Others than `offered` are refused."""

    widget = forms.SelectMultiple
    default_error_messages = {"required": "Chọn ít nhất một nhiệm vụ."}

    offered: frozenset[int] = frozenset()

    def clean(self, value: Any) -> dict[int, int]:
        known = {}
        for each in value or ():
            pk, _, version = str(each).partition(":")
            if not (pk.isdecimal() and version.isdecimal()):
                raise ValidationError("Danh sách đã chọn không đọc được. Tải lại trang rồi chọn lại.")
            if int(pk) in self.offered:
                known[int(pk)] = int(version)
        if not known:
            raise ValidationError(self.error_messages["required"])
        return known


class ChosenForm(forms.Form):
    chosen = ChosenField(label="Nhiệm vụ")

    def __init__(self, *args: object, tasks: Iterable[Task], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].offered = frozenset(task.pk for task in tasks)  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[int] | None:
        """The ids that came ticked; None before the form was sent."""
        if not self.is_bound:
            return None
        return chosen_in(self.data.getlist(self.add_prefix("chosen")))  # type: ignore[attr-defined]


def chosen_in(values: Iterable[str]) -> set[int]:
    """The ids among "12:3", however damaged the rest is."""
    ids = (value.partition(":")[0] for value in values)
    return {int(pk) for pk in ids if pk.isdecimal() and len(pk) < 16}
