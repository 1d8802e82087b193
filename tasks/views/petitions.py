"""Petitions: the list with its backlog, entering one, and one with its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from files.serving import file_response
from tasks.forms.petitions import PetitionAnswerForm, PetitionAssignForm, PetitionCloseForm, PetitionForm
from tasks.models import Petition, PetitionState, Task
from tasks.permissions import can_answer_petition, can_log_petition
from tasks.services.petitions import answer_petition, assign_petition, close_petition, log_petition
from units.clock import now, today
from units.models import User
from units.refusals import Conflict, demand

PER_PAGE = 30


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    is_on: bool
    count: int


@require_safe
def petitions(request: HttpRequest) -> HttpResponse:
    """By the day of the answer; each state with its number, which is its list."""
    day = today()
    seen = Petition.objects.visible_to(request.user)
    asked = request.GET.get("state", "")
    state = PetitionState(asked) if asked in PetitionState.values else None
    shown = seen.in_state(state, day) if state else seen
    page = Paginator(shown.select_related("task__lead"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "tasks/petitions.html",
        {
            "page": page,
            "rows": [(row, row.badge_on(day)) for row in page.object_list],
            "chips": _chips(seen.counted_by_state(day), state),
            "may_log": bool(can_log_petition(request.user)),
        },
    )


def _chips(counts: dict[str, int], state: PetitionState | None) -> list[Chip]:
    every = Chip("Tất cả", reverse("tasks:petitions"), state is None, sum(counts.values()))
    return [every] + [
        Chip(one.label, f"{reverse('tasks:petitions')}?state={one.value}", one == state, counts[one.value])
        for one in PetitionState
    ]


def petition_new(request: HttpRequest) -> HttpResponse:
    demand(can_log_petition(request.user))
    form = PetitionForm(request.POST or None, request.FILES or None, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            made = log_petition(by=request.user, now=now(), **form.arguments())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Đã vào sổ kiến nghị, đề xuất.")
            return redirect("tasks:petition", made.pk)
    return render(request, "tasks/petition_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def petition(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request.user, pk))


@require_safe
def petition_file(request: HttpRequest, pk: int) -> FileResponse:
    seen = _seen(request.user, pk)
    if seen.file is None:
        raise Http404
    return file_response(seen.file, name=seen.file_name)


@require_POST
def petition_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Give, answer, close.  Not now: 409."""
    seen = _seen(request.user, pk)
    demand(can_answer_petition(request.user, seen))
    if act not in _ACTS:
        raise Http404
    make, service, done = _ACTS[act]
    form = make(request.POST, seen, today())
    if not form.is_valid():
        return _page(request, seen, tried=act, form=form, status=422)
    try:
        service(petition=seen, by=request.user, now=now(), **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, seen, tried=act, form=form, status=422)
    except Conflict as refused:
        return _page(request, _seen(request.user, pk), tried=act, form=form, status=409, reason=refused.reason)
    messages.success(request, done)
    return redirect("tasks:petition", pk)


def _assign_form(data: object, seen: Petition, day: date) -> forms.Form:
    return PetitionAssignForm(data, organisation=seen.organisation, today=day, latest=seen.due_on)


_ACTS: dict[str, tuple[Callable[..., forms.Form], Callable[..., object], str]] = {
    "giao": (_assign_form, assign_petition, "Đã giao đơn vị giải quyết."),
    "tra-loi": (lambda data, seen, day: PetitionAnswerForm(data), answer_petition, "Đã ghi văn bản trả lời."),
    "dong": (lambda data, seen, day: PetitionCloseForm(data), close_petition, "Đã đóng kiến nghị."),
}


def _seen(user: User, pk: int) -> Petition:
    rows = Petition.objects.visible_to(user).select_related(
        "organisation", "task__lead", "logged_by", "ended_by", "file"
    )
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest,
    seen: Petition,
    *,
    tried: str = "",
    form: forms.Form | None = None,
    status: int = 200,
    reason: str = "",
) -> HttpResponse:
    day = today()
    possible = []
    if seen.status == Petition.Status.OPEN and can_answer_petition(request.user, seen):
        possible = [act for act in _ACTS if act != "giao" or seen.task_id is None]
    sees_task = seen.task_id and Task.objects.visible_to(request.user).filter(pk=seen.task_id).exists()
    return render(
        request,
        "tasks/petition.html",
        {
            "petition": seen,
            "badge": seen.badge_on(day),
            "sees_task": sees_task,
            "forms": {act: form if act == tried else _ACTS[act][0](None, seen, day) for act in possible},
            "tried": tried,
            "reason": reason,
            "trail": [("Kiến nghị, đề xuất", reverse("tasks:petitions"))],
        },
        status=status,
    )
