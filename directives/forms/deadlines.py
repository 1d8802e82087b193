"""The deadlines that a row states: any number of lines, each with its kind, its words and what the kind needs."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Any

from django import forms

from directives.confirmed import Deadline
from directives.forms.fields import NOT_A_DAY, day_of
from directives.models import StatedDeadline
from units.widgets import DayInput

PARTS = ("kind", "as_printed", "due_on", "days", "anchor", "recurrence")
Kind = StatedDeadline.Kind
RECURRENCES = (
    ("weekly", "hằng tuần"),
    ("monthly", "hằng tháng"),
    ("quarterly", "hằng quý"),
    ("half-yearly", "6 tháng"),
    ("yearly", "hằng năm"),
)
MAX_DAYS = 3650
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def line_of(deadline: Deadline) -> dict[str, str]:
    """A deadline as the widget shows it."""
    return {
        "kind": deadline.kind,
        "as_printed": deadline.as_printed,
        "due_on": f"{deadline.due_on:%d/%m/%Y}" if deadline.due_on else "",
        "days": str(deadline.days or ""),
        "anchor": deadline.anchor,
        "recurrence": deadline.recurrence,
    }


def in_words(line: dict[str, str]) -> str:
    """A line as a compact row says it: the document's words, with the date where they do not hold it; "" for none."""
    due_on, words = line.get("due_on", ""), line.get("as_printed", "")
    if not words:
        return due_on or str(dict(Kind.choices).get(line.get("kind", ""), ""))
    day = day_of(due_on)
    return f"{words} ({due_on})" if day and day not in map(day_of, _DAY.findall(words)) else words


class DeadlinesInput(forms.Widget):
    template_name = "directives/widgets/deadlines.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        columns = [data.getlist(f"{name}-{part}") if hasattr(data, "getlist") else [] for part in PARTS]
        return [dict(zip(PARTS, line, strict=True)) for line in zip_longest(*columns, fillvalue="")]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-kind" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        lines = value or [dict.fromkeys(PARTS, "")]
        context["widget"] |= {
            "lines": [
                {**line, "day": DayInput().render(f"{name}-due_on", line["due_on"], {"aria-label": "Ngày hạn"})}
                for line in lines
            ],
            "is_wrong": context["widget"]["attrs"].get("aria-invalid"),
            "kinds": Kind.choices,
            "recurrences": RECURRENCES,
        }
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


class DeadlinesField(forms.Field):
    widget = DeadlinesInput

    def clean(self, value: list[dict[str, str]]) -> tuple[Deadline, ...]:
        lines = [{part: line.get(part, "").strip() for part in PARTS} for line in value or []]
        return tuple(_deadline(line) for line in lines if any(line.values()))


def _deadline(line: dict[str, str]) -> Deadline:
    """One line; a date typed without a kind is a date."""
    due_on = day_of(line["due_on"])
    if line["due_on"] and due_on is None:
        raise forms.ValidationError(NOT_A_DAY, code="invalid")
    kind = line["kind"] or (Kind.DATE if due_on else "")
    if kind not in Kind.values:
        raise forms.ValidationError("Chọn loại thời hạn.", code="kind")
    if kind == Kind.DATE and due_on is None:
        raise forms.ValidationError("Ghi ngày hạn, hoặc chọn loại thời hạn khác.", code="date")
    if line["days"] and not (line["days"].isdecimal() and 0 < int(line["days"]) <= MAX_DAYS):
        raise forms.ValidationError("Số ngày ghi bằng chữ số, từ 1 đến 3650.", code="days")
    if kind in {Kind.DAYS, Kind.WORKING_DAYS} and not line["days"]:
        raise forms.ValidationError("Ghi số ngày của thời hạn.", code="days")
    if any(len(line[part]) > longest for part, longest in (("as_printed", 500), ("anchor", 200))):
        raise forms.ValidationError("Lời văn của thời hạn quá dài.", code="max_length")
    return Deadline(
        kind=kind,
        as_printed=line["as_printed"] or line["due_on"],
        due_on=due_on if kind == Kind.DATE else None,
        days=int(line["days"]) if line["days"] else None,
        anchor=line["anchor"],
        recurrence=line["recurrence"] if line["recurrence"] in dict(RECURRENCES) else "",
    )
