"""Fields of dates as documents print them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django import forms
from django.utils import timezone

from directives.confirmed import PartialDay
from units.widgets import DayInput

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEAR = re.compile(r"\d{4}")
_MOMENT = re.compile(r"(?:(\d{1,2})[:hg](\d{2})\s+)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:\s+(\d{1,2})[:hg](\d{2}))?")
#: Older dates are slips of the key: the State that issues these documents was founded in 1945.
FIRST_YEAR = 1945
NOT_A_DAY = "Ngày không có thật hoặc không đúng dạng. Ghi ngày/tháng/năm, ví dụ 05/08/2026."


def say_what_is_missing(form: forms.Form) -> None:
    """ "Chưa nhập trích yếu." instead of Django's one sentence for every field."""
    for field in form.fields.values():
        field.error_messages["required"] = f"Chưa nhập {str(field.label or 'mục này').lower()}."


def day_of(text: str) -> date | None:
    """5/8/2026, 05-08-2026 and 05.08.2026 are all 5 August; None for what is no day."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None


class DayField(forms.Field):
    """A whole day, or None."""

    widget = DayInput

    def to_python(self, value: object) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        if day := day_of(text):
            return day
        raise forms.ValidationError(NOT_A_DAY, code="invalid")


class PartialDayField(forms.Field):
    """A day, a month of a year, a year, or nothing: as far as the document prints it (requirement A2)."""

    widget = DayInput

    def to_python(self, value: object) -> PartialDay:
        text = str(value or "").strip()
        if not text:
            return PartialDay()
        if day := day_of(text):
            return PartialDay(on=day)
        if (found := _MONTH.fullmatch(text)) and 1 <= int(found[1]) <= 12 and int(found[2]) >= FIRST_YEAR:
            return PartialDay(month=int(found[1]), year=int(found[2]))
        if _YEAR.fullmatch(text) and int(text) >= FIRST_YEAR:
            return PartialDay(year=int(text))
        raise forms.ValidationError(
            "Ghi ngày/tháng/năm; nếu văn bản bỏ trống ngày thì ghi tháng/năm (05/2023) hoặc năm (2023).", code="invalid"
        )

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except forms.ValidationError:
            return True


class MomentField(forms.Field):
    """The day and hour of arrival: "05/08/2026 14:30" or the day alone, which means its first minute."""

    def to_python(self, value: object) -> datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = _MOMENT.fullmatch(text)
        day = day_of(found[3]) if found else None
        if found is None or day is None:
            raise forms.ValidationError("Ghi ngày và giờ, ví dụ 05/08/2026 14:30.", code="invalid")
        hour, minute = (found[1], found[2]) if found[1] else (found[4], found[5])
        try:
            at = time(int(hour or 0), int(minute or 0))
        except ValueError:
            raise forms.ValidationError("Giờ ghi từ 00:00 đến 23:59.", code="invalid") from None
        return timezone.make_aware(datetime.combine(day, at))
