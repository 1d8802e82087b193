"""Form controls of our own; both are plain fields without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_SELECTED = flatatt({"selected": True})


class DayInput(forms.DateInput):
    """A day typed as dd/mm/yyyy; static/js/days.js says the weekday and opens a calendar."""

    template_name = "components/day_input.html"

    def __init__(self, attrs: dict | None = None) -> None:
        ours = {"data-day": True, "inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"}
        super().__init__(attrs={**ours, **(attrs or {})}, format="%d/%m/%Y")


class _LongList:
    """Writes its options itself: by Django's two templates an option, a page with fifty lists of five hundred units
    takes seconds."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]  # type: ignore[attr-defined]
        groups = format_html_join("", "{}", ((_group(label, options),) for label, options, _ in widget["optgroups"]))
        return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups)


def _group(label: str | None, options: list[dict[str, Any]]) -> SafeString:
    lines = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((option["value"], _SELECTED if option["selected"] else "", option["label"]) for option in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', label, lines) if label else lines


class UnitSelect(_LongList, forms.Select):
    """A list to choose one unit or person from; static/js/picker.js finds by a part of the name, without marks."""

    def __init__(self, attrs: dict | None = None, choices: tuple = ()) -> None:
        super().__init__(attrs={"data-typeahead": True, **(attrs or {})}, choices=choices)


class UnitSelectMultiple(_LongList, forms.SelectMultiple):
    """The same for several, shown as chips."""

    def __init__(self, attrs: dict | None = None, choices: tuple = ()) -> None:
        super().__init__(attrs={"data-typeahead": True, **(attrs or {})}, choices=choices)
