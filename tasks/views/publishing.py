"""Giving a unit the task of posting a directive for the public."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from directives.models import Directive
from tasks.forms.assigning import Places
from tasks.forms.publishing import PostingForm
from tasks.permissions import can_assign
from tasks.services.publishing import give_posting, postings_of
from tasks.statuses import OPEN
from tasks.views.assign import days_off
from units.clock import now, today
from units.refusals import demand
from units.services.calendar import load_calendar


@require_http_methods(["GET", "HEAD", "POST"])
def post_online(request: HttpRequest, directive_pk: int) -> HttpResponse:
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=directive_pk)
    demand(can_assign(request.user))
    places = Places(request.user.acting_post.organisation, today())
    form = PostingForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            task = give_posting(
                directive=directive,
                lead=form.unit(),
                site=form.cleaned_data["site"],
                due_on=form.cleaned_data["due_on"],
                by=request.user,
                now=now(),
            )
        except ValidationError as refusal:
            for key, errors in refusal.error_dict.items():
                field = key.partition(":")[2]
                form.add_error(field if field in form.fields else None, errors)
        else:
            messages.success(request, f"Đã giao {task.lead.label} đăng tải văn bản.")
            return redirect("tasks:detail", task.pk)
    context = {
        "directive": directive,
        "form": form,
        "running": postings_of(directive, request.user).filter(status__in=OPEN).select_related("lead").first(),
        "days_off": days_off(load_calendar()),
    }
    return render(request, "tasks/post_online.html", context, status=422 if form.is_bound else 200)
