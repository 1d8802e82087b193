"""Inspections: the list, planning one, and one with what it found."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.forms.inspections import CancellationForm, ConclusionForm, FindingDueForm, FindingForm, InspectionForm
from tasks.models import Finding, Inspection, Task
from tasks.permissions import can_inspect, can_inspect_here, can_see_conduct
from tasks.services.inspections import (
    add_finding,
    assign_finding,
    begin_inspection,
    cancel_inspection,
    conclude_inspection,
    plan_inspection,
)
from units.clock import now, today
from units.models import User
from units.refusals import Conflict, demand

PER_PAGE = 30
_STATUS = Inspection.Status


@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """Newest first, as far as the person may know of them."""
    demand(can_see_conduct(request.user))
    rows = Inspection.objects.visible_to(request.user).prefetch_related("inspected__unit", "findings")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    may_plan = bool(can_inspect(request.user))
    return render(request, "tasks/inspections.html", {"page": page, "rows": page.object_list, "may_plan": may_plan})


def inspection_new(request: HttpRequest) -> HttpResponse:
    demand(can_inspect(request.user))
    organisation = request.user.acting_post.organisation
    form = InspectionForm(request.POST or None, organisation=organisation, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_inspection(by=request.user, now=now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Đã lập cuộc kiểm tra.")
            return redirect("tasks:inspection", made.pk)
    return render(request, "tasks/inspection_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request.user, pk))


@require_POST
def inspection_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Begin, find, conclude, cancel.  Not now: 409 with what was typed."""
    seen = _seen(request.user, pk)
    demand(can_inspect_here(request.user, seen))
    if act not in _ACTS:
        raise Http404
    make, service, done = _ACTS[act]
    form = make(request.POST, seen)
    if not form.is_valid():
        return _page(request, seen, tried=act, form=form, status=422)
    try:
        service(inspection=seen, by=request.user, now=now(), **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, seen, tried=act, form=form, status=422)
    except Conflict as refused:
        return _page(request, _seen(request.user, pk), tried=act, form=form, status=409, reason=refused.reason)
    messages.success(request, done)
    return redirect("tasks:inspection", pk)


@require_POST
def finding_assign(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """What was found becomes a task of the unit."""
    seen = _seen(request.user, pk)
    demand(can_inspect_here(request.user, seen))
    found = get_object_or_404(Finding.objects.select_related("inspection"), pk=finding, inspection=seen)
    form = FindingDueForm(request.POST, auto_id=f"finding-{finding}-%s")
    if not form.is_valid():
        return _page(request, seen, tried_finding=finding, form=form, status=422)
    try:
        task = assign_finding(finding=found, by=request.user, now=now(), **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, seen, tried_finding=finding, form=form, status=422)
    except Conflict as refused:
        return _page(request, seen, status=409, reason=refused.reason)
    messages.success(request, "Đã giao nhiệm vụ khắc phục.")
    return redirect("tasks:detail", task.pk)


def _seen(user: User, pk: int) -> Inspection:
    return get_object_or_404(Inspection.objects.visible_to(user).select_related("organisation", "planned_by"), pk=pk)


def _nothing(data: object, seen: Inspection) -> forms.Form:
    return forms.Form(data)


# act -> form, service, what is said when it is done
_ACTS: dict[str, tuple[Callable[..., forms.Form], Callable[..., object], str]] = {
    "bat-dau": (_nothing, begin_inspection, "Đã bắt đầu kiểm tra. Đơn vị được kiểm tra đã nhận thông báo."),
    "ghi-nhan": (lambda data, seen: FindingForm(data, inspection=seen), add_finding, "Đã ghi nhận tồn tại."),
    "ket-luan": (lambda data, seen: ConclusionForm(data), conclude_inspection, "Đã kết luận kiểm tra."),
    "huy": (lambda data, seen: CancellationForm(data), cancel_inspection, "Đã hủy cuộc kiểm tra."),
}
_POSSIBLE = {_STATUS.PLANNED: ("bat-dau", "huy"), _STATUS.UNDER_WAY: ("ghi-nhan", "ket-luan")}


def _page(
    request: HttpRequest,
    seen: Inspection,
    *,
    tried: str = "",
    tried_finding: int | None = None,
    form: forms.Form | None = None,
    status: int = 200,
    reason: str = "",
) -> HttpResponse:
    may_act = bool(can_inspect_here(request.user, seen)) if can_inspect(request.user) else False
    findings = list(seen.findings.select_related("unit", "task", "found_by"))
    readable = Task.objects.visible_to(request.user).filter(finding__inspection=seen)
    readable_tasks = set(readable.values_list("pk", flat=True))
    possible = _POSSIBLE.get(_STATUS(seen.status), ()) if may_act else ()
    return render(
        request,
        "tasks/inspection.html",
        {
            "inspection": seen,
            "units": [row.unit for row in seen.inspected.select_related("unit")],
            "findings": [
                (found, found.task_id in readable_tasks, _due_form(found, tried_finding, form) if may_act else None)
                for found in findings
            ],
            "forms": {act: form if act == tried else _ACTS[act][0](None, seen) for act in possible},
            "tried": tried,
            "reason": reason,
            "trail": [("Kiểm tra", reverse("tasks:inspections"))],
        },
        status=status,
    )


def _due_form(found: Finding, tried_finding: int | None, form: forms.Form | None) -> forms.Form | None:
    if found.task_id:
        return None
    return form if found.pk == tried_finding else FindingDueForm(auto_id=f"finding-{found.pk}-%s")
