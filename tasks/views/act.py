"""Every act on a task goes through this one door."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tasks.forms.act_form import ActForm
from tasks.forms.acts import ACTS
from tasks.models import Task
from tasks.statuses import Action
from tasks.views.detail import facts_of, form_id
from units.clock import now, today
from units.refusals import Conflict


@require_POST
def task_act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Done: back to the task.  Bad input: 422.  Changed meanwhile or not possible now: 409; what was typed stays."""
    task = get_object_or_404(Task.objects.visible_to(request.user).for_detail(), pk=pk)
    if action not in ACTS:
        raise Http404
    act = ACTS[Action(action)]
    form = act.form(
        request.POST, request.FILES, task=task, user=request.user, today=today(), auto_id=form_id(Action(action))
    )
    if not form.is_valid():
        form.remind_of_file()
        return _again(request, task, Action(action), form, status=422)
    try:
        act.service(task=task, by=request.user, now=now(), **form.arguments())
    except ValidationError as refusal:
        form.take_refusal(refusal)
        return _again(request, task, Action(action), form, status=422)
    except Conflict as refusal:
        newest = Task.objects.visible_to(request.user).for_detail().filter(pk=pk).first() or task
        redrawn = form.redrawn(newest.version)
        return _again(request, newest, Action(action), redrawn, status=409, reason=refusal.reason)
    messages.success(request, act.done)
    return redirect("tasks:detail", pk=pk)


def _again(
    request: HttpRequest, task: Task, action: Action, form: ActForm, *, status: int, reason: str = ""
) -> HttpResponse:
    facts = facts_of(task, user=request.user, today=today(), tried=action, tried_form=form)
    return render(request, "tasks/detail.html", facts | {"reason": reason}, status=status)
