"""The filters of the lists of directives and of cited documents; their whole state stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

import django_filters as filters
from django import forms
from django.db.models import Q

from directives.models import Citation, Directive, Relation
from directives.querysets import CitationQuerySet, DirectiveQuerySet
from directives.types import DocumentType, Priority
from units.folding import fold
from units.models import User
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
    direction = filters.ChoiceFilter(choices=Directive.Direction.choices, widget=forms.HiddenInput)
    incomplete = filters.BooleanFilter(method="by_gaps", widget=forms.HiddenInput)
    chain = filters.ModelChoiceFilter(
        queryset=lambda request: Directive.objects.none(), method="by_chain", widget=forms.HiddenInput
    )
    cites = filters.ModelChoiceFilter(
        queryset=lambda request: Directive.objects.none(), method="by_citation", widget=forms.HiddenInput
    )

    class Meta:
        model = Directive
        fields: list[str] = []

    def __init__(self, data: Mapping[str, str] | None, *, queryset: DirectiveQuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        self.user = user
        for name in ("chain", "cites"):
            self.filters[name].queryset = Directive.objects.visible_to(user)

    @property
    def about(self) -> tuple[str, Directive] | None:
        """The directive to whose chain or citing documents the list is narrowed, with the words for it."""
        if not self.form.is_valid():
            return None
        for name, words in (("chain", "Chuỗi của"), ("cites", "Dẫn")):
            if directive := self.form.cleaned_data.get(name):
                return f"{words} {directive}", directive
        return None

    def by_chain(self, rows: DirectiveQuerySet, name: str, value: Directive) -> DirectiveQuerySet:
        return rows.chain_of(value.pk, user=self.user)

    def by_citation(self, rows: DirectiveQuerySet, name: str, value: Directive) -> DirectiveQuerySet:
        return rows.citing(value.pk)

    def by_words(self, rows: DirectiveQuerySet, name: str, value: str) -> DirectiveQuerySet:
        return rows.search(value)

    def by_issuer(self, rows: DirectiveQuerySet, name: str, value: str) -> DirectiveQuerySet:
        for word in fold(value).split():
            rows = rows.filter(issuing_body_folded__contains=word)
        return rows

    def by_year(self, rows: DirectiveQuerySet, name: str, value: int) -> DirectiveQuerySet:
        """Of a date as far as it is known."""
        return rows.of_year(int(value)) if 1 <= value <= 9999 else rows.none()

    def by_gaps(self, rows: DirectiveQuerySet, name: str, value: bool) -> DirectiveQuerySet:
        """Without a number or a whole date, to be completed (requirement A2)."""
        return rows.filter(Q(code_number="") | Q(issued_on__isnull=True)) if value else rows


class CitationFilter(filters.FilterSet):
    """Of the list of cited documents that are not in the register."""

    q = filters.CharFilter(
        label="Từ khóa",
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Số, ký hiệu, cơ quan, có dấu hoặc không"}),
    )
    relation = filters.ChoiceFilter(label="Quan hệ", choices=Relation.choices, empty_label="Mọi quan hệ")

    class Meta:
        model = Citation
        fields: list[str] = []

    def by_words(self, rows: CitationQuerySet, name: str, value: str) -> CitationQuerySet:
        return rows.search(value)
