"""Striking out a note or a file of a task's history."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tasks.forms.strikes import StrikeForm
from tasks.models import EventFile, Task, TaskEvent
from tasks.permissions import can_strike
from tasks.services import strikes
from units.clock import now
from units.refusals import Conflict, demand


@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, pk: int, seq: int, file_pk: int | None = None) -> HttpResponse:
    """What is to be struck out stands on the page; nothing of it disappears by it."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    events = TaskEvent.objects.select_related("by", "post__unit__organisation").prefetch_related("strikes__by")
    event = get_object_or_404(events, task=task, seq=seq)
    file = get_object_or_404(EventFile.objects.select_related("file"), pk=file_pk, event=event) if file_pk else None
    demand(can_strike(request.user, event))
    if refusal := strikes.why_not(event, file):
        raise Conflict(refusal)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            strikes.strike(event=event, file=file, by=request.user, now=now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("reason", refused.messages)
        else:
            messages.success(request, "Đã gạch bỏ. Nội dung vẫn được giữ để đối chiếu, kèm lý do.")
            return redirect("tasks:detail", pk=task.pk)
    context = {"task": task, "event": event, "file": file, "form": form}
    return render(request, "tasks/strike.html", context, status=422 if form.errors else 200)
