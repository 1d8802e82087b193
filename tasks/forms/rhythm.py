"""The fields by which a person says how a duty repeats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from tasks.periods import PeriodKind, Scheme
from tasks.rhythm import DueRule, Rhythm

_BY_DECREE = [kind for kind in PeriodKind if kind != PeriodKind.WEEK]


def _value(kind: PeriodKind, scheme: Scheme) -> str:
    return kind if scheme == Scheme.CALENDAR else f"{kind}:{scheme}"


def period_choices(empty: str) -> list[tuple[str, Any]]:
    decree = [(_value(kind, Scheme.DECREE_09), f"{kind.label} (ngày 15–14)") for kind in _BY_DECREE]
    return [("", empty), (Scheme.CALENDAR.label, PeriodKind.choices), (Scheme.DECREE_09.label, decree)]


def period_field(empty: str, *, required: bool = False, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label="Kỳ", choices=period_choices(empty), required=required, help_text=help_text)


def due_rule_field() -> forms.ChoiceField:
    return forms.ChoiceField(label="Hạn của kỳ", choices=DueRule.choices, initial=DueRule.AFTER_END, required=False)


def due_day_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Ngày",
        required=False,
        min_value=0,
        max_value=90,
        initial=0,
        help_text="0 ngày sau hết kỳ là ngày cuối kỳ. Kỳ tuần: 1 là Thứ Hai.",
    )


def rhythm_of(values: Mapping[str, Any]) -> Rhythm | None:
    """What the valid fields `period`, `due_rule` and `due_day` say; None without a period."""
    if not values.get("period"):
        return None
    kind, _, scheme = values["period"].partition(":")
    return Rhythm(
        PeriodKind(kind),
        Scheme(scheme or Scheme.CALENDAR),
        DueRule(values.get("due_rule") or DueRule.AFTER_END),
        values.get("due_day") or 0,
    )


def fields_of(rhythm: Rhythm | None) -> dict[str, Any]:
    """Initial values of the three fields."""
    if rhythm is None:
        return {}
    return {"period": _value(rhythm.kind, rhythm.scheme), "due_rule": rhythm.due_rule, "due_day": rhythm.due_day}
