"""Việc định kỳ: the recurring duties that a person sees, one of them, and what may be changed of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, F, Min, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.forms.series import ChangeDueForm, EndForm, MoveUnitForm, SeriesForm
from tasks.models import SeriesEvent, SeriesUnit, Task, TaskSeries
from tasks.permissions import can_assign, can_manage_series
from tasks.services import series as services
from tasks.services.occurrences import why_waiting
from tasks.statuses import Badge
from tasks.views.history import EventLine
from tasks.views.rows import rows_of
from units.clock import now, today
from units.models import User
from units.refusals import Conflict, demand
from units.services.calendar import load_calendar

ROWS_A_PAGE = 50
MOST_OCCURRENCES = 12
_LEAD = SeriesUnit.Part.LEAD
_LOOK = {
    SeriesEvent.Action.GIVE: ("neutral", "plus"),
    SeriesEvent.Action.CHANGE_DUE: ("blue", "calendar"),
    SeriesEvent.Action.MOVE: ("amber", "arrows-exchange"),
    SeriesEvent.Action.END: ("grey", "ban"),
}


@dataclass(frozen=True)
class Act:
    label: str
    icon: str
    form: type[SeriesForm]
    service: Callable[..., TaskSeries]
    done: str
    is_grave: bool = False


ACTS = {
    "doi-han": Act(
        "Đổi cách tính hạn",
        "calendar",
        ChangeDueForm,
        services.change_due,
        "Đã đổi. Các kỳ đã giao giữ nguyên hạn.",
    ),
    "chuyen-don-vi": Act(
        "Chuyển đơn vị",
        "arrows-exchange",
        MoveUnitForm,
        services.move_unit,
        "Đã chuyển. Các kỳ đã giao vẫn thuộc đơn vị trước.",
    ),
    "ket-thuc": Act(
        "Kết thúc việc định kỳ",
        "ban",
        EndForm,
        services.end_series,
        "Đã kết thúc. Các kỳ đã giao vẫn phải hoàn thành.",
        is_grave=True,
    ),
}


@dataclass(frozen=True)
class Offer:
    name: str
    act: Act
    form: SeriesForm
    is_open: bool


@dataclass(frozen=True)
class Part:
    """A unit of the series with what it waits for."""

    row: SeriesUnit
    waits: str


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Those that last first."""
    day = today()
    leads = SeriesUnit.objects.filter(part=_LEAD, moved_on__isnull=True).select_related("unit")
    open_leads = Q(units__part=_LEAD, units__moved_on__isnull=True)
    found = (
        TaskSeries.objects.visible_to(request.user)
        .select_related("organisation", "directive")
        .annotate(
            lead_count=Count("units", filter=open_leads), next_given_on=Min("units__next_given_on", filter=open_leads)
        )
        .prefetch_related(Prefetch("units", leads, to_attr="leads"))
        .order_by(F("ended_on").desc(nulls_first=True), F("next_given_on").asc(nulls_last=True), "pk")
    )
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, state_of(row, row.leads, day)) for row in page]  # type: ignore[attr-defined]
    context = {"page": page, "rows": rows, "can_assign": can_assign(request.user)}
    return render(request, "tasks/series_list.html", context)


@require_safe
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "tasks/series_detail.html", _facts(_seen(request, pk), request.user))


@require_POST
def series_act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Done: back to the series.  Bad input: 422.  Changed meanwhile: 409; what was typed stays."""
    series = _seen(request, pk)
    if action not in ACTS:
        raise Http404
    demand(can_manage_series(request.user, series))
    act = ACTS[action]
    form = act.form(request.POST, series=series, today=today(), auto_id=f"{action}-%s")
    if not form.is_valid():
        return _again(request, series, action, form, status=422)
    try:
        act.service(series=series, by=request.user, now=now(), **form.arguments())
    except ValidationError as refusal:
        form.take_refusal(refusal)
        return _again(request, series, action, form, status=422)
    except Conflict as refusal:
        newest = _seen(request, pk)
        return _again(request, newest, action, form.redrawn(newest.version), status=409, reason=refusal.reason)
    messages.success(request, act.done)
    return redirect("tasks:series_detail", pk=pk)


def state_of(series: TaskSeries, leads: list[SeriesUnit], day: date) -> Badge:
    """Ended, waiting for a unit, or under way."""
    if series.is_over:
        return Badge("grey", "ban", f"Đã kết thúc {series.ended_on:%d/%m/%Y}")
    if not any(part.next_given_on for part in leads):
        return Badge("grey", "calendar-off", "Đã hết kỳ")
    for part in leads:
        part.series = series
    if waiting := sum(bool(why_waiting(part, day)) for part in leads):
        return Badge("amber", "alert-triangle", f"{waiting} đơn vị chờ chuyển")
    return Badge("green", "repeat", "Đang áp dụng")


def _seen(request: HttpRequest, pk: int) -> TaskSeries:
    rows = TaskSeries.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("organisation", "directive", "instruction", "given_by", "ended_by"), pk=pk
    )


def _again(
    request: HttpRequest, series: TaskSeries, action: str, form: SeriesForm, *, status: int, reason: str = ""
) -> HttpResponse:
    facts = _facts(series, request.user, tried=action, tried_form=form)
    return render(request, "tasks/series_detail.html", facts | {"reason": reason}, status=status)


def _facts(series: TaskSeries, user: User, *, tried: str = "", tried_form: SeriesForm | None = None) -> dict[str, Any]:
    day = today()
    rows = list(series.units.select_related("unit", "moved_to"))
    for row in rows:
        row.series = series
    occurrences = Task.objects.listed_for(user).filter(series_unit__series=series)
    newest = occurrences.for_list().with_sent_back().order_by("-assigned_on", "lead__path", "-pk")[:MOST_OCCURRENCES]
    verdict = can_manage_series(user, series)
    return {
        "series": series,
        "state": state_of(series, [row for row in rows if row.part == _LEAD and row.is_open], day),
        "parts": [Part(row, why_waiting(row, day) if row.is_open and not series.is_over else "") for row in rows],
        "rows": rows_of(newest, today=day, calendar=load_calendar()),
        "count": occurrences.count(),
        "list_url": f"{reverse('tasks:list')}?series={series.pk}",
        "matrix_url": f"{reverse('tasks:filings')}?series={series.pk}",
        "offers": _offers(series, day, tried, tried_form) if verdict and not series.is_over else [],
        "events": [_line(event) for event in series.events.select_related("by", "post__unit").order_by("-pk")],
    }


def _offers(series: TaskSeries, day: date, tried: str, tried_form: SeriesForm | None) -> list[Offer]:
    return [
        Offer(
            name,
            act,
            tried_form if tried_form and name == tried else act.form(series=series, today=day, auto_id=f"{name}-%s"),
            name == tried,
        )
        for name, act in ACTS.items()
    ]


def _line(event: SeriesEvent) -> EventLine:
    return EventLine(
        who=event.by.full_name,
        post=f"{event.post.title}, {event.post.unit.label}" if event.post else "",
        what=event.get_action_display(),
        at=event.at,
        badge=Badge(*_LOOK[SeriesEvent.Action(event.action)], label=""),
        changes=[tuple(change) for change in event.changes],
        note=event.note,
        is_machine=False,
    )
