"""Báo cáo lãnh đạo: what the Office put before the leaders, and the page on which a leader decides."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tasks.forms.chosen import chosen_in
from tasks.forms.escalations import DecideForm, EscalateTogetherForm, WithdrawForm
from tasks.models import Escalation, Task
from tasks.permissions import can_decide_escalation, can_escalate, can_report_to_leaders, can_watch
from tasks.querysets.escalations import EscalationQuerySet
from tasks.services import escalations
from tasks.views.follow_up import BY_AGE, MOST_CHOICES, Choices, choices_of, offered, tabs
from tasks.views.rows import rows_of
from units.clock import now, today
from units.models import User
from units.refusals import Conflict, Denied, demand
from units.services.calendar import load_calendar

ROWS_A_PAGE = 50


@require_safe
def escalation_list(request: HttpRequest) -> HttpResponse:
    """Those that wait first, then the newest."""
    demand(can_watch(request.user))
    seen = Escalation.objects.visible_to(request.user)
    page = Paginator(seen.for_list(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    waiting = seen.waiting().count()
    return render(
        request,
        "tasks/escalations.html",
        {
            "tabs": tabs(request.user, "tasks:escalations"),
            "page": page,
            "sentence": f"{waiting} báo cáo chờ ý kiến lãnh đạo." if waiting else "Không có báo cáo nào chờ ý kiến.",
            "can_escalate": bool(can_report_to_leaders(request.user)),
        },
    )


def escalate_tasks(request: HttpRequest) -> HttpResponse:
    """One report about the tasks that are ticked."""
    demand(can_report_to_leaders(request.user))
    tasks = _offered(request, chosen_in(request.POST.getlist("chosen")))
    form = EscalateTogetherForm(request.POST or None, tasks=tasks)
    status, reason = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = dict(form.cleaned_data)
            try:
                made = escalations.escalate(known=values.pop("chosen"), by=request.user, now=now(), **values)
            except ValidationError as refusal:
                _take(form, refusal)
            except Conflict as refusal:
                status, reason, tasks = 409, refusal.reason, _offered(request, form.ticked or ())
            else:
                messages.success(request, "Đã báo cáo lãnh đạo. Ý kiến chỉ đạo sẽ được ghi vào từng nhiệm vụ.")
                return redirect("tasks:escalation", pk=made.pk)
    context = {
        "form": form,
        "groups": [Choices(None, choices_of(tasks, _ticked(request, form)))] if tasks else [],
        "is_cut": len(tasks) >= MOST_CHOICES,
        "most": MOST_CHOICES,
        "reason": reason,
    }
    return render(request, "tasks/escalate.html", context, status=status)


def _ticked(request: HttpRequest, form: EscalateTogetherForm) -> set[int] | None:
    """Before the form was sent: all of those that the address names, nothing of a whole list."""
    return form.ticked if form.is_bound or "task" in request.GET else set()


def _offered(request: HttpRequest, also: Iterable[int]) -> list[Task]:
    organisation = request.user.acting_post.organisation
    return offered(request, among=Task.objects.assigned_by_organisation(organisation).open(), also=also)


def escalation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report with its tasks; a leader decides here."""
    escalation = get_object_or_404(_for_page(request.user), pk=pk)
    if request.method != "POST":
        return _page(request, escalation)
    for task in Task.objects.filter(escalated__escalation=escalation)[:1]:
        demand(can_decide_escalation(request.user, task))
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            escalations.decide(escalation=escalation, by=request.user, now=now(), **form.arguments())
        except ValidationError as refusal:
            _take(form, refusal)
        except Conflict as refusal:
            newest = _for_page(request.user).get(pk=pk)
            return _page(request, newest, decide=form, reason=refusal.reason, status=409)
        else:
            messages.success(request, "Đã ghi ý kiến chỉ đạo. Văn phòng được báo để thực hiện.")
            return redirect("tasks:escalation", pk=pk)
    return _page(request, escalation, decide=form, status=422)


@require_POST
def escalation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    escalation = get_object_or_404(_for_page(request.user), pk=pk)
    for task in Task.objects.filter(escalated__escalation=escalation)[:1]:
        demand(can_escalate(request.user, task))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, escalation, withdraw=form, status=422)
    try:
        escalations.withdraw(escalation=escalation, by=request.user, now=now(), **form.cleaned_data)
    except Conflict as refusal:
        newest = _for_page(request.user).get(pk=pk)
        return _page(request, newest, withdraw=form, reason=refusal.reason, status=409)
    messages.success(request, "Đã rút báo cáo.")
    return redirect("tasks:escalation", pk=pk)


def _for_page(user: User) -> EscalationQuerySet:
    return Escalation.objects.visible_to(user).select_related("asked_by", "asked_in_post", "decided_by")


def _page(
    request: HttpRequest,
    escalation: Escalation,
    *,
    decide: DecideForm | None = None,
    withdraw: WithdrawForm | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    tasks = list(Task.objects.filter(escalated__escalation=escalation).for_list().order_by(*BY_AGE))
    may_decide = can_decide_escalation(request.user, tasks[0]) if escalation.is_waiting else None
    may_withdraw = escalation.is_waiting and bool(can_escalate(request.user, tasks[0]))
    context = {
        "escalation": escalation,
        "rows": rows_of(tasks, today=today(), calendar=load_calendar()),
        "decide": (decide or DecideForm()) if may_decide else None,
        "why_not": may_decide.reason if isinstance(may_decide, Denied) else "",
        "withdraw": (withdraw or WithdrawForm(auto_id="withdraw-%s")) if may_withdraw else None,
        "withdraw_is_open": withdraw is not None,
        "tried": decide,
        "reason": reason,
    }
    return render(request, "tasks/escalation.html", context, status=status)


def _take(form: forms.Form, refusal: ValidationError) -> None:
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
