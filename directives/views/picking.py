"""What a passage picked in the text, or a name typed, starts a row or a value with: for static/js/review/."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from directives.confirmed import Node
from directives.forms.deadlines import line_of
from directives.forms.parties import chip_of
from directives.forms.rows import node_typed
from directives.models import DocumentText
from directives.permissions import can_log
from directives.services import picking
from directives.services.parties import Directory, load_directory
from units.clock import today
from units.refusals import demand


@require_safe
def passage(request: HttpRequest, pk: int) -> JsonResponse:
    """Rows, deadlines and the party that characters [start, end) of the draft's text make; 422 for no such passage."""
    demand(can_log(request.user))
    drafts = DocumentText.objects.visible_to(request.user).filter(directive=None)
    document = get_object_or_404(drafts.select_related("reading", "organisation"), pk=pk)
    asked = [request.GET.get(name, "") for name in ("start", "end")]
    start, end = (int(one) if one.isdecimal() and len(one) < 10 else -1 for one in asked)
    if not 0 <= start < end <= min(len(document.text), start + picking.LONGEST):
        return JsonResponse({"reason": "Đoạn được chọn không nằm trong văn bản."}, status=422)
    directory = load_directory(document.organisation, on=today())
    words = " ".join(document.text[start:end].split())
    return JsonResponse(
        {
            "rows": [_row(node, directory) for node in picking.rows_in(document, start, end, directory)],
            "deadlines": [line_of(one) for one in picking.deadlines_in(document, start, end, directory)],
            "party": asdict(chip_of(directory.party(words), directory)),
        }
    )


@require_safe
def named(request: HttpRequest, pk: int) -> JsonResponse:
    """The unit or group that typed words mean, as the review itself will take them; 422 for no words."""
    demand(can_log(request.user))
    drafts = DocumentText.objects.visible_to(request.user).filter(directive=None)
    document = get_object_or_404(drafts.select_related("organisation"), pk=pk)
    words = " ".join(request.GET.get("name", "").split())[:500]
    if not words:
        return JsonResponse({"reason": "Chưa nhập tên đơn vị."}, status=422)
    directory = load_directory(document.organisation, on=today())
    return JsonResponse({"party": asdict(chip_of(directory.party(words), directory))})


def _row(node: Node, directory: Directory) -> dict:
    chips = {name: [asdict(chip_of(one, directory)) for one in getattr(node, name)] for name in _PARTIES}
    return node_typed(node) | chips


_PARTIES = ("leads", "coordinating")
