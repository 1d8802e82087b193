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
from tasks.querysets import TaskQuerySet
from tasks.services.telling import in_short
from tasks.views.rows import rows_with_parts
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
_NARROWING = (
    ("directive", ""),
    ("chain", "Chuỗi của "),
    ("series", "Việc định kỳ: "),
    ("whole", "Phần việc của: "),
    ("parts", "Phần việc các cấp"),
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
    found = TaskFilter(request.GET, queryset=_base(request), user=request.user, today=day)
    shown = found.qs.for_list().with_sent_back().with_own_duty(request.user)
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "tasks/list.html",
        {
            "filter": found,
            "is_narrowed": any(request.GET.get(name) for name in found.filters if name not in _QUICK_NAMES),
            "order": found.sort,
            "keep": {"sort": request.GET["sort"]} if request.GET.get("sort") else {},
            "chips": _chips(request.GET) + _narrowing_chips(found, request.GET),
            "page": page,
            "rows": rows_with_parts(page.object_list, user=request.user, today=day, calendar=load_calendar()),
            "remind_url": _remind_url(request),
            "can_assign": can_assign(request.user),
        },
    )


def _base(request: HttpRequest) -> TaskQuerySet:
    """The lists of an organisation leave out the parts that its units gave, unless parts are asked for."""
    if request.GET.get("whole") or request.GET.get("parts"):
        return Task.objects.visible_to(request.user)
    return Task.objects.listed_for(request.user)


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


def _narrowing_chips(found: TaskFilter, query: QueryDict) -> list[Chip]:
    """The directive, the chain of one, the series or the whole that the list is narrowed to; pressing takes it away."""
    if not found.form.is_valid():
        return []
    chips = []
    for name, words in _NARROWING:
        if value := found.form.cleaned_data.get(name):
            rest = query.copy()
            for gone in (name, "page", *(_PERIODS if name == "series" else ())):
                rest.pop(gone, None)
            said = words if value is True else f"{words}{in_short(str(value), 60)}"
            chips.append(Chip(said, f"?{rest.urlencode()}", True, icon="x"))
    return chips
