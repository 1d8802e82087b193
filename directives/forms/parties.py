"""Units and groups chosen for a row: chips that can be taken off, and a field in which names are typed.

A chip is a checkbox whose value says what is meant and how the document writes it: "u12:Phòng TCCB", "g3:các phòng",
":UBND các huyện" (not known which).  "u12?:P. TCCB" and "?:Phòng X" are doubtful: the same value without "?" accepts
what is proposed, that of an alternative ("u13:P. TCCB") takes the place of the doubtful one.  Names just typed carry
"?" at the start.  So everything works without JavaScript, and a page holds the list of all units once instead of once
a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from directives.confirmed import Party
from directives.services.parties import Directory, each_once

_TOKEN = re.compile(r"(?:([ug])(\d{1,18}))?(\??):(.*)", re.DOTALL)
_TYPED = "?"
#: A draft may wait while units and their names change.
CHANGED = "Đơn vị hoặc tên gọi đã thay đổi từ lúc đọc văn bản. Kiểm tra lại đơn vị này."


def token(party: Party) -> str:
    """A party as the value of its chip."""
    doubt = "?" if party.doubt else ""
    if party.unit_id:
        return f"u{party.unit_id}{doubt}:{party.as_printed}"
    return f"g{party.group_id}{doubt}:{party.as_printed}" if party.group_id else f"{doubt}:{party.as_printed}"


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
        doubt=party.doubt,
        accepted=token(replace(party, doubt="")) if party.doubt else "",
        alternatives=tuple(
            (token(Party(party.as_printed, other.unit_id, other.group_id)), other.name) for other in party.alternatives
        ),
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
        typed = [directory.party(text.removeprefix(_TYPED)) for text in value or [] if is_typed(text)]
        if unsure := [party.doubt for party in typed if party.doubt]:
            raise forms.ValidationError(unsure, code="doubt")
        if unknown := ", ".join(f"“{party.as_printed}”" for party in typed if not is_known(party)):
            raise forms.ValidationError(
                f"Danh sách đơn vị không có {unknown}. Gõ lại tên, hoặc giữ nguyên nếu là đơn vị ngoài cơ quan.",
                code="unknown",
            )
        parties = parties_of(value or [], directory)
        if any(len(party.as_printed) > self.max_length for party in parties):
            raise forms.ValidationError("Tên đơn vị quá dài (tối đa 500 ký tự).", code="max_length")
        return parties


def parties_of(values: list[str], directory: Directory) -> tuple[Party, ...]:
    """The parties of chips and typed names, each once; an id that is no longer offered falls back to the words."""
    return each_once(party for value in values if (party := _party(value, directory)))


def is_typed(value: str) -> bool:
    """Whether the value is a name just typed, not a chip."""
    return value.startswith(_TYPED) and not _TOKEN.fullmatch(value)


def is_known(party: Party) -> bool:
    return bool(party.unit_id or party.group_id)


def _party(value: str, directory: Directory) -> Party | None:
    parts = _TOKEN.fullmatch(value)
    if parts is None:
        return directory.party(value.removeprefix(_TYPED)) if value.startswith(_TYPED) else None
    kind, pk, doubt, words = parts.groups()
    offered = directory.units if kind == "u" else directory.groups if kind else {}
    chosen = int(pk) if kind and int(pk) in offered else None
    if chosen is None and not words.strip():
        return None
    ids = {"unit_id" if kind == "u" else "group_id": chosen} if chosen else {}
    if not doubt:
        return Party(words or offered[chosen or 0], **ids)
    proposed = directory.party(words)
    if not chosen or (proposed.unit_id, proposed.group_id) == (ids.get("unit_id"), ids.get("group_id")):
        return proposed
    return Party(words, **ids, doubt=CHANGED, alternatives=proposed.alternatives)
