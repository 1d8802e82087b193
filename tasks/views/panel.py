"""The tasks of one directive: a part of the directive's page, and a page of its own without htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from directives.letters import TO_POST
from directives.models import Directive
from tasks.kinds import ResultKind
from tasks.models import ResultDocument, Task
from tasks.permissions import can_assign
from tasks.views.rows import TaskRow, rows_with_parts
from units.clock import today
from units.services.calendar import load_calendar

MOST_ROWS = 200


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def panel(request: HtmxRequest, directive_pk: int) -> HttpResponse:
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=directive_pk)
    tasks = Task.objects.listed_for(request.user).filter(directive=directive)
    shown = tasks.for_list().with_sent_back().with_own_duty(request.user)
    shown = shown.order_by("instruction__position", "lead__path", "pk")[:MOST_ROWS]
    rows = rows_with_parts(shown, user=request.user, today=today(), calendar=load_calendar())
    template = "tasks/panel.html#panel" if request.htmx else "tasks/panel.html"
    response = render(
        request,
        template,
        {
            "directive": directive,
            "rows": rows,
            "is_cut": len(rows) == MOST_ROWS,
            "can_assign": can_assign(request.user),
            "postings": [(posting_of(row), row) for row in rows if row.task.result_kind == ResultKind.PUBLICATION],
            "wants_posting": directive.recipients.filter(purpose__icontains=TO_POST).exists(),
        },
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def posting_of(row: TaskRow) -> ResultDocument | None:
    """Where and when the directive was posted, as the unit reported last; None before."""
    return row.task.results.order_by("-pk").first()
