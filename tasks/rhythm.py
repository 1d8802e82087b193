"""How a duty repeats: its periods, and the day on which each of them is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from tasks.periods import Period, PeriodKind, Scheme, days_of, period_of

MOST_DAYS_AFTER = 90
MOST_DAYS_AHEAD = 90
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_EACH = {
    PeriodKind.WEEK: "Hằng tuần",
    PeriodKind.MONTH: "Hằng tháng",
    PeriodKind.QUARTER: "Hằng quý",
    PeriodKind.HALF_YEAR: "6 tháng một lần",
    PeriodKind.YEAR: "Hằng năm",
}


class DueRule(TextChoices):
    AFTER_END = "after_end", "Số ngày sau hết kỳ"
    ON_DAY = "on_day", "Ngày tháng cuối kỳ"


class Ahead(TextChoices):
    """From what the days are counted back on which an occurrence is given."""

    START = "start", "trước khi kỳ bắt đầu"
    DUE = "due", "trước hạn của kỳ"


@dataclass(frozen=True)
class Rhythm:
    """`due_day`: days after the period's end, or the day of its last month (of a week, 1 is Monday); a month that is
    shorter is due on its last day."""

    kind: PeriodKind
    scheme: Scheme = Scheme.CALENDAR
    due_rule: DueRule = DueRule.AFTER_END
    due_day: int = 0

    def period_on(self, day: date) -> Period:
        return period_of(self.kind, day, self.scheme)

    def due_on(self, period: Period) -> date:
        if self.due_rule == DueRule.AFTER_END:
            return period.ends_on + timedelta(days=self.due_day)
        if self.kind == PeriodKind.WEEK:
            return period.starts_on + timedelta(days=self.due_day - 1)
        return period.last_month.replace(day=min(self.due_day, days_of(period.last_month)))

    def first_owed(self, day: date) -> Period:
        """The period that runs on the day on which the duty is given, or the first one after it that is not yet due."""
        period = self.period_on(day)
        while self.due_on(period) < day:
            period = period.next
        return period

    def periods_from(self, day: date) -> Iterator[Period]:
        """Those that begin on the day or later, without end."""
        period = self.period_on(day)
        if period.starts_on < day:
            period = period.next
        while True:
            yield period
            period = period.next

    @property
    def each(self) -> str:
        """ "Hằng quý"."""
        decree = " (kỳ từ ngày 15 đến ngày 14)" if self.scheme == Scheme.DECREE_09 else ""
        return f"{_EACH[self.kind]}{decree}"

    @property
    def due_words(self) -> str:
        """ "ngày 20 hằng tháng", "5 ngày sau khi hết kỳ"."""
        if self.due_rule == DueRule.AFTER_END:
            return f"{self.due_day} ngày sau khi hết kỳ" if self.due_day else "ngày cuối kỳ"
        if self.kind == PeriodKind.WEEK:
            return f"{WEEKDAYS[self.due_day - 1]} hằng tuần"
        if self.kind == PeriodKind.MONTH:
            return f"ngày {self.due_day} hằng tháng"
        return f"ngày {self.due_day} của tháng cuối kỳ"

    def __str__(self) -> str:
        return f"{self.each}, hạn {self.due_words}"


def refusal_of(rhythm: Rhythm) -> str:
    """Why the day can't be meant; "" where it can."""
    if rhythm.due_rule == DueRule.AFTER_END:
        if 0 <= rhythm.due_day <= MOST_DAYS_AFTER:
            return ""
        return f"Nhập số ngày sau khi hết kỳ từ 0 đến {MOST_DAYS_AFTER}; 0 là ngày cuối kỳ."
    if rhythm.kind == PeriodKind.WEEK:
        return "" if 1 <= rhythm.due_day <= 7 else "Nhập thứ trong tuần từ 1 (Thứ Hai) đến 7 (Chủ nhật)."
    return "" if 1 <= rhythm.due_day <= 31 else "Nhập ngày trong tháng từ 1 đến 31."


_KIND_WORDS = (
    (re.compile(r"(?:h[àằ]ng|mỗi|từng|định kỳ(?: theo)?|của) tuần"), PeriodKind.WEEK),
    (re.compile(r"(?:h[àằ]ng|mỗi|từng|định kỳ(?: theo)?) tháng(?! (?:cuối|đầu))"), PeriodKind.MONTH),
    (re.compile(r"(?:h[àằ]ng|mỗi|từng|định kỳ(?: theo)?|của|cuối) quý"), PeriodKind.QUARTER),
    (re.compile(r"(?:06|6|sáu) tháng(?! (?:đầu|cuối))"), PeriodKind.HALF_YEAR),
    (re.compile(r"(?:h[àằ]ng|mỗi|từng|định kỳ(?: theo)?) năm"), PeriodKind.YEAR),
)
_OF_MONTH = re.compile(r"ngày (\d{1,2})(?: (?:h[àằ]ng|mỗi) tháng| (?:của )?tháng cuối)")
_OF_YEAR = re.compile(r"ngày (\d{1,2})(?: ?/ ?| tháng )12 (?:h[àằ]ng|mỗi) năm")
_WEEKDAY = re.compile(r"thứ (hai|ba|tư|năm|sáu|bảy)|chủ nhật")
_WEEKDAY_NUMBERS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6}


def read_rhythm(words: list[str]) -> Rhythm | None:
    """What the words of a document say for certain; None where they name no period, several, or a day that is not in
    the period's last month."""
    said = [" ".join(each.lower().split()) for each in words]
    kinds = {kind for each in said for pattern, kind in _KIND_WORDS if pattern.search(each)}
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    days = {day for each in said if (day := _day_in(kind, each)) is not None}
    if any(day < 0 for day in days) or len(days) > 1:
        return None
    return Rhythm(kind, due_rule=DueRule.ON_DAY, due_day=days.pop()) if days else Rhythm(kind)


def _day_in(kind: PeriodKind, words: str) -> int | None:
    """The day that the words name; None where they name none, -1 where it can't be told."""
    if kind == PeriodKind.WEEK:
        found = _WEEKDAY.search(words)
        return _WEEKDAY_NUMBERS.get(found[1] or "", 7) if found else None
    found = (_OF_YEAR if kind == PeriodKind.YEAR else _OF_MONTH).search(words)
    if found:
        return int(found[1]) if 1 <= int(found[1]) <= 31 else -1
    return -1 if re.search(r"(?<!\d)\d{1,2}(?!\d| tháng)|cuối cùng|tháng đầu", words) else None
