"""The tasks of a unit that is reorganised: those who gave them choose to whom each goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.models import SuccessorChoice, Task
from tasks.permissions import can_assign
from tasks.querysets import TaskQuerySet
from tasks.services.reorganising.choosing import choose_successors, concerning, to_choose
from units.clock import now
from units.models import Reorganisation
from units.refusals import Conflict, demand
from units.services.reorganising.layout import STAY, Layout, nearest

PER_PAGE = 50
_EACH = "task-"


@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """A list of successors beside each task; one press gives all that nobody has chosen about to one of them."""
    one = get_object_or_404(concerning(request.user).distinct(), pk=pk)
    demand(can_assign(request.user))
    if not one.is_open:
        raise Conflict(f"Đợt sắp xếp này {one.get_state_display()} nên không chọn được nữa.")
    layout, words = Layout(one), request.GET.get("q", "")
    tasks = to_choose(one, request.user).search(words).order_by("lead__path", "due_on", "pk")
    page = Paginator(tasks.for_list(), PER_PAGE).get_page(request.GET.get("page"))
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            count = choose_successors(
                reorganisation=one, choices=_chosen(request, one, tasks, page), by=request.user, now=now()
            )
        except ValidationError as refusal:
            wrong = refusal.message_dict
        else:
            done = f"Đã chọn đơn vị tiếp nhận cho {count} nhiệm vụ."
            messages.success(request, done if count else "Chưa có nhiệm vụ nào được chọn đơn vị tiếp nhận.")
            return redirect(request.get_full_path())
    context = {
        "one": one,
        "layout": layout,
        "page": page,
        "rows": _rows(request, layout, one, page, wrong),
        "options": _options(layout),
        "undecided": _undecided(one, tasks).count(),
        "q": words,
        "trail": [
            ("Sắp xếp đơn vị", reverse("tasks:reorganisations")),
            (str(one), reverse("tasks:reorganisation", args=[one.pk])),
        ],
    }
    return render(request, "tasks/reorganising/tasks.html", context, status=422 if wrong else 200)


def _undecided(one: Reorganisation, tasks: TaskQuerySet) -> TaskQuerySet:
    chosen = SuccessorChoice.objects.filter(reorganisation=one).values("task")
    return tasks.exclude(pk__in=chosen)


def _chosen(request: HttpRequest, one: Reorganisation, tasks: TaskQuerySet, page: Page) -> dict[int, str]:
    """What was chosen on this page, or one successor for all that nobody has chosen about."""
    if request.POST.get("act") == "all":
        return dict.fromkeys(_undecided(one, tasks).values_list("pk", flat=True), request.POST.get("all", ""))
    typed = {task.pk: request.POST.get(f"{_EACH}{task.pk}", "") for task in page}
    return {task: value for task, value in typed.items() if value}


def _options(layout: Layout) -> list[tuple[str, str]]:
    kept = [(STAY, "Giữ ở đơn vị cũ")] if any(layout.stays(unit) for unit in layout.units) else []
    return [(str(line.pk), line.label) for line in layout.targets] + kept


def _rows(
    request: HttpRequest, layout: Layout, one: Reorganisation, page: Page, wrong: dict[str, list[str]]
) -> list[tuple[Task, str, bool, list[str]]]:
    """(task, value, whether it is only proposed, errors).  The words of a task may name one successor alone."""
    choices = SuccessorChoice.objects.filter(reorganisation=one, task__in=[task.pk for task in page])
    chosen = {task: str(line) if line else STAY for task, line in choices.values_list("task_id", "line_id")}
    rows = []
    for task in page:
        line = nearest(task.title, layout.targets) if len(layout.targets) > 1 else None
        proposed = str(line.pk) if line else ""
        value = request.POST.get(f"{_EACH}{task.pk}", chosen.get(task.pk, proposed))
        rows.append((task, value, task.pk not in chosen and bool(proposed), wrong.get(str(task.pk), [])))
    return rows
