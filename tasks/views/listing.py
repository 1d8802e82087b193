"""The list of tasks: the address holds filters, order and page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from tasks.deadlines import TimeState
from tasks.filters import TaskFilter
from tasks.models import Task
from tasks.permissions import can_assign, can_remind_units
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
            "remind_url": _remind_url(request),
            "can_assign": can_assign(request.user),
        },
    )


def _remind_url(request: HttpRequest) -> str:
    """Where the tasks of this list are written about, for those who may; "" where the list asks for nothing late."""
    if request.GET.get("time") not in (TimeState.OVERDUE, TimeState.DUE_SOON) or not can_remind_units(request.user):
        return ""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{reverse('tasks:remind')}?{query.urlencode()}"


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
    """The directive or the chain of one that the list is narrowed to; pressing takes it away."""
    if not found.form.is_valid():
        return []
    chips = []
    for name, words in (("directive", ""), ("chain", "Chuỗi của ")):
        if directive := found.form.cleaned_data.get(name):
            rest = query.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            chips.append(Chip(f"{words}{directive}", f"?{rest.urlencode()}", True, icon="x"))
    return chips
