"""The rules by which the organisation handles its tasks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tasks.forms.handling import HandlingRulesForm
from tasks.models.rules import rules_of
from tasks.permissions import can_settle_rules
from tasks.services.handling import settle_rules
from units.clock import now
from units.refusals import demand


def handling_rules(request: HttpRequest) -> HttpResponse:
    """Leaders read and change them."""
    demand(can_settle_rules(request.user))
    organisation = request.user.acting_post.organisation
    form = HandlingRulesForm(request.POST or None, instance=rules_of(organisation))
    if request.method == "POST" and form.is_valid():
        settle_rules(by=request.user, now=now(), **form.cleaned_data)
        messages.success(request, "Đã lưu quy định xử lý nhiệm vụ.")
        return redirect("tasks:handling_rules")
    context = {"form": form, "organisation": organisation}
    return render(request, "tasks/handling_rules.html", context, status=422 if form.errors else 200)
