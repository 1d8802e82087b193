"""What became of a directive and of all that implements it: tasks counted by directive (requirement B4).

A part of the directive's page, and a page of its own without htmx.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from directives.models import Directive
from directives.services.chains import Link, chain_below
from tasks.deadlines import TimeState
from tasks.models import Task
from tasks.querysets import PartsBelow, part_tallies, tallies
from tasks.statuses import Status
from tasks.views.panel import HtmxRequest
from tasks.views.rows import Figure, part_figures
from units.clock import today
from units.roles import ASSIGN_TASKS, WORK_ON_TASKS

#: Each figure of `tasks.querysets.tallies` that is shown: its heading and the filters of the list that it counts.
COLUMNS = (
    ("total", "Tổng", ""),
    ("completed", "Hoàn thành", f"status={Status.COMPLETED}"),
    ("open", "Đang mở", "status=open"),
    ("waiting", "Chờ xác nhận", f"status={Status.SUBMITTED}"),
    ("due_soon", "Sắp đến hạn", f"time={TimeState.DUE_SOON}"),
    ("overdue", "Quá hạn", f"time={TimeState.OVERDUE}"),
    ("cancelled", "Đã hủy", f"status={Status.CANCELLED}"),
)


@dataclass(frozen=True)
class Row:
    link: Link
    cells: list[dict[str, object]]
    parts: tuple[Figure, ...] = ()


def chain(request: HtmxRequest, directive_pk: int) -> HttpResponse:
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=directive_pk)
    day, post = today(), request.user.acting_post
    seen = Task.objects.visible_to(request.user)
    tasks = seen.of_chain(directive.pk, user=request.user)
    parts = seen.parts_of_chain(directive.pk, user=request.user)
    counted, divided = tasks.tallied_by_directive(tallies(day)), parts.tallied_by_directive(part_tallies(day))
    found = chain_below(directive, request.user)
    context = {
        "directive": directive,
        "columns": [(name, heading) for name, heading, _ in COLUMNS],
        "rows": [
            Row(link, [])
            if link.is_repeated
            else Row(
                link,
                cells(counted.get(link.directive.pk, {}), f"directive={link.directive.pk}"),
                _figures(divided.get(link.directive.pk, {}), f"directive={link.directive.pk}"),
            )
            for link in found.links
            if link.directive
        ],
        "totals": cells(tasks.aggregate(**tallies(day)), f"chain={directive.pk}"),
        "total_parts": _figures(parts.aggregate(**part_tallies(day)), f"chain={directive.pk}"),
        "is_cut": found.is_cut,
        "sees_tasks": post is not None and post.role in ASSIGN_TASKS | WORK_ON_TASKS,
    }
    template = "tasks/chain.html#chain" if request.htmx else "tasks/chain.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _figures(counted: dict[str, int], narrowed: str) -> tuple[Figure, ...]:
    return part_figures(PartsBelow(**counted) if counted else None, f"{narrowed}&parts=1")


def cells(figures: dict[str, int], narrowed: str) -> list[dict[str, object]]:
    """The figures of one row, each leading to the list that it counts."""
    address = reverse("tasks:list")
    return [
        {
            "name": name,
            "heading": heading,
            "figure": figures.get(name, 0),
            "url": f"{address}?{narrowed}{f'&{part}' if part else ''}",
        }
        for name, heading, part in COLUMNS
    ]
