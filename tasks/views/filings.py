"""Who has reported for which period (requirement G5): periods × units, each figure its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks.filters import FILED
from tasks.models import SeriesUnit, Task, TaskSeries
from tasks.periods import Period, PeriodKind
from tasks.permissions import can_manage_series
from tasks.querysets import TaskQuerySet
from tasks.querysets.series import OWED, Filing, filing_q
from tasks.rhythm import Rhythm
from units.clock import today
from units.models import User
from units.widgets import UnitSelect

#: The tone in which a cell is seen, the gravest first, and its word where it stands for one task.
_FACES = (
    (Filing.MISSING, "red", "Thiếu"),
    (Filing.LATE, "amber", "Chậm"),
    (Filing.AHEAD, "neutral", "Chưa đến"),
    (Filing.IN_TIME, "green", "Đúng hạn"),
    (Filing.LEFT_OUT, "grey", "Không tính"),
)


@dataclass(frozen=True)
class Column:
    """A period of the series, or a month in which occurrences of any series are due; `query` narrows the list to it."""

    key: str
    label: str
    span: str
    query: dict[str, str]


@dataclass(frozen=True)
class Cell:
    words: str
    url: str
    tone: str = "neutral"
    title: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


class MatrixForm(forms.Form):
    """What the table is about; the address holds it."""

    series = forms.ModelChoiceField(
        label="Việc định kỳ",
        queryset=TaskSeries.objects.none(),
        required=False,
        widget=UnitSelect,
        empty_label="Tất cả việc định kỳ",
    )
    year = forms.TypedChoiceField(label="Năm", coerce=int, required=False)

    def __init__(self, data: Any, *, user: User, years: Iterable[int], today: date) -> None:
        super().__init__(data)
        self.fields["series"].queryset = TaskSeries.objects.visible_to(user).order_by("title", "pk")  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = today.year


@require_safe
def filings(request: HttpRequest) -> HttpResponse:
    """Every occurrence that the person sees in lists, by lead and period; the totals are those of the lists."""
    day, user = today(), request.user
    seen = Task.objects.listed_for(user).recurring()
    form = MatrixForm({"year": day.year} | request.GET.dict(), user=user, years=_years(seen, day), today=day)
    chosen = form.cleaned_data if form.is_valid() else {}
    series, year = chosen.get("series"), chosen.get("year") or day.year
    matrix = Matrix(seen, series=series, year=year, day=day, user=user)
    context = {
        "form": form,
        "series": series,
        "year": year,
        "matrix": matrix,
        "trail": [("Việc định kỳ", reverse("tasks:series_list"))],
    }
    return render(request, "tasks/filings.html", context, status=200 if form.is_valid() else 422)


class Matrix:
    """The table as its template shows it; three queries, however many units and periods there are."""

    def __init__(self, seen: TaskQuerySet, *, series: TaskSeries | None, year: int, day: date, user: User) -> None:
        self._series, self._year = series, year
        self.columns = _periods(series, year) if series else _months(year)
        self._counts: dict[tuple[int, str], Counter[Filing]] = {}
        self._single: dict[tuple[int, str], int] = {}
        self._units = self._expected(series, user, day)
        self._read(seen, day)
        self.columns = self._trimmed()
        self.rows = [Row(label, self._cells(unit)) for unit, (label, _) in self._in_order()]
        self.foot = [self._foot(words, filing) for filing, words in _FOOT]
        self.left_out = self._total(Filing.LEFT_OUT)
        self.left_out_url = self._list({}, Filing.LEFT_OUT)
        self.sentence = self._sentence()

    def _expected(self, series: TaskSeries | None, user: User, day: date) -> dict[int, tuple[str, str]]:
        """The units that owe the series, also where they have been given nothing in the year; unit -> label, path."""
        if series is None or not can_manage_series(user, series):
            return {}
        parts = series.units.filter(part=SeriesUnit.Part.LEAD, moved_on__isnull=True).select_related("unit")
        return {part.unit_id: (part.unit.label, part.unit.path) for part in parts}

    def _read(self, seen: TaskQuerySet, day: date) -> None:
        counted = {filing.value: Count("pk", filter=filing_q(filing, day)) for filing in Filing}
        if self._series:
            rows = seen.filter(series_unit__series=self._series, period_key__startswith=str(self._year))
            by = "period_key"
        else:
            rows, by = seen.filter(due_on__year=self._year), "due_on__month"
        found = rows.order_by().values("lead", "lead__name", "lead__short_name", "lead__path", by)
        for row in found.annotate(**counted, newest=Max("pk"), total=Count("pk")):
            place = (row["lead"], str(row[by]))
            self._units[row["lead"]] = (row["lead__short_name"] or row["lead__name"], row["lead__path"])
            self._counts[place] = Counter({filing: row[filing.value] for filing in Filing})
            if row["total"] == 1:
                self._single[place] = row["newest"]

    def _trimmed(self) -> list[Column]:
        """Without the periods before the first and after the last in which anything is owed."""
        used = {key for _, key in self._counts}
        places = [place for place, column in enumerate(self.columns) if column.key in used]
        return self.columns[places[0] : places[-1] + 1] if places else self.columns

    def _in_order(self) -> list[tuple[int, tuple[str, str]]]:
        return sorted(self._units.items(), key=lambda unit: unit[1][1])

    def _cells(self, unit: int) -> list[Cell]:
        cells = [self._cell(unit, column) for column in self.columns]
        whole = sum((self._counts.get((unit, column.key), Counter()) for column in self.columns), Counter[Filing]())
        narrowed = {"unit": str(unit), "only": "on"}
        missing = whole[Filing.MISSING]
        return [
            *cells,
            Cell(_share(whole), self._list(narrowed)),
            Cell(
                str(missing), self._list(narrowed, Filing.MISSING) if missing else "", "red" if missing else "neutral"
            ),
        ]

    def _cell(self, unit: int, column: Column) -> Cell:
        counts = self._counts.get((unit, column.key))
        if counts is None:
            return Cell("–", "")
        gravest, tone, word = next(face for face in _FACES if counts[face[0]])
        if task := self._single.get((unit, column.key)):
            return Cell(word, reverse("tasks:detail", args=[task]), tone, gravest.label)
        filing = None if _of(counts, None) else Filing.LEFT_OUT
        url = self._list(column.query | {"unit": str(unit), "only": "on"}, filing)
        said = ", ".join(f"{counts[each]} {each.label.lower()}" for each in Filing if counts[each])
        return Cell(_share(counts), url, tone, said)

    def _foot(self, words: str, filing: Filing | None) -> Row:
        figures = [
            (sum(_of(counts, filing) for (_, key), counts in self._counts.items() if key == column.key), column.query)
            for column in self.columns
        ]
        figures.append((self._total(filing), {}))
        return Row(words, [Cell(str(figure), self._list(query, filing) if figure else "") for figure, query in figures])

    def _total(self, filing: Filing | None) -> int:
        return sum(_of(counts, filing) for counts in self._counts.values())

    def _list(self, query: dict[str, str], filing: Filing | None = None) -> str:
        """The list of exactly these tasks; without a filing, of those that are owed."""
        if self._series:
            place = {"series": str(self._series.pk)} | ({} if "period" in query else {"period_year": str(self._year)})
        else:
            place = {} if "due_from" in query else _days(self._year, 1, 12)
        narrowed = {"filing": filing.value if filing else FILED[0]}
        return f"{reverse('tasks:list')}?{urlencode(place | query | narrowed)}"

    def _sentence(self) -> str:
        owed, missing = self._total(None), self._total(Filing.MISSING)
        if not owed:
            return ""
        late_units = {unit for (unit, _), counts in self._counts.items() if counts[Filing.MISSING]}
        reported = self._total(Filing.IN_TIME) + self._total(Filing.LATE)
        said = f"Năm {self._year}: phải báo cáo {owed} kỳ, đã báo cáo {reported}"
        if not missing:
            return f"{said}, không thiếu báo cáo đã đến hạn."
        return f"{said}; còn thiếu {missing} báo cáo đã quá hạn ở {len(late_units)} đơn vị."


_FOOT: tuple[tuple[Filing | None, str], ...] = (
    (Filing.IN_TIME, "Đúng hạn"),
    (Filing.LATE, "Chậm"),
    (Filing.MISSING, "Thiếu"),
    (Filing.AHEAD, "Chưa đến hạn"),
    (None, "Phải báo cáo"),
)


def _of(counts: Counter[Filing], filing: Filing | None) -> int:
    return counts[filing] if filing else sum(counts[each] for each in OWED)


def _share(counts: Counter[Filing]) -> str:
    """ "2/3": reported of owed."""
    return f"{counts[Filing.IN_TIME] + counts[Filing.LATE]}/{_of(counts, None)}"


def _years(seen: TaskQuerySet, day: date) -> range:
    """From the first to the last year in which anything is due, this year among them; newest first."""
    span = seen.order_by().aggregate(first=Min("due_on"), last=Max("due_on"))
    first = min(day.year, span["first"].year if span["first"] else day.year)
    last = max(day.year, span["last"].year if span["last"] else day.year)
    return range(last, first - 1, -1)


def _periods(series: TaskSeries, year: int) -> list[Column]:
    """The periods of the year in order."""
    rhythm: Rhythm = series.rhythm
    period: Period = Period(rhythm.kind, year, 1, rhythm.scheme)
    found = []
    while period.year == year:
        found.append(Column(period.key, period.short_label, period.span, {"period": period.key}))
        period = period.next
    return found


def _months(year: int) -> list[Column]:
    return [
        Column(str(month), f"Hạn tháng {month}", f"tháng {month}/{year}", _days(year, month, month))
        for month in range(1, 13)
    ]


def _days(year: int, first: int, last: int) -> dict[str, str]:
    """The filters of the list for due dates from the one month to the other."""
    ends = Period(PeriodKind.MONTH, year, last).ends_on
    return {"due_from": f"01/{first:02d}/{year}", "due_to": f"{ends:%d/%m/%Y}"}
