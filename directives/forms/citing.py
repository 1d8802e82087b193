"""What a person says of a cited document: its relation, or that it will never be in the register."""

from __future__ import annotations

from django import forms

from directives.forms.fields import say_what_is_missing
from directives.models import Citation, Relation


class RelationForm(forms.Form):
    relation = forms.ChoiceField(label="Quan hệ đúng", choices=Relation.choices)
    reason = forms.CharField(label="Lý do sửa", max_length=300)

    def __init__(self, *args: object, citation: Citation, **kwargs: object) -> None:
        super().__init__(*args, initial={"relation": citation.relation}, **kwargs)
        say_what_is_missing(self)
        self.citation = citation

    def clean_relation(self) -> Relation:
        relation = Relation(self.cleaned_data["relation"])
        if relation == self.citation.relation:
            raise forms.ValidationError("Chọn quan hệ khác với quan hệ đang ghi.")
        return relation


class ExternalForm(forms.Form):
    note = forms.CharField(
        label="Lý do", max_length=300, required=False, help_text="Ví dụ: luật, nghị định tra ở cơ sở dữ liệu pháp luật."
    )
