"""One row of the assignment screen, and the units and groups that it may name."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError

from directives.models import Instruction
from directives.types import SourceKind
from tasks.forms.rhythm import due_day_field, due_rule_field, period_field, rhythm_of
from tasks.kinds import DeadlineKind, DutyKind, ResultKind
from tasks.services.assigning import LONGEST_TITLE, AssignmentLine
from units.models import SecondLine, Unit, UnitGroup
from units.services.groups import expand
from units.services.second_lines import second_lines_of
from units.widgets import DayInput, UnitSelectMultiple

REPEATING = (DutyKind.RECURRING, DutyKind.STANDING)


class Places:
    """The units and groups to which an organisation gives tasks on a day, asked for once a page."""

    def __init__(self, organisation: Unit, day: date) -> None:
        self.organisation, self._day = organisation, day
        self._expanded: dict[int, list[Unit]] = {}

    @cached_property
    def units(self) -> dict[str, Unit]:
        below = Unit.objects.open_on(self._day).within(self.organisation).exclude(pk=self.organisation.pk)
        return {f"u{unit.pk}": unit for unit in below}

    @cached_property
    def groups(self) -> dict[str, UnitGroup]:
        owned = UnitGroup.objects.filter(owner=self.organisation).select_related("owner")
        return {f"g{group.pk}": group for group in owned}

    @cached_property
    def second_lines(self) -> dict[int, list[SecondLine]]:
        """Whom else the units follow (requirement D7)."""
        return second_lines_of(self.units.values(), on=self._day)

    @cached_property
    def unit_choices(self) -> list[tuple[str, str]]:
        return [(value, self._said(unit)) for value, unit in self.units.items()]

    def _said(self, unit: Unit) -> str:
        name = f"{unit.name} ({unit.short_name})" if unit.short_name else unit.name
        others = ", ".join(map(str, self.second_lines.get(unit.pk, ())))
        return f"{name}, đồng thời theo {others}" if others else name

    @cached_property
    def lead_choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups = [(value, f"Nhóm: {group.name}") for value, group in self.groups.items()]
        return ([("Nhóm đơn vị", groups)] if groups else []) + [("Đơn vị", self.unit_choices)]

    @cached_property
    def lead_values(self) -> frozenset[str]:
        return frozenset(self.units) | frozenset(self.groups)

    def meant(self, values: list[str]) -> tuple[Unit, ...]:
        """The units of the chosen values, groups expanded at the day, each once."""
        found: dict[Unit, None] = {}
        for value in values:
            found.update(dict.fromkeys([self.units[value]] if value in self.units else self._members(value)))
        return tuple(found)

    def _members(self, value: str) -> list[Unit]:
        group = self.groups[value]
        if group.pk not in self._expanded:
            self._expanded[group.pk] = expand(group, self._day)
        return self._expanded[group.pk]

    @staticmethod
    def value_of(place: Unit | UnitGroup) -> str:
        return f"{'g' if isinstance(place, UnitGroup) else 'u'}{place.pk}"


class LineForm(forms.Form):
    """A row; only rows with `include` are read."""

    include = forms.BooleanField(label="Giao nội dung này", required=False)
    title = forms.CharField(
        label="Nội dung nhiệm vụ",
        max_length=LONGEST_TITLE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Nhập nội dung nhiệm vụ."},
    )
    lead = forms.MultipleChoiceField(
        label="Đơn vị chủ trì",
        widget=UnitSelectMultiple(attrs={"size": 4}),
        error_messages={"required": "Chọn đơn vị chủ trì."},
    )
    each = forms.BooleanField(label="Giao riêng từng đơn vị (mỗi đơn vị một nhiệm vụ)", required=False)
    coordinating = forms.MultipleChoiceField(
        label="Đơn vị phối hợp", required=False, widget=UnitSelectMultiple(attrs={"size": 4})
    )
    deadline_kind = forms.ChoiceField(label="Loại thời hạn", choices=DeadlineKind.choices)
    due_on = forms.DateField(label="Hạn", required=False, widget=DayInput)
    coordinating_due_on = forms.DateField(label="Hạn phối hợp (nếu sớm hơn)", required=False, widget=DayInput)
    words = forms.CharField(label="Văn bản ghi", required=False, max_length=500)
    duty_kind = forms.ChoiceField(label="Loại việc", choices=DutyKind.choices)
    result_kind = forms.ChoiceField(label="Kết quả yêu cầu", choices=ResultKind.choices)
    period = period_field("Chưa chọn kỳ")
    due_rule = due_rule_field()
    due_day = due_day_field()

    def __init__(self, *args: object, places: Places, instruction: Instruction | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.instruction = places, instruction
        self.fields["lead"].choices = places.lead_choices  # type: ignore[attr-defined]
        self.fields["coordinating"].choices = places.unit_choices  # type: ignore[attr-defined]

    @property
    def is_included(self) -> bool:
        return bool(self["include"].value())

    def line(self) -> AssignmentLine:
        """What a valid row asks for; a group is always given separately to each of its units."""
        values = self.cleaned_data
        leads = self.places.meant(values["lead"])
        names_group = any(value in self.places.groups for value in values["lead"])
        coordinating = self.places.meant(values["coordinating"])
        return AssignmentLine(
            title=values["title"],
            leads=leads,
            instruction=self.instruction,
            coordinating=coordinating,
            each_separately=values["each"] or names_group,
            deadline_kind=DeadlineKind(values["deadline_kind"]),
            due_on=values["due_on"],
            deadline_words=values["words"],
            duty_kind=DutyKind(values["duty_kind"]),
            result_kind=ResultKind(values["result_kind"]),
            rhythm=rhythm_of(values) if values["duty_kind"] in REPEATING else None,
            coordinating_due_on=values["coordinating_due_on"],
        )


# Documents, petitions and inspections have records of their own, from which their tasks are given.
_KEPT_ELSEWHERE = {SourceKind.DOCUMENT, SourceKind.PETITION, SourceKind.INSPECTION}


class SourceForm(LineForm):
    """A task that no document states: a meeting, the press, a leader's word, the work programme (requirement E10)."""

    source_kind = forms.ChoiceField(
        label="Nguồn",
        choices=[(kind.value, kind.label) for kind in SourceKind if kind not in _KEPT_ELSEWHERE],
        initial=SourceKind.LEADER_WORD,
    )
    source_words = forms.CharField(
        label="Nguồn cụ thể",
        max_length=300,
        required=False,
        help_text="Cuộc họp nào, ý kiến của ai, ngày nào; mục nào của chương trình công tác.",
    )
    field_order = ["source_kind", "source_words"]


def take_refusals(refusal: ValidationError, forms_in_order: list[LineForm]) -> None:
    """Put the service's sentences ("<line>:<field>") beside the fields they are about."""
    for key, errors in refusal.error_dict.items():
        index, _, field = key.partition(":")
        form = forms_in_order[int(index)]
        form.add_error(field if field in form.fields else None, errors)
