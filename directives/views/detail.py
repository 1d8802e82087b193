"""One directive: head, tree, text, lists, register; its files; completing what was blank; linking what it cites."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from directives.forms.completion import CompletionForm
from directives.models import Attachment, Citation, Directive, DocumentText
from directives.permissions import can_correct
from directives.services.completion import complete_identity, is_complete
from directives.services.linking import candidates, link_citation, unlink_citation
from directives.views.facts import nodes_of, printed_parties
from files.serving import file_response
from units.clock import now
from units.refusals import demand
from units.roles import ASSIGN_TASKS


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Directive.objects.visible_to(request.user)
    directive = get_object_or_404(rows.select_related("owner", "logged_by"), pk=pk)
    text = DocumentText.objects.filter(directive=directive).first()
    citations = list(directive.citations.select_related("target"))
    proposed = candidates(citations, user=request.user)
    seen = set(
        Directive.objects.visible_to(request.user)
        .filter(pk__in={citation.target_id for citation in citations if citation.target_id})
        .values_list("pk", flat=True)
    )
    post = request.user.acting_post
    context = {
        "directive": directive,
        "text": text,
        "nodes": nodes_of(directive, text.text if text else ""),
        "addressees": printed_parties(directive.addressees.select_related("unit", "group")),
        "recipients": directive.recipients.all(),
        "citations": [(citation, proposed.get(citation.pk), citation.target_id in seen) for citation in citations],
        "attachments": directive.attachments.select_related("file"),
        "receipts": directive.receipts.select_related("entry", "organisation"),
        "can_correct": can_correct(request.user, directive),
        "is_complete": is_complete(directive),
        "may_assign": post is not None and post.role in ASSIGN_TASKS,
    }
    return render(request, "directives/detail.html", context)


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


@require_POST
def link(request: HttpRequest, pk: int, citation: int) -> HttpResponse:
    """Say that a cited document is the record `target`; without one, take the link back."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(Citation, pk=citation, directive=directive)
    chosen = request.POST.get("target", "")
    if chosen:
        target = get_object_or_404(
            Directive.objects.visible_to(request.user), pk=int(chosen) if chosen.isdecimal() else 0
        )
        link_citation(citation=found, target=target, by=request.user, now=now())
        messages.success(request, f"Đã liên kết với {target.reference}.")
    else:
        unlink_citation(citation=found, by=request.user, now=now())
        messages.success(request, "Đã bỏ liên kết.")
    return redirect("directives:detail", directive.pk)
