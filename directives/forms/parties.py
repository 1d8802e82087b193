"""Units and groups chosen for a row: chips that can be taken off, and a field in which names are typed.

A chip is a checkbox whose value says what is meant and how the document writes it: "u12:Phòng TCCB", "g3:các phòng",
":UBND các huyện" (not known which).  Names just typed carry "?".  So everything works without JavaScript, and a page
holds the list of all units once instead of once a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms

from directives.confirmed import Party
from directives.services.parties import Directory

_TOKEN = re.compile(r"(?:([ug])(\d{1,18}))?:(.*)", re.DOTALL)
_TYPED = "?"


def token(party: Party) -> str:
    """A party as the value of its chip."""
    if party.unit_id:
        return f"u{party.unit_id}:{party.as_printed}"
    return f"g{party.group_id}:{party.as_printed}" if party.group_id else f":{party.as_printed}"


def typed_names(value: str) -> list[str]:
    """Names typed into one field, apart by semicolons or lines."""
    return [name.strip() for name in re.split(r"[;\n]", value) if name.strip()]


@dataclass(frozen=True)
class Chip:
    """What the widget draws of a party.  With a doubt, `accepted` is the value that accepts it and `alternatives` are
    (value, name) of what else may be meant."""

    value: str
    label: str
    as_printed: str
    is_known: bool
    doubt: str = ""
    accepted: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()


def chip_of(party: Party, directory: Directory) -> Chip:
    return Chip(
        value=token(party),
        label=directory.label(party),
        as_printed=party.as_printed,
        is_known=is_known(party),
    )


class PartiesInput(forms.Widget):
    template_name = "directives/widgets/parties.html"
    directory: Directory

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        read = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key) or []
        return [*read(name), *(_TYPED + text for value in read(f"{name}-typed") for text in typed_names(value))]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-typed" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        parties = parties_of(value or [], self.directory)
        context["widget"]["chips"] = [chip_of(party, self.directory) for party in parties]
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-typed"


class PartiesField(forms.Field):
    """Parties in the order chosen.  A typed name that no unit or group has is asked about once, then kept as it is."""

    widget = PartiesInput
    max_length = 500

    def clean(self, value: list[str]) -> tuple[Party, ...]:
        directory = self.widget.directory
        asked = [
            text.removeprefix(_TYPED)
            for text in value or []
            if text.startswith(_TYPED) and not is_known(directory.party(text.removeprefix(_TYPED)))
        ]
        if asked:
            names = ", ".join(f"“{name}”" for name in asked)
            raise forms.ValidationError(
                f"Danh sách đơn vị không có {names}. Gõ lại tên, hoặc giữ nguyên nếu là đơn vị ngoài cơ quan.",
                code="unknown",
            )
        parties = parties_of(value or [], directory)
        if any(len(party.as_printed) > self.max_length for party in parties):
            raise forms.ValidationError("Tên đơn vị quá dài (tối đa 500 ký tự).", code="max_length")
        return parties


def parties_of(values: list[str], directory: Directory) -> tuple[Party, ...]:
    """The parties of chips and typed names, each once; an id that is no longer offered falls back to the words."""
    found: dict[str, Party] = {}
    for value in values:
        party = _party(value, directory)
        if party is not None:
            found.setdefault(token(party) if not is_known(party) else token(party).split(":")[0], party)
    return tuple(found.values())


def is_known(party: Party) -> bool:
    return bool(party.unit_id or party.group_id)


def _party(value: str, directory: Directory) -> Party | None:
    if value.startswith(_TYPED):
        return directory.party(value.removeprefix(_TYPED))
    parts = _TOKEN.fullmatch(value)
    if parts is None:
        return None
    kind, pk, words = parts.groups()
    if kind == "u" and int(pk) in directory.units:
        return Party(words or directory.units[int(pk)], unit_id=int(pk))
    if kind == "g" and int(pk) in directory.groups:
        return Party(words or directory.groups[int(pk)], group_id=int(pk))
    return Party(words) if words.strip() else None
