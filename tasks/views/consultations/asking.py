"""Asking units for their opinion about a task."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tasks.forms.consultations import FIRST_ROWS, AskForm
from tasks.models import Task
from tasks.permissions import can_consult
from tasks.services.consultations import consult
from tasks.statuses import Action, Status, target_of
from units.clock import now, today
from units.refusals import Conflict, demand
from units.services.calendar import load_calendar


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Bad input, and a date that needs its reason: 422.  Changed meanwhile: 409; what was typed stays."""
    task = get_object_or_404(Task.objects.visible_to(request.user).for_detail(), pk=pk)
    demand(can_consult(request.user, task))
    target_of(Action.CONSULT, Status(task.status))
    same = {"task": task, "user": request.user, "today": today()}
    if request.method == "GET":
        return _page(request, task, AskForm(**same))
    rows = int(request.POST.get("rows") or 0) if (request.POST.get("rows") or "").isdigit() else FIRST_ROWS
    if "more" in request.POST:
        return _page(request, task, AskForm(initial=request.POST.dict(), rows=rows + FIRST_ROWS, **same))
    form = AskForm(request.POST, request.FILES, rows=rows, **same)
    if not form.is_valid():
        form.remind_of_file()
        return _page(request, task, form, status=422)
    try:
        made = consult(task=task, by=request.user, now=now(), **form.arguments())
    except ValidationError as refusal:
        form.take_refusal(refusal)
        return _page(request, task, form, status=422)
    except Conflict as refusal:
        newest = Task.objects.visible_to(request.user).get(pk=pk)
        return _page(request, task, form.redrawn(newest.version), status=409, reason=refusal.reason)
    messages.success(request, "Đã gửi xin ý kiến đến các đơn vị.")
    return redirect("tasks:consultation", pk=made.pk)


def _page(request: HttpRequest, task: Task, form: AskForm, *, status: int = 200, reason: str = "") -> HttpResponse:
    days_off = {day.isoformat(): why for day, why in load_calendar().reasons}
    facts = {"task": task, "form": form, "reason": reason, "days_off": days_off}
    return render(request, "tasks/consultations/ask.html", facts, status=status)
