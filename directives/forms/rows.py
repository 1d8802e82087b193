"""One row of the tree of instructions, and one cited document."""

from __future__ import annotations

from typing import Any

from django import forms

from directives.confirmed import Cited, Node
from directives.forms.deadlines import DeadlinesField, line_of
from directives.forms.fields import DayField, say_what_is_missing
from directives.forms.parties import PartiesField, token
from directives.models import Instruction, Relation
from directives.services.parties import Directory

MAX_LEVEL = 6


class NodeForm(forms.Form):
    label = forms.CharField(
        label="Số mục", max_length=30, required=False, widget=forms.TextInput({"placeholder": "Số mục"})
    )
    kind = forms.ChoiceField(label="Loại", choices=Instruction.Kind.choices)
    text = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 2}), max_length=20_000)
    leads = PartiesField(label="Chủ trì", required=False)
    coordinating = PartiesField(label="Phối hợp", required=False)
    deadlines = DeadlinesField(label="Thời hạn", required=False)
    level = forms.IntegerField(min_value=1, max_value=MAX_LEVEL, widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        say_what_is_missing(self)
        for name in ("leads", "coordinating"):
            self.fields[name].widget.directory = directory

    def confirmed(self) -> Node:
        """The row from a valid form."""
        values = dict(self.cleaned_data)
        start, end = values.pop("start"), values.pop("end")
        return Node(**values, span=(start, end) if start is not None and end and start < end else None)

    @property
    def depth(self) -> int:
        """Levels below the outermost, for drawing."""
        level = self["level"].value()
        return min(max(int(level), 1), MAX_LEVEL) - 1 if str(level).isdecimal() else 0


def node_typed(node: Node) -> dict[str, Any]:
    """What a row starts with."""
    start, end = node.span or ("", "")
    return {
        "label": node.label,
        "kind": str(node.kind),
        "text": node.text,
        "leads": [token(party) for party in node.leads],
        "coordinating": [token(party) for party in node.coordinating],
        "deadlines": [line_of(deadline) for deadline in node.deadlines],
        "level": str(min(node.level, MAX_LEVEL)),
        "start": str(start),
        "end": str(end),
    }


class CitationForm(forms.Form):
    relation = forms.ChoiceField(label="Quan hệ", choices=Relation.choices)
    as_printed = forms.CharField(
        label="Văn bản được dẫn", max_length=500, widget=forms.TextInput({"placeholder": "Như văn bản ghi"})
    )
    reference = forms.CharField(
        label="Số, ký hiệu", max_length=80, required=False, widget=forms.TextInput({"placeholder": "Số, ký hiệu"})
    )
    issued_on = DayField(label="Ngày", required=False)
    issuing_body = forms.CharField(label="Cơ quan", max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        say_what_is_missing(self)

    def confirmed(self) -> Cited:
        return Cited(**self.cleaned_data)


def citation_typed(cited: Cited) -> dict[str, Any]:
    """What a cited document starts with."""
    return {
        "relation": cited.relation,
        "as_printed": cited.as_printed,
        "reference": cited.reference,
        "issued_on": f"{cited.issued_on:%d/%m/%Y}" if cited.issued_on else "",
        "issuing_body": cited.issuing_body,
    }
