"""The list of tasks: the address holds filters, order and page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from tasks.filters import TaskFilter
from tasks.models import Task
from tasks.permissions import can_assign
from tasks.services.telling import in_short
from tasks.views.rows import rows_of
from units.clock import today
from units.services.calendar import load_calendar

ROWS_A_PAGE = 50
QUICK = (
    ("Tất cả", ""),
    ("Đang mở", "status=open"),
    ("Quá hạn", "time=overdue"),
    ("Sắp đến hạn", "time=due_soon"),
    ("Chờ xác nhận", "status=submitted"),
    ("Chưa tiếp nhận", "status=assigned"),
    ("Chờ điều chuyển", "status=returned"),
)
_PERIODS = ("period", "period_year")  # of the series
_QUICK_NAMES = ("status", "time", "page")


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    is_on: bool
    icon: str = ""


def task_list(request: HttpRequest) -> HttpResponse:
    day = today()
    found = TaskFilter(request.GET, queryset=Task.objects.listed_for(request.user), user=request.user, today=day)
    page = Paginator(found.qs.for_list().with_sent_back(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "tasks/list.html",
        {
            "filter": found,
            "is_narrowed": any(request.GET.get(name) for name in found.filters if name not in _QUICK_NAMES),
            "order": found.sort,
            "keep": {"sort": request.GET["sort"]} if request.GET.get("sort") else {},
            "chips": _chips(request.GET) + _directive_chips(found, request.GET),
            "page": page,
            "rows": rows_of(page.object_list, today=day, calendar=load_calendar()),
            "can_assign": can_assign(request.user),
        },
    )


def _chips(query: QueryDict) -> list[Chip]:
    """Each keeps the other filters; the one that is on is the one whose parameters stand in the address."""
    chips = []
    for label, part in QUICK:
        wanted = QueryDict(part)
        rest = query.copy()
        for name in _QUICK_NAMES:
            rest.pop(name, None)
        is_on = all(query.get(name, "") == wanted.get(name, "") for name in ("status", "time"))
        rest.update(wanted.dict())
        chips.append(Chip(label, f"?{rest.urlencode()}", is_on))
    return chips


def _directive_chips(found: TaskFilter, query: QueryDict) -> list[Chip]:
    """The directive, the chain of one or the series that the list is narrowed to; pressing takes it away."""
    if not found.form.is_valid():
        return []
    chips = []
    for name, words in (("directive", ""), ("chain", "Chuỗi của "), ("series", "Việc định kỳ: ")):
        if narrowed := found.form.cleaned_data.get(name):
            rest = query.copy()
            for gone in (name, "page", *(_PERIODS if name == "series" else ())):
                rest.pop(gone, None)
            chips.append(Chip(f"{words}{in_short(str(narrowed), 60)}", f"?{rest.urlencode()}", True, icon="x"))
    return chips
