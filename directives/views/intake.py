"""Pasting a document or handing in files."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from directives.forms.intake import IntakeForm
from directives.models import Arrival, DocumentText
from directives.permissions import can_log
from directives.services import intake
from directives.services.secrecy import SECRET
from directives.views.arriving import wake_reader
from units.clock import now
from units.refusals import demand


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """A text or a file becomes a draft, reviewed next, or an arrival whose reading is watched; several files are each
    an arrival.  A secret text is refused, and not even shown again."""
    demand(can_log(request.user))
    if request.method == "GET":
        return render(request, "directives/log.html", {"form": IntakeForm()})
    form = IntakeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return receive(form, request)
        except ValidationError as refused:
            files = form.cleaned_data.get("file")
            if refused.code == SECRET:
                form = IntakeForm({}, {})
                form.errors.clear()
            form.add_error("file" if files else "text", refused)
    return render(request, "directives/log.html", {"form": form}, status=422)


def receive(form: IntakeForm, request: HttpRequest) -> HttpResponse:
    """Where to go with what was handed in."""
    files = form.cleaned_data["file"]
    sent = {"by": request.user, "now": now()}
    if len(files) > 1:
        arrivals = intake.receive_several(files=[(file.name, file.read()) for file in files], **sent)
        wake_reader()
        taken = sum(arrival.is_open for arrival in arrivals)
        messages.success(
            request, f"Đã nhận {taken}/{len(arrivals)} tệp. Tệp nào đọc xong thì chuyển sang chờ kiểm tra."
        )
        return redirect("directives:drafts")
    if not files:
        return redirect("directives:review", intake.receive_text(text=form.cleaned_data["text"], **sent).pk)
    received = intake.receive_file(data=files[0].read(), name=files[0].name, **sent)
    if isinstance(received, Arrival):
        wake_reader()
        return redirect("directives:arrival", received.pk)
    return redirect("directives:review", received.pk)


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
