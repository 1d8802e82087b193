"""The filters of the list of directives; their whole state stands in the address."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q

from directives.models import Directive
from directives.querysets import DirectiveQuerySet
from directives.types import DocumentType, Priority
from units.folding import fold
from units.widgets import DayInput


class DirectiveFilter(filters.FilterSet):
    q = filters.CharFilter(
        label="Từ khóa",
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Số, ký hiệu, trích yếu, có dấu hoặc không"}),
    )
    type = filters.ChoiceFilter(
        label="Loại văn bản", field_name="document_type", choices=DocumentType.choices, empty_label="Tất cả"
    )
    issuer = filters.CharFilter(label="Cơ quan ban hành", method="by_issuer")
    priority = filters.ChoiceFilter(label="Độ khẩn", choices=Priority.choices, empty_label="Tất cả")
    year = filters.NumberFilter(
        label="Năm ban hành", method="by_year", widget=forms.TextInput({"inputmode": "numeric"})
    )
    issued_from = filters.DateFilter(label="Từ ngày", field_name="issued_on", lookup_expr="gte", widget=DayInput)
    issued_to = filters.DateFilter(label="Đến ngày", field_name="issued_on", lookup_expr="lte", widget=DayInput)
    incomplete = filters.BooleanFilter(method="by_gaps", widget=forms.HiddenInput)

    class Meta:
        model = Directive
        fields: list[str] = []

    def by_words(self, rows: DirectiveQuerySet, name: str, value: str) -> DirectiveQuerySet:
        return rows.search(value)

    def by_issuer(self, rows: DirectiveQuerySet, name: str, value: str) -> DirectiveQuerySet:
        for word in fold(value).split():
            rows = rows.filter(issuing_body_folded__contains=word)
        return rows

    def by_year(self, rows: DirectiveQuerySet, name: str, value: int) -> DirectiveQuerySet:
        """Of a date as far as it is known."""
        return rows.filter(Q(issued_on__year=value) | Q(issued_year=value)) if 1 <= value <= 9999 else rows.none()

    def by_gaps(self, rows: DirectiveQuerySet, name: str, value: bool) -> DirectiveQuerySet:
        """Without a number or a whole date, to be completed (requirement A2)."""
        return rows.filter(Q(code_number="") | Q(issued_on__isnull=True)) if value else rows
