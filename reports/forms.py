"""Choosing the period of a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django import forms

from reports.periods import PeriodKind, ReportPeriod, period_of

#: How many periods back are offered, the running one included.
OFFERED = {PeriodKind.MONTH: 13, PeriodKind.QUARTER: 5}


class PeriodForm(forms.Form):
    """A month or quarter, each with its days by the 15th–14th rule beside it."""

    period = forms.ChoiceField(
        label="Kỳ báo cáo",
        help_text="Kỳ tính từ ngày 15 của tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP). Kỳ đang chạy: số liệu "
        "đến hôm nay.",
        error_messages={"required": "Chọn kỳ báo cáo.", "invalid_choice": "Chọn một kỳ trong danh sách."},
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (kind.label, [(period.key, self._words(period, today)) for period in offered(kind, today)])
            for kind in OFFERED
        ]
        self.fields["period"].initial = period_of(PeriodKind.MONTH, today - timedelta(days=30)).key

    @staticmethod
    def _words(period: ReportPeriod, today: date) -> str:
        return f"{period.label} ({period.span}){', đang chạy' if period.holds(today) else ''}"

    def clean_period(self) -> ReportPeriod:
        return ReportPeriod.from_key(self.cleaned_data["period"])


def offered(kind: PeriodKind, today: date) -> Iterator[ReportPeriod]:
    """The running period and the ones before it, newest first."""
    period = period_of(kind, today)
    for _ in range(OFFERED[kind]):
        yield period
        period = period_of(kind, period.starts_on - timedelta(days=1))
