"""Files of drafts, and one more file beside a directive that is on record."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from directives.forms.intake import AttachmentForm
from directives.models import Arrival, Directive, DocumentText, Enclosure
from directives.permissions import can_correct
from directives.services.attaching import add_attachment
from directives.views.arriving import wake_reader
from files.serving import file_response
from units.clock import now
from units.refusals import demand


def draft_file(request: HttpRequest, pk: int, enclosure: int | None = None) -> FileResponse:
    """The original of a draft under review, or a file that came with it."""
    document = get_object_or_404(DocumentText.objects.visible_to(request.user).select_related("file"), pk=pk)
    if enclosure is not None:
        came = get_object_or_404(Enclosure.objects.select_related("file"), pk=enclosure, draft=document)
        return file_response(came.file, name=came.name)
    if document.file is None:
        raise Http404
    return file_response(document.file, name=document.file_name)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    demand(can_correct(request.user, directive))
    if request.method == "GET":
        return page(request, directive, AttachmentForm())
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            added = add_attachment(directive=directive, data=file.read(), name=file.name, by=request.user, now=now())
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            return lead_on(request, directive, added)
    return page(request, directive, form, status=422)


def lead_on(request: HttpRequest, directive: Directive, added: object) -> HttpResponse:
    if isinstance(added, Arrival):
        wake_reader()
        return redirect("directives:arrival", added.pk)
    messages.success(request, "Đã thêm tệp đính kèm.")
    return redirect("directives:detail", directive.pk)


def page(request: HttpRequest, directive: Directive, form: AttachmentForm, *, status: int = 200) -> HttpResponse:
    return render(request, "directives/attach.html", {"directive": directive, "form": form}, status=status)
