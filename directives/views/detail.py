"""One directive: head, tree, text, lists, register, links; its files; completing what was blank."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from directives.forms.completion import CompletionForm
from directives.models import Attachment, Directive, DocumentText, OutgoingDraft, RegisterEntry
from directives.permissions import can_correct, can_draft
from directives.services.completion import complete_identity, is_complete
from directives.views.facts import addressees_of, informed_of, nodes_of
from directives.views.links import link_facts
from files.serving import file_response
from units.clock import now
from units.refusals import demand
from units.roles import ASSIGN_TASKS


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Directive.objects.visible_to(request.user)
    directive = get_object_or_404(rows.select_related("owner", "logged_by"), pk=pk)
    text = DocumentText.objects.filter(directive=directive).first()
    post = request.user.acting_post
    context = {
        "directive": directive,
        "text": text,
        "nodes": nodes_of(directive, text.text if text else ""),
        "addressees": addressees_of(directive),
        "outgoing_entry": outgoing_entry_of(directive),
        "drafts": OutgoingDraft.objects.visible_to(request.user).open().filter(begun_from=directive),
        "informed": informed_of(directive),
        "can_draft": can_draft(request.user),
        "recipients": directive.recipients.all(),
        **link_facts(directive, request.user),
        "attachments": directive.attachments.select_related("file"),
        "receipts": directive.receipts.select_related("entry", "organisation"),
        "can_correct": can_correct(request.user, directive),
        "is_complete": is_complete(directive),
        "may_assign": post is not None and post.role in ASSIGN_TASKS,
    }
    return render(request, "directives/detail.html", context)


def outgoing_entry_of(directive: Directive) -> RegisterEntry | None:
    """Its line in the outgoing register; asked only of what we issued."""
    if directive.direction != Directive.Direction.ISSUED:
        return None
    return RegisterEntry.objects.filter(directive=directive).select_related("organisation").first()


def file(request: HttpRequest, pk: int, attachment: int) -> FileResponse:
    found = get_object_or_404(
        Attachment.objects.select_related("file"),
        pk=attachment,
        directive__in=Directive.objects.visible_to(request.user).filter(pk=pk),
    )
    return file_response(found.file, name=found.name)


@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the number and date of a record that was blank on paper."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    demand(can_correct(request.user, directive))
    if request.method == "GET":
        return completion_page(request, directive, CompletionForm(directive=directive))
    form = CompletionForm(request.POST, directive=directive)
    if form.is_valid():
        try:
            complete_identity(directive=directive, by=request.user, now=now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Đã bổ sung số, ký hiệu, ngày của văn bản.")
            return redirect("directives:detail", directive.pk)
    return completion_page(request, directive, form, status=422)


def completion_page(
    request: HttpRequest, directive: Directive, form: CompletionForm, *, status: int = 200
) -> HttpResponse:
    return render(request, "directives/complete.html", {"directive": directive, "form": form}, status=status)
