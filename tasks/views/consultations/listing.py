"""The list of consultations: what waits for my unit, what my unit asked, and all that I may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from tasks.filters import CONSULTATION_TABS, ConsultationFilter
from tasks.models import Consultation
from tasks.querysets.opinions import answered_for
from tasks.views.consultations.rows import rows_of, with_opinions
from units.clock import today
from units.models import User
from units.roles import WORK_ON_TASKS
from units.services.calendar import load_calendar

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_on: bool
    count: int


def consultation_list(request: HttpRequest) -> HttpResponse:
    """The tab stands in the address; without one a unit sees what waits for it, an organisation everything."""
    user, day = request.user, today()
    query = request.GET.copy()
    query.setdefault("tab", _first_tab(user))
    seen = Consultation.objects.visible_to(user)
    found = ConsultationFilter(query, queryset=seen, user=user, today=day)
    page = Paginator(with_opinions(found.qs.for_list(), user=user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "tasks/consultations/list.html",
        {
            "filter": found,
            "tabs": _tabs(user, query),
            "is_narrowed": any(request.GET.get(name) for name in found.filters if name != "tab"),
            "page": page,
            "rows": rows_of(page.object_list, today=day, calendar=load_calendar()),
            "tab": query["tab"],
        },
    )


def _first_tab(user: User) -> str:
    post = user.acting_post
    return "waiting" if post is not None and post.role in WORK_ON_TASKS else "all"


def _tabs(user: User, query: QueryDict) -> list[Tab]:
    """Each counts what its list holds without other filters; who answers for no unit has one list."""
    seen, day = Consultation.objects.visible_to(user), today()
    counts = {"all": seen.count()}
    post = user.acting_post
    if post is not None and answered_for(post) is not None:
        counts |= {
            "waiting": seen.waiting_for(user, day).count(),
            "asked": seen.asked_by_unit_of(user).count(),
        }
    return [
        Tab(label, f"?tab={name}", query["tab"] == name, counts[name])
        for name, label in CONSULTATION_TABS
        if name in counts
    ]
