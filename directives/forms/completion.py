"""Number and date of a record that was blank on paper (requirement A2)."""

from __future__ import annotations

from typing import Any

from django import forms

from directives.forms.fields import PartialDayField
from directives.models import Directive


class CompletionForm(forms.Form):
    code_number = forms.CharField(
        label="Số", max_length=11, required=False, widget=forms.TextInput({"class": "input-short"})
    )
    code_notation = forms.CharField(
        label="Ký hiệu", max_length=60, required=False, widget=forms.TextInput({"class": "input-short"})
    )
    issued = PartialDayField(label="Ngày ban hành", required=False, help_text="Ghi ngày/tháng/năm.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, directive: Directive, **kwargs: Any) -> None:
        initial = {
            "code_number": directive.code_number,
            "code_notation": directive.code_notation,
            "issued": directive.issued_text,
            "version": directive.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.directive = directive
        if directive.code_number:
            self.fields["code_number"].disabled = self.fields["code_notation"].disabled = True
        if directive.issued_on:
            self.fields["issued"].disabled = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        is_stale = values.get("version") != self.directive.version  # the service tells that
        if not (self.errors or is_stale or {"code_number", "code_notation", "issued"} & set(self.changed_data)):
            raise forms.ValidationError("Chưa có gì mới để bổ sung. Ghi số hoặc ngày ban hành.")
        return values

    def clean_code_number(self) -> str:
        number = self.cleaned_data["code_number"]
        if number and not number.rstrip("abcdeABCDE").isdecimal():
            raise forms.ValidationError("Số ghi bằng chữ số, ví dụ 271.")
        return number
