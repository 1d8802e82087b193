"""Beside the review: records that may be the document under review though not every fact agrees (requirement A6)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from directives.confirmed import Confirmed, PartialDay
from directives.forms.fields import PartialDayField
from directives.models import DocumentText
from directives.permissions import can_log
from directives.services.identity import near_identity
from directives.services.proposals import partial_day
from directives.views.citing import HtmxRequest
from units.refusals import demand


def near(request: HtmxRequest, pk: int) -> HttpResponse:
    """A part of the review's page, and a page of its own without htmx."""
    demand(can_log(request.user))
    drafts = DocumentText.objects.visible_to(request.user).select_related("reading")
    document = get_object_or_404(drafts.defer("text"), pk=pk)
    template = "directives/near.html#near" if request.htmx else "directives/near.html"
    context = {"document": document, "records": near_identity(named(document), request.user)}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def named(document: DocumentText) -> Confirmed:
    """Issuer, number, notation and date of a draft: as typed last, else as read."""
    head = (document.review or {}).get("head")
    if head:
        try:
            issued = PartialDayField(required=False).clean(head.get("issued"))
        except ValidationError:
            issued = PartialDay()
        number, notation, body = (head.get(name) or "" for name in ("code_number", "code_notation", "issuing_body"))
        return Confirmed(body, "", code_number=number, code_notation=notation, issued=issued)
    proposal = document.reading.proposal if hasattr(document, "reading") else None
    if not proposal:
        return Confirmed("", "")
    return Confirmed(
        (proposal["issuing_body"] or {}).get("text", ""),
        "",
        code_number=proposal["code_number"] or "",
        code_notation=proposal["code_notation"] or "",
        issued=partial_day(proposal["issued"]) if proposal["issued"] else PartialDay(),
    )
