"""Chấp hành: how units conduct themselves; every figure leads to exactly what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format

from tasks.forms.conduct import SpanForm
from tasks.models import Task
from tasks.permissions import can_see_conduct
from tasks.services.conduct import COLUMNS, results
from tasks.services.conduct.column import Column, Line
from tasks.services.conduct.span import Span, spans_around
from tasks.services.conduct.table import Figure, UnitConduct, conduct_of, rows_of, total_of
from units.clock import today
from units.models import Unit, User
from units.refusals import Forbidden, demand
from units.roles import WATCH_DASHBOARD, Role

LINES_A_PAGE = 50


@dataclass(frozen=True)
class Cell:
    figure: str
    url: str
    level: int
    tone: str = "neutral"


@dataclass(frozen=True)
class Row:
    label: str
    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class Heat:
    caption: str
    corner: str
    columns: list[str]
    rows: list[Row]
    totals: list[Cell] | None


@dataclass(frozen=True)
class Listed:
    line: Line
    unit: str
    url: str


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    is_on: bool


def conduct(request: HttpRequest) -> HttpResponse:
    """Units × kinds of conduct in a period."""
    demand(can_see_conduct(request.user))
    organisation, own = request.user.acting_post.organisation, _own_unit(request.user)
    form, span = _asked_span(request)
    rows = conduct_of(COLUMNS, organisation, span.starts_on, _until(span), only=own)
    return render(
        request,
        "tasks/conduct.html",
        {
            "form": form,
            "span": span,
            "chips": [
                Chip(each.label[0].upper() + each.label[1:], f"?{_query(each)}", each == span)
                for each in spans_around(today())
            ],
            "heat": _heat(rows, span, own),
            "columns": COLUMNS,
            "sentence": _sentence(rows, organisation, span, own),
            "own": own,
            "organisation": organisation,
        },
        status=422 if form.errors else 200,
    )


def conduct_list(request: HttpRequest, key: str) -> HttpResponse:
    """What one figure counts."""
    demand(can_see_conduct(request.user))
    column = next((each for each in COLUMNS if each.key == key), None)
    if column is None:
        raise Http404
    form, span = _asked_span(request)
    unit = _asked_unit(request)
    rows = rows_of(column, request.user.acting_post.organisation, span.starts_on, _until(span), unit=unit)
    page = Paginator(rows, LINES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "tasks/conduct_list.html",
        {
            "column": column,
            "form": form,
            "span": span,
            "unit": unit,
            "page": page,
            "lines": _listed(column, list(page.object_list), request.user),
            "trail": [("Chấp hành", f"{reverse('tasks:conduct')}?{_query(span)}")],
        },
        status=422 if form.errors else 200,
    )


def _own_unit(user: User) -> Unit | None:
    """The one unit whose conduct the person sees; None where it is that of all."""
    post = user.acting_post
    assert post is not None
    return None if Role(post.role) in WATCH_DASHBOARD else post.unit


def _asked_unit(request: HttpRequest) -> Unit | None:
    own, asked = _own_unit(request.user), request.GET.get("unit", "")
    if not asked:
        return own
    if not asked.isdecimal():
        raise Http404
    if own is not None and int(asked) != own.pk:
        raise Forbidden("Bạn chỉ xem được tình hình chấp hành của đơn vị mình.")
    return own or get_object_or_404(Unit.objects.within(request.user.acting_post.organisation), pk=int(asked))


def _asked_span(request: HttpRequest) -> tuple[SpanForm, Span]:
    """This year, unless the address says otherwise; what it says wrongly is said beside the fields."""
    this_year = spans_around(today())[0]
    asked = request.GET if "from" in request.GET or "to" in request.GET else None
    form = SpanForm(asked, initial={"from": this_year.starts_on, "to": this_year.ends_on})
    if asked is not None and form.is_valid():
        return form, Span(form.cleaned_data["from"], form.cleaned_data["to"])
    return form, this_year


def _until(span: Span) -> date:
    """What lies ahead is nobody's conduct."""
    return min(span.ends_on, today())


def _query(span: Span, **more: object) -> str:
    return urlencode(more | {"from": span.starts_on.isoformat(), "to": span.ends_on.isoformat()})


def _heat(rows: list[UnitConduct], span: Span, own: Unit | None) -> Heat:
    totals = {column.key: total_of(rows, column) for column in COLUMNS}
    return Heat(
        caption="Theo đơn vị. Mỗi số dẫn đến danh sách của nó.",
        corner="Đơn vị",
        columns=[column.label for column in COLUMNS],
        rows=[
            Row(
                row.unit.label,
                "",
                [_cell(each, row.figures.get(each.key, Figure()), span, row.unit) for each in COLUMNS],
            )
            for row in rows
        ],
        totals=None if own else [_cell(each, totals[each.key], span, None) for each in COLUMNS],
    )


def _cell(column: Column, figure: Figure, span: Span, unit: Unit | None) -> Cell:
    if not figure.count:
        return Cell("–" if column.days else "0", "", 0)
    query = _query(span, unit=unit.pk) if unit else _query(span)
    said = f"{_days(figure)}\N{NO-BREAK SPACE}({figure.count})" if column.days else f"{figure.count}"
    return Cell(said, f"{reverse('tasks:conduct_list', args=[column.key])}?{query}", 1 if unit else 0)


def _days(figure: Figure) -> str:
    return number_format(round(figure.average or 0, 1), 1)


def _sentence(rows: list[UnitConduct], organisation: Unit, span: Span, own: Unit | None) -> str:
    """How long the work took, beside the period before, so that shortening it shows (requirement E8)."""
    column = results.TIME_TAKEN
    now = total_of(rows, column)
    if not now.count:
        return f"Chưa có kết quả nào được chấp nhận trong {span.label}."
    said = f"Thời gian thực hiện trung bình {_days(now)} ngày trên {now.count} kết quả được chấp nhận"
    earlier = span.before
    past = conduct_of([column], organisation, earlier.starts_on, earlier.ends_on, only=own)
    then = total_of(past, column)
    return f"{said}; {earlier.label}: {_days(then)} ngày trên {then.count} kết quả." if then.count else f"{said}."


def _listed(column: Column, rows: list[Any], user: User) -> list[Listed]:
    """The rows as they are shown; a task that the person does not see (any more) is named, not linked."""
    lines, units = [column.line(row) for row in rows], [row.counted_for for row in rows]
    named = {line.task for line in lines if line.task}
    seen = set(Task.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    labels = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in=units)}
    return [
        Listed(line, labels[unit], reverse("tasks:detail", args=[line.task]) if line.task in seen else "")
        for line, unit in zip(lines, units, strict=True)
    ]
