"""Pasting or uploading a document."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from directives.forms.intake import IntakeForm
from directives.models import DocumentText
from directives.permissions import can_log
from directives.services import intake
from units.clock import now
from units.refusals import demand


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """A text or a file becomes a draft, reviewed next.  A secret one is refused, and its text not even shown again."""
    demand(can_log(request.user))
    if request.method == "GET":
        return render(request, "directives/log.html", {"form": IntakeForm()})
    form = IntakeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return redirect("directives:review", receive(form, request).pk)
        except ValidationError as refused:
            if refused.code == "secret":
                form = IntakeForm({}, {})
                form.errors.clear()
            form.add_error("file" if form.cleaned_data.get("file") else "text", refused)
    return render(request, "directives/log.html", {"form": form}, status=422)


def receive(form: IntakeForm, request: HttpRequest) -> DocumentText:
    file = form.cleaned_data["file"]
    if file:
        return intake.receive_file(data=file.read(), name=file.name, by=request.user, now=now())
    return intake.receive_text(text=form.cleaned_data["text"], by=request.user, now=now())


@require_POST
def by_hand(request: HttpRequest) -> HttpResponse:
    """A draft without a text: a meeting, a leader's word, a document at hand only on paper."""
    return redirect("directives:review", intake.start_by_hand(by=request.user, now=now()).pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(DocumentText.objects.visible_to(request.user), pk=pk)
    intake.discard_draft(document=document, by=request.user, now=now())
    messages.success(request, "Đã bỏ bản nháp. Văn bản này chưa được vào sổ.")
    return redirect("directives:drafts")
