"""Form controls of our own; both are plain fields without JavaScript."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """A day typed as dd/mm/yyyy; static/js/days.js says the weekday and opens a calendar."""

    template_name = "components/day_input.html"

    def __init__(self, attrs: dict | None = None) -> None:
        ours = {"data-day": True, "inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"}
        super().__init__(attrs={**ours, **(attrs or {})}, format="%d/%m/%Y")


class UnitSelect(forms.Select):
    """A list to choose one unit or person from; static/js/picker.js finds by a part of the name, without marks."""

    def __init__(self, attrs: dict | None = None, choices: tuple = ()) -> None:
        super().__init__(attrs={"data-typeahead": True, **(attrs or {})}, choices=choices)


class UnitSelectMultiple(forms.SelectMultiple):
    """The same for several, shown as chips."""

    def __init__(self, attrs: dict | None = None, choices: tuple = ()) -> None:
        super().__init__(attrs={"data-typeahead": True, **(attrs or {})}, choices=choices)
