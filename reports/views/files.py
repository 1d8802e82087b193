"""Downloading an issued report."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from reports.exports import docx, xlsx
from reports.models import Report
from units.clock import now
from units.models import AuditKind
from units.services.audit import record

#: Ending -> what it is, and who writes it.
FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "xlsx": (xlsx.CONTENT_TYPE, xlsx.workbook),
    "docx": (docx.CONTENT_TYPE, docx.document),
}


@require_safe
def report_download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The file; that it was taken is kept in the audit trail."""
    if form not in FORMS:
        raise Http404
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    content_type, write = FORMS[form]
    data = write(report)
    record(
        kind=AuditKind.REPORT_EXPORTED,
        by=request.user,
        now=now(),
        subject=f"Báo cáo {report.figures['period']} ({form.upper()})",
        detail={"report": report.pk, "period": report.period_key, "form": form},
        ip_address=get_adapter().get_client_ip(request),
    )
    name = f"bao-cao-{report.period_key.lower()}-so-lieu-den-{report.figures['as_of']}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=content_type, headers=headers)
