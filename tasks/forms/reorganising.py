"""What an administrator types about a reorganisation, and what each thing of the units is chosen for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.services.reorganising.choices import Part
from units.models import SuccessionKind, Unit, UnitKind, User
from units.services.reorganising.layout import Item, Layout
from units.services.reorganising.preparing import NewUnit
from units.widgets import DayInput, UnitSelect, UnitSelectMultiple

Kind = SuccessionKind
NEW_UNITS = 4  # blank rows for units that are opened

# In the order of the screen: kind, icon-free words of the chip, what it means.
MEANINGS = {
    Kind.MERGE: "Một hoặc nhiều đơn vị nhập vào một đơn vị đã có hoặc đơn vị mới. Mọi việc tự chuyển theo.",
    Kind.SPLIT: "Một đơn vị thành nhiều đơn vị. Từng phần việc được chọn đơn vị tiếp nhận.",
    Kind.DISSOLVE: "Đơn vị thôi hoạt động; một hoặc nhiều đơn vị tiếp nhận công việc.",
    Kind.TRANSFER: "Đơn vị tiếp tục hoạt động, chuyển một phần việc cho đơn vị khác.",
    Kind.RENAME: "Đơn vị mang tên mới, mọi việc giữ nguyên.",
}
_MANY_SOURCES = (Kind.MERGE, Kind.DISSOLVE)
_FROM_CLOSED = (Kind.TRANSFER,)


class NewUnitForm(forms.Form):
    """A successor that is opened; a row without a name is none."""

    name = forms.CharField(label="Tên đơn vị mới", max_length=200, required=False)
    short_name = forms.CharField(label="Tên viết tắt", max_length=60, required=False)
    kind = forms.ChoiceField(
        label="Loại", choices=[("", "Như đơn vị cũ"), *UnitKind.choices], required=False, widget=forms.Select
    )
    parent = forms.ModelChoiceField(
        Unit.objects.none(), label="Cấp trên", widget=UnitSelect, required=False, empty_label="Như đơn vị cũ"
    )
    is_organisation = forms.BooleanField(label="Là cơ quan có Văn phòng riêng", required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units  # type: ignore[attr-defined]


class ReorganisationForm(forms.Form):
    """One kind of reorganisation; fields that it doesn't need are not there."""

    sources = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="Đơn vị được sắp xếp", widget=UnitSelectMultiple, required=False
    )
    effective_on = forms.DateField(label="Có hiệu lực từ ngày", widget=DayInput)
    deciding_document = forms.CharField(
        label="Văn bản quyết định", max_length=300, help_text="Số, ký hiệu, ngày, cơ quan ban hành."
    )
    successors = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Đơn vị tiếp nhận đã có",
        widget=UnitSelectMultiple,
        required=False,
        help_text="Đơn vị chọn đầu tiên là đơn vị tiếp nhận chính; đổi được ở bước sau.",
    )
    keeps_predecessor = forms.BooleanField(label="Đơn vị cũ tiếp tục hoạt động (tách một phần)", required=False)
    name = forms.CharField(label="Tên mới", max_length=200, required=False)
    short_name = forms.CharField(label="Tên viết tắt mới", max_length=60, required=False)

    error_title = "Chưa chuẩn bị được"

    def __init__(self, *args: Any, kind: Kind, by: User, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        managed = Unit.objects.managed_by(by)
        open_ones = managed.open_on(today)
        self.fields["sources"].queryset = managed if kind in _FROM_CLOSED else open_ones  # type: ignore[attr-defined]
        self.fields["successors"].queryset = open_ones  # type: ignore[attr-defined]
        if kind not in _MANY_SOURCES:
            self.fields["sources"].help_text = "Một đơn vị."
        if kind == Kind.RENAME:
            del self.fields["successors"]
        else:
            del self.fields["name"], self.fields["short_name"]
        if kind != Kind.SPLIT:
            del self.fields["keeps_predecessor"]
        data = args[0] if args else kwargs.get("data")
        self.new_units = [
            NewUnitForm(data, units=open_ones, prefix=f"new-{number}")
            for number in range(0 if kind == Kind.RENAME else NEW_UNITS)
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(each.is_valid() for each in self.new_units)])

    def arguments(self) -> dict[str, Any]:
        """What the service is called with."""
        typed = self.cleaned_data
        sources = list(typed["sources"])
        return {
            "kind": self.kind,
            "effective_on": typed["effective_on"],
            "deciding_document": typed["deciding_document"],
            "sources": sources,
            "successors": self._in_order("successors", list(typed.get("successors", ()))),
            "new_units": [
                _new_unit(each.cleaned_data, sources) for each in self.new_units if each.cleaned_data.get("name")
            ],
            "keeps_predecessor": typed.get("keeps_predecessor", False),
            "names": {name: typed[name] for name in ("name", "short_name") if typed.get(name)},
        }

    def _in_order(self, field: str, units: list[Unit]) -> list[Unit]:
        """As they were chosen: the first is the main one."""
        chosen = self.data.getlist(field) if hasattr(self.data, "getlist") else []
        places = {key: place for place, key in enumerate(chosen)}
        return sorted(units, key=lambda unit: places.get(str(unit.pk), len(places)))

    def take_refusal(self, refusal: ValidationError) -> None:
        """Put the service's sentences beside their fields."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for field, errors in refusal.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)


def _new_unit(typed: Mapping[str, Any], sources: Sequence[Unit]) -> NewUnit:
    """What was left out is as with the first unit that is reorganised."""
    like = sources[0] if sources else None
    parent = typed.get("parent") or (Unit.objects.get_parent(like) if like else None)
    if parent is None:
        raise ValidationError({"new_units": f"Chọn đơn vị cấp trên của {typed['name']}."})
    return NewUnit(
        name=typed["name"],
        parent=parent,
        kind=typed.get("kind") or (like.kind if like else UnitKind.DIVISION),
        short_name=typed.get("short_name", ""),
        is_organisation=typed.get("is_organisation", False),
    )


class ChoicesForm(forms.Form):
    """A list for each thing that has to go somewhere; `main` where there are several successors."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, layout: Layout, found: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout, self.found = layout, found
        self.fields["version"].initial = layout.reorganisation.version
        if len(layout.targets) > 1:
            self.fields["main"] = forms.ChoiceField(
                label="Đơn vị tiếp nhận chính",
                choices=[(str(line.pk), str(line)) for line in layout.targets],
                initial=str(layout.targets[0].pk),
                help_text="Nhận những gì không ai chọn: việc mở lại sau này, số liệu gộp về đơn vị hiện nay.",
            )
        saved = layout.reorganisation.choices
        for part in found:
            for item in part.items:
                self.fields[item.key] = forms.ChoiceField(
                    label=item.label,
                    choices=self._options(item),
                    initial=saved.get(item.key, item.proposal),
                    required=False,
                )

    def _options(self, item: Item) -> list[tuple[str, str]]:
        return list(item.options) if len(item.options) == 1 else [("", "Chọn"), *item.options]

    @property
    def parts(self) -> list[tuple[str, list[tuple[Item, Any]]]]:
        return [(part.heading, [(item, self[item.key]) for item in part.items]) for part in self.found]

    @property
    def choices(self) -> dict[str, str]:
        keys = {item.key for part in self.found for item in part.items}
        return {key: value for key, value in self.cleaned_data.items() if key in keys and value}

    @property
    def main_line(self) -> int | None:
        return int(self.cleaned_data["main"]) if self.cleaned_data.get("main") else None

    def take_refusal(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for key, errors in refusal.error_dict.items():
            self.add_error(key if key in self.fields else None, errors)


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="Lý do hoàn tác",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi rõ lý do hoàn tác."},
    )
